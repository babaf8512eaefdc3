using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.YouTube;

/// <summary>The simulated resumable upload: sessions, pieces, and the video that the last piece makes.</summary>
internal sealed class SimulatedUploads(SimulatedChannel channel, YouTubeReplies replies, Func<string, string, int, string> newId)
{
    private const int Grain = 262_144;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    private static readonly string[] Parts = ["snippet", "status"];

    public SimulatorReply Start(SimulatorRequest request, DateTimeOffset now)
    {
        var query = request.QueryFields();
        if (query["uploadType"] != "resumable")
        {
            return YouTubeReplies.Invalid("badRequest", "Only resumable uploads are simulated.");
        }

        if (!YouTubeReplies.PartsOf(query).SequenceEqual(Parts))
        {
            return YouTubeReplies.Invalid("unexpectedPart", "The request's part must be snippet,status.");
        }

        if (Read(request) is not { } body)
        {
            return YouTubeReplies.Invalid("parseError", "Invalid JSON payload received.");
        }

        if (Refuse(body, now) is { } refusal)
        {
            return refusal;
        }

        if (RefuseMedia(request, out var length) is { } badMedia)
        {
            return badMedia;
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"{length} {Key(body)}");
        var upload = new StoredUpload
        {
            Id = newId("upload", key, 48),
            Metadata = body,
            FileName = request.Header("Slug") ?? "unknown",
            Length = length,
            StartedAt = now,
        };
        channel.Keep(upload);
        return SimulatorReply.Empty(200)
            .With("Location", $"{request.Root}{request.Path}?uploadType=resumable&part=snippet,status&upload_id={upload.Id}")
            .With("X-GUploader-UploadID", upload.Id);
    }

    public SimulatorReply Put(SimulatorRequest request, DateTimeOffset now)
    {
        var upload = channel.FindUpload(request.QueryFields()["upload_id"]);
        if (upload is null || now - upload.StartedAt > Lifetime)
        {
            return SimulatorReply.Text("Not Found", 404);
        }

        if (upload.VideoId is { } done)
        {
            return replies.Video(channel.Find(done)!, Parts, 200, now);
        }

        return !ContentRangeHeaderValue.TryParse(request.Header("Content-Range"), out var range) || (range.HasLength && range.Length != upload.Length)
            ? SimulatorReply.Text("Invalid request. The Content-Range is not the upload's.", 400)
            : range.HasRange ? Take(upload, request.Body.Span, range.From!.Value, range.To!.Value, now)
            : request.Body.IsEmpty ? Incomplete(upload)
            : SimulatorReply.Text("Invalid request. A status query has no body.", 400);
    }

    private SimulatorReply Take(StoredUpload upload, ReadOnlySpan<byte> bytes, long from, long to, DateTimeOffset now)
    {
        var isLast = to == upload.Length - 1;
        if (to - from + 1 != bytes.Length || to >= upload.Length || (!isLast && bytes.Length % Grain != 0))
        {
            return SimulatorReply.Text($"Invalid request. The number of bytes uploaded is required to be equal or greater than {Grain}, except for the final request.", 400);
        }

        // What would leave a gap is not stored.
        if (from > upload.Received)
        {
            return Incomplete(upload);
        }

        var news = bytes[(int)Math.Min(bytes.Length, upload.Received - from)..];
        upload = upload with { Received = upload.Received + news.Length, Hash = Hash(upload.Hash, news) };
        channel.Keep(upload);
        return upload.Received < upload.Length ? Incomplete(upload) : Complete(upload, now);
    }

