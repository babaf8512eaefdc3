using System.Globalization;
using Switchboard.Calls;
using Switchboard.Resilience;
using Switchboard.Validation;

namespace Switchboard.Connectors.YouTube;

/// <summary>Speaks the YouTube Data API v3.</summary>
internal sealed class YouTubeAdapter(Attempt attempt) : IYouTube
{
    private const int LookUpPage = 50;
    private readonly YouTubeCalls _calls = new(attempt);

    /// <summary>What attributes cannot say of a video.</summary>
    public static void CheckPublish(PublishPost input, DateTimeOffset now, ValidationErrors errors) => YouTubeChecks.Video(input, now, errors);

    public async Task<PublishedVideo> PublishPostAsync(PublishPost input, CancellationToken ct = default)
    {
        using var source = VideoSource.Open(input, attempt);
        return ToPublished(await new YouTubeUpload(attempt).RunAsync(input, source, ct).ConfigureAwait(false));
    }

    /// <summary>The video of this call: by its upload session, else by the file name that it was given. Null proves nothing.</summary>
    public async Task<PublishedVideo?> FindPublishedAsync(PublishPost input, CancellationToken ct = default)
    {
        var upload = new YouTubeUpload(attempt);
        if (await upload.FindAsync(ct).ConfigureAwait(false) is { } uploaded)
        {
            return ToPublished(uploaded);
        }

        if (attempt.Connection.GrantedScopes is { } granted && !granted.Overlaps([YouTubeScopes.ReadOnly, YouTubeScopes.Full, YouTubeScopes.ForceSsl]))
        {
            return null;
        }

        var newest = await UploadsAsync(LookUpPage, null, ct).ConfigureAwait(false);
        var ids = string.Join(',', (newest.Items ?? []).Select(item => item.ContentDetails?.VideoId).OfType<string>());
        if (ids.Length == 0)
        {
            return null;
        }

        var videos = await _calls.GetAsync("/youtube/v3/videos?part=snippet,status,fileDetails&id=" + Uri.EscapeDataString(ids), YouTubeWireJson.Default.WireVideoList, ct)
            .ConfigureAwait(false);
        return videos.Items?.FirstOrDefault(video => video.FileDetails?.FileName == upload.Marker) is { Id: not null } found ? ToPublished(found) : null;
    }

    public async Task<VideoMetrics> GetVideoMetricsAsync(GetVideoMetrics input, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, attempt.Address("/youtube/v3/videos?part=statistics&id=" + Uri.EscapeDataString(input.VideoId)));
        var response = await _calls.SendAsync(request, ct).ConfigureAwait(false);
        var videos = response.IsSuccess ? response.Read(YouTubeWireJson.Default.WireVideoList) : throw _calls.Fault(response, YouTubeLimits.Units);
        if (videos.Items is not [var video, ..])
        {
            // Nothing found is an empty list here, not a 404.
            throw HttpFaults.Rejected(response, "videoNotFound", "YouTube knows no such video, or it is another channel's private one.");
        }

        var counts = video.Statistics;
        return new VideoMetrics(
            video.Id ?? input.VideoId,
            YouTubeRequests.Count(counts?.ViewCount),
            YouTubeRequests.Count(counts?.LikeCount),
            YouTubeRequests.Count(counts?.CommentCount));
    }

    public async Task<VideoList> ListVideosAsync(ListVideos input, CancellationToken ct = default)
    {
        var page = await UploadsAsync(input.MaxResults ?? 25, input.PageToken, ct).ConfigureAwait(false);
        ListedVideo[] videos =
        [
            .. (page.Items ?? []).Where(item => item.ContentDetails?.VideoId is not null).Select(item => new ListedVideo(
                item.ContentDetails!.VideoId!, item.Snippet?.Title ?? "", YouTubeRequests.Time(item.Snippet?.PublishedAt), item.Status?.PrivacyStatus)),
        ];
        return new VideoList(videos, page.NextPageToken, page.PageInfo?.TotalResults);
    }

    private async Task<WirePlaylistItemList> UploadsAsync(int maxResults, string? pageToken, CancellationToken ct)
    {
        var channels = await _calls.GetAsync("/youtube/v3/channels?part=contentDetails&mine=true", YouTubeWireJson.Default.WireChannelList, ct).ConfigureAwait(false);
        if (channels.Items is not [{ ContentDetails.RelatedPlaylists.Uploads: { Length: > 0 } uploads }, ..])
        {
            return new WirePlaylistItemList(null, null, []);
        }

        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"/youtube/v3/playlistItems?part=snippet,contentDetails,status&playlistId={Uri.EscapeDataString(uploads)}&maxResults={maxResults}");
        path += pageToken is null ? "" : "&pageToken=" + Uri.EscapeDataString(pageToken);
        return await _calls.GetAsync(path, YouTubeWireJson.Default.WirePlaylistItemList, ct).ConfigureAwait(false);
    }

    private static PublishedVideo ToPublished(WireVideo video) =>
        new(video.Id!, video.Status?.UploadStatus, video.Status?.PrivacyStatus, YouTubeRequests.Time(video.Status?.PublishAt));
}
