using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Connectors.TikTok;

/// <summary>Videos of one TikTok account, and campaigns of one TikTok ads account.</summary>
[Connector(
    "tiktok",
    Category = "Social/ads",
    BaseAddress = "https://open.tiktokapis.com",
    ApiVersion = "v2, business v1.3",
    Adapter = typeof(TikTokAdapter),
    Simulator = typeof(TikTokSimulator),
    Json = typeof(TikTokJson),
    Triggers = ["post.published", "post.failed"])]
[Credential(TikTokSettings.Posting, "User access token with the scope video.publish, for posts; lives two hours to a day.", Set = "posts", Simulated = "act.simulated")]
[Credential(TikTokSettings.Ads, TikTokSettings.AdsText, Set = "posts", Optional = true, Simulated = "simulated-ads-token")]
[Credential(TikTokSettings.Advertiser, TikTokSettings.AdvertiserText, Set = "posts", Optional = true, Simulated = "7000000000000000001")]
[Credential(TikTokSettings.Ads, TikTokSettings.AdsText, Set = "ads", Simulated = "simulated-ads-token")]
[Credential(TikTokSettings.Advertiser, TikTokSettings.AdvertiserText, Set = "ads", Simulated = "7000000000000000001")]
[RateLimit(TikTokLimits.CreatorInfo, 20, 60, Source = "https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info")]
[RateLimit(TikTokLimits.VideoInit, 6, 60, Source = "https://developers.tiktok.com/doc/content-posting-api-reference-direct-post")]
[RateLimit(TikTokLimits.PostStatus, 30, 60, Source = "https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status")]
[RateLimit(TikTokLimits.Ads, 10, 1, Source = "https://business-api.tiktok.com/portal/docs, from memory")]
[SendCap("creator", 15)]
public interface ITikTok
{
    /// <summary>
    /// Posts a video to the connected account; TikTok fetches it from an address whose domain was verified for the app. The answer comes
    /// before the video is out: ask getPostStatus with the publishId. Posting the same twice posts it twice. About 15 posts a day.
    /// </summary>
    /// <remarks>Apps that TikTok has not audited can only post with privacyLevel selfOnly.</remarks>
    [Action(Effect.Write, Repeat.Blind, Check = nameof(TikTokAdapter.CheckPost), Scopes = ["video.publish"], Aliases = ["PUBLISH_POST"])]
    [Cost(TikTokLimits.CreatorInfo)]
    [Cost(TikTokLimits.VideoInit)]
    Task<PublishedPost> PublishPostAsync(PublishPost input, CancellationToken ct = default);

    /// <summary>Tells how far a post is: being fetched, published, or failed and why. Ask again after some seconds while it is processing.</summary>
    [Action(Effect.Read, Repeat.Read, Scopes = ["video.publish", "video.upload"])]
    [Cost(TikTokLimits.PostStatus)]
    Task<PostStatus> GetPostStatusAsync(GetPostStatus input, CancellationToken ct = default);

    /// <summary>
    /// Creates a campaign with a daily budget of its own. It holds no ads yet: until a person adds some in TikTok Ads Manager it shows
    /// nothing and costs nothing, enabled or not. The name must be new in the ads account. To change the budget later use adjustBudget.
    /// </summary>
    [Action(
        Effect.Write,
        Repeat.Reconcilable,
        Check = nameof(TikTokAdapter.CheckCampaign),
        ReadBack = nameof(TikTokAdapter.FindCampaignAsync),
        Aliases = ["CREATE_CAMPAIGN"])]
    [Cost(TikTokLimits.Ads, 3)]
    Task<CreatedCampaign> CreateCampaignAsync(CreateCampaign input, CancellationToken ct = default);

    /// <summary>Sets what a campaign may spend a day, from now on. Setting the same twice is the same as once.</summary>
    [Action(Effect.Write, Repeat.Natural, Check = nameof(TikTokAdapter.CheckBudget), Aliases = ["ADJUST_BUDGET"])]
    [Cost(TikTokLimits.Ads, 2)]
    Task<AdjustedBudget> AdjustBudgetAsync(AdjustBudget input, CancellationToken ct = default);

