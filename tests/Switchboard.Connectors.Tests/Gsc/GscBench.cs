using Switchboard.Connectors.Gsc;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.Gsc;

/// <summary>Search Console on its simulator, with what tests ask often. Its clock starts 2026-12-01 01:00, Pacific time.</summary>
internal static class GscBench
{
    public const string Domain = "sc-domain:example.com";

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static GoogleBench<IGsc> New(long seed = 1) => new(GscConnector.Binding, attempt => new GscAdapter(attempt), seed);

    public static Task<SearchAnalytics> Query(
        this GoogleBench<IGsc> gsc, string start, string end, SearchDimension[]? dimensions = null, string site = Domain, params SearchFilter[] filters) =>
        gsc.New.QuerySearchAnalyticsAsync(
            new QuerySearchAnalytics(site, start, end, dimensions, Filters: filters.Length == 0 ? null : filters, RowLimit: 25_000), Ct);
}
