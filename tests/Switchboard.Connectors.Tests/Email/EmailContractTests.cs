using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Email;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Tests.Email;

public sealed class EmailContractTests
{
    [Fact]
    public void Names_outside_are_camel_case_and_what_is_absent_is_left_out()
    {
        JsonSerializer.Serialize(EmailBench.Hello, EmailJson.Default.SendMail).ShouldBe("""{"to":["ada@example.com"],"subject":"Hello","body":"Good morning."}""");
        JsonSerializer.Serialize(new SentMail("<1@x>", ["a@b.c"], []), EmailJson.Default.SentMail).ShouldBe("""{"messageId":"\u003C1@x\u003E","accepted":["a@b.c"],"rejected":[]}""");
        JsonSerializer.Serialize(new VerifyServer(), EmailJson.Default.VerifyServer).ShouldBe("{}");
    }

    [Theory]
    [InlineData("""{"subject":"s","body":"b"}""", "$.to")]
    [InlineData("""{"to":[],"subject":"s","body":"b"}""", "$.to")]
    [InlineData("""{"to":["nobody"],"subject":"s","body":"b"}""", "$.to[0]")]
    [InlineData("""{"to":["a@example.com\r\nRCPT TO:<eve@example.com>"],"subject":"s","body":"b"}""", "$.to[0]")]
    [InlineData("""{"to":["a@example.com"],"subject":"s\r\nBcc: eve@example.com","body":"b"}""", "$.subject")]
    [InlineData("""{"to":["a@example.com"],"subject":"s","body":"b","from":"a@b.c, d@e.f"}""", "$.from")]
    [InlineData("""{"to":["a@example.com"],"subject":"s","body":"b","attachments":[{"filename":"a","contentType":"x","content":"AA=="}]}""", "$.attachments[0].contentType")]
    [InlineData("""{"to":["a@example.com"],"subject":"s","body":"b","attachments":[{"filename":"a","contentType":"a/b","content":"AA"}]}""", "$.attachments[0].content")]
    [InlineData("""{"to":["a@example.com"],"subject":"s","body":"b","inReplyTo":"1@x"}""", "$.inReplyTo")]
    public async Task Bad_input_is_refused_before_anything_is_sent(string input, string path)
    {
        await using var host = SwitchboardTest.Create();

        var outcome = await host.Gateway.CallAsync("email.send", Encoding.UTF8.GetBytes(input), ct: EmailBench.Ct);

        (outcome.Status, outcome.Error!.Code).ShouldBe((ExecutionStatus.Refused, ErrorCode.InvalidInput));
        outcome.Error.Paths.ShouldContain(error => error.Path == path);
        host.Received("email").ShouldBeEmpty();
    }

    [Fact]
    public async Task Five_hundred_recipients_are_the_most()
    {
        await using var host = SwitchboardTest.Create();
        string[] many = [.. Enumerable.Range(0, 300).Select(i => $"p{i}@example.com")];

        var thrown = await Should.ThrowAsync<ConnectorException>(() => host.Get<IEmail>().SendAsync(new SendMail(many, "s", "b", Bcc: many), EmailBench.Ct));

        thrown.Error.Paths.Single().Message.ShouldContain("600");
    }

    [Fact]
    public void Sending_is_blind_and_verifying_reads()
    {
        var actions = EmailConnector.Binding.Descriptor.Actions.ToDictionary(action => action.Name);
        (actions["send"].Effect, actions["send"].Repeat).ShouldBe((Effect.Write, Repeat.Blind));
        (actions["verify"].Effect, actions["verify"].Repeat).ShouldBe((Effect.Read, Repeat.Read));
    }

    [Theory]
    [InlineData("From")]
    [InlineData("Host")]
    public async Task Live_without_settings_names_them(string named)
    {
        await using var host = Testing.TestHost.Create(1, builder => Microsoft.Extensions.DependencyInjection.ConnectorRegistration.AddConnectors(builder), options =>
        {
            options.Mode = Connections.ConnectorMode.Live;
            options.Setting = _ => null;
        });

        var outcome = await host.Gateway.CallAsync("email.verify", "{}"u8.ToArray(), ct: EmailBench.Ct);

        outcome.Error!.Code.ShouldBe(ErrorCode.CredentialsMissing);
        outcome.Error.Message.ShouldContain($"Switchboard__Connectors__email__Credentials__{named}");
    }
}
