using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Catalog;

namespace Switchboard.Server.Tests;

public sealed class LedgerTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task A_row_has_every_column()
    {
        var row = (await demo.ReadAsync("executions", "list", "--limit", "1")).Json.GetProperty("items")[0];

        string[] columns =
        [
            "id", "orgId", "agentRunId", "runLink", "agent", "userId", "connector", "action", "connection", "mode", "effect", "status", "input",
            "inputHash", "output", "error", "attempts", "idempotencyKey", "notBefore", "queuedAt", "startedAt", "dispatchedAt", "completedAt",
            "durationMs", "metadata",
        ];
        row.EnumerateObject().Select(property => property.Name).ShouldBe(columns);
        row.GetProperty("runLink").GetString().ShouldBe("known");
        row.GetProperty("agentRunId").GetString().ShouldBe(demo.RunId);
    }

    [Fact]
    public async Task Pages_follow_each_other_newest_first_and_hold_every_row_once()
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            string[] arguments = ["executions", "list", "--limit", "500", .. cursor is null ? Array.Empty<string>() : ["--cursor", cursor]];
            var page = (await demo.ReadAsync(arguments)).Json;
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        ids.Count.ShouldBe(Total(demo.Demo.Json));
        ids.ShouldBe(ids.Distinct().OrderDescending(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--connector", "sms", "connector", "twilio")]
    [InlineData("--action", "slack.postMessage", "action", "postMessage")]
    [InlineData("--action", "getProfile", "action", "getProfile")]
    [InlineData("--status", "completed", "status", "completed")]
    public async Task Filters_hold(string option, string value, string property, string expected)
    {
        var items = (await demo.ReadAsync("executions", "list", option, value, "--limit", "20")).Json.GetProperty("items");

        items.GetArrayLength().ShouldBeGreaterThan(0);
        items.EnumerateArray().ShouldAllBe(row => row.GetProperty(property).GetString() == expected);
    }

    [Fact]
    public async Task Filters_that_nothing_meets_give_an_empty_page()
    {
        foreach (var filter in new[] { "--status failed", "--since 2030-01-01T00:00:00Z", $"--run {Guid.Empty}" })
        {
            var page = (await demo.ReadAsync(["executions", "list", .. filter.Split(' ')])).Json;
            page.GetProperty("items").GetArrayLength().ShouldBe(0, filter);
            page.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }

    [Fact]
    public async Task One_row_is_shown_with_what_it_means_and_its_run()
    {
        var id = (await demo.ReadAsync("executions", "list", "--action", "twilio.sendSms", "--limit", "1")).Json.GetProperty("items")[0].GetProperty("id").GetString()!;

        var row = (await demo.ReadAsync("executions", "show", id)).Json;
        var panel = await demo.Cli.RunAsync("executions", "show", id, "--db", demo.Database);

        row.GetProperty("meaning").GetString().ShouldNotBeNullOrEmpty();
        row.GetProperty("run").GetProperty("agent").GetString().ShouldBe("LaunchAgent");
        panel.Output.ShouldContain(id);
        panel.Output.ShouldContain("dispatched");
        panel.Output.ShouldContain("providerRequestId");
    }

    [Fact]
    public async Task A_run_is_shown_with_its_calls_counted()
    {
        var run = (await demo.ReadAsync("runs", "show", demo.RunId)).Json;
        var list = (await demo.ReadAsync("runs", "list")).Json;

        run.GetProperty("status").GetString().ShouldBe("completed");
        run.GetProperty("executions").ToString().ShouldBe(demo.Demo.Json.GetProperty("executions").ToString());
        list.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(demo.RunId);
    }

    [Theory]
    [InlineData("executions")]
    [InlineData("runs")]
    public async Task What_is_not_there_exits_1(string what)
    {
        var result = await demo.ReadAsync(what, "show", Guid.Empty.ToString());

        (result.ExitCode, result.Code).ShouldBe((1, "not_found"));
    }

    [Fact]
    public async Task No_byte_of_the_ledger_gives_a_recipient_or_token_away()
    {
        var bytes = Directory.EnumerateFiles(demo.Cli.Folder).Select(File.ReadAllBytes).Select(System.Text.Encoding.Latin1.GetString).ToList();
        var contacts = await File.ReadAllLinesAsync(Path.Combine(Cli.Repository, "samples", "launch", "contacts.csv"), TestContext.Current.CancellationToken);
        var secrets = contacts.Skip(1).SelectMany(line => line.Split(',')).Where(field => field.Contains('@') || field.StartsWith('+'))
            .Concat(ConnectorRegistration.All.SelectMany(connector => connector.Descriptor.Credentials).Where(IsSecret).Select(setting => setting.Simulated))
            .Concat(["Your notes are where you left them", "first.customer@example.com", "Robin Sample"]);

        foreach (var secret in secrets)
        {
            bytes.ShouldAllBe(file => !file.Contains(secret));
        }

        var mail = (await demo.ReadAsync("executions", "list", "--action", "gmail.send", "--limit", "1")).Json.GetProperty("items")[0];
        mail.GetProperty("input").GetProperty("to")[0].GetString().ShouldStartWith("hmac:");
    }

    private static bool IsSecret(CredentialDescriptor setting) =>
        new[] { "Token", "Secret", "Password" }.Any(word => setting.Name.EndsWith(word, StringComparison.Ordinal)) && setting.Simulated.Length > 9;

    [Fact]
    public async Task Tail_gives_the_newest_rows_then_new_ones_as_they_come_until_Ctrl_C()
    {
        using var cli = new Cli();
        await cli.RunAsync("call", "gmail.getProfile");
        using var tail = cli.Start("executions", "tail", "--limit", "5");
        var first = JsonElement.Parse((await tail.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        first.GetProperty("action").GetString().ShouldBe("getProfile");

        var sent = (await cli.RunAsync("call", "gmail.send", "--input", Mail.Valid, "--json")).Json.GetProperty("id").GetString();
        var rows = new List<JsonElement>();
        do
        {
            rows.Add(JsonElement.Parse((await tail.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!));
        }
        while (rows[^1].GetProperty("status").GetString() != "completed");

        rows.ShouldAllBe(row => row.GetProperty("id").GetString() == sent);
        await Cli.SignalAsync(tail, "INT");
        await tail.WaitForExitAsync(TestContext.Current.CancellationToken);
        tail.ExitCode.ShouldBe(130);
    }

    [Fact]
    public async Task The_database_is_made_and_described()
    {
        using var cli = new Cli();
        (await cli.RunAsync("db", "status", "--json")).Json.GetProperty("state").GetString().ShouldBe("missing");
        (await cli.RunAsync("executions", "list", "--json")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        File.Exists(cli.PathOf("switchboard.db")).ShouldBeFalse();

        (await cli.RunAsync("db", "migrate", "--json")).ExitCode.ShouldBe(0);
        var status = await cli.RunAsync("db", "status", "--json");
        (status.ExitCode, status.Json.GetProperty("state").GetString()).ShouldBe((0, "current"));

        File.Delete(cli.PathOf("switchboard.keys"));
        var keyless = await cli.RunAsync("db", "status", "--json");
        (keyless.ExitCode, keyless.Code).ShouldBe((1, "ledger_unavailable"));
        (await cli.RunAsync("call", "gmail.send", "--input", Mail.Valid, "--json")).Code.ShouldBe("ledger_unavailable");
    }

    [Fact]
    public async Task A_file_that_is_no_ledger_is_refused()
    {
        using var cli = new Cli();
        cli.Write("switchboard.db", new string('x', 5000));

        var status = await cli.RunAsync("db", "status");
        var call = await cli.RunAsync("call", "gmail.send", "--input", Mail.Valid, "--json");

        status.ExitCode.ShouldBe(1);
        (call.ExitCode, call.Code).ShouldBe((1, "ledger_unavailable"));
    }

    private static int Total(JsonElement demo) => demo.GetProperty("executions").EnumerateArray().Sum(count => count.GetProperty("count").GetInt32());
}
