namespace Switchboard.Server.Tests;

public sealed class ToggleTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData(null, null, "simulated")]
    [InlineData(null, "false", "simulated")]
    [InlineData("true", null, "simulated")]
    [InlineData("true", "false", "simulated")]
    [InlineData("false", null, "live")]
    [InlineData("false", "true", "live")]
    [InlineData(null, "true", "live")]
    public async Task The_two_flags_choose_the_mode(string? mock, string? live, string mode)
    {
        Set(mock, live);

        var result = await _cli.RunAsync("connectors", "--json");

        result.ExitCode.ShouldBe(0);
        result.Json.EnumerateArray().Select(connector => connector.GetProperty("mode").GetString()).Distinct().ShouldBe([mode]);
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    public async Task Flags_that_contradict_refuse_to_start(string mock, string live)
    {
        Set(mock, live);

        var result = await _cli.RunAsync("connectors");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("USE_MOCK_CONNECTORS");
        result.Error.ShouldContain("CONNECTORS_LIVE_MODE");
    }

    [Fact]
    public async Task An_unreadable_flag_refuses_to_start_naming_it()
    {
        Set("ture", null);

        var result = await _cli.RunAsync("call", "gmail.getProfile");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("USE_MOCK_CONNECTORS");
        result.Error.ShouldContain("'true' or 'false'");
    }

    [Theory]
    [InlineData("ASPNETCORE_ENVIRONMENT", "false", null)]
    [InlineData("DOTNET_ENVIRONMENT", null, "true")]
    public async Task In_the_test_environment_live_refuses_to_start(string variable, string? mock, string? live)
    {
        Set(mock, live);

        var result = await _cli.With(variable, "Test").RunAsync("connectors");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("Test");
    }

    [Fact]
    public async Task One_connector_may_be_simulated_in_a_live_process_but_not_the_other_way_round()
    {
        var live = await _cli.With("CONNECTORS_LIVE_MODE", "true").With("Switchboard__Connectors__slack__Mode", "simulated").RunAsync("connectors", "--json");
        live.Json.EnumerateArray().Single(connector => connector.GetProperty("name").GetString() == "slack").GetProperty("mode").GetString().ShouldBe("simulated");

        using var other = new Cli();
        var simulated = await other.With("Switchboard__Connectors__slack__Mode", "live").RunAsync("connectors");
        simulated.ExitCode.ShouldBe(2);
        simulated.Error.ShouldContain("Switchboard:Connectors:slack:Mode");
    }

    [Theory]
    [InlineData("gmail.send", Mail.Valid, "Switchboard__Connectors__gmail__Credentials__AccessToken")]
    [InlineData("slack.postMessage", Mail.Post, "Switchboard__Connectors__slack__Credentials__BotToken")]
    [InlineData("twilio.sendSms", Mail.Text, "Switchboard__Connectors__twilio__Credentials__AuthToken")]
    public async Task A_live_call_without_credentials_is_refused_naming_them(string action, string input, string setting)
    {
        var result = await _cli.With("USE_MOCK_CONNECTORS", "false").RunAsync("call", action, "--input", input, "--json");

        result.ExitCode.ShouldBe(3);
        (result.Status, result.Code).ShouldBe(("refused", "credentials_missing"));
        var message = result.Json.GetProperty("error").GetProperty("message").GetString()!;
        message.ShouldContain(setting);
        message.ShouldContain("USE_MOCK_CONNECTORS=true");
        result.Json.GetProperty("mode").GetString().ShouldBe("live");
    }

    [Fact]
    public async Task The_fallback_needs_an_environment_that_is_not_production()
    {
        _cli.With("USE_MOCK_CONNECTORS", "false").With("Switchboard__FallbackToSimulated", "true");
        (await _cli.RunAsync("connectors")).ExitCode.ShouldBe(2);
        (await _cli.With("DOTNET_ENVIRONMENT", "Production").RunAsync("connectors")).ExitCode.ShouldBe(2);

        var allowed = await _cli.With("DOTNET_ENVIRONMENT", "Staging").RunAsync("call", "gmail.send", "--input", Mail.Valid, "--json");

        allowed.Json.GetProperty("mode").GetString().ShouldBe("simulated");
    }

    [Theory]
    [InlineData("USE_MOCK_CONNECTORS", "false")]
    [InlineData("CONNECTORS_LIVE_MODE", "true")]
    [InlineData("Switchboard__Connectors__gmail__Mode", "live")]
    public async Task The_demo_refuses_a_live_flag(string variable, string value)
    {
        var result = await _cli.With(variable, value).RunAsync("demo");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(variable.Replace("__", ":"));
        Directory.EnumerateFiles(_cli.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_settings_file_of_the_folder_is_read_below_the_environment()
    {
        _cli.Write("appsettings.json", """{"USE_MOCK_CONNECTORS":"false","Switchboard":{"Connectors":{"slack":{"Mode":"simulated"}}}}""");

        var modes = (await _cli.RunAsync("connectors", "--json")).Json.EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("mode").GetString());
        (modes["gmail"], modes["slack"]).ShouldBe(("live", "simulated"));
        (await _cli.With("USE_MOCK_CONNECTORS", "true").RunAsync("connectors", "--json")).Json.EnumerateArray().ShouldAllBe(one => one.GetProperty("mode").GetString() == "simulated");
    }

    private void Set(string? mock, string? live)
    {
        if (mock is not null)
        {
            _cli.With("USE_MOCK_CONNECTORS", mock);
        }

        if (live is not null)
        {
            _cli.With("CONNECTORS_LIVE_MODE", live);
        }
    }

    public void Dispose() => _cli.Dispose();
}
