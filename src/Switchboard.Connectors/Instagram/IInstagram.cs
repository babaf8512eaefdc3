using Switchboard.Contracts;

namespace Switchboard.Connectors.Instagram;

file static class Pages
{
    internal const string Publishing = "https://developers.facebook.com/docs/instagram-platform/content-publishing";
    internal const string Elsewhere = "Instagram has no campaigns of its own; Meta's ads run on both. Use the same action of facebook.";
}

/// <summary>Posts of one professional Instagram account, and the figures of its posts and of the account.</summary>
/// <remarks>Meta's guide says 100 posts in 24 hours, its reference 50: the smaller holds here. Containers, one a try, have a limit of their own.</remarks>
[Connector(
    "instagram",
    Category = "Social",
    BaseAddress = "https://graph.facebook.com",
    ApiVersion = InstagramAdapter.Version,
    Adapter = typeof(InstagramAdapter),
    Simulator = typeof(InstagramSimulator),
    Json = typeof(InstagramJson))]
[Credential("InstagramUserId", "Id of the professional account, digits: instagram_business_account of the page it is linked to.", Simulated = "17841400000000001")]
[Credential("AccessToken", "Token of a person or system user of the linked page with instagram_basic, instagram_content_publish and instagram_manage_insights.", Simulated = "EAAsimulatedInstagramToken")]
[Credential("GraphVersion", "Version of the Graph API to speak, as v25.0.", Optional = true, Simulated = InstagramAdapter.Version)]
[Credential("InstagramUserId", "Id of the professional account, where requests must be proved with the app's secret.", Set = "proof", Simulated = "17841400000000001")]
[Credential("AccessToken", "Token for the account, where requests must be proved with the app's secret.", Set = "proof", Simulated = "EAAsimulatedInstagramToken")]
[Credential("AppSecret", "The Meta app's secret, with which every request is proved; from the app's basic settings.", Set = "proof", Simulated = "00000000000000000000000000000001")]
[RateLimit("containers", 400, 86_400, Source = Pages.Publishing)]
[SendCap("professional", 50)]
[NotOffered("createCampaign", Pages.Elsewhere)]
[NotOffered("adjustBudget", Pages.Elsewhere)]
[NotOffered("getCampaignMetrics", Pages.Elsewhere)]
public interface IInstagram
{
    /// <summary>
    /// Publishes a picture with a caption on the account now; everybody can see it. The picture must be a JPEG of at most 8 MiB at a
    /// public address, from which Instagram fetches it. After an unknown outcome do not repeat it, look at the account.
    /// </summary>
    [Action(
        Effect.Write, Repeat.Blind, Check = nameof(InstagramAdapter.CheckPost), Aliases = ["PUBLISH_POST"],
        Scopes = ["instagram_content_publish", "instagram_business_content_publish"])]
    [Cost("containers")]
    Task<PublishedPost> PublishPostAsync(PublishPost input, CancellationToken ct = default);

    /// <summary>
    /// Reads how many people saw a post, and how often it was shown; without mediaId the same of the whole account. Figures come up
    /// to 48 hours late; one that Instagram does not have yet is absent, which is not 0.
    /// </summary>
    [Action(
        Effect.Read, Repeat.Read, Check = nameof(InstagramAdapter.CheckInsights), Scopes = ["instagram_manage_insights", "instagram_business_manage_insights"])]
    Task<Insights> GetInsightsAsync(GetInsights input, CancellationToken ct = default);
}

/// <summary>A picture to publish.</summary>
/// <param name="Caption">Text below it, at most 2,200 characters, 30 #hashtags and 20 @mentions.</param>
/// <param name="ImageUrl">Public address of a JPEG, at most 8 MiB.</param>
public sealed record PublishPost(
    [Content, Length(0, 2200)] string Caption,
    [Content, Format(TextFormat.Uri), Length(1, 2048)] string ImageUrl);

/// <summary>A published picture.</summary>
/// <param name="Id">Its media id.</param>
/// <param name="Permalink">Its address on instagram.com; absent: it was published, but the address could not be read.</param>
public sealed record PublishedPost(string Id, string? Permalink = null);

/// <summary>Whose figures to read.</summary>
/// <param name="MediaId">Id of a post; absent: the account.</param>
/// <param name="Since">For the account: first day, as 2026-12-01. Default the last day.</param>
/// <param name="Until">For the account: day after the last, as 2026-12-08; needs since. Default now.</param>
public sealed record GetInsights(
    [Pattern("^[0-9]{1,20}$")] string? MediaId = null,
    [Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] string? Since = null,
    [Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] string? Until = null);

/// <summary>Figures of a post or of the account.</summary>
/// <param name="Reach">People who saw it; absent: no figure yet.</param>
/// <param name="Views">Times it was shown, what impressions were until 2025; absent: no figure yet.</param>
public sealed record Insights([Volatile] long? Reach = null, [Volatile] long? Views = null);
