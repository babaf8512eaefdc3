using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Gsc;

/// <summary>How sites do in Google Search: what people searched, which pages they saw and clicked, and what Google indexed.</summary>
[Connector(
    "gsc",
    Aliases = ["google-search-console"],
    Category = "Analytics",
    BaseAddress = "https://searchconsole.googleapis.com",
    ApiVersion = "v1",
    Adapter = typeof(GscAdapter),
    Simulator = typeof(GscSimulator),
    Json = typeof(GscJson))]
[Credential("AccessToken", "OAuth 2.0 access token with the scope webmasters.readonly; lives about an hour.", Set = "token", Simulated = "ya29.simulated")]
[Credential("ServiceAccountKey", "Text of the JSON key file of a service account that is a user of the sites.", Set = "serviceAccount", Simulated = "simulated-service-account-key")]
[Credential("ClientId", "OAuth client id, from the Google Cloud console.", Set = "refresh", Simulated = "simulated.apps.googleusercontent.com")]
[Credential("ClientSecret", "OAuth client secret, from the Google Cloud console.", Set = "refresh", Simulated = "GOCSPX-simulated")]
[Credential("RefreshToken", "OAuth refresh token, from the consent with access_type=offline and the scope webmasters.readonly.", Set = "refresh", Simulated = "1//simulated")]
[RateLimit("analytics", 1200, 60, Source = GscTexts.Limits)]
[RateLimit("inspection", 600, 60, Source = GscTexts.Limits)]
[RateLimit("inspection", 2000, 86_400, Source = GscTexts.Limits)]
[RateLimit("other", 20, 1, Source = GscTexts.Limits)]
[RateLimit("other", 200, 60, Source = GscTexts.Limits)]
public interface IGsc
{
    /// <summary>
    /// Reads clicks, impressions, click rate and position of a site in Google Search, by query, page, country, device or day. Figures
    /// come two to three days late: ask for days before that. For more rows repeat the input with startRow set to nextStartRow.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Check = nameof(GscAdapter.CheckQuery), Scopes = [GscTexts.ReadOnly, GscTexts.Full])]
    [Cost("analytics")]
    Task<SearchAnalytics> QuerySearchAnalyticsAsync(QuerySearchAnalytics input, CancellationToken ct = default);

    /// <summary>Lists the sites that the account can see, as the other actions take them in siteUrl.</summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [GscTexts.ReadOnly, GscTexts.Full])]
    [Cost("other")]
    Task<SiteList> ListSitesAsync(ListSites input, CancellationToken ct = default);

    /// <summary>Lists the sitemaps that were submitted for a site, with their errors.</summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [GscTexts.ReadOnly, GscTexts.Full])]
    [Cost("other")]
    Task<SitemapList> ListSitemapsAsync(ListSitemaps input, CancellationToken ct = default);

    /// <summary>
    /// Tells what Google's index holds of one page: whether it is indexed, when it was crawled, what blocks it. It is what Google last saw,
    /// not the page of this moment. At most 2,000 a day for a site.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [GscTexts.ReadOnly, GscTexts.Full])]
    [Cost("inspection", Per = "siteUrl")]
    Task<UrlInspection> InspectUrlAsync(InspectUrl input, CancellationToken ct = default);
}

/// <summary>What to read of a site's search traffic.</summary>
/// <param name="SiteUrl">The site as in listSites: sc-domain:example.com for a whole domain, or an address with its slash, as https://www.example.com/.</param>
/// <param name="StartDate">First day, yyyy-MM-dd in Pacific time.</param>
/// <param name="EndDate">Last day, included, yyyy-MM-dd.</param>
/// <param name="Dimensions">What to split by, in this order: date, query, page, country, device, searchAppearance (alone); none: one row.</param>
/// <param name="Type">Which results: web (default), image, video, news, discover, googleNews. The last two know no query and no device.</param>
/// <param name="Filters">Only what passes all of these.</param>
/// <param name="AggregationType">auto (default), byProperty or byPage; byProperty does not go with pages.</param>
/// <param name="DataState">final (default), or all: fresh days too, which still change.</param>
/// <param name="RowLimit">Most rows, 1 to 25,000; default 1,000.</param>
/// <param name="StartRow">Rows to pass over; default 0.</param>
public sealed record QuerySearchAnalytics(
    [Pattern(GscTexts.Site), Length(1, 2000)] string SiteUrl,
    [Pattern(GscTexts.Day)] string StartDate,
    [Pattern(GscTexts.Day)] string EndDate,
    [Items(0, 6)] IReadOnlyList<SearchDimension>? Dimensions = null,
    SearchType? Type = null,
    [Items(0, 50)] IReadOnlyList<SearchFilter>? Filters = null,
    SearchAggregation? AggregationType = null,
    SearchDataState? DataState = null,
    [Range(1, 25_000)] int? RowLimit = null,
    [Range(0, int.MaxValue)] int? StartRow = null);

