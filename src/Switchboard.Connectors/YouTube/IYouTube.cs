using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Connectors.YouTube;

/// <summary>Videos of one YouTube channel: upload, list and measure.</summary>
[Connector(
    "youtube",
    Category = "Social",
    BaseAddress = "https://youtube.googleapis.com",
    ApiVersion = "v3",
    Adapter = typeof(YouTubeAdapter),
    Simulator = typeof(YouTubeSimulator),
    Json = typeof(YouTubeJson))]
[Credential("AccessToken", "OAuth 2.0 access token of the channel's account; lives about an hour.", Set = "token", Simulated = "ya29.simulated")]
[Credential("UploadDirectory", "Directory of this machine whose files publishPost may upload by name; without it, file is refused.", Set = "token", Optional = true, Simulated = "uploads")]
[Credential("ClientId", "OAuth client id, from the Google Cloud console.", Set = "refresh", Simulated = "simulated.apps.googleusercontent.com")]
[Credential("ClientSecret", "OAuth client secret, from the Google Cloud console.", Set = "refresh", Simulated = "GOCSPX-simulated")]
[Credential("RefreshToken", "OAuth refresh token of the account, from the consent with access_type=offline.", Set = "refresh", Simulated = "1//simulated")]
[RateLimit(YouTubeLimits.Inserts, 100, 86_400, Source = YouTubeLimits.Source)]
[RateLimit(YouTubeLimits.Units, 10_000, 86_400, Source = YouTubeLimits.Source)]
[NotOffered("createCampaign", "YouTube has no campaigns of its own: its ads are bought in Google Ads, so use google-ads.createCampaign.")]
[NotOffered("adjustBudget", "YouTube has no campaigns of its own: its ads are bought in Google Ads, so use google-ads.adjustBudget.")]
[NotOffered("getCampaignMetrics", "YouTube has no campaigns of its own: its ads are bought in Google Ads, so use google-ads.getCampaignMetrics.")]
public interface IYouTube
{
    /// <summary>
    /// Uploads a video to the connected channel; it is public at once unless privacyStatus says otherwise. Give the video as content
    /// or as file, never both. To appear later give privacyStatus private and publishAt. At most 100 uploads a day.
    /// </summary>
    /// <remarks>Projects that Google has not audited can only upload private videos, whatever is asked.</remarks>
    [Action(
        Effect.Write,
        Repeat.Reconcilable,
        Check = nameof(YouTubeAdapter.CheckPublish),
        ReadBack = nameof(YouTubeAdapter.FindPublishedAsync),
        Scopes = [YouTubeScopes.Upload, YouTubeScopes.Full, YouTubeScopes.ForceSsl],
        Aliases = ["PUBLISH_POST"])]
    [Cost(YouTubeLimits.Inserts)]
    Task<PublishedVideo> PublishPostAsync(PublishPost input, CancellationToken ct = default);

    /// <summary>Counts of one video until now: views, likes, comments. A count that its owner hides is absent, which is not 0.</summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [YouTubeScopes.ReadOnly, YouTubeScopes.Full, YouTubeScopes.ForceSsl])]
    [Cost(YouTubeLimits.Units)]
    Task<VideoMetrics> GetVideoMetricsAsync(GetVideoMetrics input, CancellationToken ct = default);

    /// <summary>
    /// Lists what the connected channel uploaded, newest first, private videos too. For the next page call again with the same
    /// maxResults and nextPageToken as pageToken; no nextPageToken means the end.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [YouTubeScopes.ReadOnly, YouTubeScopes.Full, YouTubeScopes.ForceSsl])]
    [Cost(YouTubeLimits.Units, 2)]
    Task<VideoList> ListVideosAsync(ListVideos input, CancellationToken ct = default);
}

/// <summary>Who may see a video.</summary>
[JsonConverter(typeof(EnumText<Privacy>))]
public enum Privacy
{
    /// <summary>Everybody; it is listed and found.</summary>
    Public,

    /// <summary>Whoever has its address.</summary>
    Unlisted,

    /// <summary>The channel, until publishAt if that is given.</summary>
    Private,
}

