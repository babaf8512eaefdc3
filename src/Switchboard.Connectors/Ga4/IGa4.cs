using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Ga4;

/// <summary>Reports of one Google Analytics 4 property: who came to a website or app, from where, and what they did.</summary>
[Connector(
    "ga4",
    Aliases = ["google-analytics"],
    Category = "Analytics",
    BaseAddress = "https://analyticsdata.googleapis.com",
    ApiVersion = "v1beta",
    Adapter = typeof(Ga4Adapter),
    Simulator = typeof(Ga4Simulator),
    Json = typeof(Ga4Json))]
[Credential("PropertyId", Ga4Texts.Property, Set = "token", Simulated = "321654987")]
[Credential("AccessToken", "OAuth 2.0 access token with the scope analytics.readonly; lives about an hour.", Set = "token", Simulated = "ya29.simulated")]
[Credential("PropertyId", Ga4Texts.Property, Set = "serviceAccount", Simulated = "321654987")]
[Credential("ServiceAccountKey", "Text of the JSON key file of a service account that is a viewer of the property.", Set = "serviceAccount", Simulated = "simulated-service-account-key")]
[Credential("PropertyId", Ga4Texts.Property, Set = "refresh", Simulated = "321654987")]
[Credential("ClientId", "OAuth client id, from the Google Cloud console.", Set = "refresh", Simulated = "simulated.apps.googleusercontent.com")]
[Credential("ClientSecret", "OAuth client secret, from the Google Cloud console.", Set = "refresh", Simulated = "GOCSPX-simulated")]
[Credential("RefreshToken", "OAuth refresh token, from the consent with access_type=offline and the scope analytics.readonly.", Set = "refresh", Simulated = "1//simulated")]
[RateLimit("core", 14_000, 3600, Source = Ga4Texts.Quotas)]
[RateLimit("core", 200_000, 86_400, Source = Ga4Texts.Quotas)]
[RateLimit("realtime", 14_000, 3600, Source = Ga4Texts.Quotas)]
[RateLimit("realtime", 200_000, 86_400, Source = Ga4Texts.Quotas)]
public interface IGa4
{
    /// <summary>
    /// Counts metrics over days, split by dimensions: visits by country, revenue by channel. Ask getMetadata for the names. Today is
    /// counted so far; the last day or two may still change. For the next page repeat the same input with offset set to nextOffset.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Check = nameof(Ga4Adapter.CheckReport), Scopes = [Ga4Texts.ReadOnly, Ga4Texts.Full])]
    [Cost("core", 10)]
    Task<Report> RunReportAsync(RunReport input, CancellationToken ct = default);

    /// <summary>
    /// Counts what happened in the last 30 minutes. It has fewer names than runReport: of metrics activeUsers, screenPageViews,
    /// eventCount and keyEvents, of dimensions as country, city, deviceCategory, unifiedScreenName, eventName and minutesAgo.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Check = nameof(Ga4Adapter.CheckRealtime), Scopes = [Ga4Texts.ReadOnly, Ga4Texts.Full])]
    [Cost("realtime", 10)]
    Task<RealtimeReport> RunRealtimeReportAsync(RunRealtimeReport input, CancellationToken ct = default);

    /// <summary>Lists every dimension and metric that runReport takes for the property, its own custom ones included.</summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [Ga4Texts.ReadOnly, Ga4Texts.Full])]
    [Cost("core", 10)]
    Task<PropertyMetadata> GetMetadataAsync(GetMetadata input, CancellationToken ct = default);
}

