using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Gmail;

public sealed class GmailDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Spec = "gmail.openapi.json";
    private const string Root = "/gmail/v1/users/{userId}/";
    private readonly GmailRig _rig = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send()
    {
        var first = await _rig.Send();
        await Judge("messages/send", "send");
        await _rig.Gmail.SendAsync(
            new SendMessage(
                ["Zoë <zoe@example.com>"], "Re: Hello", "Grüße", ["a@example.com"], ["b@example.com"], "me@simulated.example", "<p>Grüße</p>",
                [new MailAttachment("a.txt", "text/plain", "AAAA")], first.ThreadId, "<x@example.com>"),
            Ct);
        await Judge("messages/send", "send");
    }

    [Fact]
    public async Task GetProfile()
    {
        await _rig.Gmail.GetProfileAsync(new GetProfile(), Ct);
        await Judge("profile", "getProfile");
    }

    [Fact]
    public async Task ListMessages()
    {
        await _rig.Gmail.ListMessagesAsync(new ListMessages(), Ct);
        await Judge("messages", "listMessages");
        await _rig.Send(subject: "a");
        await _rig.Send(subject: "b");
        var page = await _rig.Gmail.ListMessagesAsync(new ListMessages(1, "from:me", null, ["SENT", "SENT"]), Ct);
        await Judge("messages", "listMessages");
        await _rig.Gmail.ListMessagesAsync(new ListMessages(1, "from:me", page.NextPageToken, ["SENT"]), Ct);
        await Judge("messages", "listMessages");
    }

    [Fact]
    public async Task GetMessage()
    {
        var sent = await _rig.Gmail.SendAsync(
            new SendMessage(["a@example.com"], "s", "b", Html: "<p>b</p>", Attachments: [new MailAttachment("a.txt", "text/plain", "AAAA")]), Ct);
        await _rig.Gmail.GetMessageAsync(new GetMessage(sent.Id), Ct);
        await Judge("messages/{id}", "getMessage");
    }

    [Fact]
    public async Task CreateDraft()
    {
        var id = Guid.Parse("0192f000-0000-7000-8000-000000000001");
        var input = new CreateDraft(["a@example.com"], "s", "b");
        await _rig.Adapter(id).CreateDraftAsync(input, Ct);
        await Judge("drafts", "createDraft");
        await _rig.Adapter(id).FindDraftAsync(input, Ct);
        await Judge("drafts", "createDraft (read-back)");
    }

    [Fact]
    public async Task ReadBackOfSend()
    {
        await _rig.Adapter().FindSentAsync(new SendMessage(["a@example.com"], "s", "b"), Ct);
        await Judge("messages", "send (read-back)");
    }

    [Fact]
    public async Task ModifyMessage()
    {
        var sent = await _rig.Send();
        await _rig.Gmail.ModifyMessageAsync(new ModifyMessage(sent.Id, ["STARRED"], ["IMPORTANT"]), Ct);
        await Judge("messages/{id}/modify", "modifyMessage");
    }

    [Fact]
    public async Task ListLabels()
    {
        await _rig.Gmail.ListLabelsAsync(new ListLabels(), Ct);
        await Judge("labels", "listLabels");
    }

    [Fact]
    public async Task Errors()
    {
        await GmailRig.FaultOf(() => _rig.Gmail.GetMessageAsync(new GetMessage("0"), Ct));
        await Judge("messages/{id}", "getMessage (404)");
        await GmailRig.FaultOf(() => _rig.Gmail.ModifyMessageAsync(new ModifyMessage("0", ["NOPE"]), Ct));
        await Judge("messages/{id}/modify", "modifyMessage (404)");
        await GmailRig.FaultOf(() => _rig.Gmail.ListMessagesAsync(new ListMessages(PageToken: "?"), Ct));
        await Judge("messages", "listMessages (400)");
        await GmailRig.FaultOf(() => _rig.Send(threadId: "0"));
        await Judge("messages/send", "send (404)");
    }

    private Task Judge(string path, string action) => judge.JudgeAsync(Spec, Root + path, _rig.Last.Method.ToLowerInvariant(), _rig.Last, output, action);
}
