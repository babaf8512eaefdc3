using System.Text;
using Switchboard.Calls;
using Switchboard.Connectors.Email;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Email;

public sealed class EmailSendTests
{
    [Fact]
    public async Task A_mail_takes_these_commands()
    {
        var email = new EmailBench();

        var sent = await email.SendAsync(new SendMail(["Ada <ada@example.com>"], "Hello", "Good morning.", Cc: ["bob@example.com"], Bcc: ["eve@example.com"]));

        var size = email.Simulator.Office.Mails.Single().Raw.Length;
        email.Transcript.ShouldBe(
        [
            "CONNECT",
            "EHLO [127.0.0.1]",
            "STARTTLS",
            "EHLO [127.0.0.1]",
            "AUTH PLAIN " + Convert.ToBase64String("\0agent\0pencil"u8),
            $"MAIL FROM:<agent@example.com> SIZE={size}",
            "RCPT TO:<ada@example.com>",
            "RCPT TO:<bob@example.com>",
            "RCPT TO:<eve@example.com>",
            "DATA",
            "MESSAGE",
            "QUIT",
        ]);
        sent.Accepted.ShouldBe(["ada@example.com", "bob@example.com", "eve@example.com"]);
        sent.Rejected.ShouldBeEmpty();
        sent.Refusals.ShouldBeNull();
    }

    [Fact]
    public async Task The_mail_says_from_whom_to_whom_and_nothing_of_bcc()
    {
        var email = new EmailBench();

        await email.SendAsync(new SendMail(["Ada <ada@example.com>"], "Grüße", "Good morning.", Cc: ["bob@example.com"], Bcc: ["eve@example.com"], Html: "<p>Good morning.</p>", InReplyTo: "<1@example.com>"));

        var mail = email.LastMail;
        mail.Header("From").ShouldBe("Agent <agent@example.com>");
        mail.Header("To").ShouldBe("Ada <ada@example.com>");
        mail.Header("Cc").ShouldBe("bob@example.com");
        mail.Header("Subject").ShouldBe("Grüße");
        mail.Header("In-Reply-To").ShouldBe("<1@example.com>");
        mail.FindText("text/plain")!.Text.ShouldBe("Good morning.");
        mail.FindText("text/html")!.Text.ShouldBe("<p>Good morning.</p>");
        Encoding.UTF8.GetString(email.Simulator.Office.Mails.Single().Raw).ShouldNotContain("eve@example.com");
    }

    [Fact]
    public async Task A_sender_of_the_mail_is_the_sender_of_the_envelope()
    {
        var email = new EmailBench();

        await email.SendAsync(EmailBench.Hello with { From = "Sales <sales@example.com>" });

        email.LastMail.Header("From").ShouldBe("Sales <sales@example.com>");
        email.Simulator.Office.Mails.Single().Sender.ShouldBe("sales@example.com");
    }

    [Fact]
    public async Task An_address_named_twice_gets_one_copy()
    {
        var email = new EmailBench();

        await email.SendAsync(new SendMail(["ada@example.com"], "Hello", "x", Cc: ["ADA@example.com"], Bcc: ["Ada <ada@example.com>"]));

        email.Simulator.Office.Mails.Single().Recipients.ShouldBe(["ada@example.com"]);
    }

    [Fact]
    public async Task A_message_id_is_the_executions_in_every_attempt()
    {
        var email = new EmailBench();
        var id = new Guid("01900000-0000-7000-8000-000000000001");

        var first = await email.SendAsync(EmailBench.Hello, email.NewAttempt(id));
        var second = await email.SendAsync(EmailBench.Hello, email.NewAttempt(id));

        first.MessageId.ShouldBe("<01900000000070008000000000000001@switchboard.invalid>");
        second.MessageId.ShouldBe(first.MessageId);
        email.LastMail.Header("Message-ID").ShouldBe(first.MessageId);
    }

    [Fact]
    public async Task Some_refused_is_completed_and_says_who_and_why()
    {
        var email = new EmailBench();

        var sent = await email.SendAsync(EmailBench.Hello with { To = ["ada@example.com", "nobody@invalid.example", "slow@busy.example"] });

        sent.Accepted.ShouldBe(["ada@example.com"]);
        sent.Rejected.ShouldBe(["nobody@invalid.example", "slow@busy.example"]);
        sent.Refusals!.Select(refusal => (refusal.Address, refusal.Code, refusal.Retryable)).ShouldBe(
            [("nobody@invalid.example", "550 5.1.1", false), ("slow@busy.example", "450 4.2.1", true)]);
        sent.Refusals![0].Reason.ShouldContain("User unknown");
        email.Simulator.Office.Mails.Single().Recipients.ShouldBe(["ada@example.com"]);
    }

