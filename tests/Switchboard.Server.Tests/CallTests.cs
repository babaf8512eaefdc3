using System.Text;

namespace Switchboard.Server.Tests;

public sealed class CallTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task A_call_prints_the_execution()
    {
        var result = await _cli.RunAsync("call", "gmail.send", "--input", Mail.Valid, "--json", "--agent", "Tester", "--user", "ada");

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        var execution = result.Json;
        string[] names = ["id", "connector", "action", "mode", "status", "attempts", "runId", "output", "error", "queuedAt", "startedAt", "completedAt", "notBefore"];
        execution.EnumerateObject().Select(property => property.Name).ShouldBe(names);
        execution.GetProperty("mode").GetString().ShouldBe("simulated");
        result.Status.ShouldBe("completed");
        execution.GetProperty("attempts").GetInt32().ShouldBe(1);
        execution.GetProperty("output").GetProperty("id").GetString().ShouldNotBeNullOrEmpty();
        var row = (await _cli.RunAsync("executions", "show", execution.GetProperty("id").GetString()!, "--json")).Json;
        row.GetProperty("agent").GetString().ShouldBe("Tester");
        row.GetProperty("userId").GetString().ShouldBe("ada");
        row.GetProperty("input").GetProperty("to")[0].GetString().ShouldStartWith("hmac:");
    }

    [Fact]
    public async Task What_one_call_sent_the_next_lists()
    {
        var sent = (await _cli.RunAsync("call", "gmail.send", "--input", Mail.Valid, "--json")).Json.GetProperty("output").GetProperty("id").GetString();
        var texted = (await _cli.RunAsync("call", "sms.SEND_SMS", "--input", Mail.Text, "--json")).Json.GetProperty("output").GetProperty("sid").GetString();

        var mails = (await _cli.RunAsync("call", "gmail.listMessages", "--json")).Json.GetProperty("output").GetProperty("messages");
        var texts = (await _cli.RunAsync("call", "twilio.listMessages", "--json")).Json.GetProperty("output").GetProperty("messages");

        mails.EnumerateArray().Select(mail => mail.GetProperty("id").GetString()).ShouldContain(sent);
        texts.EnumerateArray().Select(text => text.GetProperty("sid").GetString()).ShouldContain(texted);
        var snapshot = await File.ReadAllTextAsync(_cli.PathOf("switchboard.simulators"), TestContext.Current.CancellationToken);
        snapshot.ShouldNotContain("ada@example.com");
        snapshot.ShouldNotContain("2025550123");
    }

    [Fact]
    public async Task Calls_at_once_lose_nothing_of_the_snapshot()
    {
        var inputs = Enumerable.Range(0, 6).Select(n => Mail.Valid.Replace("Hello", $"Hello {n}"));
        var results = await Task.WhenAll(inputs.Select(input => _cli.RunAsync("call", "gmail.send", "--input", input, "--json")));

        results.ShouldAllBe(result => result.ExitCode == 0);
        var mails = (await _cli.RunAsync("call", "gmail.listMessages", "--json")).Json.GetProperty("output").GetProperty("messages");
        mails.GetArrayLength().ShouldBe(6);
    }

    [Fact]
    public async Task A_held_snapshot_ends_in_a_clear_error()
    {
        await using var held = new FileStream(_cli.PathOf("switchboard.simulators.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var result = await _cli.RunAsync("call", "gmail.getProfile", "--json");

        result.ExitCode.ShouldBe(1);
        result.Code.ShouldBe("ledger_unavailable");
        result.Error.ShouldContain("Another process");
    }

    [Fact]
    public async Task A_damaged_snapshot_ends_in_a_clear_error()
    {
        await _cli.RunAsync("call", "gmail.send", "--input", Mail.Valid);
        _cli.Write("switchboard.simulators", "{}");

        var result = await _cli.RunAsync("call", "gmail.getProfile");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("damaged");
    }

    [Fact]
    public async Task The_same_key_and_input_give_the_stored_result()
    {
        var first = await _cli.RunAsync("call", "gmail.send", "--input", Mail.Valid, "--idempotency-key", "k1", "--json");
        var second = await _cli.RunAsync("call", "gmail.send", "--input", Mail.Valid, "--idempotency-key", "k1", "--json");
        var other = await _cli.RunAsync("call", "gmail.send", "--input", Mail.Valid.Replace("Hello", "Other"), "--idempotency-key", "k1", "--json");

        second.Json.GetProperty("id").GetString().ShouldBe(first.Json.GetProperty("id").GetString());
        second.Json.GetProperty("output").ToString().ShouldBe(first.Json.GetProperty("output").ToString());
        other.ExitCode.ShouldBe(3);
        other.Code.ShouldBe("idempotency_conflict");
    }

    [Theory]
    [InlineData("gmail.sned", "gmail.send")]
    [InlineData("gmial.send", "gmail.send")]
    public async Task An_unknown_action_exits_2_and_names_the_nearest(string name, string nearest)
    {
        var result = await _cli.RunAsync("call", name, "--json");

        result.ExitCode.ShouldBe(2);
        result.Status.ShouldBe("refused");
        result.Code.ShouldBe("unknown_action");
        result.Json.GetProperty("error").GetProperty("message").GetString()!.ShouldContain(nearest);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"to":["ada@example.com"],"subject":"a","subject":"b","body":"c"}""")]
    [InlineData("""{"to":["ada@example.com"],"subject":"\ud800","body":"c"}""")]
    [InlineData("""{"to":["ada@example.com"],"subject":1e400,"body":"c"}""")]
    [InlineData("""{"to":["ada@example.com"],"subject":"a\r\nBcc: eve@example.com","body":"c"}""")]
    [InlineData("""{"to":["ada"],"subject":"a","body":"c"}""")]
    [InlineData("""{"to":"ada@example.com","subject":"a","body":"c"}""")]
    [InlineData("""{"to":["ada@example.com"],"subject":"a","body":"c","colour":"red"}""")]
    [InlineData("""{"to":["ada@example.com"]}""")]
    public async Task Bad_input_is_refused_with_paths_and_nothing_is_sent(string input)
    {
        var result = await _cli.RunAsync("call", "gmail.send", "--input", input, "--json");

        result.ExitCode.ShouldBe(2);
        result.Code.ShouldBe("invalid_input");
        result.Json.GetProperty("error").GetProperty("paths").GetArrayLength().ShouldBeGreaterThan(0);
        result.Json.GetProperty("attempts").GetInt32().ShouldBe(0);
        File.Exists(_cli.PathOf("switchboard.simulators")).ShouldBeFalse();
    }

    [Fact]
    public async Task Garbage_is_refused_without_a_row()
    {
        var large = await _cli.RunAsync(new byte[20_000_000], "call", "gmail.send", "--input", "-", "--json");
        await File.WriteAllBytesAsync(_cli.PathOf("large.json"), new byte[20_000_000], TestContext.Current.CancellationToken);
        var largeFile = await _cli.RunAsync("call", "gmail.send", "--input", "@large.json", "--json");
        var deep = await _cli.RunAsync("call", "gmail.send", "--input", new string('[', 100) + new string(']', 100), "--json");
        var latin = await _cli.RunAsync(Encoding.Latin1.GetBytes("""{"to":["ada@example.com"],"subject":"é","body":"b"}"""), "call", "gmail.send", "--input", "-", "--json");

        (large.ExitCode, large.Code).ShouldBe((2, "too_large"));
        (largeFile.ExitCode, largeFile.Code).ShouldBe((2, "too_large"));
        (deep.ExitCode, deep.Code).ShouldBe((2, "invalid_input"));
        (latin.ExitCode, latin.Code).ShouldBe((2, "invalid_input"));
        (await _cli.RunAsync("executions", "list", "--json")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Input_comes_from_a_file_or_standard_input_too()
    {
        _cli.Write("mail.json", Mail.Valid);

        (await _cli.RunAsync("call", "gmail.send", "--input", "@mail.json")).ExitCode.ShouldBe(0);
        (await _cli.RunAsync(Encoding.UTF8.GetBytes(Mail.Valid), "call", "gmail.send", "--input", "-")).ExitCode.ShouldBe(0);
        (await _cli.RunAsync("call", "gmail.send", "--input", "@none.json")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_provider_refuses_exits_4()
    {
        var result = await _cli.RunAsync("call", "gmail.getMessage", "--input", """{"id":"0000000000000000"}""", "--json");

        result.ExitCode.ShouldBe(4);
        (result.Status, result.Code).ShouldBe(("failed", "provider_rejected"));
    }

    [Fact]
    public async Task Verbose_logs_a_line_for_a_simulated_call_to_standard_error()
    {
        var result = await _cli.RunAsync("call", "slack.postMessage", "--input", Mail.Post, "--json", "--verbose");

        result.Status.ShouldBe("completed");
        result.Error.ShouldContain("slack.postMessage");
        (await _cli.With("SWITCHBOARD_LOG", "debug").RunAsync("call", "gmail.getProfile")).Error.ShouldContain("gmail.getProfile");
    }

    public void Dispose() => _cli.Dispose();
}