/// <summary>What search traffic is split by.</summary>
[JsonConverter(typeof(EnumText<SearchDimension>))]
public enum SearchDimension
{
    /// <summary>Day, yyyy-MM-dd in Pacific time.</summary>
    Date,

    /// <summary>What people searched; rare queries are left out for privacy.</summary>
    Query,

    /// <summary>Address of the page shown.</summary>
    Page,

    /// <summary>Country, three letters in lower case as usa.</summary>
    Country,

    /// <summary>DESKTOP, MOBILE or TABLET.</summary>
    Device,

    /// <summary>Special look of a result; goes with no other dimension.</summary>
    SearchAppearance,
}

/// <summary>Which of Google's results.</summary>
[JsonConverter(typeof(EnumText<SearchType>))]
public enum SearchType
{
    /// <summary>Web results.</summary>
    Web,

    /// <summary>Image results.</summary>
    Image,

    /// <summary>Video results.</summary>
    Video,

    /// <summary>The news tab.</summary>
    News,

    /// <summary>Discover.</summary>
    Discover,

    /// <summary>Google News.</summary>
    GoogleNews,
}

/// <summary>How rows are counted.</summary>
[JsonConverter(typeof(EnumText<SearchAggregation>))]
public enum SearchAggregation
{
    /// <summary>As Google thinks best.</summary>
    Auto,

    /// <summary>A site counts once a search.</summary>
    ByProperty,

    /// <summary>Each page counts.</summary>
    ByPage,
}

/// <summary>Which days.</summary>
[JsonConverter(typeof(EnumText<SearchDataState>))]
public enum SearchDataState
{
    /// <summary>Only days whose figures no longer change.</summary>
    Final,

    /// <summary>Fresh days too.</summary>
    All,
}

/// <summary>Which rows pass.</summary>
/// <param name="Dimension">What is looked at: query, page, country, device or searchAppearance; it need not be split by.</param>
/// <param name="Expression">Text or regular expression (RE2) to compare with. Capitals do not matter, but in regular expressions.</param>
/// <param name="Operator">How to compare; default equals.</param>
public sealed record SearchFilter(
    SearchDimension Dimension, [Content, Length(1, 4096)] string Expression, SearchComparison? Operator = null);

/// <summary>How a dimension's value is compared.</summary>
[JsonConverter(typeof(EnumText<SearchComparison>))]
public enum SearchComparison
{
    /// <summary>The whole value.</summary>
    Equals,

    /// <summary>Any other value.</summary>
    NotEquals,

    /// <summary>Any part of it.</summary>
    Contains,

    /// <summary>No part of it.</summary>
    NotContains,

    /// <summary>A regular expression matches.</summary>
    IncludingRegex,

    /// <summary>A regular expression does not match.</summary>
    ExcludingRegex,
}

/// <summary>Search traffic.</summary>
/// <param name="Rows">Most clicks first; by date, oldest first. Empty: there is nothing, or nothing yet.</param>
/// <param name="ResponseAggregationType">How Google counted: byProperty or byPage.</param>
/// <param name="NextStartRow">startRow of further rows; absent: these were the last.</param>
/// <param name="FirstIncompleteDate">From this day on figures still change; only with dataState all, split by date.</param>
public sealed record SearchAnalytics(
    [Volatile] IReadOnlyList<SearchRow> Rows,
    string? ResponseAggregationType = null,
    [Volatile] int? NextStartRow = null,
    [Volatile] string? FirstIncompleteDate = null);

/// <summary>A row.</summary>
/// <param name="Keys">Values of the dimensions, in their order; empty where nothing is split.</param>
/// <param name="Clicks">Clicks to the site.</param>
/// <param name="Impressions">Times it was shown.</param>
/// <param name="Ctr">Clicks by impressions: 0.05 is 5 percent.</param>
/// <param name="Position">Average place of its topmost result; 1 is the first.</param>
public sealed record SearchRow([Content] IReadOnlyList<string> Keys, double Clicks, double Impressions, double Ctr, double Position);

/// <summary>Asks for every site.</summary>
public sealed record ListSites();

/// <summary>Sites of the account.</summary>
/// <param name="Sites">In Google's order.</param>
public sealed record SiteList(IReadOnlyList<Site> Sites);

/// <summary>A site.</summary>
/// <param name="SiteUrl">Its name here: sc-domain:… or an address.</param>
/// <param name="PermissionLevel">siteOwner, siteFullUser, siteRestrictedUser, or siteUnverifiedUser, which may read nothing.</param>
public sealed record Site(string SiteUrl, string PermissionLevel);

