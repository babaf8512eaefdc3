using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Connectors.Google;
using Switchboard.Validation;

namespace Switchboard.Connectors.Gsc;

/// <summary>Speaks the Google Search Console API v1 (webmasters/v3 and urlInspection).</summary>
internal sealed class GscAdapter(Attempt attempt) : IGsc
{
    private const string Sites = "/webmasters/v3/sites";
    private const int DefaultRows = 1000;

    /// <summary>What attributes cannot say of a query.</summary>
    public static void CheckQuery(QuerySearchAnalytics input, DateTimeOffset now, ValidationErrors errors) => GscChecks.Query(input, errors);

    public async Task<SearchAnalytics> QuerySearchAnalyticsAsync(QuerySearchAnalytics input, CancellationToken ct = default)
    {
        using var request = GoogleApi.Post(attempt.Address(SitePath(input.SiteUrl) + "/searchAnalytics/query"), ToWire(input), GscWireJson.Default.WireQuery);
        var answer = await CallAsync(request, GscWireJson.Default.WireAnalytics, ct).ConfigureAwait(false);
        IReadOnlyList<SearchRow> rows = [.. (answer.Rows ?? []).Select(row => new SearchRow(row.Keys ?? [], row.Clicks, row.Impressions, row.Ctr, row.Position))];

        // There is no page token: fewer rows than asked for are the last.
        var isLast = rows.Count < (input.RowLimit ?? DefaultRows);
        return new SearchAnalytics(
            rows,
            answer.ResponseAggregationType is { } type ? GscNames.Documented(type) : null,
            isLast ? null : (input.StartRow ?? 0) + rows.Count,
            answer.Metadata?.FirstIncompleteDate);
    }

    public async Task<SiteList> ListSitesAsync(ListSites input, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, attempt.Address(Sites));
        var list = await CallAsync(request, GscWireJson.Default.WireSiteList, ct).ConfigureAwait(false);
        return new SiteList([.. (list.SiteEntry ?? []).Select(site => new Site(site.SiteUrl ?? "", GscNames.Documented(site.PermissionLevel ?? "")))]);
    }

    public async Task<SitemapList> ListSitemapsAsync(ListSitemaps input, CancellationToken ct = default)
    {
        var query = input.SitemapIndex is null ? "" : "?sitemapIndex=" + Uri.EscapeDataString(input.SitemapIndex);
        using var request = new HttpRequestMessage(HttpMethod.Get, attempt.Address(SitePath(input.SiteUrl) + "/sitemaps" + query));
        var list = await CallAsync(request, GscWireJson.Default.WireSitemapList, ct).ConfigureAwait(false);
        return new SitemapList([.. (list.Sitemap ?? []).Select(ToSitemap)]);
    }

    public async Task<UrlInspection> InspectUrlAsync(InspectUrl input, CancellationToken ct = default)
    {
        using var request = GoogleApi.Post(
            attempt.Address("/v1/urlInspection/index:inspect"),
            new WireInspect(input.InspectionUrl, input.SiteUrl, input.LanguageCode),
            GscWireJson.Default.WireInspect);
        var answer = await CallAsync(request, GscWireJson.Default.WireInspected, ct).ConfigureAwait(false);
        var status = answer.InspectionResult?.IndexStatusResult;
        return new UrlInspection(
            status?.Verdict ?? "VERDICT_UNSPECIFIED",
            status?.CoverageState,
            status?.IndexingState,
            status?.RobotsTxtState,
            status?.PageFetchState,
            status?.LastCrawlTime,
            status?.CrawledAs,
            status?.GoogleCanonical,
            status?.UserCanonical,
            status?.Sitemap,
            status?.ReferringUrls,
            answer.InspectionResult?.RichResultsResult?.Verdict,
            answer.InspectionResult?.InspectionResultLink);
    }

    // The whole address is one segment of the path.
    private static string SitePath(string siteUrl) => $"{Sites}/{Uri.EscapeDataString(siteUrl)}";

    private static WireQuery ToWire(QuerySearchAnalytics input) => new()
    {
        StartDate = input.StartDate,
        EndDate = input.EndDate,
        Dimensions = input.Dimensions is { Count: > 0 } dimensions ? [.. dimensions.Select(GscNames.Of)] : null,
        Type = input.Type is { } type ? GscNames.Of(type) : null,
        DimensionFilterGroups = input.Filters is { Count: > 0 } filters
            ? [new WireFilterGroup("and", [.. filters.Select(ToWire)])]
            : null,
        AggregationType = input.AggregationType is { } aggregation ? GscNames.Of(aggregation) : null,
        DataState = input.DataState switch { SearchDataState.All => "all", SearchDataState.Final => "final", _ => null },
        RowLimit = input.RowLimit,
        StartRow = input.StartRow,
    };

    private static WireFilter ToWire(SearchFilter filter) =>
        new(GscNames.Of(filter.Dimension), GscNames.Of(filter.Operator ?? SearchComparison.Equals), filter.Expression);

    private static Sitemap ToSitemap(WireSitemap wire) => new(
        wire.Path ?? "",
        wire.Type is { } type ? GscNames.Documented(type) : null,
        wire.IsSitemapsIndex,
        wire.IsPending,
        wire.LastSubmitted,
        wire.LastDownloaded,
        Number(wire.Errors),
        Number(wire.Warnings),
        wire.Contents is null ? null : [.. wire.Contents.Select(content => new SitemapContent(GscNames.Documented(content.Type ?? ""), Number(content.Submitted)))]);

    private static long Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task<T> CallAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var response = await GoogleApi.SendAsync(attempt, request, GscTexts.ReadOnly, hasEffect: true, ct).ConfigureAwait(false);
        return response.IsSuccess ? response.Read(type) : throw GoogleFaults.Of(response, attempt.Time.GetUtcNow());
    }
}
