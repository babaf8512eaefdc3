using System.Text.Json;

namespace Switchboard.Server.Tests;

public sealed class DemoTests(DemoFixture first) : IClassFixture<DemoFixture>, IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public void The_document_has_what_the_contract_says()
    {
        var demo = first.Demo.Json;

        first.Demo.ExitCode.ShouldBe(0);
        first.Demo.Error.ShouldBeEmpty();
        demo.GetProperty("seed").GetInt64().ShouldBe(1);
        demo.GetProperty("digest").GetString()!.ShouldMatch("^[0-9a-f]{64}$");
        demo.GetProperty("virtualSeconds").GetDouble().ShouldBeGreaterThan(900);
        var executions = demo.GetProperty("executions").EnumerateArray().ToList();
        executions.ShouldAllBe(count => count.GetProperty("status").GetString() == "completed");
        executions.Sum(count => count.GetProperty("count").GetInt32()).ShouldBeInRange(1650, 1800);
        executions.Single(count => count.GetProperty("action").GetString() == "send").GetProperty("count").GetInt32().ShouldBe(992);
        demo.GetProperty("skipped").GetArrayLength().ShouldBe(8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public async Task The_digest_is_the_same_at_any_concurrency(int concurrency)
    {
        var demo = await _cli.RunAsync("demo", "--json", "--concurrency", concurrency.ToString());

        demo.Json.GetProperty("digest").GetString().ShouldBe(first.Demo.Json.GetProperty("digest").GetString());
        demo.Json.GetProperty("executions").ToString().ShouldBe(first.Demo.Json.GetProperty("executions").ToString());
    }

    [Fact]
    public async Task Another_seed_gives_another_digest()
    {
        var demo = await _cli.RunAsync("demo", "--json", "--seed", "2");

        demo.ExitCode.ShouldBe(0);
        demo.Json.GetProperty("digest").GetString().ShouldNotBe(first.Demo.Json.GetProperty("digest").GetString());
    }

    [Fact]
    public async Task Ones_own_files_are_used_and_malformed_rows_reported_by_line()
    {
        var contacts = _cli.Write("mine.csv", """
            name,email,phone,timeZone,emailConsent,smsConsent
            Ada Lovelace,ada@example.com,+447700900123,Europe/London,true,true
            Grace Hopper,grace@example,+12025550123,America/New_York,true,true
            Alan Turing,alan@example.org,2025550123,Europe/London,true,false
            Mary Jackson,mary@example.org,+12025550124,America/Atlantis,true,true
            ,noname@example.org,+12025550125,Europe/London,true,true
            Kay McNulty,kay@example.org,+12025550126
            Ada Again,ADA@example.com,+447700900124,Europe/London,true,true
            "Turing, Sara",sara@example.org,+12025550127,America/Chicago,true,no
            """);
        var campaign = _cli.Write("mine.json", """
            {"name":"Mine","startAt":"2026-05-01T10:00:00+02:00","mail":{"from":null,"subject":"Dear {{firstName}}","body":"Hello {{name}}"},
             "sms":{"from":"+15005550006","body":"{{firstName}}!"},"slack":{"channel":"general","text":"{{mailed}} {{texted}} {{skipped}} {{failed}}"}}
            """);

        var demo = await _cli.RunAsync("demo", "--json", "--contacts", contacts, "--campaign", campaign);

        demo.ExitCode.ShouldBe(0);
        demo.Json.GetProperty("skipped").EnumerateArray().Select(row => row.GetProperty("line").GetInt32()).ShouldBe([3, 4, 5, 6, 7, 8]);
        demo.Json.GetProperty("skipped").ToString().ShouldNotContain("grace");
        Count(demo.Json, "send").ShouldBe(2);
        Count(demo.Json, "sendSms").ShouldBe(1);
        var row = (await _cli.RunAsync("executions", "list", "--action", "gmail.send", "--limit", "1", "--json", "--db", demo.Json.GetProperty("database").GetString()!)).Json;
        row.GetProperty("items")[0].GetProperty("queuedAt").GetDateTimeOffset().UtcDateTime.Date.ShouldBe(new DateTime(2026, 5, 1));
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "mine.json")]
    [InlineData("""{"name":"x","startAt":"soon"}""", "mail")]
    [InlineData("nonsense", "mine.json")]
    [InlineData("""{"name":"x","startAt":"2026-05-01T10:00:00Z","mail":{"from":null,"subject":"{{age}}","body":"b"},"sms":{"from":"+15005550006","body":"b"},"slack":{"channel":"general","text":"t"}}""", "placeholder")]
    [InlineData("""{"name":"x","startAt":"2026-05-01T10:00:00Z","plan":"bogus","mail":{"from":null,"subject":"s","body":"b"},"sms":{"from":"+15005550006","body":"b"},"slack":{"channel":"general","text":"t"}}""", "consumer, workspace")]
    public async Task A_campaign_that_is_none_exits_2(string campaign, string expected)
    {
        _cli.Write("mine.json", campaign);

        var demo = await _cli.RunAsync("demo", "--campaign", "mine.json");

        demo.ExitCode.ShouldBe(2);
        demo.Error.ShouldContain(expected);
    }

    [Fact]
    public async Task Contacts_without_a_needed_column_exit_2()
    {
        _cli.Write("mine.csv", "name,email\nAda,ada@example.com\n");

        var demo = await _cli.RunAsync("demo", "--contacts", "mine.csv");

        demo.ExitCode.ShouldBe(2);
        demo.Error.ShouldContain("phone");
    }

    [Fact]
    public async Task People_get_a_report_and_commands_that_work()
    {
        _cli.Write("one.csv", "name,email,phone,timeZone,emailConsent,smsConsent\nAda Lovelace,ada@example.com,+447700900123,Europe/London,true,true\n");
        var demo = await _cli.RunAsync("demo", "--contacts", "one.csv");

        demo.ExitCode.ShouldBe(0);
        foreach (var part in new[] { "Slowest calls", "as it is stored", "Digest", "simulated clock", "switchboard-demo.db", "hmac:" })
        {
            demo.Output.ShouldContain(part);
        }

        var commands = demo.Output[demo.Output.IndexOf("Try next:", StringComparison.Ordinal)..].Split('\n').Skip(1).Where(line => line.Trim().Length > 0);
        foreach (var command in commands)
        {
            using var shell = _cli.Start("/bin/sh", ["-c", command]);
            _ = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            shell.ExitCode.ShouldBe(0, command);
        }
    }

    [Fact]
    public async Task Ctrl_C_leaves_every_call_settled_and_the_run_cancelled()
    {
        using var demo = _cli.Start("demo", "--verbose", "--db", "sqlite:stopped.db");
        var output = demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var sends = 0;
        while (sends < 150 && await demo.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            sends += line.Contains("gmail.send", StringComparison.Ordinal) ? 1 : 0;
        }

        await Cli.SignalAsync(demo, "INT");
        _ = demo.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken);

        demo.ExitCode.ShouldBe(130);
        (await output).ShouldContain("Stopped.");
        var run = (await _cli.RunAsync("runs", "list", "--json", "--db", "sqlite:stopped.db")).Json.GetProperty("items")[0];
        run.GetProperty("status").GetString().ShouldBe("cancelled");
        var rows = (await _cli.RunAsync("executions", "list", "--limit", "1000", "--json", "--db", "sqlite:stopped.db")).Json.GetProperty("items").EnumerateArray().ToList();
        rows.Count.ShouldBeInRange(150, 999);
        rows.ShouldAllBe(row => row.GetProperty("status").GetString() == "completed" || row.GetProperty("status").GetString() == "in_doubt" || row.GetProperty("status").GetString() == "cancelled");
        rows.Where(row => row.GetProperty("status").GetString() == "cancelled").ShouldAllBe(row => row.GetProperty("dispatchedAt").ValueKind == JsonValueKind.Null);
        rows.ShouldContain(row => row.GetProperty("status").GetString() != "completed");
    }

    public void Dispose() => _cli.Dispose();

    private static int Count(JsonElement demo, string action) => demo.GetProperty("executions").EnumerateArray()
        .Where(count => count.GetProperty("action").GetString() == action)
        .Sum(count => count.GetProperty("count").GetInt32());
}
