using Switchboard.Connectors.TikTok;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.TikTok;

/// <summary>Every action's exchanges by the two descriptions at hand.</summary>
/// <remarks>
/// Worth of the judgement: the posting API's description is our own transcription of TikTok's documentation, since TikTok publishes none, so
/// agreeing with it proves only that we read it twice alike. The business API's is TikTok's own, repaired, but it describes every answer only
/// as an envelope, and campaigns by the names of their fields: what <c>data</c> holds (campaign_id, list, page_info, metrics) nothing judges.
/// </remarks>
public sealed class TikTokDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Posting = "tiktok-content-posting.openapi.json";
    private const string Business = "tiktok-business.openapi.json";
    private const string Publish = "/v2/post/publish/";
    private readonly TikTokBench _bench = new();

    [Fact]
    public async Task Publish_post()
    {
        await _bench.Post();
        await Judge(Posting, Publish + "creator_info/query/", _bench.Exchanges[0], "publishPost");
        await Judge(Posting, Publish + "video/init/", _bench.Exchanges[1], "publishPost");
        await _bench.Post(TikTokBench.Video() with
        {
            PrivacyLevel = PrivacyLevel.SelfOnly,
            DisableComment = true,
            DisableDuet = true,
            CoverTimestampMs = 10,
            IsAiGenerated = true,
            IsPaidPartnership = false,
            IsOwnBrand = true,
        });
        await Judge(Posting, Publish + "video/init/", _bench.Last, "publishPost");
    }

    [Fact]
    public async Task Get_post_status()
    {
        var id = (await _bench.Post()).PublishId;
        foreach (var after in (int[])[0, 1, 5])
        {
            _bench.Clock.Advance(TimeSpan.FromMinutes(after));
            await _bench.Status(id);
            await Judge(Posting, Publish + "status/fetch/", _bench.Last, "getPostStatus");
        }
    }

    [Fact]
    public async Task Create_campaign_and_its_read_back()
    {
        await _bench.Create();
        await Judge(Business, "/advertiser/info/", _bench.Exchanges[0], "createCampaign");
        await Judge(Business, "/campaign/get/", _bench.Exchanges[1], "createCampaign");
        await Judge(Business, "/campaign/create/", _bench.Exchanges[2], "createCampaign");
        await _bench.TikTok.FindCampaignAsync(new CreateCampaign("Launch", 50, "USD"), TikTokBench.Ct);
        await Judge(Business, "/campaign/get/", _bench.Last, "createCampaign (read-back)");
    }

    [Fact]
    public async Task Adjust_budget()
    {
        await _bench.Adjust((await _bench.Create()).Id, 60.5m);
        await Judge(Business, "/campaign/get/", _bench.Exchanges[^2], "adjustBudget");
        await Judge(Business, "/campaign/update/", _bench.Last, "adjustBudget");
    }

    [Fact]
    public async Task Get_campaign_metrics()
    {
        var id = (await _bench.Create()).Id;
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        await _bench.Metrics(id, "2026-12-01", "2026-12-02");
        await Judge(Business, "/report/integrated/get/", _bench.Last, "getCampaignMetrics");
        await _bench.Metrics(id);
        await Judge(Business, "/report/integrated/get/", _bench.Last, "getCampaignMetrics");
    }

    [Fact]
    public async Task Errors()
    {
        await TikTokBench.FaultOf(() => _bench.Post(TikTokBench.Video(url: "https://unverified.example/a.mp4")));
        await Judge(Posting, Publish + "video/init/", _bench.Last, "publishPost (403)");
        await TikTokBench.FaultOf(() => _bench.Status("none"));
        await Judge(Posting, Publish + "status/fetch/", _bench.Last, "getPostStatus (400)");
        await TikTokBench.FaultOf(() => _bench.Create("Always on"));
        await Judge(Business, "/campaign/get/", _bench.Last, "createCampaign (name taken)");
    }

    private Task Judge(string spec, string path, WireExchange exchange, string action) =>
        judge.JudgeAsync(spec, path, exchange.Method.ToLowerInvariant(), exchange, output, action);
}
