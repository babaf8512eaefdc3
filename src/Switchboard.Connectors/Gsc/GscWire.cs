using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Gsc;

/// <summary>Body of searchAnalytics.query. Names are written as the documentation does (query), which the description writes QUERY.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WireQuery
{
    public string? StartDate { get; init; }

    public string? EndDate { get; init; }

    public IReadOnlyList<string>? Dimensions { get; init; }

    public string? Type { get; init; }

    public string? SearchType { get; init; }

    public IReadOnlyList<WireFilterGroup>? DimensionFilterGroups { get; init; }

    public string? AggregationType { get; init; }

    public string? DataState { get; init; }

    public int? RowLimit { get; init; }

    public int? StartRow { get; init; }
}

/// <summary>Filters that must all pass.</summary>
internal sealed record WireFilterGroup(string? GroupType, IReadOnlyList<WireFilter>? Filters);

/// <summary>A filter.</summary>
internal sealed record WireFilter(string? Dimension, string? Operator, string? Expression);

/// <summary>Rows; absent where there are none.</summary>
internal sealed record WireAnalytics(IReadOnlyList<WireRow>? Rows, string? ResponseAggregationType, WireAnalyticsMetadata? Metadata = null);

/// <summary>From when on figures still change.</summary>
internal sealed record WireAnalyticsMetadata(string? FirstIncompleteDate);

/// <summary>A row.</summary>
internal sealed record WireRow(IReadOnlyList<string>? Keys, double Clicks, double Impressions, double Ctr, double Position);

/// <summary>Sites of the account.</summary>
internal sealed record WireSiteList(IReadOnlyList<WireSite>? SiteEntry);

/// <summary>A site.</summary>
internal sealed record WireSite(string? SiteUrl, string? PermissionLevel);

/// <summary>Sitemaps of a site; absent where there are none.</summary>
internal sealed record WireSitemapList(IReadOnlyList<WireSitemap>? Sitemap);

/// <summary>A sitemap; its counts are text.</summary>
internal sealed record WireSitemap
{
    public string? Path { get; init; }

    public DateTimeOffset? LastSubmitted { get; init; }

    public bool? IsPending { get; init; }

    public bool? IsSitemapsIndex { get; init; }

    public string? Type { get; init; }

    public DateTimeOffset? LastDownloaded { get; init; }

    public string? Warnings { get; init; }

    public string? Errors { get; init; }

    public IReadOnlyList<WireSitemapContent>? Contents { get; init; }
}

/// <summary>One kind of content; indexed is deprecated and always 0.</summary>
internal sealed record WireSitemapContent(string? Type, string? Submitted, string? Indexed = null);

/// <summary>Body of index:inspect.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WireInspect(string? InspectionUrl, string? SiteUrl, string? LanguageCode = null);

/// <summary>Answer of index:inspect.</summary>
internal sealed record WireInspected(WireInspection? InspectionResult);

/// <summary>The inspection.</summary>
internal sealed record WireInspection(string? InspectionResultLink, WireIndexStatus? IndexStatusResult, WireRichResults? RichResultsResult = null);

/// <summary>Verdict on structured data.</summary>
internal sealed record WireRichResults(string? Verdict);

/// <summary>What the index holds.</summary>
internal sealed record WireIndexStatus
{
    public string? Verdict { get; init; }

    public string? CoverageState { get; init; }

    public string? RobotsTxtState { get; init; }

    public string? IndexingState { get; init; }

    public DateTimeOffset? LastCrawlTime { get; init; }

    public string? PageFetchState { get; init; }

    public string? GoogleCanonical { get; init; }

    public string? UserCanonical { get; init; }

    public string? CrawledAs { get; init; }

    public IReadOnlyList<string>? Sitemap { get; init; }

    public IReadOnlyList<string>? ReferringUrls { get; init; }
}

/// <summary>What a simulated account keeps: nothing changes it, so only that it was there.</summary>
internal sealed record GscState(int Version);
