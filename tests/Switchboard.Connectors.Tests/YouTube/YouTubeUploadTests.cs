using Switchboard.Calls;
using Switchboard.Connectors.YouTube;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.YouTube;

/// <summary>The resumable upload on the wire.</summary>
public sealed class YouTubeUploadTests
{
    private const int Piece = 8_388_608;
    private readonly YouTubeBench _bench = new();

    [Fact]
    public async Task An_upload_is_started_with_metadata_and_ended_by_the_last_piece()
    {
        var call = Guid.Parse("0192f000-0000-7000-8000-000000000001");
        var published = await _bench.Publish(
            new PublishPost(
                "Launch", "What is new.", YouTubeBench.Content(1000), PrivacyStatus: Privacy.Private, PublishAt: TestClock.DefaultStart.AddHours(2),
                Tags: ["news", "two words"], CategoryId: "28", MadeForKids: false, NotifySubscribers: false, ContentType: "video/mp4"),
            call);

        published.Id.ShouldMatch("^[A-Za-z0-9_-]{11}$");
        published.ShouldBe(new PublishedVideo(published.Id, "uploaded", "private", TestClock.DefaultStart.AddHours(2)));
        var start = _bench.Harness.Exchanges[0];
        start.Method.ShouldBe("POST");
        start.Address.AbsoluteUri.ShouldBe("https://youtube.googleapis.com/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status&notifySubscribers=false");
        start.Authorization.ShouldBe("Bearer " + YouTubeBench.Token);
        start.RequestType.ShouldBe("application/json; charset=UTF-8");
        start.RequestText.ShouldBe(
            """{"snippet":{"title":"Launch","description":"What is new.","tags":["news","two words"],"categoryId":"28"},"status":{"privacyStatus":"private","publishAt":"2026-12-01T11:00:00Z","selfDeclaredMadeForKids":false}}""");
        var headers = _bench.Simulator.Received[0];
        headers.Header("X-Upload-Content-Length").ShouldBe("1000");
        headers.Header("X-Upload-Content-Type").ShouldBe("video/mp4");
        headers.Header("Slug").ShouldBe(call.ToString("D"));

        var put = _bench.Puts.ShouldHaveSingleItem();
        put.Header("Content-Range").ShouldBe("bytes 0-999/1000");
        put.Header("Authorization").ShouldBe("Bearer " + YouTubeBench.Token);
        put.Body.Length.ShouldBe(1000);
        _bench.Last.Status.ShouldBe(System.Net.HttpStatusCode.Created);
        _bench.Last.Address.Query.ShouldContain("upload_id=");
    }

    [Fact]
    public async Task Defaults_are_public_and_any_kind_of_video()
    {
        (await _bench.Publish()).PrivacyStatus.ShouldBe("public");
        _bench.Harness.Exchanges[0].RequestText.ShouldBe("""{"snippet":{"title":"Launch","description":"What is new."},"status":{"privacyStatus":"public"}}""");
        _bench.Simulator.Received[0].Header("X-Upload-Content-Type").ShouldBe("video/*");
    }

    [Fact]
    public async Task A_larger_video_goes_in_pieces_of_whole_262144_bytes_until_the_last()
    {
        await _bench.Publish(YouTubeBench.Video(Piece + 100));
        _bench.Puts.Select(put => put.Header("Content-Range")).ShouldBe([$"bytes 0-{Piece - 1}/{Piece + 100}", $"bytes {Piece}-{Piece + 99}/{Piece + 100}"]);
        (Piece % 262_144).ShouldBe(0);
        ((int)_bench.Harness.Exchanges[1].Status).ShouldBe(308, "308 is the protocol's own answer, not a redirect");
        (await _bench.Uploaded()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_308_without_Range_means_that_nothing_is_stored()
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(308), YouTubeBench.Bytes);
        var call = YouTubeBench.Call(1);
        var fault = await YouTubeBench.FaultOf(() => _bench.Publish(call: call));
        fault.Verdict.ShouldBe(Verdict.NotSent);

        await _bench.Publish(call: call);
        _bench.Puts.Select(put => put.Header("Content-Range")).ShouldBe(["bytes 0-999/1000", "bytes */1000", "bytes 0-999/1000"]);
        (await _bench.Uploaded()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_308_that_stored_less_is_continued_from_there()
    {
        // The provider kept only the first 262,144 bytes of the first piece.
        var bench = new YouTubeBench();
        var video = YouTubeBench.Video(Piece + 100);
        bench.Simulator.Faults.Script(SimulatorFault.Answer(308, [new("Range", "bytes=0-262143")]), YouTubeBench.Bytes);
        var fault = await YouTubeBench.FaultOf(() => bench.Publish(video));

        fault.Verdict.ShouldBe(Verdict.NotSent);
        bench.Puts.Select(put => put.Header("Content-Range")).ShouldBe([$"bytes 0-{Piece - 1}/{Piece + 100}", $"bytes 262144-{Piece + 99}/{Piece + 100}"]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task The_last_piece_is_answered_by_200_or_201(int status)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(status, body: """{"kind":"youtube#video","id":"abcdefghijk","status":{"uploadStatus":"uploaded","privacyStatus":"private"}}"""), YouTubeBench.Bytes);
        (await _bench.Publish()).ShouldBe(new PublishedVideo("abcdefghijk", "uploaded", "private"));
    }

    [Fact]
    public async Task A_lost_answer_of_the_last_piece_is_proved_by_the_session_in_the_same_attempt()
    {
        _bench.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), YouTubeBench.Bytes);
        var published = await _bench.Publish();

        _bench.Puts.Select(put => put.Header("Content-Range")).ShouldBe(["bytes 0-999/1000", "bytes */1000"]);
        _bench.Puts[1].Header("Content-Length").ShouldBe("0");
        (await _bench.Uploaded()).ShouldHaveSingleItem().Id.ShouldBe(published.Id);
    }

