using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.TikTok;

namespace Switchboard.Connectors.Tests.TikTok;

public sealed class TikTokConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<ITikTok>(TikTokConnector.Binding, judge, output)
{
    private const string Post = """{"videoUrl":"https://cdn.example.com/launch.mp4","caption":"Look #new"}""";
    private const string Campaign = """{"name":"Launch","dailyBudget":50,"currency":"USD"}""";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("publishPost", Post) { Route = TikTokBench.Init },
        new("getPostStatus") { Prepare = async call => $$"""{"publishId":{{Sample.Member(await call("publishPost", Post), "publishId")}}}""" },
        new("createCampaign", Campaign) { Route = "business.campaign.create" },
        new("adjustBudget")
        {
            Prepare = async call => $$"""{"campaignId":{{Sample.Member(await call("createCampaign", Campaign), "id")}},"dailyBudget":80.5}""",
            Route = "business.campaign.update",
        },
        new("getCampaignMetrics")
        {
            Prepare = async call => $$"""{"campaignId":{{Sample.Member(await call("createCampaign", Campaign), "id")}},"since":"2026-01-05"}""",
            Route = "business.report.integrated.get",
        },
    ];

    // These take the ads token in Access-Token: TikTokCampaignTests.
    protected override IReadOnlySet<string> OpenRoutes { get; } = new HashSet<string>
    {
        "business.advertiser.info", "business.campaign.get", "business.campaign.create", "business.campaign.update", "business.report.integrated.get",
    };

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["post.publish.creator_info.query"] = Posting("creator_info/query/"),
        ["post.publish.video.init"] = Posting("video/init/"),
        ["post.publish.status.fetch"] = Posting("status/fetch/"),
        ["business.advertiser.info"] = Business("/advertiser/info/"),
        ["business.campaign.get"] = Business("/campaign/get/"),
        ["business.campaign.create"] = Business("/campaign/create/"),
        ["business.campaign.update"] = Business("/campaign/update/"),
        ["business.report.integrated.get"] = Business("/report/integrated/get/"),
    };

    private static Judgement Posting(string path) =>
        new("tiktok-content-posting.openapi.json", "/v2/post/publish/" + path, "our own transcription: it proves only that we read the documentation twice alike");

    private static Judgement Business(string path) =>
        new("tiktok-business.openapi.json", path, "answers only as an envelope: nothing describes what data holds");
}