    /// <summary>
    /// Reads what a campaign did in a span of whole days of the ads account's time zone: shown, seen, clicked, spent. Without days: since it
    /// began. Today's figures still grow, and lag behind by minutes to hours.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Check = nameof(TikTokAdapter.CheckMetrics))]
    [Cost(TikTokLimits.Ads, 3)]
    Task<CampaignMetrics> GetCampaignMetricsAsync(GetCampaignMetrics input, CancellationToken ct = default);
}

/// <summary>A video to post.</summary>
/// <param name="VideoUrl">Public https address of the video, at a domain or prefix that was verified for the app; no redirects. TikTok has an hour to fetch it.</param>
/// <param name="Caption">Text of the post with its #hashtags and @mentions, up to 2,200 UTF-16 units; may be empty.</param>
/// <param name="PrivacyLevel">
/// Who may see it: publicToEveryone (default), mutualFollowFriends, followerOfCreator or selfOnly. What the account does not offer is refused and the
/// message names what it does.
/// </param>
/// <param name="DisableComment">Whether nobody may comment. Default: false.</param>
/// <param name="DisableDuet">Whether nobody may make a duet of it. Default: false.</param>
/// <param name="DisableStitch">Whether nobody may stitch it. Default: false.</param>
/// <param name="CoverTimestampMs">Which frame is the cover, in milliseconds from the start. Default: the first.</param>
/// <param name="IsAiGenerated">Whether to label it as made by AI, which TikTok's rules ask for realistic scenes. Default: false.</param>
/// <param name="IsPaidPartnership">Whether it advertises somebody else's business; it is labelled so. Default: false.</param>
/// <param name="IsOwnBrand">Whether it advertises the creator's own business; it is labelled so. Default: false.</param>
public sealed record PublishPost(
    [Content, Length(1, 2048), Format(TextFormat.Uri), Pattern("^https://[^ ]+$")] string VideoUrl,
    [Content, Length(0, 2200)] string Caption,
    PrivacyLevel? PrivacyLevel = null,
    bool? DisableComment = null,
    bool? DisableDuet = null,
    bool? DisableStitch = null,
    [Range(0, 36_000_000)] int? CoverTimestampMs = null,
    bool? IsAiGenerated = null,
    bool? IsPaidPartnership = null,
    bool? IsOwnBrand = null);

/// <summary>Who may see a post.</summary>
[JsonConverter(typeof(EnumText<PrivacyLevel>))]
public enum PrivacyLevel
{
    /// <summary>Everybody.</summary>
    PublicToEveryone,

    /// <summary>Friends: who follows the creator and is followed back.</summary>
    MutualFollowFriends,

    /// <summary>Who follows the creator.</summary>
    FollowerOfCreator,

    /// <summary>Only the creator.</summary>
    SelfOnly,
}

/// <summary>A post that TikTok took; it is not out yet.</summary>
/// <param name="PublishId">Names the posting, for getPostStatus; it is not the post's own id.</param>
public sealed record PublishedPost(string PublishId);

/// <summary>Which posting to ask for.</summary>
/// <param name="PublishId">publishId of publishPost.</param>
public sealed record GetPostStatus([Pattern("^[A-Za-z0-9_.~-]{1,64}$")] string PublishId);

/// <summary>How far a post is.</summary>
/// <param name="PublishId">Names the posting.</param>
/// <param name="Status">
/// PROCESSING_DOWNLOAD while TikTok fetches it, PROCESSING_UPLOAD, SEND_TO_USER_INBOX, PUBLISH_COMPLETE when it is out, or FAILED.
/// </param>
/// <param name="PostIds">Ids of the public posts; absent until TikTok has reviewed it, and for posts that are not public.</param>
/// <param name="FailReason">Why it failed, as file_format_check_failed, duration_check_failed, video_pull_failed or spam_risk.</param>
public sealed record PostStatus(
    string PublishId, [Volatile] string Status, [Volatile] IReadOnlyList<string>? PostIds = null, [Volatile] string? FailReason = null);