    [Fact]
    public async Task A_lost_answer_whose_session_does_not_answer_either_is_in_doubt()
    {
        var call = YouTubeBench.Call(2);
        _bench.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), YouTubeBench.Bytes);
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(503), YouTubeBench.Bytes);
        (await YouTubeBench.FaultOf(() => _bench.Publish(call: call))).Verdict.ShouldBe(Verdict.InDoubt);

        var found = await _bench.Adapter(call).FindPublishedAsync(YouTubeBench.Video(), YouTubeBench.Ct);
        found!.Id.ShouldBe((await _bench.Uploaded()).ShouldHaveSingleItem().Id);
    }

    [Fact]
    public async Task A_failed_last_piece_that_did_not_arrive_was_not_sent_and_a_later_try_goes_on()
    {
        var call = YouTubeBench.Call(3);
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(500), YouTubeBench.Bytes);
        (await YouTubeBench.FaultOf(() => _bench.Publish(call: call))).Verdict.ShouldBe(Verdict.NotSent);

        await _bench.Publish(call: call);
        _bench.Simulator.Received.Count(request => request.Method == "POST").ShouldBe(1, "the same session goes on");
        (await _bench.Uploaded()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_piece_before_the_last_has_no_effect_and_a_later_try_resumes_after_what_is_stored()
    {
        var (call, video) = (YouTubeBench.Call(4), YouTubeBench.Video((2 * Piece) + 5));
        _bench.Simulator.Faults.Script(new SimulatorFault(), YouTubeBench.Bytes);
        _bench.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), YouTubeBench.Bytes);
        (await YouTubeBench.FaultOf(() => _bench.Publish(video, call))).Verdict.ShouldBe(Verdict.NotSent);
        (await _bench.Uploaded()).ShouldBeEmpty();

        await _bench.Publish(video, call);
        _bench.Puts.Select(put => put.Header("Content-Range")!.Split('/')[0]).ShouldBe(
            ["bytes 0-8388607", "bytes 8388608-16777215", "bytes *", "bytes 16777216-16777220"]);
        (await _bench.Uploaded()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_404_means_start_over()
    {
        var call = YouTubeBench.Call(5);
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(404), YouTubeBench.Bytes);
        (await YouTubeBench.FaultOf(() => _bench.Publish(call: call))).Verdict.ShouldBe(Verdict.NotSent);

        await _bench.Publish(call: call);
        _bench.Simulator.Received.Count(request => request.Method == "POST").ShouldBe(2);
        (await _bench.Uploaded()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_404_after_a_last_piece_that_may_have_arrived_is_in_doubt_and_nothing_starts_over()
    {
        var call = YouTubeBench.Call(6);
        _bench.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), YouTubeBench.Bytes);
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(503), YouTubeBench.Bytes);
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(404), YouTubeBench.Bytes);
        (await YouTubeBench.FaultOf(() => _bench.Publish(call: call))).Verdict.ShouldBe(Verdict.InDoubt);
        (await YouTubeBench.FaultOf(() => _bench.Publish(call: call))).Verdict.ShouldBe(Verdict.InDoubt);

        _bench.Simulator.Received.Count(request => request.Method == "POST").ShouldBe(1);
        (await _bench.Uploaded()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task All_bytes_stored_but_no_video_is_in_doubt()
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(308, [new("Range", "bytes=0-999")]), YouTubeBench.Bytes);
        (await YouTubeBench.FaultOf(() => _bench.Publish())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Fact]
    public async Task Another_process_finds_the_video_by_its_file_name()
    {
        var call = YouTubeBench.Call(7);
        await _bench.Publish(YouTubeBench.Video(title: "Another"));
        var published = await _bench.Publish(call: call);
        await _bench.Publish(YouTubeBench.Video(title: "Launch"));

        // The session was forgotten when it was done, as it is after a restart.
        (await _bench.Adapter(call).FindPublishedAsync(YouTubeBench.Video(), YouTubeBench.Ct))!.Id.ShouldBe(published.Id);
        (await _bench.Adapter(YouTubeBench.Call(8)).FindPublishedAsync(YouTubeBench.Video(), YouTubeBench.Ct)).ShouldBeNull("the same title proves nothing");
    }

    [Theory]
    [InlineData("http://youtube.googleapis.com/upload?upload_id=1")]
    [InlineData("https://elsewhere.example/upload?upload_id=1")]
    [InlineData("https://googleapis.com.elsewhere.example/upload")]
    [InlineData("/upload?upload_id=1")]
    [InlineData(null)]
    public async Task The_token_goes_to_no_host_that_is_not_Googles(string? location)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(200, location is null ? null : [new("Location", location)], ""), "youtube.videos.insert");
        var fault = await YouTubeBench.FaultOf(() => _bench.Publish());
        fault.Verdict.ShouldBe(Verdict.Rejected);
        _bench.Puts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Failures_before_the_last_piece_are_not_sent()
    {
        foreach (var status in (int[])[500, 502, 503])
        {
            _bench.Simulator.Faults.Script(SimulatorFault.Answer(status), "youtube.videos.insert");
            (await YouTubeBench.FaultOf(() => _bench.Publish())).Verdict.ShouldBe(Verdict.NotSent);
        }
    }
}
