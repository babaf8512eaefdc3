using Switchboard.Calls;
using Switchboard.Connectors.TikTok;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.TikTok;

/// <summary>Both APIs say no inside HTTP 200, each in its own way.</summary>
public sealed class TikTokFaultTests
{
    private const string CreatorInfo = "post.publish.creator_info.query";
    private readonly TikTokBench _bench = new();

    [Theory]
    [InlineData("rate_limit_exceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData("spam_risk_too_many_posts", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData("spam_risk_user_banned_from_posting", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("reached_active_user_cap", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("unaudited_client_can_only_post_to_private_accounts", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("url_ownership_unverified", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("privacy_level_option_mismatch", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("access_token_invalid", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData("scope_not_authorized", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData("internal_error", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData("a_code_of_tomorrow", Verdict.Rejected, ErrorCode.ProviderRejected)]
    public async Task An_error_of_the_posting_api_inside_http_200_has_its_verdict(string code, Verdict verdict, ErrorCode error)
    {
        _bench.Answer($$$"""{"data":{},"error":{"code":"{{{code}}}","message":"Told so","log_id":"L1"}}""", TikTokBench.Init);
        var fault = await TikTokBench.FaultOf(() => _bench.Post());
        fault.ShouldSatisfyAllConditions(
            f => f.Verdict.ShouldBe(verdict), f => f.Code.ShouldBe(error), f => f.ProviderCode.ShouldBe(code), f => f.HttpStatus.ShouldBe(200));
    }

    [Theory]
    [InlineData("spam_risk_too_many_posts", Verdict.NotSent)]
    [InlineData("spam_risk_user_banned_from_posting", Verdict.Rejected)]
    [InlineData("reached_active_user_cap", Verdict.Rejected)]
    [InlineData("internal_error", Verdict.NotSent)]
    public async Task Creator_info_says_no_with_http_200_and_then_nothing_is_posted(string code, Verdict verdict)
    {
        _bench.Answer($$$"""{"data":{},"error":{"code":"{{{code}}}","message":"Told so","log_id":"L1"}}""", CreatorInfo);
        (await TikTokBench.FaultOf(() => _bench.Post())).Verdict.ShouldBe(verdict);
        _bench.Simulator.Received.ShouldNotContain(request => request.RouteName == TikTokBench.Init);
    }

    [Fact]
    public async Task The_creators_cap_of_a_day_rests_posts_and_no_reads()
    {
        _bench.Answer("""{"data":{},"error":{"code":"spam_risk_too_many_posts","message":"","log_id":"L"}}""", CreatorInfo);
        var attempt = _bench.NewAttempt();
        var fault = await TikTokBench.FaultOf(() => new TikTokAdapter(attempt).PublishPostAsync(TikTokBench.Video(), TikTokBench.Ct));
        attempt.Pauses.ShouldNotBeNull().ShouldHaveSingleItem().ShouldBe((TestClock.DefaultStart.AddHours(1), "video/init"));
        fault.RetryAfter.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"data":{"publish_id":"p"}}""")]
    [InlineData("""{"error":{"code":"ok"}}""")]
    [InlineData("""{"data":{},"error":{"code":"ok"}}""")]
    public async Task An_answer_that_does_not_say_what_was_posted_is_in_doubt(string body)
    {
        _bench.Answer(body, TikTokBench.Init);
        (await TikTokBench.FaultOf(() => _bench.Post())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Theory]
    [InlineData(429, "rate_limit_exceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(401, "access_token_invalid", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(403, "spam_risk", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(500, "internal_error", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(502, "other", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task A_status_with_a_code_has_the_codes_verdict(int status, string code, Verdict verdict, ErrorCode error)
    {
        _bench.Answer($$$"""{"error":{"code":"{{{code}}}","message":"","log_id":"L"}}""", TikTokBench.Init, status);
        var fault = await TikTokBench.FaultOf(() => _bench.Post());
        fault.ShouldSatisfyAllConditions(f => f.Verdict.ShouldBe(verdict), f => f.Code.ShouldBe(error), f => f.ProviderCode.ShouldBe(code));
    }

    [Theory]
    [InlineData(40100, Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(40105, Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(40002, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(40001, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(50000, Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task A_code_of_the_business_api_inside_http_200_has_its_verdict(int code, Verdict verdict, ErrorCode error)
    {
        // What an error holds as data is anybody's guess, and must not make it unreadable.
        _bench.Answer($$"""{"code":{{code}},"message":"Told so","request_id":"R1","data":[]}""", "business.campaign.create");
        var fault = await TikTokBench.FaultOf(() => _bench.Create());
        fault.ShouldSatisfyAllConditions(
            f => f.Verdict.ShouldBe(verdict), f => f.Code.ShouldBe(error), f => f.ProviderCode.ShouldBe($"{code}"), f => f.HttpStatus.ShouldBe(200));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"code":0}""")]
    [InlineData("""{"code":0,"data":{}}""")]
    public async Task A_campaign_without_an_id_is_in_doubt(string body)
    {
        _bench.Answer(body, "business.campaign.create");
        (await TikTokBench.FaultOf(() => _bench.Create())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Theory]
    [InlineData("business.advertiser.info")]
    [InlineData("business.campaign.get")]
    public async Task What_fails_before_the_campaign_was_not_sent(string route)
    {
        _bench.Answer("""{"code":50000,"message":"","request_id":"R"}""", route);
        (await TikTokBench.FaultOf(() => _bench.Create())).Verdict.ShouldBe(Verdict.NotSent);
    }

    [Theory]
    [InlineData(true, "AdsAccessToken")]
    [InlineData(false, "AccessToken")]
    public async Task A_token_for_one_api_is_none_for_the_other(bool isPosts, string missing)
    {
        var bench = new TikTokBench(isPosts
            ? new Dictionary<string, string> { ["AccessToken"] = "a", ["AdvertiserId"] = "1" }
            : new Dictionary<string, string> { ["AdsAccessToken"] = "a", ["AdvertiserId"] = "1" });
        var fault = await TikTokBench.FaultOf(() => isPosts ? bench.Create() : bench.Post());
        fault.Code.ShouldBe(ErrorCode.ReconnectRequired);
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Message.ShouldContain("Switchboard:Connectors:tiktok:Credentials:" + missing);
        bench.Simulator.Received.ShouldBeEmpty();
    }

    [Fact]
    public void Each_api_wants_its_own_header()
    {
        TikTokBench.Json(_bench.Ask("GET", "/open_api/v1.3/campaign/get/?advertiser_id=1", accessToken: null)).GetProperty("code").GetInt32().ShouldBe(40105);
        _bench.Ask("GET", "/open_api/v1.3/campaign/get/?advertiser_id=1", authorization: null).Status.ShouldBe(200);
        var refused = _bench.Ask("POST", "/v2/post/publish/creator_info/query/", authorization: null);
        refused.Status.ShouldBe(401);
        Code(refused).ShouldBe("access_token_invalid");
        Code(_bench.Ask("POST", "/v2/nothing/")).ShouldBe("unsupported_path");
        _bench.Ask("GET", "/open_api/v1.3/nothing/").Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("{", "invalid_param")]
    [InlineData("""{"post_info":{"privacy_level":"SELF_ONLY"},"source_info":{"source":"PULL_FROM_URL","video_url":"http://a.example/v.mp4"}}""", "invalid_param")]
    [InlineData("""{"post_info":{"privacy_level":"NOBODY"},"source_info":{"source":"PULL_FROM_URL","video_url":"https://a.example/v.mp4"}}""", "privacy_level_option_mismatch")]
    [InlineData("""{"post_info":{"privacy_level":"SELF_ONLY"},"source_info":{"source":"PULL_FROM_URL","video_url":"https://unverified.example/v.mp4"}}""", "url_ownership_unverified")]
    public void The_simulator_validates_posts_as_TikTok_does(string body, string code)
    {
        var reply = _bench.Ask("POST", "/v2/post/publish/video/init/", body);
        reply.Status.ShouldBeInRange(400, 403);
        Code(reply).ShouldBe(code);
    }

    [Fact]
    public void A_posting_that_is_not_there_is_an_invalid_publish_id() =>
        Code(_bench.Ask("POST", "/v2/post/publish/status/fetch/", """{"publish_id":"none"}""")).ShouldBe("invalid_publish_id");

    [Theory]
    [InlineData("POST", "campaign/create/", """{"advertiser_id":"1"}""")]
    [InlineData("POST", "campaign/create/", """{"advertiser_id":"1","campaign_name":"a","objective_type":"TRAFFIC","budget_mode":"BUDGET_MODE_DAY","budget":0}""")]
    [InlineData("POST", "campaign/create/", """{"advertiser_id":"1","campaign_name":"Always on","objective_type":"TRAFFIC","budget_mode":"BUDGET_MODE_DAY","budget":50}""")]
    [InlineData("POST", "campaign/update/", """{"advertiser_id":"1","campaign_id":"1","budget":50}""")]
    [InlineData("GET", "campaign/get/", "")]
    [InlineData("GET", "campaign/get/?advertiser_id=1&filtering=campaign", "")]
    [InlineData("GET", "campaign/get/?advertiser_id=1&page_size=1001", "")]
    [InlineData("GET", "advertiser/info/?advertiser_ids=1", "")]
    [InlineData("GET", "report/integrated/get/?advertiser_id=1&report_type=BASIC&data_level=AUCTION_CAMPAIGN&dimensions=campaign_id", "")]
    public void The_simulator_validates_campaigns_as_TikTok_does(string method, string path, string body)
    {
        var reply = _bench.Ask(method, "/open_api/v1.3/" + path, body);
        reply.Status.ShouldBe(200);
        TikTokBench.Json(reply).GetProperty("code").GetInt32().ShouldBe(40002);
        TikTokBench.Json(reply).GetProperty("request_id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void The_simulator_drops_a_second_request_of_one_id_within_ten_seconds()
    {
        string Create(string name) => TikTokBench.Json(_bench.Ask(
            "POST", "/open_api/v1.3/campaign/create/",
            $$"""{"advertiser_id":"1","request_id":"7","campaign_name":"{{name}}","objective_type":"TRAFFIC","budget_mode":"BUDGET_MODE_DAY","budget":50}"""))
            .GetProperty("data").GetProperty("campaign_id").GetString()!;

        var first = Create("a");
        Create("a").ShouldBe(first);
        _bench.Clock.Advance(TimeSpan.FromSeconds(11));
        Create("b").ShouldNotBe(first);
    }

    private static string? Code(SimulatorReply reply) => TikTokBench.Json(reply).GetProperty("error").GetProperty("code").GetString();
}