    [Fact]
    public async Task All_refused_for_good_is_rejected_and_no_mail_is_sent()
    {
        var email = new EmailBench();

        var fault = await email.FaultAsync(EmailBench.Hello with { To = ["nobody@gone.invalid", "any@full.example"] });

        (fault.Verdict, fault.Code, fault.ProviderCode).ShouldBe((Verdict.Rejected, ErrorCode.ProviderRejected, "550 5.1.1"));
        email.Transcript.ShouldNotContain("DATA");
        email.Transcript[^1].ShouldBe("QUIT");
    }

    [Fact]
    public async Task All_refused_with_one_for_now_is_not_sent_and_may_be_later()
    {
        var email = new EmailBench();

        var fault = await email.FaultAsync(EmailBench.Hello with { To = ["nobody@gone.invalid", "slow@busy.example"] });

        (fault.Verdict, fault.Code, fault.ProviderCode, fault.TripsBreaker).ShouldBe((Verdict.NotSent, ErrorCode.ProviderUnavailable, "450 4.2.1", false));
        fault.RetryAfter.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Greylisting_lets_a_mail_pass_five_minutes_later()
    {
        var email = new EmailBench();
        var mail = EmailBench.Hello with { To = ["ada@greylist.example"] };

        (await email.FaultAsync(mail)).ProviderCode.ShouldBe("451 4.7.1");
        email.Clock.Advance(TimeSpan.FromMinutes(4));
        (await email.FaultAsync(mail)).ProviderCode.ShouldBe("451 4.7.1");
        email.Clock.Advance(TimeSpan.FromMinutes(1));
        (await email.SendAsync(mail)).Accepted.ShouldBe(["ada@greylist.example"]);
    }

    [Fact]
    public async Task A_domain_beyond_ASCII_goes_as_punycode()
    {
        var email = new EmailBench();

        (await email.SendAsync(EmailBench.Hello with { To = ["ada@bücher.example"] })).Accepted.ShouldBe(["ada@xn--bcher-kva.example"]);
        email.Transcript.ShouldContain("RCPT TO:<ada@xn--bcher-kva.example>");
    }

    [Fact]
    public async Task An_address_beyond_ASCII_before_its_at_needs_SMTPUTF8()
    {
        var email = new EmailBench();
        var mail = EmailBench.Hello with { To = ["jürgen@example.com"] };

        await email.SendAsync(mail);
        email.Transcript.Single(line => line.StartsWith("MAIL", StringComparison.Ordinal)).ShouldEndWith(" BODY=8BITMIME SMTPUTF8");
        email.LastMail.Header("To").ShouldBe("jürgen@example.com");

        email.Offering("SIZE 1000000", "8BITMIME");
        var before = email.Transcript.Count;
        var fault = await email.FaultAsync(mail);
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldContain("no SMTPUTF8");
        email.Transcript.Skip(before).ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_larger_than_the_server_takes_is_not_begun()
    {
        var email = new EmailBench().Offering("SIZE 5000");

        var fault = await email.FaultAsync(EmailBench.Hello with { Attachments = [new MailFile("a.bin", "application/octet-stream", Convert.ToBase64String(new byte[6000]))] });

        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldContain("5000");
        email.Transcript.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_recipients_than_the_server_takes_are_not_begun()
    {
        var email = new EmailBench().Offering("LIMITS RCPTMAX=2 MAILMAX=10");

        (await email.FaultAsync(EmailBench.Hello with { To = ["a@example.com", "b@example.com", "c@example.com"] })).Message.ShouldContain("takes 2");
    }

    [Fact]
    public async Task A_server_that_offers_nothing_gets_one_command_at_a_time()
    {
        var email = new EmailBench().Offering();

        (await email.SendAsync(EmailBench.Hello with { To = ["a@example.com", "b@example.com"] })).Accepted.Count.ShouldBe(2);
        email.Transcript.ShouldContain("MAIL FROM:<agent@example.com>");
    }

    [Fact]
    public async Task Two_hundred_recipients_go_in_one_mail()
    {
        var email = new EmailBench();
        string[] to = [.. Enumerable.Range(0, 200).Select(i => $"person{i}@example.com")];

        (await email.SendAsync(EmailBench.Hello with { To = to })).Accepted.ShouldBe(to);
        email.Simulator.Office.Mails.Single().Recipients.ShouldBe(to);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".\r\n.\r\n..\r\n.a")]
    [InlineData("a\n.\nb\n")]
    [InlineData("")]
    public async Task Lines_of_dots_arrive_as_they_were(string body)
    {
        var email = new EmailBench();

        await email.SendAsync(EmailBench.Hello with { Body = body });

        email.LastMail.FindText("text/plain")!.Text.ShouldBe(body.Replace("\r\n", "\n").Replace("\n", "\r\n") + "\r\n");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Dots_are_doubled_wherever_a_chunk_ends(int size)
    {
        var message = Encoding.ASCII.GetBytes(".a\r\n..\r\n\r\n.\r\nlong line.with.dots\r\n.");
        var content = new SmtpContent(message);
        var chunk = new byte[size];
        var written = new StringBuilder();
        for (var length = content.Fill(chunk); length > 0; length = content.Fill(chunk))
        {
            written.Append(Encoding.ASCII.GetString(chunk, 0, length));
        }

        written.ToString().ShouldBe("..a\r\n...\r\n\r\n..\r\nlong line.with.dots\r\n..");
    }

    [Fact]
    public async Task No_line_of_a_mail_is_longer_than_SMTP_takes()
    {
        var email = new EmailBench();

        await email.SendAsync(new SendMail(
            ["ada@example.com"],
            new string('s', 3000),
            new string('b', 5000),
            Html: new string('ä', 5000),
            Attachments: [new MailFile(new string('f', 255), "application/pdf", Convert.ToBase64String(new byte[5000]))]));

        var raw = Encoding.ASCII.GetString(email.Simulator.Office.Mails.Single().Raw);
        raw.Split("\r\n").Max(line => line.Length).ShouldBeLessThanOrEqualTo(998);
        raw.Replace("\r\n", "").ShouldNotContain("\n");
        raw.Replace("\r\n", "").ShouldNotContain("\r");
    }

    [Fact]
    public async Task Attachments_arrive_byte_for_byte()
    {
        var email = new EmailBench();
        byte[] bytes = [.. Enumerable.Range(0, 70_000).Select(i => (byte)(i * 31))];

        await email.SendAsync(EmailBench.Hello with { Attachments = [new MailFile("Übersicht.bin", "application/octet-stream", Convert.ToBase64String(bytes))] });

        var file = email.LastMail.Flatten().Single(part => part.FileName is not null);
        file.FileName.ShouldBe("Übersicht.bin");
        file.Content.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task The_queue_id_is_noted()
    {
        var email = new EmailBench();
        var attempt = email.NewAttempt();

        await email.SendAsync(EmailBench.Hello, attempt);

        attempt.Notes!["providerRequestId"].ShouldBe(email.Simulator.Office.Mails.Single().QueueId);
    }

    [Theory]
    [InlineData("2.0.0 Ok: queued as 4XyZ12abc", "4XyZ12abc")]
    [InlineData("OK id=1rABCd-0001Ab-2C", "1rABCd-0001Ab-2C")]
    [InlineData("2.0.0 OK", null)]
    [InlineData("queued as ada@example.com", null)]
    public void A_queue_id_is_read_in_its_usual_forms(string text, string? id) => new SmtpReply(250, [text]).QueueId.ShouldBe(id);

    [Fact]
    public async Task Verify_logs_in_and_sends_nothing()
    {
        var email = new EmailBench();

        var server = await email.VerifyAsync();

        (server.Server, server.Encrypted, server.Authentication, server.MaxSize).ShouldBe(("smtp.simulated.example", true, "PLAIN", EmailSimulator.MaxSize));
        server.Extensions!.ShouldContain("SMTPUTF8");
        email.Transcript.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
        email.Transcript[^1].ShouldBe("QUIT");
    }

    [Fact]
    public async Task A_dispatch_is_marked_when_the_mail_begins_and_taken_back_where_it_did_not_end()
    {
        var email = new EmailBench();
        var done = email.NewAttempt();
        await email.SendAsync(EmailBench.Hello, done);
        done.IsDispatched.ShouldBeTrue();

        var refused = email.NewAttempt();
        email.Answer("DATA", 554, "5.7.1 no");
        await email.FaultAsync(attempt: refused);
        refused.IsDispatched.ShouldBeFalse();

        var lost = email.NewAttempt();
        email.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "MESSAGE");
        (await email.FaultAsync(attempt: lost)).Verdict.ShouldBe(Verdict.InDoubt);
        lost.IsDispatched.ShouldBeTrue();
    }
}
