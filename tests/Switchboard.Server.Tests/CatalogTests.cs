using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Server.Tests;

public sealed class CatalogTests : IDisposable
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task Connectors_are_listed_with_all_that_is_known_of_them()
    {
        var connectors = (await _cli.With("Switchboard__Connectors__slack__Credentials__BotToken", "xoxb-1").RunAsync("connectors", "--json")).Json;

        connectors.EnumerateArray().Select(Name).ShouldBe(ConnectorRegistration.All.Select(connector => connector.Name));
        foreach (var connector in connectors.EnumerateArray())
        {
            foreach (var property in new[] { "name", "aliases", "category", "mode", "baseAddress", "apiVersion", "credentials", "metadata", "actions", "triggers" })
            {
                connector.TryGetProperty(property, out _).ShouldBeTrue(property);
            }
        }

        var slack = connectors.EnumerateArray().Single(connector => Name(connector) == "slack");
        var credential = slack.GetProperty("credentials")[0];
        credential.GetProperty("setting").GetString().ShouldBe("Switchboard__Connectors__slack__Credentials__BotToken");
        credential.GetProperty("present").GetBoolean().ShouldBeTrue();
        slack.ToString().ShouldNotContain("xoxb-1");
    }

    [Fact]
    public async Task Gmail_has_its_cap_and_twilio_its_quiet_hours()
    {
        var connectors = (await _cli.RunAsync("connectors", "--json")).Json.EnumerateArray().ToDictionary(Name, connector => connector.GetProperty("metadata"));

        connectors["gmail"].GetProperty("sendCaps").EnumerateArray()
            .ShouldContain(cap => cap.GetProperty("plan").GetString() == "workspace" && cap.GetProperty("perDay").GetInt32() == 2000);
        connectors["twilio"].GetProperty("quietHours").GetProperty("from").GetString().ShouldBe("21:00");
        connectors["slack"].GetProperty("quietHours").ValueKind.ShouldBe(JsonValueKind.Null);
        var send = (await _cli.RunAsync("actions", "show", "twilio.SEND_SMS", "--json")).Json;
        send.GetProperty("metadata").GetProperty("quietHours").GetProperty("until").GetString().ShouldBe("08:00");
        var read = (await _cli.RunAsync("actions", "show", "twilio.getMessage", "--json")).Json;
        read.GetProperty("metadata").GetProperty("quietHours").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Actions_of_a_connector_are_found_by_its_alias()
    {
        var actions = (await _cli.RunAsync("actions", "sms", "--json")).Json;

        actions.EnumerateArray().Select(Name).ShouldBe(
            ["twilio.sendSms", "twilio.sendTemplate", "twilio.getMessage", "twilio.listMessages", "twilio.lookupPhoneNumber"], ignoreOrder: true);
        (await _cli.RunAsync("actions", "--json")).Json.GetArrayLength().ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task Every_action_can_be_shown_with_schemas_and_marks()
    {
        var names = (await _cli.RunAsync("actions", "--json")).Json.EnumerateArray().Select(Name).ToList();
        foreach (var name in names)
        {
            var action = (await _cli.RunAsync("actions", "show", name, "--json")).Json;
            Name(action).ShouldBe(name);
            action.GetProperty("description").GetString().ShouldNotBeNullOrWhiteSpace();
            action.GetProperty("effect").GetString().ShouldBeOneOf("read", "write", "destructive");
            action.GetProperty("repeat").GetString().ShouldBeOneOf("read", "keyed", "natural", "reconcilable", "blind");
            action.GetProperty("input").GetProperty("type").GetString().ShouldBe("object");
            action.GetProperty("output").GetProperty("type").GetString().ShouldBe("object");
            action.GetProperty("marks").GetProperty("input").ValueKind.ShouldBe(JsonValueKind.Object);
        }

        var send = (await _cli.RunAsync("actions", "show", "gmail.send", "--json")).Json.GetProperty("marks").GetProperty("input");
        send.GetProperty("to").GetString().ShouldBe("recipient");
        send.GetProperty("body").GetString().ShouldBe("content");
    }

    [Fact]
    public async Task People_get_tables()
    {
        (await _cli.RunAsync("connectors")).Output.ShouldContain("simulated");
        (await _cli.RunAsync("actions", "gmail")).Output.ShouldContain("gmail.send");
        (await _cli.RunAsync("actions", "show", "gmail.send")).Output.ShouldContain("recipient");
    }

    [Fact]
    public async Task The_environment_template_names_every_setting()
    {
        var template = (await _cli.RunAsync("connectors", "env")).Output;
        var connectors = (await _cli.RunAsync("connectors", "--json")).Json;

        foreach (var credential in connectors.EnumerateArray().SelectMany(connector => connector.GetProperty("credentials").EnumerateArray()))
        {
            template.ShouldContain($"# {credential.GetProperty("setting").GetString()}=");
        }

        foreach (var name in new[] { "USE_MOCK_CONNECTORS", "CONNECTORS_LIVE_MODE", "DATABASE_URL", "SWITCHBOARD_KEYRING", "Switchboard__Connectors__gmail__BaseAddress=https://gmail.googleapis.com" })
        {
            template.ShouldContain(name);
        }

        template.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.StartsWith('#'));
    }

    public void Dispose() => _cli.Dispose();

    private static string Name(JsonElement element) => element.GetProperty("name").GetString()!;
}