/// <summary>Whose sitemaps to list.</summary>
/// <param name="SiteUrl">The site as in listSites.</param>
/// <param name="SitemapIndex">Only sitemaps of this index, by its address.</param>
public sealed record ListSitemaps(
    [Pattern(GscTexts.Site), Length(1, 2000)] string SiteUrl, [Format(TextFormat.Uri)] string? SitemapIndex = null);

/// <summary>Sitemaps of a site.</summary>
/// <param name="Sitemaps">In Google's order.</param>
public sealed record SitemapList(IReadOnlyList<Sitemap> Sitemaps);

/// <summary>A sitemap.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Type">As sitemap, rssFeed, atomFeed, urlList.</param>
/// <param name="IsSitemapsIndex">Whether it lists other sitemaps.</param>
/// <param name="IsPending">Whether it was not read yet.</param>
/// <param name="LastSubmitted">When it was submitted.</param>
/// <param name="LastDownloaded">When Google last read it.</param>
/// <param name="Errors">Errors in it that must be fixed before it can be read.</param>
/// <param name="Warnings">Problems with addresses in it.</param>
/// <param name="Contents">What it holds, by kind.</param>
public sealed record Sitemap(
    string Path,
    string? Type = null,
    bool? IsSitemapsIndex = null,
    bool? IsPending = null,
    [Volatile] DateTimeOffset? LastSubmitted = null,
    [Volatile] DateTimeOffset? LastDownloaded = null,
    long Errors = 0,
    long Warnings = 0,
    IReadOnlyList<SitemapContent>? Contents = null);

/// <summary>One kind of content of a sitemap.</summary>
/// <param name="Type">As web, image, video, news.</param>
/// <param name="Submitted">Addresses in it.</param>
public sealed record SitemapContent(string Type, long Submitted);

/// <summary>Which page to inspect.</summary>
/// <param name="InspectionUrl">Address of the page; it must belong to the site.</param>
/// <param name="SiteUrl">The site as in listSites.</param>
/// <param name="LanguageCode">Language of issues, as en-US (default) or de-CH.</param>
public sealed record InspectUrl(
    [Format(TextFormat.Uri), Length(1, 2000)] string InspectionUrl,
    [Pattern(GscTexts.Site), Length(1, 2000)] string SiteUrl,
    [Pattern("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")] string? LanguageCode = null);

/// <summary>What the index holds of a page.</summary>
/// <param name="Verdict">PASS: indexed. NEUTRAL: left out. FAIL: an error. PARTIAL, or VERDICT_UNSPECIFIED: not known.</param>
/// <param name="CoverageState">The same in words, as Submitted and indexed, or URL is unknown to Google.</param>
/// <param name="IndexingState">Whether the page allows indexing: INDEXING_ALLOWED, or what blocks it, as BLOCKED_BY_META_TAG.</param>
/// <param name="RobotsTxtState">ALLOWED or DISALLOWED by robots.txt.</param>
/// <param name="PageFetchState">SUCCESSFUL, or why the page could not be read, as NOT_FOUND, SERVER_ERROR, REDIRECT_ERROR.</param>
/// <param name="LastCrawlTime">When Google last read it; absent: never.</param>
/// <param name="CrawledAs">DESKTOP or MOBILE.</param>
/// <param name="GoogleCanonical">Address that Google took for this content; absent: not indexed.</param>
/// <param name="UserCanonical">Address that the page names itself.</param>
/// <param name="Sitemaps">Sitemaps in which it was found.</param>
/// <param name="ReferringUrls">Pages that link to it, some of them.</param>
/// <param name="RichResultsVerdict">Verdict on its structured data; absent: it has none.</param>
/// <param name="InspectionResultLink">The same in Search Console, for a person.</param>
public sealed record UrlInspection(
    string Verdict,
    string? CoverageState = null,
    string? IndexingState = null,
    string? RobotsTxtState = null,
    string? PageFetchState = null,
    [Volatile] DateTimeOffset? LastCrawlTime = null,
    string? CrawledAs = null,
    string? GoogleCanonical = null,
    string? UserCanonical = null,
    IReadOnlyList<string>? Sitemaps = null,
    IReadOnlyList<string>? ReferringUrls = null,
    string? RichResultsVerdict = null,
    string? InspectionResultLink = null);

/// <summary>Texts that the contract says several times.</summary>
internal static class GscTexts
{
    public const string ReadOnly = "https://www.googleapis.com/auth/webmasters.readonly";
    public const string Full = "https://www.googleapis.com/auth/webmasters";
    public const string Limits = "https://developers.google.com/webmaster-tools/limits";
    public const string Site = "^(sc-domain:[^/?# ]+|https?://[^/?# ]+/[^?# ]*)$";
    public const string Day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
}
