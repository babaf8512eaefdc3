using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Gmail;
using Switchboard.Validation;
using Switchboard.Connectors.Mime;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Gmail;

public sealed class GmailSendTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_posts_an_unpadded_base64url_message_with_bearer_token()
    {
        var rig = new GmailRig();
        var sent = await rig.Send();

        sent.Id.ShouldMatch("^[0-9a-f]{16}$");
        sent.ThreadId.ShouldBe(sent.Id);
        rig.Last.Method.ShouldBe("POST");
        rig.Last.Address.ToString().ShouldBe("https://gmail.googleapis.com/gmail/v1/users/me/messages/send");
        rig.Last.Authorization.ShouldBe("Bearer ya29.test");
        rig.Last.RequestType.ShouldBe("application/json");
        Raw(rig).ShouldNotContain('=');
        Mail(rig).ShouldBe("""
            Date: Tue, 01 Dec 2026 09:00:00 +0000
            Message-ID: <00000001000070008000000000000001@switchboard.invalid>
            To: ada@example.com
            Subject: Hello
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Good morning.

            """.ReplaceLineEndings("\r\n"));
    }

    [Fact]
    public async Task Send_carries_every_field()
    {
        var rig = new GmailRig();
        var first = await rig.Send(subject: "Plan");
        var pdf = Convert.ToBase64String(Encoding.UTF8.GetBytes("%PDF-1.7 with some content"));
        var sent = await rig.Gmail.SendAsync(
            new SendMessage(
                ["Ada Lovelace <ada@example.com>", "grace@example.com"],
                "Re: Plan",
                "Grüße\nfrom here",
                Cc: ["\"Turing, Alan\" <alan@example.com>"],
                Bcc: ["hidden@example.com"],
                From: "Zoë <me@simulated.example>",
                Html: "<p>Grüße</p>",
                Attachments: [new MailAttachment("Überblick 2026.pdf", "application/pdf", pdf)],
                ThreadId: first.ThreadId,
                InReplyTo: "<earlier@example.com>"),
            Ct);

        sent.ThreadId.ShouldBe(first.ThreadId);
        var body = JsonDocument.Parse(rig.Last.RequestText).RootElement;
        body.GetProperty("threadId").GetString().ShouldBe(first.ThreadId);
        var mail = MimeReader.Read(Encoding.UTF8.GetBytes(Mail(rig)));
        mail.Mailboxes("From").ShouldBe([new Mailbox("me@simulated.example", "Zoë")]);
        mail.Mailboxes("To").ShouldBe([new Mailbox("ada@example.com", "Ada Lovelace"), new Mailbox("grace@example.com", null)]);
        mail.Mailboxes("Cc").ShouldBe([new Mailbox("alan@example.com", "Turing, Alan")]);
        mail.Mailboxes("Bcc").ShouldBe([new Mailbox("hidden@example.com", null)]);
        mail.Header("In-Reply-To").ShouldBe("<earlier@example.com>");
        mail.Header("References").ShouldBe("<earlier@example.com>");
        mail.MediaType.ShouldBe("multipart/mixed");
        mail.Parts[0].MediaType.ShouldBe("multipart/alternative");
        mail.FindText("text/plain")!.Text.ShouldBe("Grüße\r\nfrom here");
        mail.FindText("text/html")!.Text.ShouldBe("<p>Grüße</p>");
        mail.Parts[1].FileName.ShouldBe("Überblick 2026.pdf");
        Encoding.UTF8.GetString(mail.Parts[1].Content.Span).ShouldBe("%PDF-1.7 with some content");
    }

    [Fact]
    public async Task The_same_execution_writes_the_same_message_id_in_every_attempt()
    {
        var rig = new GmailRig();
        var id = Guid.Parse("0192f000-0000-7000-8000-00000000abcd");
        await rig.Adapter(id).SendAsync(new SendMessage(["ada@example.com"], "a", "b"), Ct);
        var first = Mail(rig);
        rig.Clock.Advance(TimeSpan.FromMinutes(3));
        await rig.Adapter(id).SendAsync(new SendMessage(["ada@example.com"], "a", "b"), Ct);

        Mail(rig).ShouldContain("Message-ID: <0192f0000000700080000000" + "0000abcd@switchboard.invalid>");
        first.ShouldContain("Message-ID: <0192f0000000700080000000" + "0000abcd@switchboard.invalid>");
        Mail(rig).ShouldContain("09:03:00 +0000");
    }

    [Fact]
    public async Task Surprise_a_repeated_send_sends_twice()
    {
        var rig = new GmailRig();
        var first = await rig.Send();
        var second = await rig.Send();

        second.Id.ShouldNotBe(first.Id);
        (await rig.Gmail.ListMessagesAsync(new ListMessages(), Ct)).Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Read_back_finds_the_message_of_this_execution_only()
    {
        var rig = new GmailRig();
        var id = Guid.Parse("0192f000-0000-7000-8000-000000000001");
        var input = new SendMessage(["ada@example.com"], "Invoice", "Due today");
        rig.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "gmail.users.messages.send");
        var fault = await GmailRig.FaultOf(() => rig.Adapter(id).SendAsync(input, Ct));
        fault.Verdict.ShouldBe(Verdict.InDoubt);

        var found = await rig.Adapter(id).FindSentAsync(input, Ct);
        found.ShouldNotBeNull();
        rig.Last.Address.Query.ShouldBe("?labelIds=SENT&maxResults=1&q=rfc822msgid%3A0192f000000070008000000000000001%40switchboard.invalid");
        (await rig.Gmail.GetMessageAsync(new GetMessage(found.Id), Ct)).Subject.ShouldBe("Invoice");
        (await rig.Adapter().FindSentAsync(input, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Surprise_read_back_finds_no_draft_of_the_same_message_id()
    {
        var rig = new GmailRig();
        var id = Guid.Parse("0192f000-0000-7000-8000-000000000002");
        await rig.Adapter(id).CreateDraftAsync(new CreateDraft(["ada@example.com"], "s", "b"), Ct);
        (await rig.Adapter(id).FindSentAsync(new SendMessage(["ada@example.com"], "s", "b"), Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_without_ids_is_in_doubt()
    {
        var rig = new GmailRig();
        rig.Simulator.Faults.Script(SimulatorFault.Answer(200, body: "{}"));
        (await GmailRig.FaultOf(() => rig.Send())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Fact]
    public void More_than_500_recipients_in_all_are_refused_before_anything_is_sent()
    {
        string[] many = [.. Enumerable.Range(0, 300).Select(i => $"p{i}@example.com")];

        Check(new SendMessage(many, "s", "b", Bcc: many)).ShouldBe(["$ to, cc and bcc name 600 recipients; Gmail takes 500 a message"]);
    }

    [Fact]
    public void A_message_beyond_36700160_bytes_is_refused_before_anything_is_sent()
    {
        var content = new string('A', 36_700_160 - 400);

        Check(new SendMessage(["ada@example.com"], "s", "b", Attachments: [new MailAttachment("a.bin", "application/octet-stream", content)]))
            .Single().ShouldContain("36700160");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b@c")]
    [InlineData("a b@example.com")]
    [InlineData("a@example.com\r\nBcc: evil@example.com")]
    [InlineData("Ada <ada@example.com")]
    public void What_is_no_address_is_refused_without_showing_it(string address) =>
        Check(new SendMessage([address], "s", "b")).ShouldBe(["$.to[0] must be one mail address"]);

    [Fact]
    public async Task Unknown_thread_is_refused_by_Gmail()
    {
        var rig = new GmailRig();
        var fault = await GmailRig.FaultOf(() => rig.Send(threadId: "00000000deadbeef"));
        fault.Code.ShouldBe(ErrorCode.ProviderRejected);
        fault.HttpStatus.ShouldBe(404);
        fault.ProviderCode.ShouldBe("notFound");
    }

    [Fact]
    public async Task Surprise_another_subject_starts_a_new_thread()
    {
        var rig = new GmailRig();
        var first = await rig.Send(subject: "Plan");
        (await rig.Send(subject: "RE: re: plan", threadId: first.ThreadId)).ThreadId.ShouldBe(first.ThreadId);
        var other = await rig.Send(subject: "Lunch", threadId: first.ThreadId);
        other.ThreadId.ShouldBe(other.Id);
        (await rig.Gmail.GetProfileAsync(new GetProfile(), Ct)).ThreadsTotal.ShouldBe(2);
    }

    [Fact]
    public async Task Mail_to_oneself_arrives_in_the_inbox_unread()
    {
        var rig = new GmailRig();
        var sent = await rig.Send(to: "ME+news@simulated.example");
        var message = await rig.Gmail.GetMessageAsync(new GetMessage(sent.Id), Ct);
        message.LabelIds!.ShouldBe(["INBOX", "SENT", "UNREAD"], ignoreOrder: true);
        message.From.ShouldBe("me@simulated.example");
    }

    [Fact]
    public async Task Simulator_refuses_what_Gmail_refuses()
    {
        var rig = new GmailRig();
        var draft = await rig.Gmail.CreateDraftAsync(new CreateDraft([], "s", "b"), Ct);
        draft.Id.ShouldStartWith("r");

        Post(rig, "{\"raw\":\"" + Base64Url.EncodeToString("Subject: s\r\n\r\nb"u8) + "\"}").ShouldBe((400, "Recipient address required"));
        Post(rig, "{\"raw\":\"" + Base64Url.EncodeToString("To: nobody\r\n\r\nb"u8) + "\"}").ShouldBe((400, "Invalid To header"));
        Post(rig, "{\"raw\":\"***\"}").Status.ShouldBe(400);
        Post(rig, "{}").Status.ShouldBe(400);
        Post(rig, "{\"raw\":\"\"}", token: null).Status.ShouldBe(401);
        Post(rig, "{}", user: "other@example.com").Status.ShouldBe(403);
    }

    private static (int Status, string Message) Post(GmailRig rig, string body, string? token = "any", string user = "me")
    {
        var reply = rig.Simulator.Handle(new SimulatorRequest
        {
            Method = "POST",
            Path = $"/gmail/v1/users/{user}/messages/send",
            Root = "http://localhost",
            Headers = token is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Authorization"] = "Bearer " + token },
            Body = Encoding.UTF8.GetBytes(body),
        });
        var error = JsonDocument.Parse(reply.Body).RootElement.GetProperty("error");
        error.GetProperty("code").GetInt32().ShouldBe(reply.Status);
        return (reply.Status, error.GetProperty("message").GetString()!);
    }

    private static string Raw(GmailRig rig) => JsonDocument.Parse(rig.Last.RequestText).RootElement.GetProperty("raw").GetString()!;

    private static string Mail(GmailRig rig) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Raw(rig)));

    private static List<string> Check(SendMessage input)
    {
        var errors = new ValidationErrors();
        GmailAdapter.CheckSend(input, default, errors);
        return [.. errors.Errors.Select(error => $"{error.Path} {error.Message}")];
    }
}
