using Switchboard.Calls;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.YouTube;
using Switchboard.Contracts;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.YouTube;

public sealed class YouTubeConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IYouTube>(YouTubeConnector.Binding, judge, output)
{
    private const string Video = """{"title":"Launch","description":"What is new.","content":"aGVsbG8="}""";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("publishPost", Video) { Route = YouTubeBench.Bytes },
        new("getVideoMetrics") { Prepare = async call => $$"""{"videoId":{{Sample.Member(await call("publishPost", Video), "id")}}}""" },
        new("listVideos", """{"maxResults":1}""") { Route = "youtube.playlistItems.list", Pages = ("pageToken", "nextPageToken") },
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["youtube.videos.insert"] = new("youtube.openapi.json", "/upload/youtube/v3/videos"),
        ["youtube.videos.insert.bytes"] = Judgement.None("the discovery document stops at the session's address; 308 and ranges are in Google's guide only"),
        ["youtube.videos.list"] = new("youtube.openapi.json", "/youtube/v3/videos"),
        ["youtube.channels.list"] = new("youtube.openapi.json", "/youtube/v3/channels"),
        ["youtube.playlistItems.list"] = Judgement.None("the description at hand was cut to other operations"),
    };

    [Fact]
    public async Task A_308_over_a_real_wire_is_read_and_not_followed()
    {
        await using var host = await ConformanceHost.LiveAsync(YouTubeConnector.Binding);
        host.Simulator.Faults.Script(SimulatorFault.Answer(308, [new("Location", "http://127.0.0.1:9/elsewhere")]), YouTubeBench.Bytes);
        var outcome = await host.CallAsync("publishPost", Video);
        outcome.Status.ShouldBe(ExecutionStatus.Completed, outcome.Error?.OperatorMessage);
        outcome.Attempts.ShouldBe(2);
    }

    // The session knows what became of the last piece, so that little is left in doubt: what did not arrive is sent again into the same session.
    protected override Expectation? Deviation(string action, string fault) => (action, fault) switch
    {
        ("publishPost", "HTML with 200" or "500" or "502" or "503" or "504" or "404") => Expectation.Completed(2),
        _ => null,
    };

    // The second asks the session and brings nothing.
    protected override int RequestsAfterLostAnswer(string action, Repeat repeat) => action == "publishPost" ? 2 : base.RequestsAfterLostAnswer(action, repeat);
}
