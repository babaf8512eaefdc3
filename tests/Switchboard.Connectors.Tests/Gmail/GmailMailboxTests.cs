using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Gmail;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Gmail;

public sealed class GmailMailboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Profile_counts_what_is_there()
    {
        var rig = new GmailRig();
        var before = await rig.Gmail.GetProfileAsync(new GetProfile(), Ct);
        before.Email.ShouldBe("me@simulated.example");
        before.MessagesTotal.ShouldBe(0);
        rig.Last.Address.PathAndQuery.ShouldBe("/gmail/v1/users/me/profile");
        rig.Last.Method.ShouldBe("GET");

        await rig.Send();
        var after = await rig.Gmail.GetProfileAsync(new GetProfile(), Ct);
        after.MessagesTotal.ShouldBe(1);
        after.ThreadsTotal.ShouldBe(1);
        ulong.Parse(after.HistoryId!).ShouldBeGreaterThan(ulong.Parse(before.HistoryId!));
    }

    [Fact]
    public async Task Message_comes_back_as_it_was_sent()
    {
        var rig = new GmailRig();
        var sent = await rig.Gmail.SendAsync(
            new SendMessage(
                ["\"Lovelace, Ada\" <ada@example.com>", "grace@example.com"],
                "Grüße & <more>",
                "Line one\nLine two & more\n",
                Cc: ["Älan <alan@example.com>"],
                Html: "<b>x</b>",
                Attachments: [new MailAttachment("日本語.txt", "text/plain", Convert.ToBase64String("four"u8))]),
            Ct);
        var message = await rig.Gmail.GetMessageAsync(new GetMessage(sent.Id), Ct);

        rig.Last.Address.PathAndQuery.ShouldBe($"/gmail/v1/users/me/messages/{sent.Id}?format=full");
        message.Id.ShouldBe(sent.Id);
        message.ThreadId.ShouldBe(sent.ThreadId);
        message.Subject.ShouldBe("Grüße & <more>");
        message.From.ShouldBe("me@simulated.example");
        message.To.ShouldBe(["\"Lovelace, Ada\" <ada@example.com>", "grace@example.com"]);
        message.Cc!.ShouldBe(["Älan <alan@example.com>"]);
        message.Body.ShouldBe("Line one\nLine two & more\n");
        message.Date.ShouldBe(TestClock.DefaultStart);
        message.LabelIds!.ShouldBe(["SENT"]);
        message.MessageId.ShouldBe("<00000001000070008000000000000001@switchboard.invalid>");
        message.Attachments!.ShouldBe([new AttachmentSummary("日本語.txt", "text/plain", 4)]);
    }

    [Theory]
    [InlineData("no line end")]
    [InlineData("one line end\n")]
    [InlineData("")]
    [InlineData("Привет\nмир\n\n")]
    public async Task Body_alone_comes_back_exactly(string body)
    {
        var rig = new GmailRig();
        var sent = await rig.Send(body: body);
        (await rig.Gmail.GetMessageAsync(new GetMessage(sent.Id), Ct)).Body.ShouldBe(body);
    }

    [Fact]
    public async Task Surprise_snippets_are_HTML_on_the_wire()
    {
        var rig = new GmailRig();
        var sent = await rig.Send(body: "You & \"I\"");
        var message = await rig.Gmail.GetMessageAsync(new GetMessage(sent.Id), Ct);
        Json(rig).GetProperty("snippet").GetString().ShouldBe("You &amp; &quot;I&quot;");
        message.Snippet.ShouldBe("You & \"I\"");
    }

    [Fact]
    public async Task Html_is_the_body_where_there_is_no_text()
    {
        var rig = new GmailRig();
        var raw = System.Buffers.Text.Base64Url.EncodeToString("To: a@example.com\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<p>caf\u00e9</p>"u8);
        var id = Id(Direct(rig, "POST", "messages/send", $"{{\"raw\":\"{raw}\"}}"));
        (await rig.Gmail.GetMessageAsync(new GetMessage(id), Ct)).Body.ShouldStartWith("<p>caf");
    }

    [Fact]
    public async Task Missing_message_is_rejected_with_Googles_reason()
    {
        var rig = new GmailRig();
        var fault = await GmailRig.FaultOf(() => rig.Gmail.GetMessageAsync(new GetMessage("0000000000000000"), Ct));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Code.ShouldBe(ErrorCode.ProviderRejected);
        fault.ProviderCode.ShouldBe("notFound");
        fault.Message.ShouldContain("Requested entity was not found.");
    }

    [Fact]
    public async Task Pages_go_to_the_end_even_when_mail_comes_between()
    {
        var rig = new GmailRig();
        for (var i = 0; i < 7; i++)
        {
            await rig.Send(subject: $"n{i}");
            rig.Clock.Advance(TimeSpan.FromSeconds(i % 2));
        }

        var ids = new List<string>();
        string? token = null;
        do
        {
            var page = await rig.Gmail.ListMessagesAsync(new ListMessages(MaxResults: 3, PageToken: token), Ct);
            ids.AddRange(page.Messages.Select(message => message.Id));
            token = page.NextPageToken;
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await rig.Send(subject: "later");
        }
        while (token is not null);

        ids.Count.ShouldBe(7);
        ids.Distinct().Count().ShouldBe(7);
        rig.Harness.Exchanges.Count(exchange => exchange.Method == "GET").ShouldBe(3);
    }

    [Fact]
    public async Task List_asks_with_every_field()
    {
        var rig = new GmailRig();
        await rig.Send(to: "me@simulated.example");
        var first = await rig.Gmail.ListMessagesAsync(new ListMessages(1, "subject:\"hello\" & more", null, ["INBOX", "UNREAD"]), Ct);
        rig.Last.Address.PathAndQuery.ShouldBe(
            "/gmail/v1/users/me/messages?maxResults=1&q=subject%3A%22hello%22%20%26%20more&labelIds=INBOX&labelIds=UNREAD");
        first.Messages.ShouldBeEmpty();
        first.ResultSizeEstimate.ShouldBe(0);
    }

    [Fact]
    public async Task Newest_comes_first()
    {
        var rig = new GmailRig();
        var old = await rig.Send(subject: "old");
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        var young = await rig.Send(subject: "young");
        var list = await rig.Gmail.ListMessagesAsync(new ListMessages(), Ct);
        list.Messages.Select(message => message.Id).ShouldBe([young.Id, old.Id]);
        list.NextPageToken.ShouldBeNull();
        list.ResultSizeEstimate.ShouldBe(2);
    }

    [Fact]
    public async Task Bad_page_token_and_unknown_label_are_rejected()
    {
        var rig = new GmailRig();
        (await GmailRig.FaultOf(() => rig.Gmail.ListMessagesAsync(new ListMessages(PageToken: "rubbish"), Ct))).ProviderCode.ShouldBe("invalidArgument");
        (await GmailRig.FaultOf(() => rig.Gmail.ListMessagesAsync(new ListMessages(LabelIds: ["NOPE"]), Ct))).Message.ShouldContain("Invalid label: NOPE");
    }

    [Fact]
    public async Task Drafts_are_listed_until_somebody_sends_them_and_found_by_their_call()
    {
        var rig = new GmailRig();
        var id = Guid.Parse("0192f000-0000-7000-8000-000000000007");
        var input = new CreateDraft(["ada@example.com"], "Draft", "Text");
        var draft = await rig.Adapter(id).CreateDraftAsync(input, Ct);

        rig.Last.Address.PathAndQuery.ShouldBe("/gmail/v1/users/me/drafts");
        JsonDocument.Parse(rig.Last.RequestText).RootElement.GetProperty("message").GetProperty("raw").GetString().ShouldNotBeNullOrEmpty();
        draft.Id.ShouldMatch("^r[0-9]+$");
        (await rig.Gmail.GetMessageAsync(new GetMessage(draft.MessageId), Ct)).LabelIds!.ShouldBe(["DRAFT"]);
        (await rig.Adapter(id).FindDraftAsync(input, Ct)).ShouldBe(draft);
        (await rig.Adapter().FindDraftAsync(input, Ct)).ShouldBeNull();
        (await rig.Gmail.ListMessagesAsync(new ListMessages(Query: "in:drafts"), Ct)).Messages.Single().Id.ShouldBe(draft.MessageId);
    }

    [Fact]
    public async Task Draft_in_a_thread_stays_in_it()
    {
        var rig = new GmailRig();
        var sent = await rig.Send(subject: "Plan");
        var draft = await rig.Gmail.CreateDraftAsync(new CreateDraft(["ada@example.com"], "Re: Plan", "Yes", ThreadId: sent.ThreadId), Ct);
        draft.ThreadId.ShouldBe(sent.ThreadId);
        draft.MessageId.ShouldNotBe(sent.Id);
    }

    [Fact]
    public async Task Labels_are_changed_and_changing_again_changes_nothing()
    {
        var rig = new GmailRig();
        var sent = await rig.Send(to: "me@simulated.example");
        for (var i = 0; i < 2; i++)
        {
            var changed = await rig.Gmail.ModifyMessageAsync(new ModifyMessage(sent.Id, ["STARRED"], ["UNREAD"]), Ct);
            changed.LabelIds.ShouldBe(["INBOX", "SENT", "STARRED"]);
        }

        rig.Last.Method.ShouldBe("POST");
        rig.Last.Address.PathAndQuery.ShouldBe($"/gmail/v1/users/me/messages/{sent.Id}/modify");
        rig.Last.RequestType.ShouldBe("application/json");
        rig.Last.RequestText.ShouldBe("""{"addLabelIds":["STARRED"],"removeLabelIds":["UNREAD"]}""");
    }

    [Theory]
    [InlineData("SENT", null, "Invalid label: SENT")]
    [InlineData("Label_1", null, "Invalid label: Label_1")]
    [InlineData(null, null, "No label add or removes specified")]
    [InlineData("STARRED", "STARRED", "Cannot both add and remove the same label")]
    public async Task Labels_that_cannot_be_changed_are_rejected(string? add, string? remove, string message)
    {
        var rig = new GmailRig();
        var sent = await rig.Send();
        var input = new ModifyMessage(sent.Id, add is null ? null : [add], remove is null ? null : [remove]);
        (await GmailRig.FaultOf(() => rig.Gmail.ModifyMessageAsync(input, Ct))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task Labels_are_listed_with_those_that_were_made()
    {
        var rig = new GmailRig();
        Direct(rig, "POST", "labels", """{"name":"Receipts"}""").Status.ShouldBe(200);
        Direct(rig, "POST", "labels", """{"name":"receipts"}""").Status.ShouldBe(409);
        var labels = (await rig.Gmail.ListLabelsAsync(new ListLabels(), Ct)).Labels;

        labels.ShouldContain(new MailLabel("INBOX", "INBOX", "system"));
        var own = labels[^1];
        own.Name.ShouldBe("Receipts");
        own.Type.ShouldBe("user");
        var sent = await rig.Send();
        await rig.Gmail.ModifyMessageAsync(new ModifyMessage(sent.Id, [own.Id]), Ct);
        (await rig.Gmail.ListMessagesAsync(new ListMessages(Query: "label:receipts"), Ct)).Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Trash_is_left_out_unless_asked_for()
    {
        var rig = new GmailRig();
        var sent = await rig.Send();
        await rig.Gmail.ModifyMessageAsync(new ModifyMessage(sent.Id, ["TRASH"]), Ct);
        (await rig.Gmail.ListMessagesAsync(new ListMessages(), Ct)).Messages.ShouldBeEmpty();
        (await rig.Gmail.ListMessagesAsync(new ListMessages(Query: "in:trash"), Ct)).Messages.Count.ShouldBe(1);
        (await rig.Gmail.ListMessagesAsync(new ListMessages(LabelIds: ["TRASH"]), Ct)).Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Attachments_and_other_formats_are_served_to_other_clients()
    {
        var rig = new GmailRig();
        var sent = await rig.Gmail.SendAsync(
            new SendMessage(["a@example.com"], "s", "b", Attachments: [new MailAttachment("a.txt", "text/plain", Convert.ToBase64String("four"u8))]), Ct);
        await rig.Gmail.GetMessageAsync(new GetMessage(sent.Id), Ct);
        var attachment = Json(rig).GetProperty("payload").GetProperty("parts")[1].GetProperty("body").GetProperty("attachmentId").GetString();
        Text(Direct(rig, "GET", $"messages/{sent.Id}/attachments/{attachment}")).ShouldContain("\"data\":\"Zm91cg\"");
        Text(Direct(rig, "GET", $"messages/{sent.Id}", query: "?format=minimal")).ShouldNotContain("payload");
        Text(Direct(rig, "GET", $"messages/{sent.Id}", query: "?format=raw")).ShouldContain("\"raw\":");
        var metadata = Text(Direct(rig, "GET", $"messages/{sent.Id}", query: "?format=metadata&metadataHeaders=Subject"));
        metadata.ShouldContain("Subject");
        metadata.ShouldNotContain("Message-ID");
    }

    [Fact]
    public async Task Ids_do_not_depend_on_the_order_of_64_parallel_calls()
    {
        var one = await SendAll(new GmailRig(seed: 7), Enumerable.Range(0, 64));
        var other = await SendAll(new GmailRig(seed: 7), Enumerable.Range(0, 64).Reverse());
        other.ShouldBe(one);
        (await SendAll(new GmailRig(seed: 8), Enumerable.Range(0, 64))).ShouldNotBe(one);

        static async Task<string[]> SendAll(GmailRig rig, IEnumerable<int> order)
        {
            var sent = await Task.WhenAll(order.Select(i => Task.Run(() => rig.Send(subject: $"n{i % 32}", body: $"{i % 32}"))));
            var list = await rig.Gmail.ListMessagesAsync(new ListMessages(100), Ct);
            return [.. sent.Select(message => message.Id).Order(), .. list.Messages.Select(message => message.Id)];
        }
    }

    [Fact]
    public async Task Snapshot_brings_everything_back()
    {
        var rig = new GmailRig();
        var first = await rig.Send(to: "me@simulated.example");
        await rig.Send(subject: "Re: Hello", threadId: first.ThreadId);
        Direct(rig, "POST", "labels", """{"name":"Receipts"}""");
        var draft = await rig.Gmail.CreateDraftAsync(new CreateDraft(["x@example.com"], "d", "b"), Ct);
        var saved = Save(rig.Simulator);

        var restored = new GmailRig();
        restored.Simulator.Load(JsonElement.Parse(saved));
        Save(restored.Simulator).ShouldBe(saved);
        (await restored.Gmail.GetProfileAsync(new GetProfile(), Ct)).ShouldBe(await rig.Gmail.GetProfileAsync(new GetProfile(), Ct));
        (await restored.Gmail.GetMessageAsync(new GetMessage(draft.MessageId), Ct)).Subject.ShouldBe("d");
        (await restored.Send(to: "me@simulated.example")).Id.ShouldBe((await rig.Send(to: "me@simulated.example")).Id);
        (await restored.Send(subject: "Hello", threadId: first.ThreadId)).ThreadId.ShouldBe(first.ThreadId);
    }

    private static string Save(Simulator simulator)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            simulator.Save(writer);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static SimulatorReply Direct(GmailRig rig, string method, string path, string body = "", string query = "") =>
        rig.Simulator.Handle(new SimulatorRequest
        {
            Method = method,
            Path = "/gmail/v1/users/me/" + path,
            Query = query,
            Root = "http://localhost",
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer any" },
            Body = System.Text.Encoding.UTF8.GetBytes(body),
        });

    private static JsonElement Json(GmailRig rig) => JsonElement.Parse(rig.Last.ResponseBody);

    private static string Text(SimulatorReply reply) => System.Text.Encoding.UTF8.GetString(reply.Body.Span);

    private static string Id(SimulatorReply reply) => JsonElement.Parse(reply.Body.Span).GetProperty("id").GetString()!;
}
