using Switchboard.Connectors.Gsc;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Gsc;

public sealed class GscConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IGsc>(GscConnector.Binding, judge, output)
{
    private const string Widened = "enumerations widened by the writing of Google's documentation (query beside QUERY)";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("querySearchAnalytics", """{"siteUrl":"sc-domain:example.com","startDate":"2025-12-01","endDate":"2025-12-28","dimensions":["query"],"rowLimit":5}""")
        {
            Pages = ("startRow", "nextStartRow"),
        },
        new("listSites"),
        new("listSitemaps", """{"siteUrl":"https://www.example.com/"}"""),
        new("inspectUrl", """{"siteUrl":"sc-domain:example.com","inspectionUrl":"https://www.example.com/products"}"""),
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["webmasters.searchanalytics.query"] = Google("/webmasters/v3/sites/{siteUrl}/searchAnalytics/query"),
        ["webmasters.sites.list"] = Google("/webmasters/v3/sites"),
        ["webmasters.sitemaps.list"] = Google("/webmasters/v3/sites/{siteUrl}/sitemaps"),
        ["searchconsole.urlInspection.index.inspect"] = new("search-console.openapi.json", "/v1/urlInspection/index:inspect"),
    };

    private static Judgement Google(string path) => new("search-console.widened.openapi.json", path, Widened);
}