/// <summary>A report to run.</summary>
/// <param name="DateRanges">1 to 4 spans of days. With several, each row has the dimension dateRange, which names its span.</param>
/// <param name="Metrics">What to count, 1 to 10 names, as activeUsers, sessions, screenPageViews, eventCount, totalRevenue.</param>
/// <param name="Dimensions">What to split by, up to 9 names, as date, country, deviceCategory, sessionDefaultChannelGroup, pagePath; none: one row.</param>
/// <param name="DimensionFilters">Only what passes all of these; the dimension need not be one that is split by.</param>
/// <param name="MetricFilters">Only rows that pass all of these.</param>
/// <param name="OrderBys">Order of rows, first key first; default Google's own.</param>
/// <param name="Limit">Rows a page, 1 to 250,000; default 10,000.</param>
/// <param name="Offset">Rows to pass over, for further pages; default 0.</param>
/// <param name="KeepEmptyRows">Whether rows come in which all is 0; default false.</param>
/// <param name="CurrencyCode">Currency of money metrics, ISO 4217; default the property's.</param>
/// <param name="PropertyId">Another property than the connection's; digits.</param>
public sealed record RunReport(
    [Items(1, 4)] IReadOnlyList<ReportDates> DateRanges,
    [Items(1, 10), Pattern(Ga4Texts.Name)] IReadOnlyList<string> Metrics,
    [Items(0, 9), Pattern(Ga4Texts.Name)] IReadOnlyList<string>? Dimensions = null,
    IReadOnlyList<DimensionFilter>? DimensionFilters = null,
    IReadOnlyList<MetricFilter>? MetricFilters = null,
    IReadOnlyList<ReportOrder>? OrderBys = null,
    [Range(1, 250_000)] int? Limit = null,
    [Range(0, 9_000_000_000)] long? Offset = null,
    bool? KeepEmptyRows = null,
    [Pattern("^[A-Z]{3}$")] string? CurrencyCode = null,
    [Pattern("^[0-9]{1,19}$")] string? PropertyId = null);

/// <summary>A span of whole days of the property's time zone.</summary>
/// <param name="StartDate">First day: yyyy-MM-dd, today, yesterday, or as 7daysAgo.</param>
/// <param name="EndDate">Last day, included; written alike.</param>
/// <param name="Name">What dateRange says in its rows; default date_range_0, date_range_1…</param>
public sealed record ReportDates(
    [Pattern(Ga4Texts.Day)] string StartDate,
    [Pattern(Ga4Texts.Day)] string EndDate,
    [Length(1, 100), Format(TextFormat.SingleLine)] string? Name = null);

/// <summary>Which values of a dimension pass.</summary>
/// <param name="Dimension">Its name.</param>
/// <param name="Values">Values to compare with; with inList any of them, else exactly one.</param>
/// <param name="Match">How to compare; default exact, or inList with several values.</param>
/// <param name="CaseSensitive">Whether capitals matter; default false.</param>
/// <param name="Exclude">Whether what matches is left out; default false.</param>
public sealed record DimensionFilter(
    [Pattern(Ga4Texts.Name)] string Dimension,
    [Content, Items(1, 1000)] IReadOnlyList<string> Values,
    TextMatch? Match = null,
    bool? CaseSensitive = null,
    bool? Exclude = null);

/// <summary>How a dimension's value is compared.</summary>
[JsonConverter(typeof(EnumText<TextMatch>))]
public enum TextMatch
{
    /// <summary>The whole value.</summary>
    Exact,

    /// <summary>Its start.</summary>
    BeginsWith,

    /// <summary>Its end.</summary>
    EndsWith,

    /// <summary>Any part of it.</summary>
    Contains,

    /// <summary>A regular expression (RE2) for the whole value.</summary>
    FullRegexp,

    /// <summary>A regular expression (RE2) for a part of it.</summary>
    PartialRegexp,

    /// <summary>Any of several whole values.</summary>
    InList,
}

/// <summary>Which figures of a metric pass.</summary>
/// <param name="Metric">Its name, one of the report's metrics.</param>
/// <param name="Operation">How to compare.</param>
/// <param name="Value">Number to compare with.</param>
public sealed record MetricFilter([Pattern(Ga4Texts.Name)] string Metric, NumberComparison Operation, decimal Value);

/// <summary>How a figure is compared.</summary>
[JsonConverter(typeof(EnumText<NumberComparison>))]
public enum NumberComparison
{
    /// <summary>The same.</summary>
    Equal,

