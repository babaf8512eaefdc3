using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchboard.Connectors.Meta;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Instagram;

/// <summary>Plays Instagram's part of the Graph API: containers, publication, posts that are seen by more and more people.</summary>
internal sealed class InstagramSimulator : GraphSimulator
{
    public const string SeededUser = "17841400000000001";
    private const long Followers = 8_200;
    private const int Quota = 50;
    private const string MediaPrefix = "1800";
    private const string ContainerPrefix = "1791";

    private static readonly string[] UserMetrics = ["reach", "views", "likes", "comments", "shares", "total_interactions"];
    private static readonly string[] MediaMetrics = [.. UserMetrics, "saved"];

    private readonly Dictionary<string, StoredContainer> _containers = [];
    private readonly Dictionary<string, StoredMedia> _media = [];
    private DateTimeOffset _startedAt;

    public InstagramSimulator(SimulatorContext context)
        : base(context)
    {
        _startedAt = Now;
        string[] captions = ["Our workshop on a Monday morning", "The first prototype #behindthescenes"];
        for (var i = 0; i < captions.Length; i++)
        {
            Keep(SeededUser, $"https://example.com/{i + 1}.jpg", captions[i], _startedAt.AddDays(-4 * (i + 1)));
        }

        MapGraph("IGUser.media.post", "POST", "/{Version}/{user}/media", CreateContainer);
        MapGraph("IGUser.media_publish.post", "POST", "/{Version}/{user}/media_publish", Publish);
        MapGraph("IGUser.media.get", "GET", "/{Version}/{user}/media", ListMedia);
        MapGraph("IGUser.content_publishing_limit.get", "GET", "/{Version}/{user}/content_publishing_limit", GetLimit);
        MapGraph("IGMedia.insights.get", "GET", "/{Version}/1800{media}/insights", MediaInsights);
        MapGraph("IGMedia.get", "GET", "/{Version}/1800{media}", GetMedia);
        MapGraph("IGContainer.get", "GET", "/{Version}/1791{container}", GetContainer);
        MapGraph("IGUser.insights.get", "GET", "/{Version}/{user}/insights", UserInsights);
        MapGraph("IGUser.get", "GET", "/{Version}/{user}", GetUser);
    }

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(
        writer,
        new InstagramSnapshot(_startedAt, Calls, [.. _containers.Values.OrderBy(one => one.CreatedAt).ThenBy(one => one.Id, StringComparer.Ordinal)], [.. NewestFirst()]),
        InstagramWireJson.Default.InstagramSnapshot);

    protected override void LoadState(JsonElement state)
    {
        var saved = state.Deserialize(InstagramWireJson.Default.InstagramSnapshot)!;
        (_startedAt, Calls) = (saved.StartedAt, saved.Calls);
        _containers.Clear();
        _media.Clear();
        foreach (var container in saved.Containers)
        {
            _containers[container.Id] = container;
        }

        foreach (var media in saved.Media)
        {
            _media[media.Id] = media;
        }
    }

    private SimulatorReply CreateContainer(SimulatorRequest request)
    {
        var form = request.Form();
        var (image, caption, user) = (form["image_url"], form["caption"], request.Route("user"));
        if (!IsUser(user))
        {
            return NoSuchObject(request, user);
        }

        if (image is null || !Uri.TryCreate(image, UriKind.Absolute, out _))
        {
            return Error(request, 100, "The parameter image_url is required.");
        }

        if (caption is { Length: > 2200 } || InstagramChecks.Count(caption ?? "", '#') > InstagramChecks.MostHashtags || InstagramChecks.Count(caption ?? "", '@') > InstagramChecks.MostMentions)
        {
            return Error(request, 100, "Invalid parameter", 2207010, userMessage: "The caption is too long, or has too many hashtags or mentions.");
        }

        var refusal = image[(image.LastIndexOf('/') + 1)..] switch
        {
            "huge.jpg" => Error(request, 36000, "The image size is too large", 2207004),
            "unreachable.jpg" => Error(request, -2, "Timeout downloading media", 2207003),
            _ when !InstagramChecks.IsMaybeJpeg(image) => Error(request, 36001, "The image format is not supported", 2207005),
            _ => null,
        };
        if (refusal is not null)
        {
            return refusal;
        }

        var id = NewDecimalId("container", $"{user}\n{image}\n{caption}", ContainerPrefix);
        _containers[id] = new StoredContainer(id, user, image, caption, Now);
        return Created(id);
    }

