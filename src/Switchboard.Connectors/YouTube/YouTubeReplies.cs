using System.Globalization;
using Switchboard.Connectors.Google;
using Switchboard.Simulation;

namespace Switchboard.Connectors.YouTube;

/// <summary>Answers in the shapes of the YouTube Data API.</summary>
internal sealed class YouTubeReplies(SimulatedChannel channel, Func<string, string, double> fraction)
{
    public const string ChannelTitle = "Example Works";
    private const long Subscribers = 12_400;
    private static readonly TimeSpan Processing = TimeSpan.FromMinutes(2);

    public static SimulatorReply Invalid(string reason, string message) => Error(400, "INVALID_ARGUMENT", message, reason);

    public static SimulatorReply Error(int status, string name, string message, string reason) => SimulatorReply.Json(
        new GoogleErrorBody(new GoogleError(status, message, [new GoogleErrorItem(message, "youtube." + reason, reason)], name)), GoogleJson.Default.GoogleErrorBody, status);

    public static SimulatorReply Unauthenticated() => SimulatorReply.Json(
        new GoogleErrorBody(new GoogleError(
            401,
            "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
            [new GoogleErrorItem("Login Required.", "global", "required", "Authorization", "header")],
            "UNAUTHENTICATED")),
        GoogleJson.Default.GoogleErrorBody,
        401);

    /// <summary>Every part that the query names, however it repeats or joins them.</summary>
    public static string[] PartsOf(FormFields query) =>
        [.. query.Values("part").SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    public SimulatorReply Video(StoredVideo video, string[] parts, int status, DateTimeOffset now) =>
        SimulatorReply.Json(ToWire(video, parts, now), YouTubeWireJson.Default.WireVideo, status);

    public WireVideo ToWire(StoredVideo video, string[] parts, DateTimeOffset now) => new()
    {
        Kind = "youtube#video",
        Etag = Etag(video.Id),
        Id = video.Id,
        Snippet = parts.Contains("snippet") ? Snippet(video) : null,
        Status = parts.Contains("status") ? Status(video, now) : null,
        Statistics = parts.Contains("statistics") ? Statistics(video, now) : null,
        FileDetails = parts.Contains("fileDetails")
            ? new WireFileDetails(video.FileName, video.Length.ToString(CultureInfo.InvariantCulture), "video")
            : null,
    };

    public WirePlaylistItem ToItem(StoredVideo video, string[] parts, int position, DateTimeOffset now) => new()
    {
        Kind = "youtube#playlistItem",
        Etag = Etag("item " + video.Id),
        Id = channel.UploadsPlaylist + "." + video.Id,
        Snippet = !parts.Contains("snippet") ? null : new WirePlaylistItemSnippet(
            YouTubeRequests.Time(video.UploadedAt), channel.Id, video.Title, video.Description, ChannelTitle, channel.UploadsPlaylist, position,
            new WireResource("youtube#video", video.Id)),
        ContentDetails = !parts.Contains("contentDetails") ? null
            : new WirePlaylistItemContent(video.Id, video.SeenFrom(now) is { } seen ? YouTubeRequests.Time(seen) : null),
        Status = parts.Contains("status") ? new WireVideoStatus { PrivacyStatus = video.PrivacyAt(now) } : null,
    };

    public WireChannel ToChannel(string[] parts, DateTimeOffset now) => new()
    {
        Kind = "youtube#channel",
        Etag = Etag(channel.Id),
        Id = channel.Id,
        Snippet = parts.Contains("snippet") ? new WireChannelSnippet(ChannelTitle, "Notebooks, made by hand.", "@exampleworks", "2025-01-06T09:00:00Z") : null,
        ContentDetails = parts.Contains("contentDetails") ? new WireChannelContent(new WireRelatedPlaylists("LL", channel.UploadsPlaylist)) : null,
        Statistics = !parts.Contains("statistics") ? null : new WireChannelStatistics(
            Text(channel.Videos.Sum(video => Views(video, now))), Text(Subscribers), false, Text(channel.Videos.Count(video => video.PrivacyAt(now) == "public"))),
    };

    public string Etag(string of) => "e" + ((long)(fraction("etag", of) * 1e15)).ToString("x", CultureInfo.InvariantCulture);

    private WireVideoSnippet Snippet(StoredVideo video) => new()
    {
        PublishedAt = YouTubeRequests.Time(video.UploadedAt),
        ChannelId = channel.Id,
        Title = video.Title,
        Description = video.Description,
        ChannelTitle = ChannelTitle,
        Tags = video.Tags,
        CategoryId = video.CategoryId,
        LiveBroadcastContent = "none",
    };

    private static WireVideoStatus Status(StoredVideo video, DateTimeOffset now) => new()
    {
        UploadStatus = now - video.UploadedAt < Processing ? "uploaded" : "processed",
        PrivacyStatus = video.PrivacyAt(now),
        PublishAt = video.PublishAt is { } at && at > now ? YouTubeRequests.Time(at) : null,
        License = "youtube",
        Embeddable = true,
        PublicStatsViewable = true,
        MadeForKids = video.MadeForKids,
        SelfDeclaredMadeForKids = video.MadeForKids,
    };

    private WireVideoStatistics Statistics(StoredVideo video, DateTimeOffset now)
    {
        var reception = Reception(video, now);
        return new WireVideoStatistics
        {
            ViewCount = Text(Views(video, now)),
            LikeCount = video.HidesLikes ? null : Text(reception?.Likes(now) ?? 0),
            FavoriteCount = "0",
            CommentCount = video.HasNoComments ? null : Text(reception?.Comments(now) ?? 0),
        };
    }

    private long Views(StoredVideo video, DateTimeOffset now) => Reception(video, now)?.Impressions(now) ?? 0;

    // An unlisted video reaches only those who were given its address.
    private PostReception? Reception(StoredVideo video, DateTimeOffset now) => video.SeenFrom(now) is { } seen
        ? new PostReception(fraction("reception", video.Id), video.Privacy == "unlisted" ? Subscribers / 40 : Subscribers, seen)
        : null;

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}