    /// <summary>Smaller.</summary>
    LessThan,

    /// <summary>Smaller or the same.</summary>
    LessThanOrEqual,

    /// <summary>Larger.</summary>
    GreaterThan,

    /// <summary>Larger or the same.</summary>
    GreaterThanOrEqual,
}

/// <summary>A key of the order.</summary>
/// <param name="Field">A metric or dimension of the report.</param>
/// <param name="Descending">Whether the largest comes first; default false.</param>
/// <param name="Numeric">For a dimension: whether its text is compared as a number; default false.</param>
public sealed record ReportOrder([Pattern(Ga4Texts.Name)] string Field, bool? Descending = null, bool? Numeric = null);

/// <summary>One page of a report.</summary>
/// <param name="Rows">Rows of the page.</param>
/// <param name="RowCount">Rows of the whole report, on all pages.</param>
/// <param name="NextOffset">Offset of the next page; absent: this is the last.</param>
/// <param name="Metadata">What to know about the figures.</param>
/// <param name="Quota">What the report cost of the property's quota, and what is left.</param>
public sealed record Report(
    [Volatile] IReadOnlyList<ReportRow> Rows,
    [Volatile] int RowCount,
    [Volatile] long? NextOffset = null,
    ReportNotes? Metadata = null,
    [Volatile] ReportQuota? Quota = null);

/// <summary>A row.</summary>
/// <param name="Dimensions">Value of each dimension by name: <c>{"country": "Germany"}</c>; dates are yyyyMMdd. Empty where nothing is split.</param>
/// <param name="Metrics">Figure of each metric by name, as text: <c>{"sessions": "1204"}</c>. Rates are shares: 0.42 is 42 percent.</param>
public sealed record ReportRow([Content] IReadOnlyDictionary<string, string> Dimensions, IReadOnlyDictionary<string, string> Metrics);

/// <summary>What to know about a report's figures.</summary>
/// <param name="CurrencyCode">Currency of money metrics.</param>
/// <param name="TimeZone">Time zone of its days, as Europe/Paris.</param>
/// <param name="EmptyReason">Why there is nothing; absent: no reason is known.</param>
/// <param name="DataLossFromOtherRow">Whether rare values are lumped together as (other).</param>
/// <param name="SubjectToThresholding">Whether rows with few people were left out to protect them.</param>
/// <param name="IsSampled">Whether it was counted from a sample.</param>
public sealed record ReportNotes(
    string? CurrencyCode = null,
    string? TimeZone = null,
    [Volatile] string? EmptyReason = null,
    [Volatile] bool? DataLossFromOtherRow = null,
    [Volatile] bool? SubjectToThresholding = null,
    [Volatile] bool? IsSampled = null);

/// <summary>Tokens of the property's quota.</summary>
/// <param name="TokensConsumed">What this report cost.</param>
/// <param name="TokensLeftThisHour">Left this hour, of the property or of our project there, whichever is less.</param>
/// <param name="TokensLeftToday">Left until midnight, Pacific time.</param>
public sealed record ReportQuota(int TokensConsumed, int TokensLeftThisHour, int TokensLeftToday);

/// <summary>A realtime report to run.</summary>
/// <param name="Metrics">What to count, 1 to 10 names: activeUsers, screenPageViews, eventCount, keyEvents.</param>
/// <param name="Dimensions">What to split by, up to 9 names; none: one row.</param>
/// <param name="MinuteRanges">1 or 2 spans of minutes; default the last 30 minutes.</param>
/// <param name="DimensionFilters">Only what passes all of these.</param>
/// <param name="MetricFilters">Only rows that pass all of these.</param>
/// <param name="OrderBys">Order of rows, first key first.</param>
/// <param name="Limit">Most rows, 1 to 250,000; default 10,000. There are no further pages.</param>
/// <param name="PropertyId">Another property than the connection's; digits.</param>
public sealed record RunRealtimeReport(
    [Items(1, 10), Pattern(Ga4Texts.Name)] IReadOnlyList<string> Metrics,
    [Items(0, 9), Pattern(Ga4Texts.Name)] IReadOnlyList<string>? Dimensions = null,
    [Items(1, 2)] IReadOnlyList<MinuteSpan>? MinuteRanges = null,
    IReadOnlyList<DimensionFilter>? DimensionFilters = null,
    IReadOnlyList<MetricFilter>? MetricFilters = null,
    IReadOnlyList<ReportOrder>? OrderBys = null,
    [Range(1, 250_000)] int? Limit = null,
    [Pattern("^[0-9]{1,19}$")] string? PropertyId = null);

