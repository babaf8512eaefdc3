using System.Text.Json.Serialization;

namespace Switchboard.Connectors.YouTube;

/// <summary>Body that starts an upload. YouTube refuses members that it does not know.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WireInsert(WireInsertSnippet? Snippet, WireInsertStatus? Status);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WireInsertSnippet(string? Title, string? Description, IReadOnlyList<string>? Tags = null, string? CategoryId = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WireInsertStatus(string? PrivacyStatus = null, string? PublishAt = null, bool? SelfDeclaredMadeForKids = null);

/// <summary>A video; only the parts that were asked for are there.</summary>
internal sealed record WireVideo
{
    public string? Kind { get; init; }

    public string? Etag { get; init; }

    public string? Id { get; init; }

    public WireVideoSnippet? Snippet { get; init; }

    public WireVideoStatus? Status { get; init; }

    public WireVideoStatistics? Statistics { get; init; }

    public WireFileDetails? FileDetails { get; init; }
}

internal sealed record WireVideoSnippet
{
    public string? PublishedAt { get; init; }

    public string? ChannelId { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? ChannelTitle { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? CategoryId { get; init; }

    public string? LiveBroadcastContent { get; init; }
}

internal sealed record WireVideoStatus
{
    public string? UploadStatus { get; init; }

    public string? PrivacyStatus { get; init; }

    public string? PublishAt { get; init; }

    public string? License { get; init; }

    public bool? Embeddable { get; init; }

    public bool? PublicStatsViewable { get; init; }

    public bool? MadeForKids { get; init; }

    public bool? SelfDeclaredMadeForKids { get; init; }
}

/// <summary>Counts as text of 64 bits; one that is hidden is absent.</summary>
internal sealed record WireVideoStatistics
{
    public string? ViewCount { get; init; }

    public string? LikeCount { get; init; }

    public string? FavoriteCount { get; init; }

    public string? CommentCount { get; init; }
}

/// <summary>What only the uploader sees.</summary>
internal sealed record WireFileDetails(string? FileName, string? FileSize = null, string? FileType = null);

internal sealed record WireVideoList(
    string? Kind, string? Etag, IReadOnlyList<WireVideo>? Items, string? NextPageToken = null, WirePageInfo? PageInfo = null);

internal sealed record WireChannelList(string? Kind, string? Etag, IReadOnlyList<WireChannel>? Items, WirePageInfo? PageInfo = null);

internal sealed record WireChannel
{
    public string? Kind { get; init; }

    public string? Etag { get; init; }

    public string? Id { get; init; }

    public WireChannelSnippet? Snippet { get; init; }

    public WireChannelContent? ContentDetails { get; init; }

    public WireChannelStatistics? Statistics { get; init; }
}

internal sealed record WireChannelSnippet(string? Title, string? Description, string? CustomUrl, string? PublishedAt);

internal sealed record WireChannelContent(WireRelatedPlaylists? RelatedPlaylists);

internal sealed record WireRelatedPlaylists(string? Likes, string? Uploads);

internal sealed record WireChannelStatistics(string? ViewCount, string? SubscriberCount, bool? HiddenSubscriberCount, string? VideoCount);

internal sealed record WirePlaylistItemList(
    string? Kind, string? Etag, IReadOnlyList<WirePlaylistItem>? Items, string? NextPageToken = null, WirePageInfo? PageInfo = null);

internal sealed record WirePlaylistItem
{
    public string? Kind { get; init; }

    public string? Etag { get; init; }

    public string? Id { get; init; }

    public WirePlaylistItemSnippet? Snippet { get; init; }

    public WirePlaylistItemContent? ContentDetails { get; init; }

    public WireVideoStatus? Status { get; init; }
}

internal sealed record WirePlaylistItemSnippet(
    string? PublishedAt, string? ChannelId, string? Title, string? Description, string? ChannelTitle, string? PlaylistId, int? Position, WireResource? ResourceId);

internal sealed record WireResource(string? Kind, string? VideoId);

internal sealed record WirePlaylistItemContent(string? VideoId, string? VideoPublishedAt);

internal sealed record WirePageInfo(int TotalResults, int ResultsPerPage);
