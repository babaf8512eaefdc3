using Switchboard.Contracts;

namespace Switchboard.Connectors.X;

file static class Pages
{
    internal const string Limits = "https://docs.x.com/x-api/fundamentals/rate-limits";
    internal const string Ads = "X Ads is a product apart, with its own API, account and approval; use facebook, tiktok or google-ads for campaigns.";
}

/// <summary>Publishes and deletes posts of one X (Twitter) account, and reads how they are received.</summary>
/// <remarks>
/// Every call costs money: X bills by use. A post costs $0.015, one with an address in its text $0.200, reading one of one's own
/// $0.001, another's $0.005 (X's pricing page, 2026). Limits are those of X's page, for one user; reset times come in headers.
/// </remarks>
[Connector(
    "x",
    Aliases = ["twitter"],
    Category = "Social",
    BaseAddress = "https://api.x.com",
    ApiVersion = "2",
    Adapter = typeof(XAdapter),
    Simulator = typeof(XSimulator),
    Json = typeof(XJson),
    Triggers = ["post.mentioned"])]
[Credential("AccessToken", "OAuth 2.0 access token of the account, from the consent with PKCE; lives two hours.", Set = "token", Simulated = "c2ltdWxhdGVkLXgtYWNjZXNzLXRva2Vu")]
[Credential("Naming", "Names in X's answers and queries: current (posts) or legacy (tweets). Default current.", Set = "token", Optional = true, Simulated = "current")]
[Credential("ConsumerKey", "OAuth 1.0a API key of the app, from the X developer console, Keys and tokens.", Set = "signed", Simulated = "simulatedConsumerKey")]
[Credential("ConsumerSecret", "OAuth 1.0a API key secret of the app, from the X developer console.", Set = "signed", Simulated = "simulated-consumer-secret")]
[Credential("UserToken", "OAuth 1.0a access token of the account, made with Read and Write; does not expire.", Set = "signed", Simulated = "1234567890-simulatedUserToken")]
[Credential("UserTokenSecret", "OAuth 1.0a access token secret of the account.", Set = "signed", Simulated = "simulated-user-token-secret")]
[Credential("Naming", "Names in X's answers and queries: current (posts) or legacy (tweets). Default current.", Set = "signed", Optional = true, Simulated = "current")]
[RateLimit(XBuckets.Posts, 100, 900, Source = Pages.Limits)]
[RateLimit(XBuckets.Posts, 10_000, 86_400, Source = Pages.Limits)]
[RateLimit(XBuckets.Deletes, 50, 900, Source = Pages.Limits)]
[RateLimit(XBuckets.Reads, 900, 900, Source = Pages.Limits)]
[NotOffered("createCampaign", Pages.Ads)]
[NotOffered("adjustBudget", Pages.Ads)]
[NotOffered("getCampaignMetrics", Pages.Ads)]
public interface IX
{
    /// <summary>
    /// Publishes a post for everybody to read, at once. Costs $0.015, with an address in the text $0.200. X refuses a text that the
    /// account posted before. After an unknown outcome the account's own timeline is looked through; do not post again.
    /// </summary>
    [Action(
        Effect.Write,
        Repeat.Reconcilable,
        Check = nameof(XAdapter.CheckPublish),
        ReadBack = nameof(XAdapter.FindPublishedAsync),
        ReadBackScopes = [XScopes.ReadPosts],
        Scopes = [XScopes.WritePosts],
        Aliases = ["PUBLISH_POST"])]
    [Cost(XBuckets.Posts)]
    Task<PublishedPost> PublishPostAsync(PublishPost input, CancellationToken ct = default);

    /// <summary>Deletes a post of the account, for good. Who saw or copied it keeps that.</summary>
    [Action(Effect.Destructive, Repeat.Natural, Scopes = [XScopes.WritePosts])]
    [Cost(XBuckets.Deletes)]
    Task<DeletedPost> DeletePostAsync(DeletePost input, CancellationToken ct = default);

    /// <summary>
    /// Reads a post's public figures since it was published: how often it was seen, liked and passed on. They grow for days; ask again
    /// later rather than often. Costs $0.001 for a post of one's own, $0.005 for another's, once a UTC day.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [XScopes.ReadPosts])]
    [Cost(XBuckets.Reads)]
    Task<PostMetrics> GetPostMetricsAsync(GetPostMetrics input, CancellationToken ct = default);
}

/// <summary>What shares a limit of X's.</summary>
internal static class XBuckets
{
    public const string Posts = "posts";
    public const string Deletes = "deletes";
    public const string Reads = "reads";
}

/// <summary>OAuth 2.0 scopes; X demands users.read beside each of them.</summary>
internal static class XScopes
{
    public const string WritePosts = "tweet.write";
    public const string ReadPosts = "tweet.read";
}

/// <summary>A post to publish.</summary>
/// <param name="Text">Up to 280 as X weighs it: most letters 1, emoji and Chinese, Japanese or Korean characters 2, an address 23 whatever its length. Empty only with media.</param>
/// <param name="MediaIds">Ids of 1 to 4 pictures or videos that were uploaded to X already, as 1880028106020515840.</param>
public sealed record PublishPost(
    [Content][Length(0, 16_000)] string Text,
    [Items(1, 4)][Pattern("^[0-9]{1,19}$")] IReadOnlyList<string>? MediaIds = null);

/// <summary>A post that was published.</summary>
/// <param name="Id">Its id, up to 19 digits; text, never a number. Its page is https://x.com/i/status/ and the id.</param>
public sealed record PublishedPost([Volatile] string Id);

/// <summary>A post to delete.</summary>
/// <param name="PostId">Id that publishPost answered.</param>
public sealed record DeletePost([Volatile][Pattern("^[0-9]{1,19}$")] string PostId);

/// <summary>A post that is gone.</summary>
/// <param name="PostId">Its id, which nothing has any more.</param>
public sealed record DeletedPost([Volatile] string PostId);

/// <summary>Whose figures to read.</summary>
/// <param name="PostId">Id of any public post.</param>
public sealed record GetPostMetrics([Volatile][Pattern("^[0-9]{1,19}$")] string PostId);

/// <summary>How a post is received, since it was published.</summary>
/// <param name="Impressions">Times it was shown.</param>
/// <param name="Likes">Likes.</param>
/// <param name="Reposts">Times it was passed on unchanged.</param>
/// <param name="Replies">Answers to it; absent: not told.</param>
/// <param name="Quotes">Posts that quote it; absent: not told.</param>
/// <param name="Bookmarks">Bookmarks; absent: not told.</param>
public sealed record PostMetrics(
    [Volatile] long Impressions,
    [Volatile] long Likes,
    [Volatile] long Reposts,
    [Volatile] long? Replies = null,
    [Volatile] long? Quotes = null,
    [Volatile] long? Bookmarks = null);
