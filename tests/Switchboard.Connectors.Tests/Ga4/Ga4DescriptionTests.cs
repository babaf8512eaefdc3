using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.Ga4;

/// <summary>Every request and answer, errors too, judged by Google's discovery document.</summary>
public sealed class Ga4DescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Root = "/v1beta/properties/{propertiesId}";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGa4> _ga4 = Ga4Bench.New();

    [Fact]
    public async Task RunReport()
    {
        await _ga4.New.RunReportAsync(
            new RunReport(
                [new ReportDates("30daysAgo", "yesterday", "month"), new ReportDates("today", "today")],
                ["sessions", "bounceRate"],
                ["country", "eventName"],
                [new DimensionFilter("country", ["a", "b"]), new DimensionFilter("city", ["x"], TextMatch.PartialRegexp, true, true)],
                [new MetricFilter("sessions", NumberComparison.GreaterThanOrEqual, 3), new MetricFilter("bounceRate", NumberComparison.LessThan, 0.5m)],
                [new ReportOrder("sessions", true), new ReportOrder("country", Numeric: true)],
                25,
                50,
                true,
                "EUR"),
            Ct).ShouldThrowAsync<Calls.ProviderException>("sessions do not go with eventName, and the answer to that is judged too");
        await Judge(":runReport", "runReport (400)");
        await _ga4.New.RunReportAsync(
            new RunReport([new ReportDates("7daysAgo", "today"), new ReportDates("today", "today")], ["sessions"], ["date"], OrderBys: [new ReportOrder("date")], Limit: 3), Ct);
        await Judge(":runReport", "runReport");
        await _ga4.Report("2027-01-01", "2027-01-02", "sessions");
        await Judge(":runReport", "runReport (nothing)");
    }

    [Fact]
    public async Task RunRealtimeReport()
    {
        await _ga4.New.RunRealtimeReportAsync(
            new RunRealtimeReport(["activeUsers"], ["country"], [new MinuteSpan(9, 0), new MinuteSpan(29, 10, "before")], [new DimensionFilter("country", ["Germany"])], Limit: 9), Ct);
        await Judge(":runRealtimeReport", "runRealtimeReport");
    }

    [Fact]
    public async Task GetMetadata()
    {
        await _ga4.New.GetMetadataAsync(new GetMetadata(), Ct);
        await Judge("/metadata", "getMetadata");
    }

    private Task Judge(string path, string action) =>
        judge.JudgeAsync("ga4-data.openapi.json", Root + path, _ga4.Last.Method.ToLowerInvariant(), _ga4.Last, output, action);
}