    private SimulatorReply Publish(SimulatorRequest request)
    {
        if (request.Form()["creation_id"] is not { Length: > 0 } id)
        {
            return Error(request, 100, "The parameter creation_id is required.");
        }

        if (!_containers.TryGetValue(id, out var container) || container.UserId != request.Route("user"))
        {
            return Error(request, 24, "The requested resource does not exist", 2207008);
        }

        switch (container.StatusAt(Now))
        {
            case "PUBLISHED":
                return Error(request, 9007, "The media was published already", 2207027);
            case "EXPIRED":
                return Error(request, -2, "The media could not be fetched from its container, which is expired", 2207020);
            case "IN_PROGRESS":
                return Error(request, 9007, "Media ID is not available", 2207027, userMessage: "The media is not ready for publishing, please wait for a moment.");
            case "ERROR":
                return Error(request, -1, "Unknown upload error", 2207053);
        }

        _containers[id] = container with { IsPublished = true };
        return Created(Keep(container.UserId, container.ImageUrl, container.Caption, Now));
    }

    private SimulatorReply GetContainer(SimulatorRequest request)
    {
        var id = ContainerPrefix + request.Route("container");
        if (!_containers.TryGetValue(id, out var container))
        {
            return NoSuchObject(request, id);
        }

        var status = container.StatusAt(Now);
        return Node(request, new JsonObject { ["id"] = id, ["status_code"] = status, ["status"] = status == "FINISHED" ? "Finished: Media has been uploaded and it is ready to be published." : status }, "id", "IGContainer");
    }

    private SimulatorReply ListMedia(SimulatorRequest request)
    {
        string? unknown = null;
        var fields = request.QueryFields()["fields"];
        List<StoredMedia> own = [.. NewestFirst().Where(media => media.UserId == request.Route("user"))];
        var page = GraphNodes.Page(request, own, media => media.Id, media => GraphNodes.Select(ToNode(media), fields, "id", out unknown));
        return unknown is not null ? NoField(request, unknown, "IGMedia") : page ?? Error(request, 100, "Invalid parameter", userMessage: "limit or after");
    }

    private SimulatorReply GetMedia(SimulatorRequest request) =>
        _media.TryGetValue(MediaPrefix + request.Route("media"), out var media) ? Node(request, ToNode(media), "id", "IGMedia") : NoSuchObject(request, MediaPrefix + request.Route("media"));

    private SimulatorReply GetUser(SimulatorRequest request)
    {
        var id = request.Route("user");
        return !IsUser(id) ? NoSuchObject(request, id) : Node(
            request,
            new JsonObject
            {
                ["id"] = id,
                ["username"] = "example.works",
                ["name"] = "Example Works",
                ["followers_count"] = Followers,
                ["media_count"] = _media.Values.Count(media => media.UserId == id),
            },
            "id",
            "IGUser");
    }

    private SimulatorReply GetLimit(SimulatorRequest request)
    {
        var used = _media.Values.Count(media => media.UserId == request.Route("user") && Now - media.At < TimeSpan.FromDays(1));
        var limit = new JsonObject { ["config"] = new JsonObject { ["quota_total"] = Quota, ["quota_duration"] = 86_400 }, ["quota_usage"] = used, ["id"] = null };
        return GraphNodes.Reply(new JsonObject { ["data"] = new JsonArray(GraphNodes.Select(limit, request.QueryFields()["fields"], "quota_usage", out _)) });
    }

    private SimulatorReply MediaInsights(SimulatorRequest request)
    {
        var id = MediaPrefix + request.Route("media");
        if (!_media.TryGetValue(id, out var media))
        {
            return NoSuchObject(request, id);
        }

        return Metrics(request, MediaMetrics) is not { } metrics
            ? WrongMetric(request)
            : Data(metrics.Select(metric => Insight(id, metric, "lifetime", "values", new JsonArray(new JsonObject { ["value"] = ValueOf(media, metric, Now) }))));
    }

