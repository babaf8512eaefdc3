using System.Text.Json;
using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Facebook;

file static class Pages
{
    internal const string Graph = "https://developers.facebook.com/docs/graph-api/overview/rate-limiting/";
    internal const string Marketing = "https://developers.facebook.com/docs/marketing-api/overview/rate-limiting";
}

/// <summary>Posts and figures of one Facebook page, and ad campaigns of one ad account, which run on Facebook and Instagram.</summary>
/// <remarks>
/// Limits are those of standard access; development access has far less, and the usage headers tell. The limit of a page, 4,800 calls
/// a day for each engaged user, has no fixed number: its header alone holds calls back.
/// </remarks>
[Connector(
    "facebook",
    Category = "Social/ads",
    BaseAddress = "https://graph.facebook.com",
    ApiVersion = FacebookAdapter.Version,
    Adapter = typeof(FacebookAdapter),
    Simulator = typeof(FacebookSimulator),
    Json = typeof(FacebookJson))]
[Credential("PageId", "Id of the page, digits, from the page's About, page transparency.", Set = "both", Simulated = "100000000000002")]
[Credential("PageAccessToken", "Page access token with pages_manage_posts, pages_read_engagement and read_insights.", Set = "both", Simulated = "EAAsimulatedPageToken")]
[Credential("AdAccountId", "Id of the ad account, digits with or without act_, from Ads Manager.", Set = "both", Simulated = "act_100000000000003")]
[Credential("AdsAccessToken", "Token of a system user or user with ads_management and ads_read on the ad account.", Set = "both", Simulated = "EAAsimulatedAdsToken")]
[Credential("GraphVersion", "Version of the Graph and Marketing API to speak, as v25.0.", Set = "both", Optional = true, Simulated = FacebookAdapter.Version)]
[Credential("PageId", "Id of the page, where there are no ads.", Set = "page", Simulated = "100000000000002")]
[Credential("PageAccessToken", "Page access token, where there are no ads.", Set = "page", Simulated = "EAAsimulatedPageToken")]
[Credential("AppSecret", "The Meta app's secret, with which every request is proved where the app demands it; from the app's basic settings.", Set = "page", Optional = true, Simulated = "00000000000000000000000000000001")]
[Credential("AdAccountId", "Id of the ad account, where there is no page.", Set = "ads", Simulated = "act_100000000000003")]
[Credential("AdsAccessToken", "Token for the ad account, where there is no page.", Set = "ads", Simulated = "EAAsimulatedAdsToken")]
[RateLimit(FacebookAdapter.AdsScore, 9_000, 300, Source = Pages.Marketing)]
[RateLimit(FacebookAdapter.AdsManagement, 100_000, 3_600, Source = Pages.Graph)]
[RateLimit(FacebookAdapter.AdsInsights, 190_000, 3_600, Source = Pages.Graph)]
public interface IFacebook
{
    /// <summary>
    /// Publishes a post on the page now, with an optional link that shows as a preview. Everybody can see it. Facebook has no
    /// idempotency key: after an unknown outcome do not repeat it, look at the page.
    /// </summary>
    [Action(Effect.Write, Repeat.Blind, Aliases = ["PUBLISH_POST"], Scopes = ["pages_manage_posts"])]
    Task<PublishedPost> PublishPostAsync(PublishPost input, CancellationToken ct = default);

    /// <summary>
    /// Reads figures of the page: views, people reached, engagements, followers, by day, week or 28 days. Facebook has none for pages
    /// with fewer than 100 likes. A metric without figures is missing from the answer.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Check = nameof(FacebookAdapter.CheckInsights), Scopes = ["read_insights"])]
    Task<PageInsights> GetPageInsightsAsync(GetPageInsights input, CancellationToken ct = default);

    /// <summary>
    /// Creates an ad campaign with a daily budget in the ad account's own currency. A campaign spends nothing until it has an ad set
    /// with ads, which are made in Ads Manager. Give every campaign a name of its own: by it a lost answer is looked up.
    /// </summary>
    [Action(
        Effect.Write, Repeat.Reconcilable, ReadBack = nameof(FacebookAdapter.FindCampaignAsync), ReadBackScopes = ["ads_read", "ads_management"],
        Check = nameof(FacebookAdapter.CheckCampaign), Aliases = ["CREATE_CAMPAIGN"], Scopes = ["ads_management"])]
    [Cost(FacebookAdapter.AdsScore, 4)]
    [Cost(FacebookAdapter.AdsManagement, 2)]
    Task<CreatedCampaign> CreateCampaignAsync(CreateCampaign input, CancellationToken ct = default);

