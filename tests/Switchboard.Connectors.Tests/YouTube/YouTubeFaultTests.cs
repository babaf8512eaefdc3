using Switchboard.Calls;
using Switchboard.Connectors.YouTube;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.YouTube;

/// <summary>Google's errors, and the simulator's own refusals.</summary>
public sealed class YouTubeFaultTests
{
    private readonly YouTubeBench _bench = new();

    [Theory]
    [InlineData(403, "quotaExceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(403, "forbidden", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(403, "insufficientPermissions", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(400, "uploadLimitExceeded", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(400, "invalidTitle", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(401, "authError", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(429, "rateLimitExceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(503, "backendError", Verdict.NotSent, ErrorCode.ProviderUnavailable)]
    public async Task An_error_at_the_start_has_its_verdict(int status, string reason, Verdict verdict, ErrorCode code)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(status, body: Error(status, reason)), "youtube.videos.insert");
        var fault = await YouTubeBench.FaultOf(() => _bench.Publish());
        fault.ShouldSatisfyAllConditions(
            f => f.Verdict.ShouldBe(verdict), f => f.Code.ShouldBe(code), f => f.ProviderCode.ShouldBe(reason), f => f.HttpStatus.ShouldBe(status));
        _bench.Puts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, "videos.insert")]
    [InlineData(false, "units")]
    public async Task A_used_up_quota_rests_its_own_bucket_until_midnight_Pacific_or_an_hour(bool isUpload, string bucket)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(403, body: Error(403, "quotaExceeded")));
        var attempt = _bench.NewAttempt();
        var adapter = new YouTubeAdapter(attempt);
        var fault = await YouTubeBench.FaultOf(() => isUpload
            ? adapter.PublishPostAsync(YouTubeBench.Video(), YouTubeBench.Ct)
            : adapter.GetVideoMetricsAsync(new GetVideoMetrics("abcdefghijk"), YouTubeBench.Ct));
        attempt.Pauses.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe((TestClock.DefaultStart.AddHours(1), bucket));
        fault.RetryAfter.ShouldBeNull("else the other bucket would rest too");
    }

    [Theory]
    [InlineData("2026-12-01T07:40:00Z", "2026-12-01T08:00:00Z")]
    [InlineData("2026-07-01T06:40:00Z", "2026-07-01T07:00:00Z")]
    [InlineData("2026-07-01T12:00:00Z", "2026-07-01T13:00:00Z")]
    public void Quotas_start_anew_at_midnight_Pacific(string now, string reset) =>
        YouTubeLimits.ResetAfter(DateTimeOffset.Parse(now)).ShouldBe(DateTimeOffset.Parse(reset));

    [Fact]
    public async Task A_refused_token_is_replaced_and_the_upload_goes_on()
    {
        var bench = new YouTubeBench(new Dictionary<string, string> { ["ClientId"] = "id", ["ClientSecret"] = "secret", ["RefreshToken"] = "1//refresh" });
        var call = YouTubeBench.Call(1);
        bench.Simulator.Faults.Script(SimulatorFault.Answer(401), YouTubeBench.Bytes);
        (await YouTubeBench.FaultOf(() => bench.Publish(call: call))).IsUnauthorized.ShouldBeTrue();
        await bench.Publish(call: call);

        bench.Simulator.Received.Count(request => request.Path == "/token").ShouldBe(2);
        bench.Simulator.Received.Count(request => request.Path.StartsWith("/upload/") && request.Method == "POST").ShouldBe(1);
        (await bench.Uploaded()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"snippet":{"title":""},"status":{}}""", "invalidTitle")]
    [InlineData("""{"snippet":{"title":"a<b"}}""", "invalidTitle")]
    [InlineData("""{"snippet":{"title":"a","description":"a>b"}}""", "invalidDescription")]
    [InlineData("""{"snippet":{"title":"a","categoryId":"x"}}""", "invalidCategoryId")]
    [InlineData("""{"snippet":{"title":"a"},"status":{"privacyStatus":"secret"}}""", "invalidVideoMetadata")]
    [InlineData("""{"snippet":{"title":"a"},"status":{"privacyStatus":"public","publishAt":"2027-01-01T00:00:00Z"}}""", "invalidPublishAt")]
    [InlineData("""{"snippet":{"title":"a","colour":"red"}}""", "parseError")]
    [InlineData("{", "parseError")]
    public void The_simulator_validates_metadata_as_YouTube_does(string body, string reason)
    {
        var reply = Start(body);
        reply.Status.ShouldBe(400);
        YouTubeBench.ReasonOf(reply).ShouldBe(reason);
    }

    [Fact]
    public void The_simulator_wants_length_type_and_protocol()
    {
        YouTubeBench.ReasonOf(_bench.Ask("POST", "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status", Good)).ShouldBe("mediaBodyRequired");
        YouTubeBench.ReasonOf(Start(Good, type: "image/png")).ShouldBe("badContent");
        YouTubeBench.ReasonOf(_bench.Ask("POST", "/upload/youtube/v3/videos?uploadType=multipart&part=snippet", Good)).ShouldBe("badRequest");
        Start(Good, length: "274877906945").Status.ShouldBe(413);
        Start(Good, authorization: "").Status.ShouldBe(401);
        Start(Good).Headers.ShouldContain(header => header.Key == "Location" && header.Value.StartsWith("http://127.0.0.1:5090/youtube/upload/"));
    }

    [Fact]
    public void The_simulator_takes_pieces_in_order_and_of_whole_262144_bytes()
    {
        var address = Start(Good, length: "600000").Headers.Single(header => header.Key == "Location").Value["http://127.0.0.1:5090/youtube".Length..];
        _bench.Ask("PUT", address, new string('x', 1000), ("Content-Range", "bytes 0-999/600000")).Status.ShouldBe(400);
        _bench.Ask("PUT", address, "x", ("Content-Range", "nonsense")).Status.ShouldBe(400);
        Stored(_bench.Ask("PUT", address, "", ("Content-Range", "bytes */600000"))).ShouldBeNull("absent while nothing is stored");
        Stored(_bench.Ask("PUT", address, new string('x', 262_144), ("Content-Range", "bytes 0-262143/600000"))).ShouldBe("bytes=0-262143");
        Stored(_bench.Ask("PUT", address, "", ("Content-Range", "bytes */600000"))).ShouldBe("bytes=0-262143");
        _bench.Ask("PUT", address, new string('x', 337_856), ("Content-Range", "bytes 262144-599999/600000")).Status.ShouldBe(201);
        _bench.Ask("PUT", address, "", ("Content-Range", "bytes */600000")).Status.ShouldBe(200, "a finished session still names its video");
        _bench.Clock.Advance(TimeSpan.FromDays(8));
        _bench.Ask("PUT", address, "", ("Content-Range", "bytes */600000")).Status.ShouldBe(404);
        _bench.Ask("PUT", "/upload/youtube/v3/videos?upload_id=none", "", ("Content-Range", "bytes */1")).Status.ShouldBe(404);

        static string? Stored(SimulatorReply reply)
        {
            reply.Status.ShouldBe(308);
            return reply.Headers.Where(header => header.Key == "Range").Select(header => header.Value).SingleOrDefault();
        }
    }

    [Theory]
    [InlineData("/youtube/v3/videos?part=snippet", 400, "missingRequiredParameter")]
    [InlineData("/youtube/v3/videos?id=a", 400, "required")]
    [InlineData("/youtube/v3/videos?part=nothing&id=a", 400, "unknownPart")]
    [InlineData("/youtube/v3/channels?part=id", 400, "missingRequiredParameter")]
    [InlineData("/youtube/v3/playlistItems?part=id&playlistId=UUx", 404, "playlistNotFound")]
    [InlineData("/youtube/v3/nothing", 404, "notFound")]
    public void The_simulator_refuses_what_it_cannot_read(string path, int status, string reason)
    {
        var reply = _bench.Ask("GET", path);
        reply.Status.ShouldBe(status);
        YouTubeBench.ReasonOf(reply).ShouldBe(reason);
    }

    [Fact]
    public async Task A_page_token_that_is_none_is_refused() =>
        (await YouTubeBench.FaultOf(() => _bench.List(5, "bm90aGluZw"))).ProviderCode.ShouldBe("invalidPageToken");

    private const string Good = """{"snippet":{"title":"a"}}""";

    private SimulatorReply Start(string body, string length = "1000", string type = "video/mp4", string authorization = "Bearer x") => _bench.Ask(
        "POST",
        "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status",
        body,
        ("X-Upload-Content-Length", length),
        ("X-Upload-Content-Type", type),
        ("Authorization", authorization));

    private static string Error(int status, string reason) =>
        $$$"""{"error":{"code":{{{status}}},"message":"Told so.","errors":[{"message":"Told so.","domain":"youtube.quota","reason":"{{{reason}}}"}]}}""";
}
