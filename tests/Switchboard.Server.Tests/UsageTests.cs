namespace Switchboard.Server.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task Help_names_every_verb()
    {
        var help = await _cli.RunAsync("--help");

        help.ExitCode.ShouldBe(0);
        foreach (var verb in new[] { "demo", "call", "connectors", "actions", "executions", "runs", "simulate", "db", "--json", "--db" })
        {
            help.Output.ShouldContain(verb);
        }
    }

    [Theory]
    [InlineData("demo", "--contacts")]
    [InlineData("call", "--idempotency-key")]
    [InlineData("executions list", "--cursor")]
    [InlineData("executions tail", "--status")]
    [InlineData("runs show", "ID")]
    [InlineData("simulate", "--port")]
    [InlineData("db", "migrate")]
    public async Task Help_of_a_verb_names_its_options(string verb, string option)
    {
        var help = await _cli.RunAsync([.. verb.Split(' '), "--help"]);

        help.ExitCode.ShouldBe(0);
        help.Output.ShouldContain(option);
    }

    [Theory]
    [InlineData("exections list", "executions")]
    [InlineData("executions lst", "list")]
    [InlineData("executions list --statsu completed", "--status")]
    [InlineData("executions list --status complete", "completed")]
    [InlineData("executions list --connector gmial", "gmail")]
    [InlineData("executions list --action gmail.sned", "gmail.send")]
    [InlineData("executions list --action sendSm", "sendSms")]
    [InlineData("actions twillio", "twilio")]
    [InlineData("actions show slack.postMesage", "slack.postMessage")]
    [InlineData("runs list --status runing", "running")]
    [InlineData("simulate --connector slak", "slack")]
    public async Task A_wrong_name_exits_2_and_names_the_nearest(string line, string nearest)
    {
        var result = await _cli.RunAsync(line.Split(' '));

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain($"Did you mean {nearest}");
    }

    [Theory]
    [InlineData("executions list --limit 0", "1 to 1000")]
    [InlineData("executions list --since yesterday", "--since")]
    [InlineData("executions show 12", "id")]
    [InlineData("demo --concurrency 0", "1 to 1024")]
    [InlineData("demo --seed x", "whole number")]
    [InlineData("simulate --port 70000", "0 to 65535")]
    [InlineData("call", "NAME")]
    [InlineData("executions", "list, show, tail")]
    [InlineData("db status --db postgres://localhost/x", "later version")]
    [InlineData("db status --db mysql:x", "sqlite:PATH")]
    [InlineData("demo --contacts none.csv", "none.csv")]
    [InlineData("demo --campaign none.json", "none.json")]
    public async Task What_is_not_valid_exits_2_and_says_what_is(string line, string expected)
    {
        var result = await _cli.RunAsync(line.Split(' '));

        result.ExitCode.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task With_json_an_error_is_the_one_document()
    {
        var result = await _cli.RunAsync("executions", "list", "--status", "complete", "--json");

        result.ExitCode.ShouldBe(2);
        result.Code.ShouldBe("invalid_input");
        (await _cli.RunAsync("actions", "show", "gmail.sned", "--json")).Code.ShouldBe("unknown_action");
        (await _cli.RunAsync("simulate", "--json")).Code.ShouldBe("invalid_input");
    }

    [Fact]
    public async Task A_password_in_a_database_address_is_not_repeated()
    {
        var result = await _cli.With("DATABASE_URL", "mysql://me:hunter2@host/db").RunAsync("db", "status");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("DATABASE_URL");
        result.Error.ShouldNotContain("hunter2");
    }

    public void Dispose() => _cli.Dispose();
}
