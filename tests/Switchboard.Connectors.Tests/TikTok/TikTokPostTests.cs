using Switchboard.Calls;
using Switchboard.Connectors.TikTok;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.TikTok;

/// <summary>Posts: what goes over the wire, and how they come out by the clock.</summary>
public sealed class TikTokPostTests
{
    private readonly TikTokBench _bench = new();

    [Fact]
    public async Task A_post_asks_for_the_creators_choices_and_then_lets_TikTok_fetch_the_video()
    {
        var posted = await _bench.Post();

        posted.PublishId.ShouldMatch(@"^v_pub_url~v2\.[0-9]{19}$");
        var (creator, init) = (_bench.Exchanges[0], _bench.Exchanges[1]);
        creator.Method.ShouldBe("POST");
        creator.Address.AbsoluteUri.ShouldBe("https://open.tiktokapis.com/v2/post/publish/creator_info/query/");
        creator.RequestBody.ShouldBeEmpty();
        init.Address.AbsoluteUri.ShouldBe("https://open.tiktokapis.com/v2/post/publish/video/init/");
        init.RequestType.ShouldBe("application/json; charset=UTF-8");
        init.RequestText.ShouldBe(
            """{"post_info":{"privacy_level":"PUBLIC_TO_EVERYONE","title":"Look #new","disable_stitch":true},"source_info":{"source":"PULL_FROM_URL","video_url":"https://cdn.example.com/launch.mp4"}}""");
        _bench.Exchanges.ShouldAllBe(exchange => exchange.Authorization == "Bearer " + TikTokBench.Token);
        _bench.Simulator.Received.ShouldAllBe(request => request.Header("Access-Token") == null);
    }

    [Fact]
    public async Task Every_choice_is_sent_and_what_the_creator_turned_off_stays_off()
    {
        await _bench.Post(TikTokBench.Video() with
        {
            PrivacyLevel = PrivacyLevel.MutualFollowFriends,
            DisableComment = true,
            DisableDuet = false,
            DisableStitch = false,
            CoverTimestampMs = 1500,
            IsAiGenerated = true,
            IsPaidPartnership = true,
            IsOwnBrand = false,
        });
        _bench.Last.RequestText.ShouldStartWith(
            """{"post_info":{"privacy_level":"MUTUAL_FOLLOW_FRIENDS","title":"Look #new","disable_duet":false,"disable_stitch":true,"disable_comment":true,"video_cover_timestamp_ms":1500,"brand_content_toggle":true,"brand_organic_toggle":false,"is_aigc":true},""");
    }

    [Fact]
    public async Task A_privacy_level_that_is_not_offered_now_is_refused_before_the_post_and_never_replaced()
    {
        var fault = await TikTokBench.FaultOf(() => _bench.Post(TikTokBench.Video() with { PrivacyLevel = PrivacyLevel.FollowerOfCreator }));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldBe("Nothing was sent: the account offers no privacyLevel 'followerOfCreator' at the moment, only publicToEveryone, mutualFollowFriends, selfOnly.");
        _bench.Simulator.Received.ShouldNotContain(request => request.RouteName == TikTokBench.Init);
    }

    [Fact]
    public async Task A_level_that_nobody_knew_yet_is_named_as_it_is()
    {
        _bench.Answer("""{"data":{"privacy_level_options":["EVERYONE_ON_MARS"]},"error":{"code":"ok","message":"","log_id":"L"}}""", "post.publish.creator_info.query");
        (await TikTokBench.FaultOf(() => _bench.Post())).Message.ShouldContain("only EVERYONE_ON_MARS");
    }

    [Fact]
    public async Task A_post_is_fetched_then_published_then_reviewed_by_the_clock()
    {
        var id = (await _bench.Post()).PublishId;
        (await _bench.Status(id)).ShouldBe(new PostStatus(id, "PROCESSING_DOWNLOAD"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(40));
        (await _bench.Status(id)).ShouldBe(new PostStatus(id, "PUBLISH_COMPLETE"));
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        var done = await _bench.Status(id);

        done.Status.ShouldBe("PUBLISH_COMPLETE");
        done.PostIds.ShouldNotBeNull().ShouldHaveSingleItem().ShouldMatch("^7[0-9]{18}$");
        _bench.Last.RequestText.ShouldBe($$"""{"publish_id":"{{id}}"}""");
    }

    [Fact]
    public async Task Ids_of_public_posts_are_numbers_beyond_2_to_the_53_and_keep_every_digit()
    {
        _bench.Answer(
            """{"data":{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":[7455612345678901239,9223372036854775807,"7455612345678901240"]},"error":{"code":"ok","message":"","log_id":"L"}}""",
            "post.publish.status.fetch");
        (await _bench.Status("v_pub_url~v2.1")).PostIds.ShouldBe(["7455612345678901239", "9223372036854775807", "7455612345678901240"]);
    }

    [Theory]
    [InlineData("https://missing.example.com/a.mp4", "video_pull_failed")]
    [InlineData("https://cdn.example.com/a.txt", "file_format_check_failed")]
    public async Task A_post_may_fail_later_and_says_why(string url, string reason)
    {
        var id = (await _bench.Post(TikTokBench.Video(url: url))).PublishId;
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _bench.Status(id)).ShouldBe(new PostStatus(id, "FAILED", FailReason: reason));
    }

    [Fact]
    public async Task A_status_that_nobody_knew_yet_is_kept()
    {
        _bench.Answer("""{"data":{"status":"WAITING_FOR_MOON"},"error":{"code":"ok","message":"","log_id":"L"}}""", "post.publish.status.fetch");
        (await _bench.Status("p")).Status.ShouldBe("WAITING_FOR_MOON");
    }

    [Fact]
    public async Task A_post_for_the_creator_alone_has_no_public_id()
    {
        var id = (await _bench.Post(TikTokBench.Video() with { PrivacyLevel = PrivacyLevel.SelfOnly })).PublishId;
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        (await _bench.Status(id)).ShouldBe(new PostStatus(id, "PUBLISH_COMPLETE"));
    }

    [Fact]
    public async Task Logs_are_noted_as_the_providers_request_id()
    {
        var attempt = _bench.NewAttempt();
        await new TikTokAdapter(attempt).GetPostStatusAsync(new GetPostStatus((await _bench.Post()).PublishId), TikTokBench.Ct);
        attempt.Notes!["providerRequestId"].ShouldMatch("^[0-9A-F]{32}$");
    }

    [Theory]
    [InlineData(WireFault.ConnectRefused, Verdict.NotSent)]
    [InlineData(WireFault.AnswerLost, Verdict.InDoubt)]
    [InlineData(WireFault.Truncated, Verdict.InDoubt)]
    public async Task A_lost_init_reply_is_in_doubt_and_its_publish_id_unknown(WireFault wire, Verdict verdict)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.On(wire), TikTokBench.Init);
        (await TikTokBench.FaultOf(() => _bench.Post())).Verdict.ShouldBe(verdict);
    }
}
