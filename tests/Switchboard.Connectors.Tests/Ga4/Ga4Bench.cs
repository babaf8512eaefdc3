using System.Globalization;
using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.Ga4;

/// <summary>Google Analytics on its simulator, with what tests ask often. Its clock starts on a Tuesday at 09:00.</summary>
internal static class Ga4Bench
{
    public const string Property = "321654987";

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static GoogleBench<IGa4> New(long seed = 1, DateTimeOffset? start = null) =>
        new(Ga4Connector.Binding, attempt => new Ga4Adapter(attempt), seed, start, ("PropertyId", Property));

    public static Task<Report> Report(this GoogleBench<IGa4> ga4, string start, string end, string metrics, string dimensions = "", params DimensionFilter[] filters) =>
        ga4.New.RunReportAsync(
            new RunReport([new ReportDates(start, end)], metrics.Split(','), dimensions.Length == 0 ? null : dimensions.Split(','), filters), Ct);

    public static double Sum(this IEnumerable<ReportRow> rows, string metric) => rows.Sum(row => row.Figure(metric));

    public static double Figure(this ReportRow row, string metric) => double.Parse(row.Metrics[metric], CultureInfo.InvariantCulture);
}
