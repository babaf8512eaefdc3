using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Simulation;

namespace Switchboard.Connectors.TikTok;

/// <summary>The simulated creator: what may be chosen, posts, and how far they are by the clock.</summary>
internal sealed class SimulatedPosts(Func<string, string, int, string> newId)
{
    private const int MostTitle = 2200;
    private static readonly TimeSpan Fetching = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Review = TimeSpan.FromSeconds(90);
    private static readonly string[] Levels = ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"];
    private readonly Dictionary<string, StoredPost> _posts = [];

    /// <summary>Newest first, ties by id.</summary>
    public IReadOnlyList<StoredPost> ToState() => [.. _posts.Values.OrderByDescending(post => post.At).ThenBy(post => post.PublishId, StringComparer.Ordinal)];

    public void Load(IReadOnlyList<StoredPost> posts)
    {
        _posts.Clear();
        foreach (var post in posts)
        {
            _posts[post.PublishId] = post;
        }
    }

    public SimulatorReply Creator(SimulatorRequest request) => Reply(
        request,
        new WireCreator
        {
            CreatorAvatarUrl = "https://example.com/avatar.jpg",
            CreatorUsername = "exampleworks",
            CreatorNickname = "Example Works",
            PrivacyLevelOptions = Levels,
            CommentDisabled = false,
            DuetDisabled = false,
            StitchDisabled = true,
            MaxVideoPostDurationSec = 600,
        },
        TikTokWireJson.Default.WireAnswerWireCreator);

    public SimulatorReply Init(SimulatorRequest request, DateTimeOffset now)
    {
        if (Read(request, TikTokWireJson.Default.WireVideoInit) is not { PostInfo: { } info, SourceInfo: { } source })
        {
            return Error(request, 400, "invalid_param", "Post info or source info is empty.");
        }

        if (Refuse(request, info, source) is { } refusal)
        {
            return refusal;
        }

        var post = new StoredPost
        {
            PublishId = "v_pub_url~v2." + Digits(newId("publish", request.Text, 15), 19),
            PostId = "7" + Digits(newId("post", request.Text, 15), 18),
            VideoUrl = source.VideoUrl!,
            Title = info.Title ?? "",
            PrivacyLevel = info.PrivacyLevel!,
            At = now,
        };
        _posts[post.PublishId] = post;
        return Reply(request, new WireInit(post.PublishId), TikTokWireJson.Default.WireAnswerWireInit);
    }

    public SimulatorReply Status(SimulatorRequest request, DateTimeOffset now)
    {
        if (Read(request, TikTokWireJson.Default.WireStatusRequest) is not { PublishId: { Length: > 0 } id })
        {
            return Error(request, 400, "invalid_param", "The publish_id is empty.");
        }

        return _posts.TryGetValue(id, out var post)
            ? Reply(request, StatusOf(post, now), TikTokWireJson.Default.WireAnswerWireStatus)
            : Error(request, 400, "invalid_publish_id", "The publish_id does not exist.");
    }

    public SimulatorReply Error(SimulatorRequest request, int status, string code, string message) => SimulatorReply.Json(
        new WireAnswer<WireInit>(null, new WireError(code, message, LogId(request))), TikTokWireJson.Default.WireAnswerWireInit, status);

    /// <summary>So many decimal digits of a hash.</summary>
    public static string Digits(string hex, int digits) =>
        ulong.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture).ToString("D20", CultureInfo.InvariantCulture)[^digits..];

    private SimulatorReply? Refuse(SimulatorRequest request, WirePostInfo info, WireSourceInfo source)
    {
        if (info.Title?.Length > MostTitle)
        {
            return Error(request, 400, "invalid_param", "The title is too long.");
        }

        if (info.PrivacyLevel is null || !Levels.Contains(info.PrivacyLevel))
        {
            return Error(request, 400, "privacy_level_option_mismatch", "The privacy level is not among the creator's options.");
        }

        if (source.Source != "PULL_FROM_URL" || !Uri.TryCreate(source.VideoUrl, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            return Error(request, 400, "invalid_param", "The source info is not valid.");
        }

        return address.Host.StartsWith("unverified.", StringComparison.Ordinal)
            ? Error(request, 403, "url_ownership_unverified", "Verify the ownership of the domain first.")
            : null;
    }

    private static WireStatus StatusOf(StoredPost post, DateTimeOffset now)
    {
        var age = now - post.At;
        var path = new Uri(post.VideoUrl);
        var failure = path.Host.StartsWith("missing.", StringComparison.Ordinal) ? "video_pull_failed"
            : path.AbsolutePath.EndsWith(".txt", StringComparison.Ordinal) ? "file_format_check_failed"
            : null;
        return age < Fetching ? new WireStatus { Status = "PROCESSING_DOWNLOAD", DownloadedBytes = (long)age.TotalSeconds * 250_000 }
            : failure is not null ? new WireStatus { Status = "FAILED", FailReason = failure }
            : new WireStatus
            {
                Status = "PUBLISH_COMPLETE",
                DownloadedBytes = (long)Fetching.TotalSeconds * 250_000,

                // Only what is public and was reviewed has an id for others.
                PublicalyAvailablePostId = age < Review || post.PrivacyLevel != "PUBLIC_TO_EVERYONE" ? [] : [JsonElement.Parse(post.PostId)],
            };
    }

    private SimulatorReply Reply<T>(SimulatorRequest request, T data, JsonTypeInfo<WireAnswer<T>> type)
        where T : class => SimulatorReply.Json(new WireAnswer<T>(data, new WireError("ok", "", LogId(request))), type);

    private string LogId(SimulatorRequest request) => newId("log", request.Path + " " + request.Text, 32).ToUpperInvariant();

    private static T? Read<T>(SimulatorRequest request, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(request.Body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
