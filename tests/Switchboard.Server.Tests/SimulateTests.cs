using System.Diagnostics;
using System.Text.Json;

namespace Switchboard.Server.Tests;

/// <summary>The live adapters over real HTTP, against the simulators in another process.</summary>
public sealed class SimulateTests : IDisposable
{
    private readonly Cli _server = new();
    private readonly Cli _live = new();
    private readonly Cli _simulated = new();

    [Fact]
    public async Task Live_over_loopback_gives_what_simulated_gives()
    {
        using var simulate = _server.Start("simulate", "--port", "0");
        var address = await ReadAddressAsync(simulate);
        _live.With("CONNECTORS_LIVE_MODE", "true")
            .With("Switchboard__Connectors__gmail__BaseAddress", $"{address}/gmail")
            .With("Switchboard__Connectors__gmail__Credentials__AccessToken", "ya29.anything")
            .With("Switchboard__Connectors__slack__BaseAddress", $"{address}/slack")
            .With("Switchboard__Connectors__slack__Credentials__BotToken", "xoxb-anything")
            .With("Switchboard__Connectors__twilio__BaseAddress", $"{address}/twilio")
            .With("Switchboard__Connectors__twilio__Credentials__AccountSid", "AC00000000000000000000000000000001")
            .With("Switchboard__Connectors__twilio__Credentials__AuthToken", "anything");

        var mail = await BothAsync("gmail.send", Mail.Valid);
        await BothAsync("gmail.getMessage", $$"""{"id":"{{mail.GetProperty("id").GetString()}}"}""", "date", "messageId");
        await BothAsync("gmail.listMessages", "{}");
        await BothAsync("slack.listChannels", "{}");
        await BothAsync("slack.postMessage", Mail.Post, "ts");
        var text = await BothAsync("twilio.sendSms", Mail.Text);
        await BothAsync("twilio.getMessage", $$"""{"sid":"{{text.GetProperty("sid").GetString()}}"}""", "dateCreated", "dateSent", "status", "price");

        await Cli.SignalAsync(simulate, "TERM");
        await simulate.WaitForExitAsync(TestContext.Current.CancellationToken);
        simulate.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task One_connector_is_served_at_the_root_until_Ctrl_C()
    {
        using var simulate = _server.Start("simulate", "--port", "0", "--connector", "slack");
        var address = await ReadAddressAsync(simulate);
        _live.With("CONNECTORS_LIVE_MODE", "true")
            .With("Switchboard__Connectors__slack__BaseAddress", address)
            .With("Switchboard__Connectors__slack__Credentials__BotToken", "xoxb-anything");

        await BothAsync("slack.postMessage", Mail.Post, "ts");

        await Cli.SignalAsync(simulate, "INT");
        await simulate.WaitForExitAsync(TestContext.Current.CancellationToken);
        simulate.ExitCode.ShouldBe(130);
    }

    [Fact]
    public async Task A_connector_that_is_not_HTTP_is_served_by_itself_in_its_own_protocol()
    {
        using var simulate = _server.Start("simulate", "--port", "0", "--connector", "email");
        var address = (await simulate.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
        address.ShouldStartWith("smtp://127.0.0.1:");
        _live.With("CONNECTORS_LIVE_MODE", "true")
            .With("Switchboard__Connectors__email__BaseAddress", address)
            .With("Switchboard__Connectors__email__Credentials__From", "agent@simulated.example")
            .With("Switchboard__Connectors__email__Credentials__Username", "agent@simulated.example")
            .With("Switchboard__Connectors__email__Credentials__Password", "anything")
            .With("Switchboard__Connectors__email__Credentials__Security", "none");

        await BothAsync("email.send", Mail.Valid, "messageId");
        await BothAsync("email.verify", "{}", "encrypted", "extensions");

        await Cli.SignalAsync(simulate, "TERM");
        await simulate.WaitForExitAsync(TestContext.Current.CancellationToken);
        simulate.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task All_over_HTTP_says_which_one_is_not()
    {
        using var simulate = _server.Start("simulate", "--port", "0");
        await ReadAddressAsync(simulate);
        await Cli.SignalAsync(simulate, "TERM");

        (await simulate.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("email speaks SMTP, not HTTP");
        await simulate.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_address_where_nobody_answers_is_unavailable_and_nothing_was_sent()
    {
        _live.With("CONNECTORS_LIVE_MODE", "true")
            .With("Switchboard__Connectors__slack__BaseAddress", "http://127.0.0.1:9")
            .With("Switchboard__Connectors__slack__Credentials__BotToken", "xoxb-anything");

        var result = await _live.RunAsync("call", "slack.postMessage", "--input", Mail.Post, "--json");

        result.ExitCode.ShouldBe(4);
        (result.Status, result.Code).ShouldBe(("failed", "provider_unavailable"));
        result.Json.GetProperty("attempts").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task A_port_in_use_is_said()
    {
        using var simulate = _server.Start("simulate", "--port", "0");
        var port = new Uri(await ReadAddressAsync(simulate)).Port;

        var second = await _live.RunAsync("simulate", "--port", port.ToString());

        second.ExitCode.ShouldBe(2);
        second.Error.ShouldContain($"Port {port}");
        await Cli.SignalAsync(simulate, "TERM");
        await simulate.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _server.Dispose();
        _live.Dispose();
        _simulated.Dispose();
    }

    private static async Task<string> ReadAddressAsync(Process simulate)
    {
        var line = await simulate.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return line.ShouldNotBeNull().ShouldStartWithHttp();
    }

    private async Task<JsonElement> BothAsync(string action, string input, params string[] differing)
    {
        var live = await _live.RunAsync("call", action, "--input", input, "--json");
        var simulated = await _simulated.RunAsync("call", action, "--input", input, "--json");

        live.Json.GetProperty("mode").GetString().ShouldBe("live");
        live.Status.ShouldBe("completed", live.Output);
        simulated.Status.ShouldBe("completed", simulated.Output);
        Without(live, differing).ShouldBe(Without(simulated, differing), action);
        return live.Json.GetProperty("output");
    }

    private static string Without(CliResult result, string[] differing) => string.Join('\n', result.Json.GetProperty("output").EnumerateObject()
        .Where(property => !differing.Contains(property.Name))
        .Select(property => $"{property.Name}: {property.Value}"));
}

internal static class Addresses
{
    public static string ShouldStartWithHttp(this string line)
    {
        line.ShouldStartWith("http://127.0.0.1:");
        return line;
    }
}