/// <summary>A campaign to create.</summary>
/// <param name="Name">Name that no other campaign of the ads account has; one line, up to 512 characters.</param>
/// <param name="DailyBudget">Most it may spend a day, in currency units with at most two decimals, not in cents: 50.5 is 50 dollars and 50 cents. TikTok has a least budget of its own.</param>
/// <param name="Currency">Currency of dailyBudget, ISO 4217 as USD. It must be the ads account's own; else nothing is created.</param>
/// <param name="Status">enabled (default) or paused.</param>
/// <param name="Objective">What it is to bring: traffic (default), reach, videoViews, leadGeneration, webConversions or engagement. It cannot be changed later.</param>
public sealed record CreateCampaign(
    [Content, Length(1, 512), Format(TextFormat.SingleLine)] string Name,
    [Range(0.01, 10_000_000_000)] decimal DailyBudget,
    [Pattern("^[A-Z]{3}$")] string Currency,
    CampaignStatus? Status = null,
    CampaignObjective? Objective = null);

/// <summary>How a campaign starts.</summary>
[JsonConverter(typeof(EnumText<CampaignStatus>))]
public enum CampaignStatus
{
    /// <summary>Delivers as soon as it has ads.</summary>
    Enabled,

    /// <summary>Waits until a person enables it.</summary>
    Paused,
}

/// <summary>What a campaign is to bring.</summary>
[JsonConverter(typeof(EnumText<CampaignObjective>))]
public enum CampaignObjective
{
    /// <summary>Visits of a website.</summary>
    Traffic,

    /// <summary>As many people as possible.</summary>
    Reach,

    /// <summary>Views of the video.</summary>
    VideoViews,

    /// <summary>Contacts of people who are interested.</summary>
    LeadGeneration,

    /// <summary>Purchases and other actions on a website.</summary>
    WebConversions,

    /// <summary>Followers and visits of the profile.</summary>
    Engagement,
}

/// <summary>A campaign that was created.</summary>
/// <param name="Id">Its id: decimal digits, as text.</param>
/// <param name="Status">ENABLE or DISABLE, as TikTok writes it.</param>
public sealed record CreatedCampaign(string Id, string Status);

/// <summary>A budget to set.</summary>
/// <param name="CampaignId">Id of the campaign, from createCampaign: decimal digits.</param>
/// <param name="DailyBudget">Most it may spend a day, in units of the ads account's currency, with at most two decimals.</param>
public sealed record AdjustBudget(
    [Pattern("^[0-9]{1,19}$")] string CampaignId,
    [Range(0.01, 10_000_000_000)] decimal DailyBudget);

/// <summary>A budget that was set.</summary>
/// <param name="Id">Id of the campaign.</param>
/// <param name="DailyBudget">Most it may spend a day from now on.</param>
/// <param name="PreviousDailyBudget">What it was right before; where a try was repeated, this may be the new one already.</param>
public sealed record AdjustedBudget(string Id, decimal DailyBudget, [Volatile] decimal PreviousDailyBudget);

/// <summary>Which figures to read.</summary>
/// <param name="CampaignId">Id of the campaign: decimal digits.</param>
/// <param name="Since">First day, yyyy-MM-dd in the ads account's time zone; default the campaign's first, and then until must be absent too.</param>
/// <param name="Until">Last day, included, yyyy-MM-dd; default today.</param>
public sealed record GetCampaignMetrics(
    [Pattern("^[0-9]{1,19}$")] string CampaignId,
    [Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] string? Since = null,
    [Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] string? Until = null);

/// <summary>What a campaign did.</summary>
/// <param name="CampaignId">Id of the campaign.</param>
/// <param name="Impressions">Times its ads were shown.</param>
/// <param name="Reach">Different people who saw them; reach of two spans must not be added up.</param>
/// <param name="Clicks">Clicks.</param>
/// <param name="Spend">Cost, in currency units.</param>
/// <param name="Currency">The ads account's currency, as USD.</param>
public sealed record CampaignMetrics(
    string CampaignId, [Volatile] long Impressions, [Volatile] long Reach, [Volatile] long Clicks, [Volatile] decimal Spend, string Currency);
