using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Gmail;

public sealed class GmailConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IGmail>(GmailConnector.Binding, judge, output)
{
    private const string Mail = """{"to":["ada@example.com"],"subject":"Hello","body":"Hello Ada"}""";
    private const string Root = "/gmail/v1/users/{userId}/";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("send", Mail),
        new("getProfile"),
        new("listMessages")
        {
            Prepare = async call =>
            {
                await call("send", Mail);
                await call("send", Mail);
                return """{"maxResults":1}""";
            },
            Pages = ("pageToken", "nextPageToken"),
        },
        new("getMessage") { Prepare = async call => $$"""{"id":{{Sample.Member(await call("send", Mail), "id")}}}""" },
        new("createDraft", Mail),
        new("modifyMessage") { Prepare = async call => $$"""{"id":{{Sample.Member(await call("send", Mail), "id")}},"addLabelIds":["STARRED"]}""" },
        new("listLabels"),
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["gmail.users.messages.send"] = Google("messages/send"),
        ["gmail.users.getProfile"] = Google("profile"),
        ["gmail.users.messages.list"] = Google("messages"),
        ["gmail.users.messages.get"] = Google("messages/{id}"),
        ["gmail.users.messages.modify"] = Google("messages/{id}/modify"),
        ["gmail.users.drafts.create"] = Google("drafts"),
        ["gmail.users.labels.list"] = Google("labels"),
    };

    private static Judgement Google(string path) => new("gmail.openapi.json", Root + path);
}