    /// <summary>
    /// Sets the daily budget of a campaign, in the ad account's currency. Only for campaigns that have a budget of their own, as
    /// those of createCampaign do: where the ad sets have the budgets it is refused.
    /// </summary>
    [Action(Effect.Write, Repeat.Natural, Aliases = ["ADJUST_BUDGET"], Scopes = ["ads_management"])]
    [Cost(FacebookAdapter.AdsScore, 5)]
    [Cost(FacebookAdapter.AdsManagement, 3)]
    Task<AdjustedBudget> AdjustBudgetAsync(AdjustBudget input, CancellationToken ct = default);

    /// <summary>
    /// Reads what a campaign did: how often it was shown, to how many people, clicks and money spent, over its life or between two
    /// dates. Figures of the last days still change.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Check = nameof(FacebookAdapter.CheckMetrics), Scopes = ["ads_read", "ads_management"])]
    [Cost(FacebookAdapter.AdsInsights)]
    Task<CampaignMetrics> GetCampaignMetricsAsync(GetCampaignMetrics input, CancellationToken ct = default);
}

/// <summary>A post to publish.</summary>
/// <param name="Message">Text, 1 to 63,206 characters.</param>
/// <param name="Link">Address shown below as a preview.</param>
public sealed record PublishPost(
    [Content, Length(1, 63_206)] string Message,
    [Content, Format(TextFormat.Uri)] string? Link = null);

/// <summary>A published post.</summary>
/// <param name="Id">Its id: the page's, an underscore, the post's.</param>
public sealed record PublishedPost(string Id);

/// <summary>Which figures of the page to read.</summary>
/// <param name="Metrics">
/// Up to 20 names of Facebook's page metrics. Default page_media_view (times shown), page_total_media_view_unique (people who saw
/// something), page_post_engagements and page_follows. The families page_impressions and page_fans no longer exist.
/// </param>
/// <param name="Period">What one value sums up. Default day.</param>
/// <param name="Since">First day, as 2026-12-01. Default two days ago.</param>
/// <param name="Until">Day after the last, as 2026-12-08; at most 90 days after since. Default now.</param>
public sealed record GetPageInsights(
    [Items(1, 20), Pattern("^[a-z][a-z0-9_]{0,99}$")] IReadOnlyList<string>? Metrics = null,
    InsightsPeriod? Period = null,
    [Pattern(Dates.Pattern)] string? Since = null,
    [Pattern(Dates.Pattern)] string? Until = null);

/// <summary>What one value of a page's figures sums up.</summary>
[JsonConverter(typeof(EnumText<InsightsPeriod>))]
public enum InsightsPeriod
{
    /// <summary>One day.</summary>
    Day,

    /// <summary>Seven days.</summary>
    Week,

    /// <summary>28 days.</summary>
    [JsonStringEnumMemberName("days_28")]
    Days28,
}

/// <summary>Figures of the page.</summary>
/// <param name="Metrics">One entry a metric that has figures.</param>
public sealed record PageInsights(IReadOnlyList<PageMetric> Metrics);

/// <summary>One metric of the page.</summary>
/// <param name="Name">Its name, as page_media_view.</param>
/// <param name="Period">day, week or days_28.</param>
/// <param name="Values">Its values, oldest first.</param>
public sealed record PageMetric(string Name, string Period, [Volatile] IReadOnlyList<PageMetricValue> Values);

/// <summary>One value of a metric.</summary>
/// <param name="Value">A number; an object of numbers where Facebook splits the metric.</param>
/// <param name="EndTime">When its day, week or 28 days end.</param>
public sealed record PageMetricValue([Volatile] JsonElement Value, [Volatile] DateTimeOffset? EndTime = null);

