using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Switchboard.Server.Tests;

/// <summary>Cases that once went wrong, seen from outside.</summary>
public sealed class RegressionTests : IDisposable
{
    private readonly Cli _cli = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("executions list --cursor bogus --json")]
    [InlineData("runs list --cursor bogus --json")]
    [InlineData("executions list --action gmail.send --connector twilio --json")]
    public async Task A_filter_that_makes_no_sense_is_a_usage_error(string line)
    {
        await _cli.RunAsync("call", "gmail.getProfile");

        var result = await _cli.RunAsync(line.Split(' '));

        result.ExitCode.ShouldBe(2);
        result.Code.ShouldBe("invalid_input");
    }

    [Theory]
    [InlineData("9999-12-31T23:59:00+00:00")]
    [InlineData("2026-03-03T09:00:00")]
    [InlineData("soon")]
    public async Task A_campaign_starts_at_a_time_with_its_offset(string startAt)
    {
        var sample = await File.ReadAllTextAsync(Path.Combine(Cli.Repository, "samples/launch/campaign.json"), Ct);
        var campaign = JsonElement.Parse(sample).GetProperty("startAt").GetString()!;

        var result = await _cli.RunAsync("demo", "--campaign", _cli.Write("campaign.json", sample.Replace(campaign, startAt, StringComparison.Ordinal)));

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("startAt");
    }

    [Fact]
    public async Task A_replay_tells_the_same_times()
    {
        string[] call = ["call", "slack.postMessage", "--input", """{"channel":"C123","text":"hi"}""", "--idempotency-key", "k", "--json"];

        var first = (await _cli.RunAsync(call)).Json;
        var second = (await _cli.RunAsync(call)).Json;

        second.GetProperty("completedAt").GetString().ShouldBe(first.GetProperty("completedAt").GetString());
        second.GetProperty("output").GetRawText().ShouldBe(first.GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task Whoever_stops_a_call_learns_that_it_may_have_happened()
    {
        using var provider = new TcpListener(IPAddress.Loopback, 0);
        provider.Start();
        _cli.With("USE_MOCK_CONNECTORS", "false")
            .With("Switchboard__Connectors__twilio__BaseAddress", $"http://127.0.0.1:{((IPEndPoint)provider.LocalEndpoint).Port}")
            .With("Switchboard__Connectors__twilio__Credentials__AccountSid", "AC00000000000000000000000000000001")
            .With("Switchboard__Connectors__twilio__Credentials__AuthToken", "any");
        using var process = _cli.Start("call", "twilio.sendSms", "--json", "--input", """{"to":"+15551234567","from":"+15005550006","body":"hi"}""");
        using var taken = await provider.AcceptTcpClientAsync(Ct);
        await taken.GetStream().ReadExactlyAsync(new byte[100], Ct);

        await Cli.SignalAsync(process, "INT");

        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        process.ExitCode.ShouldBe(130);
        JsonElement.Parse(output).GetProperty("status").GetString().ShouldBe("in_doubt");
    }

    [Fact]
    public async Task Names_in_a_table_cannot_command_the_terminal()
    {
        await _cli.RunAsync("call", "gmail.getProfile", "--agent", "a\u001b[2Jb");

        (await _cli.RunAsync("executions", "list")).Output.ShouldNotContain("\u001b[2J");
    }

    public void Dispose() => _cli.Dispose();
}
