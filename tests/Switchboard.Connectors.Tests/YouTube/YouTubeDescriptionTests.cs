using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.YouTube;

namespace Switchboard.Connectors.Tests.YouTube;

/// <summary>Every action's exchanges by Google's discovery document, as OpenAPI.</summary>
/// <remarks>
/// Not judged, because no description has them: the pieces of an upload and their 308 (Google's guide alone tells of them; YouTubeUploadTests
/// holds them to it), and playlistItems.list, which the description at hand was cut without (YouTubeReadTests).
/// </remarks>
public sealed class YouTubeDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Spec = "youtube.openapi.json";
    private readonly YouTubeBench _bench = new();

    [Fact]
    public async Task Publish_post()
    {
        await _bench.Publish(YouTubeBench.Video() with
        {
            PrivacyStatus = Privacy.Private,
            PublishAt = TestClock.DefaultStart.AddDays(1),
            Tags = ["news"],
            CategoryId = "28",
            MadeForKids = true,
            NotifySubscribers = false,
        });
        await Judge("/upload/youtube/v3/videos", "POST", "publishPost (start)", _bench.Harness.Exchanges[0]);

        // The last piece's answer is a video; the description knows that shape as the answer of videos.insert.
        var made = _bench.Last with
        {
            Method = "POST",
            Address = new Uri("https://youtube.googleapis.com/youtube/v3/videos?part=snippet,status"),
            RequestType = "application/json",
            RequestBody = _bench.Harness.Exchanges[0].RequestBody,
            Status = System.Net.HttpStatusCode.OK,
        };
        await Judge("/youtube/v3/videos", "POST", "publishPost (the video)", made);
    }

    [Fact]
    public void The_second_path_of_the_discovery_document_starts_uploads_too()
    {
        var reply = _bench.Ask(
            "POST", "/resumable/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status", """{"snippet":{"title":"a"}}""",
            ("X-Upload-Content-Length", "5"), ("X-Upload-Content-Type", "video/mp4"));
        reply.Status.ShouldBe(200);
    }

    [Fact]
    public async Task Get_video_metrics()
    {
        foreach (var video in (await _bench.List()).Videos)
        {
            await _bench.Metrics(video.Id);
            await Judge("/youtube/v3/videos", "GET", "getVideoMetrics", _bench.Last);
        }

        await YouTubeBench.FaultOf(() => _bench.Metrics("abcdefghijk"));
        await Judge("/youtube/v3/videos", "GET", "getVideoMetrics (none)", _bench.Last);
    }

    [Fact]
    public async Task List_videos()
    {
        await _bench.List();
        await Judge("/youtube/v3/channels", "GET", "listVideos", _bench.Harness.Exchanges[0]);
    }

    [Fact]
    public async Task The_read_back()
    {
        var call = YouTubeBench.Call(1);
        await _bench.Publish(call: call);
        await _bench.Adapter(call).FindPublishedAsync(YouTubeBench.Video(), YouTubeBench.Ct);
        await Judge("/youtube/v3/videos", "GET", "publishPost (read-back)", _bench.Last);
    }

    [Fact]
    public async Task Errors()
    {
        await YouTubeBench.FaultOf(() => _bench.Publish(YouTubeBench.Video() with { Title = "a<b" }));
        _bench.Last.Status.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        await Judge("/upload/youtube/v3/videos", "POST", "publishPost (400)", _bench.Last);
    }

    private Task Judge(string path, string method, string action, WireExchange exchange) => judge.JudgeAsync(Spec, path, method.ToLowerInvariant(), exchange, output, action);
}
