using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.GoogleAds;

public sealed class GoogleAdsConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IGoogleAds>(GoogleAdsConnector.Binding, judge, output)
{
    private const string Campaign = """{"name":"Winter launch","dailyBudget":50,"currency":"USD"}""";
    private const string Root = "/v25/customers/{customersId}/";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("createCampaign", Campaign) { Route = "googleads.customers.campaigns.mutate" },
        new("adjustBudget")
        {
            Prepare = async call => $$"""{"campaignId":{{Sample.Member(await call("createCampaign", Campaign), "id")}},"dailyBudget":75.5}""",
            Route = "googleads.customers.campaignBudgets.mutate",
        },
        new("getCampaignMetrics")
        {
            Prepare = async call => $$"""{"campaignId":{{Sample.Member(await call("createCampaign", Campaign), "id")}}}""",
        },
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["googleads.customers.googleAds.search"] = Google("googleAds:search"),
        ["googleads.customers.campaigns.mutate"] = Google("campaigns:mutate"),
        ["googleads.customers.campaignBudgets.mutate"] = Google("campaignBudgets:mutate"),
    };

    private static Judgement Google(string path) => new("google-ads.openapi.json", Root + path);
}
