using Switchboard.Connectors.Slack;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Slack;

public sealed class SlackConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<ISlack>(SlackConnector.Binding, judge, output)
{
    private const string Later = """{"channel":"C123","text":"Later","postAt":"2026-01-24T09:00:00Z"}""";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("postMessage", """{"channel":"#general","text":"Hello"}"""),
        new("scheduleMessage", Later),
        new("deleteScheduledMessage")
        {
            Prepare = async call =>
            {
                var waiting = await call("scheduleMessage", Later);
                return $$"""{"channel":{{Sample.Member(waiting, "channel")}},"scheduledMessageId":{{Sample.Member(waiting, "scheduledMessageId")}}}""";
            },
        },
        new("listChannels", """{"limit":2}""") { Pages = ("cursor", "nextCursor") },
        new("getUser", """{"userId":"U012A3CDE"}"""),
        new("uploadFile", """{"channel":"C123","filename":"a.txt","content":"aGVsbG8="}""") { Route = "files.completeUploadExternal" },
    ];

    protected override IReadOnlySet<string> OpenRoutes { get; } = new HashSet<string> { "files.upload" };

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["chat.postMessage"] = new("slack.derived.openapi.json", "/chat.postMessage"),
        ["chat.scheduleMessage"] = new("slack.derived.openapi.json", "/chat.scheduleMessage"),
        ["chat.deleteScheduledMessage"] = new("slack.derived.openapi.json", "/chat.deleteScheduledMessage"),
        ["conversations.list"] = new("slack.derived.openapi.json", "/conversations.list"),
        ["users.info"] = new("slack.derived.openapi.json", "/users.info"),
        ["files.getUploadURLExternal"] = new("slack.derived.openapi.json", "/files.getUploadURLExternal"),
        ["files.completeUploadExternal"] = new("slack.derived.openapi.json", "/files.completeUploadExternal"),
        ["files.upload"] = Judgement.None("the signed upload address is outside Slack's description"),
    };
}
