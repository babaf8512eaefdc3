using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Ga4;

public sealed class Ga4ConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IGa4>(Ga4Connector.Binding, judge, output)
{
    private const string Root = "/v1beta/properties/{propertiesId}";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("runReport", """{"dateRanges":[{"startDate":"7daysAgo","endDate":"today"}],"metrics":["activeUsers","totalRevenue"],"dimensions":["date"],"limit":3}""")
        {
            Pages = ("offset", "nextOffset"),
        },
        new("runRealtimeReport", """{"metrics":["activeUsers"],"dimensions":["country"]}"""),
        new("getMetadata"),
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["analyticsdata.properties.runReport"] = Google(":runReport"),
        ["analyticsdata.properties.runRealtimeReport"] = Google(":runRealtimeReport"),
        ["analyticsdata.properties.getMetadata"] = Google("/metadata"),
    };

    private static Judgement Google(string path) => new("ga4-data.openapi.json", Root + path);
}