/// <summary>A video to upload; content or file, not both.</summary>
/// <param name="Title">Title, 1 to 100 characters, without <c>&lt;</c> and <c>&gt;</c>.</param>
/// <param name="Description">Text below the video, up to 5,000 bytes of UTF-8, without <c>&lt;</c> and <c>&gt;</c>; may be empty.</param>
/// <param name="Content">The video's bytes as base64, for videos of up to about 15 MB. Larger ones: file.</param>
/// <param name="File">
/// Name of a video file in the directory that the operator opened for uploads, as <c>launch.mp4</c> or <c>2026/launch.mp4</c>. Files elsewhere are refused.
/// </param>
/// <param name="PrivacyStatus">Who may see it: public, unlisted or private. Default: public.</param>
/// <param name="PublishAt">When a private video becomes public: a time to come, and only with privacyStatus private.</param>
/// <param name="Tags">Keywords, together up to 500 characters; a comma is counted between two, and two more for a keyword with a space.</param>
/// <param name="CategoryId">YouTube's number of a category, as 22 for People and Blogs or 28 for Science and Technology. Default: the channel's.</param>
/// <param name="MadeForKids">Whether it is directed at children, which the law of some countries wants said. Default: the channel's own setting.</param>
/// <param name="NotifySubscribers">Whether subscribers are told. Default: true.</param>
/// <param name="ContentType">Media type: <c>video/mp4</c> and the like. Default: YouTube finds out.</param>
[AnyOf("content", "file")]
public sealed record PublishPost(
    [Content, Length(1, 100), Pattern("^[^<>]*$")] string Title,
    [Content, Length(0, 5000), Pattern("^[^<>]*$")] string Description,
    [Content, Length(4, int.MaxValue), Format(TextFormat.Base64)] string? Content = null,
    [Length(1, 1024), Format(TextFormat.SingleLine)] string? File = null,
    Privacy? PrivacyStatus = null,
    DateTimeOffset? PublishAt = null,
    [Content, Items(0, 250), Length(1, 500)] IReadOnlyList<string>? Tags = null,
    [Pattern("^[0-9]{1,3}$")] string? CategoryId = null,
    bool? MadeForKids = null,
    bool? NotifySubscribers = null,
    [Pattern("^(video/[A-Za-z0-9.+-]{1,64}|application/octet-stream)$")] string? ContentType = null);

/// <summary>A video that YouTube has.</summary>
/// <param name="Id">Video id, for getVideoMetrics; the video is at https://youtu.be/ and this id.</param>
/// <param name="UploadStatus">uploaded until YouTube has processed it, then processed; or failed, rejected, deleted.</param>
/// <param name="PrivacyStatus">Who may see it: private where the project is not audited, whatever was asked.</param>
/// <param name="PublishAt">When it becomes public, if it waits for that.</param>
public sealed record PublishedVideo(string Id, [Volatile] string? UploadStatus = null, string? PrivacyStatus = null, DateTimeOffset? PublishAt = null);

/// <summary>Which video to measure.</summary>
/// <param name="VideoId">Video id, 11 letters, digits, hyphens and underscores, from publishPost or listVideos; also another channel's public video.</param>
public sealed record GetVideoMetrics([Pattern("^[A-Za-z0-9_-]{11}$")] string VideoId);

/// <summary>A video's counts until now.</summary>
/// <param name="VideoId">Video id.</param>
/// <param name="Views">Times watched; absent: hidden.</param>
/// <param name="Likes">Times liked; absent: hidden.</param>
/// <param name="Comments">Comments; absent: they are turned off or hidden.</param>
public sealed record VideoMetrics(string VideoId, [Volatile] long? Views = null, [Volatile] long? Likes = null, [Volatile] long? Comments = null);

/// <summary>Which page of the channel's videos.</summary>
/// <param name="MaxResults">How many at most, 1 to 50. Default: 25.</param>
/// <param name="PageToken">nextPageToken of the page before.</param>
public sealed record ListVideos(
    [Range(1, 50)] int? MaxResults = null,
    [Volatile, Length(1, 200), Format(TextFormat.SingleLine)] string? PageToken = null);

/// <summary>One page of the channel's videos.</summary>
/// <param name="Videos">Newest first.</param>
/// <param name="NextPageToken">Gives the next page; absent on the last.</param>
/// <param name="TotalResults">How many videos the channel has in all.</param>
public sealed record VideoList(
    [Volatile] IReadOnlyList<ListedVideo> Videos, [Volatile] string? NextPageToken = null, [Volatile] int? TotalResults = null);

/// <summary>A video in a list.</summary>
/// <param name="Id">Video id, for getVideoMetrics.</param>
/// <param name="Title">Title.</param>
/// <param name="UploadedAt">When it was uploaded.</param>
/// <param name="PrivacyStatus">public, unlisted or private.</param>
public sealed record ListedVideo(string Id, [Content] string Title, DateTimeOffset? UploadedAt = null, string? PrivacyStatus = null);
