using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.X;

namespace Switchboard.Connectors.Tests.X;

public sealed class XConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IX>(XConnector.Binding, judge, output)
{
    private const string Both = "in the older names by x-legacy.openapi.json, see XDescriptionTests";
    private const string Hello = """{"text":"Hello https://example.com"}""";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("publishPost", Hello),
        new("deletePost") { Prepare = IdOfAPost },
        new("getPostMetrics") { Prepare = IdOfAPost },
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["createPosts"] = new("x.openapi.json", "/2/tweets", Both),
        ["deletePosts"] = new("x.openapi.json", "/2/tweets/{id}", Both),
        ["getPostsById"] = new("x.openapi.json", "/2/tweets/{id}", Both),
    };

    private static async Task<string> IdOfAPost(Caller call) => $$"""{"postId":{{Sample.Member(await call("publishPost", Hello), "id")}}}""";
}
