using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Catalog;
using Switchboard.Contracts;
using Switchboard.Generators.Tests.Samples;
using Switchboard.Simulation;

namespace Switchboard.Generators.Tests;

public sealed class BindingTests
{
    [Fact]
    public void The_descriptor_says_what_the_attributes_say()
    {
        var mail = MailConnector.Binding.Descriptor;

        mail.Name.ShouldBe("mail");
        mail.Aliases.ShouldBe(["post"]);
        mail.Description.ShouldBe("Mail of a made-up provider: says \"hello\" with everything that a contract can hold.");
        mail.BaseAddress.ShouldBe(new Uri("https://mail.example.com"));
        mail.Credentials.ShouldBe(
        [
            new CredentialDescriptor("Token", "Access token, from the \"Keys\" page.", "default", false, "tok-1"),
            new CredentialDescriptor("Region", "Region of the account.", "legacy", true, "simulated"),
        ]);
        mail.RateLimits.ShouldBe([new RateLimit("sends", 100, TimeSpan.FromMinutes(1), "https://mail.example.com/limits")]);
        mail.SendCaps.ShouldBe([new SendCap("free", 500), new SendCap("paid", 2000)]);
        mail.QuietHours.ShouldBe(new QuietHours(new TimeOnly(21, 0), new TimeOnly(8, 30)));
        mail.Triggers.ShouldBe(["message.received"]);
        mail.Contract.ShouldBe(typeof(IMail));
        mail.Actions.Select(action => action.FullName).ShouldBe(["mail.send", "mail.list", "mail.getProfile", "mail.putFolder"]);
    }

    [Fact]
    public void An_action_says_what_its_attributes_say()
    {
        var send = MailConnector.Binding.Find("SEND_MAIL").ShouldNotBeNull().Descriptor;

        send.Description.ShouldBe("Sends one Letter; find it again by list.");
        send.Effect.ShouldBe(Effect.Write);
        send.Repeat.ShouldBe(Repeat.Reconcilable);
        send.Scopes.ShouldBe(["send", "all"]);
        send.ReadBackScopes.ShouldBe(["read"]);
        send.QuietHours.ShouldBeTrue();
        send.Costs.ShouldBe([new LimitCost("sends", 2, "from")]);
        MailConnector.Actions.PutFolder.Descriptor.KeyWindow.ShouldBe(TimeSpan.FromDays(1));
        MailConnector.Actions.Send.ReadBack.ShouldNotBeNull();
        MailConnector.Actions.List.ReadBack.ShouldBeNull();
    }

    [Fact]
    public void Marks_follow_the_json()
    {
        var marks = MailConnector.Actions.Send.Descriptor.InputMarks;

        marks.Fields["to"].Mark.ShouldBe(Mark.Recipient);
        marks.Fields["subject"].Mark.ShouldBe(Mark.Content);
        marks.Fields["headers"].Mark.ShouldBe(Mark.Secret);
        marks.Fields["at"].Volatile.ShouldBeTrue();
        marks.Fields["files"].Fields["content"].Mark.ShouldBe(Mark.Content);
        marks.Fields.ContainsKey("priority").ShouldBeFalse();
        MailConnector.Actions.Send.Descriptor.OutputMarks.Fields["id"].Volatile.ShouldBeTrue();
        MailConnector.Actions.GetProfile.Descriptor.OutputMarks.ShouldBeSameAs(FieldMarks.None);
        FieldMarks.None.Fields.ShouldBeEmpty();
    }

    [Fact]
    public void Marks_of_a_recursive_record_are_a_ring()
    {
        var folder = MailConnector.Actions.PutFolder.Descriptor.InputMarks;

        folder.Fields["folders"].ShouldBeSameAs(folder);
        folder.Fields["owner"].Mark.ShouldBe(Mark.Recipient);
        folder.Fields["owner"].Fields["root"].ShouldBeSameAs(folder);
    }

    [Fact]
    public void Serialisers_are_the_connectors_own() =>
        JsonSerializer.Serialize(new Folder("a", [new Folder("b")]), MailConnector.Actions.PutFolder.InputType())
            .ShouldBe("""{"name":"a","folders":[{"name":"b"}]}""");

    [Fact]
    public void Enums_are_written_as_the_schema_says() =>
        new[] { Priority.VeryHigh, Priority.Soonest, Priority.Low }
            .Select(priority => JsonSerializer.Serialize(new LetterPage([], priority), MailJson.Default.LetterPage))
            .ShouldBe(["""{"items":[],"priority":"veryHigh"}""", """{"items":[],"priority":"ASAP"}""", """{"items":[],"priority":"low"}"""]);

    [Fact]
    public void The_simulator_is_made_of_a_context() =>
        MailConnector.Binding.Simulator(new SimulatorContext { Time = TimeProvider.System, Seed = 1 }).ShouldBeOfType<MailSimulator>();

    [Fact]
    public void The_proxy_is_registered_for_the_contract()
    {
        var services = new ServiceCollection();
        services.AddSwitchboard().AddConnector(MailConnector.Binding);
        services.ShouldContain(service => service.ServiceType == typeof(IMail));
    }

    [Fact]
    public void Names_are_known_before_actions_are_made()
    {
        var mail = MailConnector.Binding.Descriptor;
        mail.ActionNames.ShouldBe(mail.Actions.Select(action => action.Name));
        mail.Scopes.ShouldBe(mail.Actions.SelectMany(action => action.Scopes).Distinct());
    }
}
