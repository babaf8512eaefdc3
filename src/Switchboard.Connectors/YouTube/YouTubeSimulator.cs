using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchboard.Connectors.Google;
using Switchboard.Simulation;

namespace Switchboard.Connectors.YouTube;

/// <summary>Plays one YouTube channel and Google's token endpoint.</summary>
internal sealed class YouTubeSimulator : Simulator
{
    private static readonly string[] VideoParts = ["id", "snippet", "status", "statistics", "fileDetails", "contentDetails"];
    private readonly SimulatedChannel _channel;
    private readonly YouTubeReplies _replies;

    public YouTubeSimulator(SimulatorContext context)
        : base(context)
    {
        _channel = new SimulatedChannel(NewHexId);
        _channel.Populate();
        _replies = new YouTubeReplies(_channel, Fraction);
        var uploads = new SimulatedUploads(_channel, _replies, NewHexId);
        Map("oauth2.token", "POST", "/token", ExchangeToken);

        // The discovery document names the second path, the guide and every client the first.
        foreach (var path in (ReadOnlySpan<string>)["/upload/youtube/v3/videos", "/resumable/upload/youtube/v3/videos"])
        {
            Map("youtube.videos.insert", "POST", path, request => uploads.Start(request, Now));
            Map("youtube.videos.insert.bytes", "PUT", path, request => uploads.Put(request, Now));
        }

        Map("youtube.videos.list", "GET", "/youtube/v3/videos", ListVideos);
        Map("youtube.channels.list", "GET", "/youtube/v3/channels", ListChannels);
        Map("youtube.playlistItems.list", "GET", "/youtube/v3/playlistItems", ListPlaylistItems);
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        request.Path == "/token" || (request.Header("Authorization") is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            ? null
            : YouTubeReplies.Unauthenticated();

    protected override SimulatorReply NotFound(SimulatorRequest request) => YouTubeReplies.Error(404, "NOT_FOUND", "Not Found", "notFound");

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, _channel.ToState(), YouTubeWireJson.Default.ChannelState);

    protected override void LoadState(JsonElement state) => _channel.Load(state.Deserialize(YouTubeWireJson.Default.ChannelState)!);

    private SimulatorReply ExchangeToken(SimulatorRequest request)
    {
        var form = request.Form();
        return form["grant_type"] != "refresh_token"
            ? SimulatorReply.Json(new GoogleTokenError("unsupported_grant_type", "Invalid grant_type."), GoogleJson.Default.GoogleTokenError, 400)
            : form["refresh_token"] is not { Length: > 0 } refresh
                ? SimulatorReply.Json(new GoogleTokenError("invalid_request", "Missing required parameter: refresh_token"), GoogleJson.Default.GoogleTokenError, 400)
                : SimulatorReply.Json(
                    new GoogleToken("ya29." + NewHexId("token", refresh, 40), 3599, YouTubeScopes.Full, "Bearer"), GoogleJson.Default.GoogleToken);
    }

    private SimulatorReply ListVideos(SimulatorRequest request)
    {
        var query = request.QueryFields();
        var parts = YouTubeReplies.PartsOf(query);
        if (RefuseParts(parts, VideoParts) is { } refusal)
        {
            return refusal;
        }

        string[] ids = [.. query.Values("id").SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        if (ids.Length == 0)
        {
            return YouTubeReplies.Invalid("missingRequiredParameter", "No filter selected. Expected one of: myRating, id, chart");
        }

        if (ids.Length > 50)
        {
            return YouTubeReplies.Invalid("invalidFilters", "The request specifies an invalid filter parameter.");
        }

        // What is not found is left out: an empty list, not a 404.
        WireVideo[] found = [.. ids.Distinct().Select(_channel.Find).OfType<StoredVideo>().Select(video => _replies.ToWire(video, parts, Now))];
        return SimulatorReply.Json(
            new WireVideoList("youtube#videoListResponse", _replies.Etag("videos"), found, PageInfo: new WirePageInfo(found.Length, found.Length)),
            YouTubeWireJson.Default.WireVideoList);
    }

    private SimulatorReply ListChannels(SimulatorRequest request)
    {
        var query = request.QueryFields();
        var parts = YouTubeReplies.PartsOf(query);
        if (RefuseParts(parts, ["id", "snippet", "contentDetails", "statistics"]) is { } refusal)
        {
            return refusal;
        }

        if (query["mine"] != "true" && query["id"] is null)
        {
            return YouTubeReplies.Invalid("missingRequiredParameter", "No filter selected. Expected one of: mine, id");
        }

        WireChannel[] found = query["mine"] == "true" || query["id"] == _channel.Id ? [_replies.ToChannel(parts, Now)] : [];
        return SimulatorReply.Json(
            new WireChannelList("youtube#channelListResponse", _replies.Etag("channels"), found, new WirePageInfo(found.Length, 5)),
            YouTubeWireJson.Default.WireChannelList);
    }

    private SimulatorReply ListPlaylistItems(SimulatorRequest request)
    {
        var query = request.QueryFields();
        var parts = YouTubeReplies.PartsOf(query);
        if (RefuseParts(parts, ["id", "snippet", "contentDetails", "status"]) is { } refusal)
        {
            return refusal;
        }

        if (query["playlistId"] != _channel.UploadsPlaylist)
        {
            return YouTubeReplies.Error(404, "NOT_FOUND", "The playlist identified with the request's playlistId parameter cannot be found.", "playlistNotFound");
        }

        var size = 5;
        if (query["maxResults"] is { } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size > 50))
        {
            return YouTubeReplies.Invalid("invalidParameter", "Invalid value for maxResults. Values must be within the range: [0, 50]");
        }

        var all = _channel.Newest();
        if (!TryStart(query["pageToken"], all, out var start))
        {
            return YouTubeReplies.Invalid("invalidPageToken", "The request specifies an invalid page token.");
        }

        var page = all.GetRange(start, Math.Min(size, all.Count - start));
        var next = page.Count > 0 && start + page.Count < all.Count ? Token(page[^1]) : null;
        return SimulatorReply.Json(
            new WirePlaylistItemList(
                "youtube#playlistItemListResponse",
                _replies.Etag("items"),
                [.. page.Select((video, index) => _replies.ToItem(video, parts, start + index, Now))],
                next,
                new WirePageInfo(all.Count, size)),
            YouTubeWireJson.Default.WirePlaylistItemList);
    }

    private static SimulatorReply? RefuseParts(string[] parts, string[] known) =>
        parts.Length == 0 ? YouTubeReplies.Invalid("required", "Required parameter: part")
        : Array.Find(parts, part => !known.Contains(part)) is { } unknown ? YouTubeReplies.Invalid("unknownPart", unknown)
        : null;

    // A token names the last video seen, so that uploads meanwhile move nothing.
    private static string Token(StoredVideo last) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.UploadedAt.UtcTicks}:{last.Id}")));

    private static bool TryStart(string? token, List<StoredVideo> all, out int start)
    {
        start = 0;
        if (string.IsNullOrEmpty(token))
        {
            return true;
        }

        if (!Base64Url.IsValid(token)
            || Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(':') is not [var time, var id]
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
        {
            return false;
        }

        start = all.FindIndex(video => video.UploadedAt.UtcTicks < ticks || (video.UploadedAt.UtcTicks == ticks && string.CompareOrdinal(video.Id, id) > 0));
        start = start < 0 ? all.Count : start;
        return true;
    }
}
