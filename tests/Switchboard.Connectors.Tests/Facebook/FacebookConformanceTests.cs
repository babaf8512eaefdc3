using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Facebook;

public sealed class FacebookConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IFacebook>(FacebookConnector.Binding, judge, output)
{
    private const string Campaign = """{"name":"Spring","dailyBudget":20.50,"currency":"USD"}""";
    private const string Note = "names and types from Meta's own machine-readable description; envelopes from the documentation";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("publishPost", """{"message":"Hello","link":"https://example.com/"}"""),
        new("getPageInsights"),
        new("createCampaign", Campaign) { Route = "AdAccount.campaigns.post" },
        new("adjustBudget")
        {
            Route = "Campaign.update",
            Prepare = async call => $$"""{"campaignId":{{Sample.Member(await call("createCampaign", Campaign), "id")}},"dailyBudget":30}""",
        },
        new("getCampaignMetrics")
        {
            Route = "Campaign.insights.get",
            Prepare = async call => $$"""{"campaignId":{{Sample.Member(await call("createCampaign", Campaign), "id")}}}""",
        },
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["Page.feed.post"] = new("meta-pages.openapi.json", "/{page-id}/feed", Note),
        ["Page.insights.get"] = new("meta-pages.openapi.json", "/{page-id}/insights", Note),
        ["AdAccount.get"] = new("meta-marketing.openapi.json", "/{act_ad-account-id}", Note),
        ["AdAccount.campaigns.post"] = new("meta-marketing.openapi.json", "/{act_ad-account-id}/campaigns", Note),
        ["Campaign.get"] = new("meta-marketing.openapi.json", "/{campaign-id}", Note),
        ["Campaign.update"] = new("meta-marketing.openapi.json", "/{campaign-id}", Note),
        ["Campaign.insights.get"] = new("meta-marketing.openapi.json", "/{campaign-id}/insights", Note),
    };
}