    private SimulatorReply UserInsights(SimulatorRequest request)
    {
        var (query, user) = (request.QueryFields(), request.Route("user"));
        var (since, until) = (Now.AddDays(-1), Now);
        if (!IsUser(user) || query["period"] is null || !TryDay(query["since"], ref since) || !TryDay(query["until"], ref until) || until < since)
        {
            return IsUser(user) ? Error(request, 100, "Invalid parameter", userMessage: "period is required; since and until in their order") : NoSuchObject(request, user);
        }

        if (Metrics(request, UserMetrics) is not { } metrics)
        {
            return WrongMetric(request);
        }

        until = until < Now ? until : Now;
        return Data(metrics.Select(metric => Insight(user, metric, query["period"]!, "total_value", new JsonObject { ["value"] = ValueOf(user, metric, since, until) })));
    }

    private long ValueOf(string user, string metric, DateTimeOffset since, DateTimeOffset until)
    {
        var ofPosts = _media.Values.Where(media => media.UserId == user).Sum(media => ValueOf(media, metric, until) - ValueOf(media, metric, since));
        var visits = (long)(Math.Max(0, (until - since).TotalDays) * 90);
        return ofPosts + (metric switch { "views" => visits * 2, "reach" => visits, _ => 0 });
    }

    private long ValueOf(StoredMedia media, string metric, DateTimeOffset at)
    {
        var reception = new PostReception(Fraction("reception", media.Id), Followers, media.At);
        return metric switch
        {
            "reach" => reception.Reach(at),
            "views" => reception.Impressions(at),
            "likes" => reception.Likes(at),
            "comments" => reception.Comments(at),
            "shares" => reception.Shares(at),
            "saved" => reception.Shares(at) / 2,
            _ => reception.Likes(at) + reception.Comments(at) + reception.Shares(at),
        };
    }

    private string Keep(string user, string image, string? caption, DateTimeOffset at)
    {
        var id = NewDecimalId("media", $"{user}\n{image}\n{caption}", MediaPrefix);
        _media[id] = new StoredMedia(id, user, "D" + NewBase36Id("shortcode", id, 10), image, caption, at);
        return id;
    }

    private JsonObject ToNode(StoredMedia media) => new()
    {
        ["id"] = media.Id,
        ["caption"] = string.IsNullOrEmpty(media.Caption) ? null : media.Caption,
        ["permalink"] = $"https://www.instagram.com/p/{media.Shortcode}/",
        ["shortcode"] = media.Shortcode,
        ["timestamp"] = GraphNodes.Time(media.At),
        ["media_type"] = "IMAGE",
        ["media_product_type"] = "FEED",
        ["media_url"] = media.ImageUrl,
        ["username"] = "example.works",
        ["like_count"] = ValueOf(media, "likes", Now),
        ["comments_count"] = ValueOf(media, "comments", Now),
    };

    private IEnumerable<StoredMedia> NewestFirst() => _media.Values.OrderByDescending(media => media.At).ThenBy(media => media.Id, StringComparer.Ordinal);

    private SimulatorReply Node(SimulatorRequest request, JsonObject node, string defaults, string type)
    {
        var picked = GraphNodes.Select(node, request.QueryFields()["fields"], defaults, out var unknown);
        return unknown is null ? GraphNodes.Reply(picked) : NoField(request, unknown, type);
    }

    private SimulatorReply NoField(SimulatorRequest request, string field, string node) =>
        Error(request, 100, $"Tried accessing nonexisting field ({field}) on node type ({node})");

    private SimulatorReply WrongMetric(SimulatorRequest request) => Error(request, 100, "metric must be of the following values: " + string.Join(", ", MediaMetrics));

    private static string[]? Metrics(SimulatorRequest request, string[] known)
    {
        var asked = request.QueryFields()["metric"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return asked.Length == 0 || asked.Except(known).Any() ? null : asked;
    }

    private static SimulatorReply Data(IEnumerable<JsonObject> insights) =>
        GraphNodes.Reply(new JsonObject { ["data"] = new JsonArray([.. insights.Select(JsonNode? (insight) => insight)]) });

    private static JsonObject Insight(string of, string metric, string period, string member, JsonNode value) => new()
    {
        ["name"] = metric,
        ["period"] = period,
        [member] = value,
        ["title"] = metric,
        ["description"] = "",
        ["id"] = $"{of}/insights/{metric}/{period}",
    };

    private static bool IsUser(string id) => id.Length is >= 5 and <= 20 && id.All(char.IsAsciiDigit);

    private static bool TryDay(string? text, ref DateTimeOffset day) =>
        text is null || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out day);
}
