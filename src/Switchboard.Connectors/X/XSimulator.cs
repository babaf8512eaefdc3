using System.Globalization;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.X;

/// <summary>Plays X to one account: its posts, its timeline, and figures that grow with the clock.</summary>
internal sealed class XSimulator : Simulator
{
    private static readonly string[] TimelineParameters = ["id", "max_results", "pagination_token", "start_time", "end_time", "since_id", "until_id", "exclude"];

    private static readonly HashSet<string> BodyMembers =
    [
        "card_uri", "community_id", "direct_message_deep_link", "edit_options", "for_super_followers_only", "geo", "made_with_ai", "media", "nullcast",
        "paid_partnership", "poll", "quote_tweet_id", "reply", "reply_settings", "share_with_followers", "text",
    ];

    private readonly XTimeline _timeline;
    private readonly XReplies _replies;

    public XSimulator(SimulatorContext context)
        : base(context)
    {
        _timeline = new XTimeline(Fraction, NewHexId);
        _timeline.Populate();
        _replies = new XReplies(Fraction);
        MapLimited("createPosts", "POST", "/2/tweets", Create, 100);
        MapLimited("getPostsById", "GET", "/2/tweets/{id}", Get, 900);
        MapLimited("deletePosts", "DELETE", "/2/tweets/{id}", Delete, 50);
        MapLimited("getUsersMe", "GET", "/2/users/me", Me, 75);
        MapLimited("getUsersPosts", "GET", "/2/users/{id}/tweets", List, 900);
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        request.Header("Authorization") is { } given
        && (given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || given.StartsWith("OAuth ", StringComparison.OrdinalIgnoreCase))
            ? null
            : XReplies.Blank(401, "Unauthorized", "Unauthorized");

    protected override SimulatorReply NotFound(SimulatorRequest request) => XReplies.Blank(404, "Not Found", "Not Found");

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, _timeline.Save(), XWireJson.Default.XSnapshot);

    protected override void LoadState(JsonElement state) => _timeline.Load(state.Deserialize(XWireJson.Default.XSnapshot)!);

    private void MapLimited(string name, string method, string path, Func<SimulatorRequest, SimulatorReply> act, int limit) => Map(name, method, path, request =>
    {
        var reply = act(request);
        var taken = _timeline.Take(name, limit, 900, Now.ToUnixTimeSeconds());
        return reply
            .With("x-rate-limit-limit", limit.ToString(CultureInfo.InvariantCulture))
            .With("x-rate-limit-remaining", (limit - taken.Used).ToString(CultureInfo.InvariantCulture))
            .With("x-rate-limit-reset", taken.ResetAt.ToString(CultureInfo.InvariantCulture));
    });

    private SimulatorReply Create(SimulatorRequest request)
    {
        if (ReadBody(request, out var text, out var media) is { } no)
        {
            return no;
        }

        if (XText.Weigh(text) > XText.MaxWeight)
        {
            return XReplies.Blank(403, "Forbidden", "Your Tweet text is too long. For more information, see https://docs.x.com/fundamentals/counting-characters");
        }

        return _timeline.Publish(text, media, Now.ToUnixTimeMilliseconds()) is { } post
            ? XReplies.Json(new WirePostAnswer(_replies.Post(post, XFields.None, Now)), XWireJson.Default.WirePostAnswer, 201)
            : XReplies.Blank(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.");
    }

    private SimulatorReply Get(SimulatorRequest request)
    {
        var id = request.Route("id");
        return XTimeline.MadeAt(id) is null ? NotAnId("id", id)
            : XFields.Read(request.QueryFields(), [], out var fields)
            ?? (_timeline.Find(id) is { } post
                ? XReplies.Json(new WirePostAnswer(_replies.Post(post, fields, Now)), XWireJson.Default.WirePostAnswer)
                : XReplies.Json(new WirePostAnswer(Errors: [XReplies.NotFoundProblem("id", id)]), XWireJson.Default.WirePostAnswer));
    }

    private SimulatorReply Delete(SimulatorRequest request)
    {
        var id = request.Route("id");
        return XTimeline.MadeAt(id) is null ? NotAnId("id", id)
            : _timeline.Delete(id) ? XReplies.Json(new WireDeleteAnswer(new WireDeleted(true)), XWireJson.Default.WireDeleteAnswer)
            : XReplies.NotFound("id", id);
    }

    private SimulatorReply Me(SimulatorRequest request) =>
        XFields.Read(request.QueryFields(), [], out _)
        ?? XReplies.Json(new WireUserAnswer(new WireUser(_timeline.UserId, "Example Works", "exampleworks")), XWireJson.Default.WireUserAnswer);

    private SimulatorReply List(SimulatorRequest request)
    {
        var query = request.QueryFields();
        if (XFields.Read(query, TimelineParameters, out var fields) is { } no)
        {
            return no;
        }

        if (request.Route("id") != _timeline.UserId)
        {
            return XReplies.Json(new WirePostsAnswer(Meta: new WireMeta(0)), XWireJson.Default.WirePostsAnswer);
        }

        return XPages.Read(query, _timeline.Posts, out var page, out var next)
            ?? XReplies.Json(
                new WirePostsAnswer(
                    page.Count == 0 ? null : [.. page.Select(post => _replies.Post(post, fields, Now))],
                    Meta: new WireMeta(page.Count, page.FirstOrDefault()?.Id, page.LastOrDefault()?.Id, next)),
                XWireJson.Default.WirePostsAnswer);
    }

    private SimulatorReply? ReadBody(SimulatorRequest request, out string text, out IReadOnlyList<string> media)
    {
        (text, media) = ("", []);
        if (request.Json() is not { ValueKind: JsonValueKind.Object } body)
        {
            return XReplies.Invalid("The request body is not a JSON object.");
        }

        foreach (var member in body.EnumerateObject())
        {
            if (!BodyMembers.Contains(member.Name))
            {
                return XReplies.Invalid($"$.{member.Name}: is not defined in the schema and the schema does not allow additional properties");
            }
        }

        text = body.TryGetProperty("text", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        if (body.TryGetProperty("media", out var attached))
        {
            media = attached.ValueKind == JsonValueKind.Object && attached.TryGetProperty("media_ids", out var ids) && ids.ValueKind == JsonValueKind.Array
                ? [.. ids.EnumerateArray().Select(id => id.ToString())]
                : [];
            if (media.Count is 0 or > 4 || media.Any(id => XTimeline.MadeAt(id) is not { } madeAt || madeAt > Now.ToUnixTimeMilliseconds()))
            {
                return XReplies.Invalid("Your media IDs are invalid.");
            }
        }

        return string.IsNullOrWhiteSpace(text) && media.Count == 0 ? XReplies.Invalid("You must provide text or media.") : null;
    }

    private static SimulatorReply NotAnId(string parameter, string value) =>
        XReplies.Invalid($"The `{parameter}` query parameter value [{value}] is not valid");
}
