using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Email;

namespace Switchboard.Connectors.Tests.Email;

/// <summary>Live mail to a real server (npm smtp-server), read by a real parser (npm mailparser).</summary>
public sealed class SmtpServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{}", "starttls")]
    [InlineData("""{"secure":true}""", "tls")]
    public async Task A_whole_mail_arrives_byte_for_byte_over_TLS(string options, string security)
    {
        await using var server = await SmtpServerProcess.StartAsync(Ct, options);
        await using var email = new LiveEmail(server.Port, $"Security={security}", $"AuthorityFile={server.Certificate}", "Username=agent", "Password=pencil");
        const string Text = "Grüße an alle,\r\n\r\n.\r\n..\r\n.dot\r\n\ttab und 漢字 🚀\r\ntrailing space \r\nEnde";
        byte[] file = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];

        var sent = await email.SendAsync(new SendMail(
            ["Jürgen Müller <juergen@example.com>", "\"Lovelace, Ada\" <ada@example.com>", "nobody@refused.example"],
            "Grüße — 日本語の件名 and a long subject that must be folded somewhere in the middle of it 🚀",
            Text,
            Cc: ["bob@bücher.example"],
            Bcc: ["eve@example.com", "slow@later.example"],
            Html: "<p>Grüße &amp; <b>mehr</b></p>",
            Attachments: [new MailFile("Übersicht 2026 – größer.pdf", "application/pdf", Convert.ToBase64String(file)), new MailFile("a.txt", "text/plain", Convert.ToBase64String("a\r\n.\r\nb"u8))],
            InReplyTo: "<1@example.com>"));

        var mail = await server.NextMailAsync(Ct);
        sent.Accepted.ShouldBe(["juergen@example.com", "ada@example.com", "bob@xn--bcher-kva.example", "eve@example.com"]);
        sent.Refusals!.Select(refusal => (refusal.Address, refusal.Code, refusal.Retryable)).ShouldBe(
            [("nobody@refused.example", "550", false), ("slow@later.example", "451", true)]);
        mail.GetProperty("to").EnumerateArray().Select(Value).ShouldBe(["juergen@example.com", "ada@example.com", "bob@bücher.example", "eve@example.com"]);
        Value(mail, "from").ShouldBe("agent@example.com");
        mail.GetProperty("encrypted").GetBoolean().ShouldBeTrue();
        Value(mail, "user").ShouldBe("agent");
        Value(mail, "subject").ShouldBe("Grüße — 日本語の件名 and a long subject that must be folded somewhere in the middle of it 🚀");
        Value(mail, "headerFrom").ShouldBe("\"Agent\" <agent@example.com>");
        Value(mail, "headerTo").ShouldBe("\"Jürgen Müller\" <juergen@example.com>, \"Lovelace, Ada\" <ada@example.com>, nobody@refused.example");
        Value(mail, "headerBcc").ShouldBeNull();
        Value(mail, "messageId").ShouldBe(sent.MessageId);
        Value(mail, "inReplyTo").ShouldBe("<1@example.com>");
        Value(mail, "text")!.TrimEnd('\n').ShouldBe(Text.Replace("\r\n", "\n"));
        Value(mail, "html")!.TrimEnd('\n').ShouldBe("<p>Grüße &amp; <b>mehr</b></p>");
        var files = mail.GetProperty("attachments").EnumerateArray().ToList();
        files.Select(one => Value(one, "filename")).ShouldBe(["Übersicht 2026 – größer.pdf", "a.txt"]);
        files.Select(one => Value(one, "type")).ShouldBe(["application/pdf", "text/plain"]);
        files[0].GetProperty("content").GetBytesFromBase64().ShouldBe(file);
        files[1].GetProperty("content").GetBytesFromBase64().ShouldBe("a\r\n.\r\nb"u8.ToArray());
        var raw = Encoding.UTF8.GetString(mail.GetProperty("raw").GetBytesFromBase64());
        raw.ShouldNotContain("eve@example.com");
        raw.Split("\r\n").Max(line => line.Length).ShouldBeLessThanOrEqualTo(998);
    }

    [Fact]
    public async Task An_address_of_another_alphabet_arrives_by_SMTPUTF8_and_is_refused_unsent_without_it()
    {
        var mail = EmailBench.Hello with { To = ["用户@example.com"] };
        await using var server = await SmtpServerProcess.StartAsync(Ct);
        await using var email = new LiveEmail(server.Port, $"AuthorityFile={server.Certificate}", "Username=agent", "Password=pencil");
        await email.SendAsync(mail);
        var taken = await server.NextMailAsync(Ct);
        taken.GetProperty("to")[0].GetString().ShouldBe("用户@example.com");
        taken.GetProperty("parameters").EnumerateArray().Select(Value).ShouldBe(["SIZE", "BODY", "SMTPUTF8"], ignoreOrder: true);

        await using var old = await SmtpServerProcess.StartAsync(Ct, """{"hideSMTPUTF8":true}""");
        await using var refused = new LiveEmail(old.Port, $"AuthorityFile={old.Certificate}", "Username=agent", "Password=pencil");
        (await refused.FailAsync(mail)).Error!.Message.ShouldContain("no SMTPUTF8");
        (await old.EndAsync(Ct)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"authMethods":["PLAIN"]}""", "PLAIN", "Password=pencil")]
    [InlineData("""{"authMethods":["LOGIN"]}""", "LOGIN", "Password=pencil")]
    [InlineData("""{"authMethods":["PLAIN","XOAUTH2"]}""", "XOAUTH2", "AccessToken=good-token")]
    [InlineData("""{"hidePIPELINING":true,"hide8BITMIME":true,"hideENHANCEDSTATUSCODES":false}""", "PLAIN", "Password=pencil")]
    public async Task Every_login_is_taken(string options, string mechanism, string secret)
    {
        await using var server = await SmtpServerProcess.StartAsync(Ct, options);
        await using var email = new LiveEmail(server.Port, $"AuthorityFile={server.Certificate}", "Username=agent", secret);

        var verified = await email.VerifyAsync();
        (verified.Authentication, verified.Encrypted, verified.MaxSize).ShouldBe((mechanism, true, 1_000_000));
        (await email.SendAsync(EmailBench.Hello)).Accepted.ShouldBe(["ada@example.com"]);
        Value(await server.NextMailAsync(Ct), "user").ShouldBe("agent");
    }

    [Theory]
    [InlineData("Password=wrong")]
    [InlineData("AccessToken=stale")]
    public async Task A_wrong_login_must_be_connected_again_and_nothing_is_sent(string secret)
    {
        await using var server = await SmtpServerProcess.StartAsync(Ct);
        await using var email = new LiveEmail(server.Port, $"AuthorityFile={server.Certificate}", "Username=agent", secret);

        var outcome = await email.FailAsync();

        (outcome.Error!.Code, outcome.Attempts).ShouldBe((ErrorCode.ReconnectRequired, 1));
        (await server.EndAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_larger_than_SIZE_is_not_sent()
    {
        await using var server = await SmtpServerProcess.StartAsync(Ct, """{"size":20000}""");
        await using var email = new LiveEmail(server.Port, $"AuthorityFile={server.Certificate}", "Username=agent", "Password=pencil");

        var outcome = await email.FailAsync(EmailBench.Hello with { Attachments = [new MailFile("a", "a/b", Convert.ToBase64String(new byte[20_000]))] });

        outcome.Error!.Code.ShouldBe(ErrorCode.ProviderRejected);
        outcome.Error.Message.ShouldContain("the server takes 20000");
        (await server.EndAsync(Ct)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", "starttls")]
    [InlineData("""{"secure":true}""", "tls")]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted_and_nothing_is_sent(string options, string security)
    {
        await using var server = await SmtpServerProcess.StartAsync(Ct, options);
        await using var email = new LiveEmail(server.Port, $"Security={security}", "Username=agent", "Password=pencil");

        var outcome = await email.FailAsync();

        (outcome.Status, outcome.Error!.Code).ShouldBe((ExecutionStatus.Failed, ErrorCode.ProviderUnavailable));
        outcome.Error.OperatorMessage!.ShouldContain("No TLS");
        (await server.EndAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_not_trusted_even_where_its_authority_is()
    {
        await using var server = await SmtpServerProcess.StartAsync(Ct, host: "mail.example.com");
        await using var email = new LiveEmail(server.Port, "Security=starttls", $"AuthorityFile={server.Certificate}", "Username=agent", "Password=pencil");

        var outcome = await email.FailAsync();

        outcome.Error!.Code.ShouldBe(ErrorCode.ProviderUnavailable);
        outcome.Error.OperatorMessage!.ShouldContain("No TLS");
    }

    [Fact]
    public async Task A_file_of_authorities_that_is_not_there_is_said()
    {
        await using var server = await SmtpServerProcess.StartAsync(Ct);
        await using var email = new LiveEmail(server.Port, "AuthorityFile=/nowhere.pem", "Username=agent", "Password=pencil");

        (await email.FailAsync()).Error!.OperatorMessage!.ShouldContain("file of trusted authorities");
    }

    [Fact]
    public async Task An_address_alone_says_where_and_a_server_on_this_machine_need_not_have_TLS()
    {
        await using var server = await SmtpServerProcess.StartAsync(Ct, """{"hideSTARTTLS":true}""");
        await using var email = new LiveEmail(1, $"BaseAddress=smtp://127.0.0.1:{server.Port}", "Host=", "Username=agent", "Password=pencil");

        await email.SendAsync(EmailBench.Hello);

        (await server.NextMailAsync(Ct)).GetProperty("encrypted").GetBoolean().ShouldBeFalse();
    }

    private static string? Value(JsonElement text) => text.GetString();

    private static string? Value(JsonElement of, string name) => of.GetProperty(name).GetString();
}
