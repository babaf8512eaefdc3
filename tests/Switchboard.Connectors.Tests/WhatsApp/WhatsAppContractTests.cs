using System.Text;
using Switchboard.Calls;
using Switchboard.Connectors.WhatsApp;

namespace Switchboard.Connectors.Tests.WhatsApp;

/// <summary>What is refused before anything is sent, and what the record keeps.</summary>
public sealed class WhatsAppContractTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sendMessage", """{"to":"14155550123","body":"x"}""", "$.to", "E.164")]
    [InlineData("sendMessage", """{"to":"+14155550123","body":""}""", "$.body", "4096")]
    [InlineData("sendMessage", """{"to":"+14155550123"}""", "$.body", "")]
    [InlineData("sendTemplate", """{"to":"+14155550123","template":"Order-Update","language":"en_US"}""", "$.template", "pattern")]
    [InlineData("sendTemplate", """{"to":"+14155550123","template":"a","language":"english"}""", "$.language", "pattern")]
    [InlineData("sendTemplate", """{"to":"+14155550123","template":"a","language":"en","variables":{"1":"x","3":"y"}}""", "$.variables", "from 1 to 2")]
    [InlineData("sendTemplate", """{"to":"+14155550123","template":"a","language":"en","variables":{"1":"x","name":"y"}}""", "$.variables", "all by number or all by name")]
    [InlineData("sendTemplate", """{"to":"+14155550123","template":"a","language":"en","variables":{"1":""}}""", "$.variables", "1024")]
    public async Task Bad_input_is_refused_with_its_path(string action, string input, string path, string says)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await host.Gateway.CallAsync("whatsapp." + action, Encoding.UTF8.GetBytes(input), new CallOptions(), Ct);

        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        var error = outcome.Error!.Paths.First(one => one.Path.StartsWith(path, StringComparison.Ordinal));
        error.Message.ShouldContain(says);
        host.Received("whatsapp").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_of_4097_and_a_value_of_1025_characters_are_refused_with_their_size()
    {
        await using var host = SwitchboardTest.Create();
        var body = await Should.ThrowAsync<ConnectorException>(() => host.Get<IWhatsApp>().SendMessageAsync(new SendMessage("+14155550123", new string('x', 4097)), Ct));
        body.Error.Paths.Single().Message.ShouldContain("4097");
        var value = await Should.ThrowAsync<ConnectorException>(() => host.Get<IWhatsApp>().SendTemplateAsync(
            new SendTemplate("+14155550123", "order_update", "en_US", new Dictionary<string, string> { ["1"] = new('x', 1025), ["2"] = "y" }), Ct));
        value.Error.Paths.Single().Message.ShouldContain("1025");
    }

    [Fact]
    public async Task The_recipients_number_stands_nowhere_in_the_row_not_even_in_the_wamid()
    {
        await using var host = SwitchboardTest.Create();
        var sent = await host.Get<IWhatsApp>().SendMessageAsync(new SendMessage("+14155550123", "hi"), Ct);

        var row = (await host.Gateway.Ledger.ListAsync(new Ledger.ExecutionQuery(), Ct)).Items.Single();
        var text = string.Join('\n', new[] { row.Input, row.Output, row.Metadata, row.Error }.Select(json => Encoding.UTF8.GetString(json.Span)));
        text.ShouldNotContain("4155550123");
        text.ShouldNotContain(sent.Id);
        text.ShouldContain("hmac:");
    }

    [Fact]
    public async Task One_person_gets_45_messages_at_once_and_then_one_in_six_seconds_on_average()
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        using var run = host.Gateway.BeginRun("agent", null, "chat", new CallOptions { OnBusy = OnBusy.Wait });
        for (var i = 0; i < 91; i++)
        {
            await host.Get<IWhatsApp>().SendMessageAsync(new SendMessage("+14155550123", "hi"), Ct);
        }

        (host.Clock.GetUtcNow() - host.Clock.Start).ShouldBe(TimeSpan.FromSeconds(540));
        await host.Get<IWhatsApp>().SendMessageAsync(new SendMessage("+14155550125", "hi"), Ct);
        (host.Clock.GetUtcNow() - host.Clock.Start).ShouldBe(TimeSpan.FromSeconds(540), "another person's limit is another");
    }

    [Fact]
    public void Both_sends_keep_quiet_hours_and_SEND_TEMPLATE_is_a_name()
    {
        var connector = WhatsAppConnector.Binding.Descriptor;
        connector.Actions.ShouldAllBe(action => action.QuietHours);
        connector.Actions.Single(action => action.Aliases.Contains("SEND_TEMPLATE")).Name.ShouldBe("sendTemplate");
    }
}