/// <summary>A span of minutes before now.</summary>
/// <param name="StartMinutesAgo">Oldest minute, 0 to 29 (to 59 for Analytics 360); default 29.</param>
/// <param name="EndMinutesAgo">Newest minute, 0 to 29 (to 59), not before the oldest; default 0.</param>
/// <param name="Name">What dateRange says in its rows; default date_range_0, date_range_1.</param>
public sealed record MinuteSpan(
    [Range(0, 59)] int? StartMinutesAgo = null,
    [Range(0, 59)] int? EndMinutesAgo = null,
    [Length(1, 100), Format(TextFormat.SingleLine)] string? Name = null);

/// <summary>What happened in the last minutes.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="RowCount">Rows that there are, beyond the limit too.</param>
/// <param name="Quota">What the report cost of the property's quota, and what is left.</param>
public sealed record RealtimeReport(
    [Volatile] IReadOnlyList<ReportRow> Rows,
    [Volatile] int RowCount,
    [Volatile] ReportQuota? Quota = null);

/// <summary>Asks which names there are.</summary>
/// <param name="PropertyId">Another property than the connection's; digits.</param>
public sealed record GetMetadata([Pattern("^[0-9]{1,19}$")] string? PropertyId = null);

/// <summary>Names that reports take.</summary>
/// <param name="Dimensions">What can be split by.</param>
/// <param name="Metrics">What can be counted.</param>
public sealed record PropertyMetadata(IReadOnlyList<ReportDimension> Dimensions, IReadOnlyList<ReportMetric> Metrics);

/// <summary>A dimension.</summary>
/// <param name="ApiName">Name for runReport.</param>
/// <param name="UiName">Name that people see.</param>
/// <param name="Description">What it is.</param>
/// <param name="Category">Heading it stands under.</param>
/// <param name="IsCustom">Whether the property defined it itself.</param>
public sealed record ReportDimension(string ApiName, string UiName, string? Description = null, string? Category = null, bool? IsCustom = null);

/// <summary>A metric.</summary>
/// <param name="ApiName">Name for runReport.</param>
/// <param name="UiName">Name that people see.</param>
/// <param name="Type">As TYPE_INTEGER, TYPE_FLOAT, TYPE_SECONDS or TYPE_CURRENCY.</param>
/// <param name="Description">What it is.</param>
/// <param name="Category">Heading it stands under.</param>
/// <param name="IsCustom">Whether the property defined it itself.</param>
public sealed record ReportMetric(
    string ApiName, string UiName, string Type, string? Description = null, string? Category = null, bool? IsCustom = null);

/// <summary>Texts that the contract says several times.</summary>
internal static class Ga4Texts
{
    public const string ReadOnly = "https://www.googleapis.com/auth/analytics.readonly";
    public const string Full = "https://www.googleapis.com/auth/analytics";
    public const string Quotas = "https://developers.google.com/analytics/devguides/reporting/data/v1/quotas";
    public const string Property = "Number of the property: Google Analytics, Admin, Property details. Not the G-… measurement id.";
    public const string Name = "^[A-Za-z][A-Za-z0-9_]{0,99}(:[A-Za-z0-9_ ]{1,100})?$";
    public const string Day = "^([0-9]{4}-[0-9]{2}-[0-9]{2}|today|yesterday|[0-9]{1,5}daysAgo)$";
}