/// <summary>A campaign to create.</summary>
/// <param name="Name">Its name in Ads Manager, 1 to 400 characters; best one that no other campaign of the account has.</param>
/// <param name="DailyBudget">Most it spends a day on average, in the currency: 20.50. At least the account's minimum, about one dollar.</param>
/// <param name="Currency">Currency of the ad account, as USD. Another one is refused: nothing is converted.</param>
/// <param name="Objective">What it is optimised for. Default traffic.</param>
/// <param name="Status">Whether it may deliver once it has ads. Default active.</param>
/// <param name="SpecialAdCategories">What the law asks to declare about its ads. Default none.</param>
public sealed record CreateCampaign(
    [Length(1, 400), Format(TextFormat.SingleLine)] string Name,
    [Range(0.01, 1_000_000_000_000)] decimal DailyBudget,
    [Pattern("^[A-Z]{3}$")] string Currency,
    CampaignObjective? Objective = null,
    CampaignStatus? Status = null,
    [Items(0, 6)] IReadOnlyList<SpecialAdCategory>? SpecialAdCategories = null);

/// <summary>What a campaign is optimised for.</summary>
[JsonConverter(typeof(EnumText<CampaignObjective>))]
public enum CampaignObjective
{
    /// <summary>Visits of a website or app.</summary>
    Traffic,

    /// <summary>Being seen and remembered.</summary>
    Awareness,

    /// <summary>Messages, likes, comments, video views.</summary>
    Engagement,

    /// <summary>Contacts of people who are interested.</summary>
    Leads,

    /// <summary>Purchases.</summary>
    Sales,

    /// <summary>Installs and use of an app.</summary>
    AppPromotion,
}

/// <summary>Whether a new campaign may deliver.</summary>
[JsonConverter(typeof(EnumText<CampaignStatus>))]
public enum CampaignStatus
{
    /// <summary>It delivers as soon as it has ads.</summary>
    Active,

    /// <summary>It waits until somebody starts it in Ads Manager.</summary>
    Paused,
}

/// <summary>What must be declared about a campaign's ads.</summary>
[JsonConverter(typeof(EnumText<SpecialAdCategory>))]
public enum SpecialAdCategory
{
    /// <summary>Credit cards and loans.</summary>
    Credit,

    /// <summary>Jobs.</summary>
    Employment,

    /// <summary>Financial products and services.</summary>
    FinancialProductsServices,

    /// <summary>Homes to rent or buy.</summary>
    Housing,

    /// <summary>Social issues, elections and politics.</summary>
    IssuesElectionsPolitics,

    /// <summary>Online gambling and gaming.</summary>
    OnlineGamblingAndGaming,
}

/// <summary>A created campaign.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">ACTIVE or PAUSED.</param>
public sealed record CreatedCampaign(string Id, string Status);

/// <summary>A new daily budget.</summary>
/// <param name="CampaignId">The campaign's id, digits.</param>
/// <param name="DailyBudget">Budget a day from now on, in the ad account's currency; at least the account's minimum.</param>
public sealed record AdjustBudget(
    [Pattern("^[0-9]{1,20}$")] string CampaignId,
    [Range(0.01, 1_000_000_000_000)] decimal DailyBudget);

/// <summary>A budget that was set.</summary>
/// <param name="Id">The campaign's id.</param>
/// <param name="DailyBudget">The budget now.</param>
/// <param name="PreviousDailyBudget">The budget before; absent: an earlier try of this call may have set the new one already.</param>
/// <param name="Currency">Currency of both.</param>
public sealed record AdjustedBudget(string Id, decimal DailyBudget, [Volatile] decimal? PreviousDailyBudget, string Currency);

/// <summary>Which campaign, and when.</summary>
/// <param name="CampaignId">The campaign's id, digits.</param>
/// <param name="Since">First day, as 2026-12-01, in the ad account's time zone. Absent: over the campaign's life.</param>
/// <param name="Until">Last day, included; needs since. Default today.</param>
public sealed record GetCampaignMetrics(
    [Pattern("^[0-9]{1,20}$")] string CampaignId,
    [Pattern(Dates.Pattern)] string? Since = null,
    [Pattern(Dates.Pattern)] string? Until = null);

/// <summary>What a campaign did.</summary>
/// <param name="Impressions">Times shown.</param>
/// <param name="Reach">People who saw it; estimated by Meta.</param>
/// <param name="Clicks">Clicks of every kind.</param>
/// <param name="Spend">Money spent, in the currency.</param>
/// <param name="Currency">Currency of the ad account.</param>
public sealed record CampaignMetrics([Volatile] long Impressions, [Volatile] long Reach, [Volatile] long Clicks, [Volatile] decimal Spend, string Currency);

/// <summary>Dates of inputs.</summary>
internal static class Dates
{
    /// <summary>Year, month, day with dashes.</summary>
    public const string Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
}