    private SimulatorReply Complete(StoredUpload upload, DateTimeOffset now)
    {
        var (snippet, status) = (upload.Metadata.Snippet!, upload.Metadata.Status);
        var video = new StoredVideo
        {
            Id = channel.NewVideoId(string.Create(CultureInfo.InvariantCulture, $"{upload.Length} {upload.Hash} {Key(upload.Metadata)}")),
            Title = snippet.Title!,
            Description = snippet.Description ?? "",
            Tags = snippet.Tags,
            CategoryId = snippet.CategoryId ?? "22",
            Privacy = status?.PrivacyStatus ?? "public",
            PublishAt = YouTubeRequests.Time(status?.PublishAt),
            UploadedAt = now,
            MadeForKids = status?.SelfDeclaredMadeForKids ?? false,
            FileName = upload.FileName,
            Length = upload.Length,
        };
        channel.Keep(video);
        channel.Keep(upload with { VideoId = video.Id });
        return replies.Video(video, Parts, 201, now);
    }

    private static SimulatorReply Incomplete(StoredUpload upload)
    {
        var reply = SimulatorReply.Empty(308);
        return upload.Received == 0 ? reply : reply.With("Range", string.Create(CultureInfo.InvariantCulture, $"bytes=0-{upload.Received - 1}"));
    }

    private static SimulatorReply? Refuse(WireInsert body, DateTimeOffset now)
    {
        var (snippet, status) = (body.Snippet, body.Status);
        if (string.IsNullOrWhiteSpace(snippet?.Title) || snippet.Title.Length > 100 || snippet.Title.AsSpan().ContainsAny('<', '>'))
        {
            return YouTubeReplies.Invalid("invalidTitle", "The request metadata specifies an invalid or empty video title.");
        }

        if (Encoding.UTF8.GetByteCount(snippet.Description ?? "") > YouTubeChecks.MaxDescription || snippet.Description?.AsSpan().ContainsAny('<', '>') == true)
        {
            return YouTubeReplies.Invalid("invalidDescription", "The request metadata specifies an invalid video description.");
        }

        if (YouTubeChecks.TagLength(snippet.Tags ?? []) > YouTubeChecks.MaxTags)
        {
            return YouTubeReplies.Invalid("invalidTags", "The request metadata specifies invalid video keywords.");
        }

        if (snippet.CategoryId is { } category && !(int.TryParse(category, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 45))
        {
            return YouTubeReplies.Invalid("invalidCategoryId", "The snippet.categoryId property specifies an invalid category ID.");
        }

        if (status?.PrivacyStatus is not (null or "public" or "unlisted" or "private"))
        {
            return YouTubeReplies.Invalid("invalidVideoMetadata", "The request metadata is invalid.");
        }

        // A time that has passed is taken: the video is public at once.
        return status?.PublishAt is { } at && (status.PrivacyStatus != "private" || YouTubeRequests.Time(at) is null)
            ? YouTubeReplies.Invalid("invalidPublishAt", "The request metadata specifies an invalid scheduled publishing time.")
            : null;
    }

    private static SimulatorReply? RefuseMedia(SimulatorRequest request, out long length)
    {
        var type = request.Header("X-Upload-Content-Type") ?? "";
        return !long.TryParse(request.Header("X-Upload-Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length == 0
            ? YouTubeReplies.Invalid("mediaBodyRequired", "The request does not include the video content.")
            : length > YouTubeChecks.MaxVideo ? YouTubeReplies.Error(413, "INVALID_ARGUMENT", "Request Entity Too Large", "uploadTooLarge")
            : type != "application/octet-stream" && !type.StartsWith("video/", StringComparison.Ordinal)
                ? YouTubeReplies.Invalid("badContent", "Media type is not supported. Valid media types: [video/*, application/octet-stream]")
                : null;
    }

    private static WireInsert? Read(SimulatorRequest request)
    {
        try
        {
            return JsonSerializer.Deserialize(request.Body.Span, YouTubeWireJson.Default.WireInsert);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Key(WireInsert body) => JsonSerializer.Serialize(body, YouTubeWireJson.Default.WireInsert);

    private static ulong Hash(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 1_099_511_628_211;
        }

        return hash;
    }
}
