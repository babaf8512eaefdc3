using System.Text;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Simulation;

namespace Switchboard.Connectors.X;

/// <summary>Answers in the shapes of the X API, in the names of before and after August 2026.</summary>
/// <param name="fraction">Seeded luck of (kind, key).</param>
internal sealed class XReplies(Func<string, string, double> fraction)
{
    private const long Followers = 12_000;
    private const string Types = "https://api.x.com/2/problems/";

    /// <summary>A post with the fields that were asked for.</summary>
    public WirePost Post(StoredPost post, XFields fields, DateTimeOffset now)
    {
        var shown = Shown(post, out var urls);
        return new WirePost
        {
            Id = post.Id,
            Text = shown,
            EditHistoryPostIds = fields.IsLegacy ? null : [post.Id],
            EditHistoryTweetIds = fields.IsLegacy ? [post.Id] : null,
            CreatedAt = fields.Has("created_at") ? DateTimeOffset.FromUnixTimeSeconds(post.At / 1000) : null,
            Entities = fields.Has("entities") && urls.Count > 0 ? new WireEntities(urls) : null,
            PublicMetrics = fields.Has("public_metrics") ? Metrics(post, fields.IsLegacy, now) : null,
        };
    }

    public static SimulatorReply NotFound(string parameter, string value) => Json(NotFoundProblem(parameter, value) with { Status = 404 }, 404);

    public static WireProblem NotFoundProblem(string parameter, string value) => new()
    {
        Title = "Not Found Error",
        Detail = $"Could not find tweet with {parameter}: [{value}].",
        Type = Types + "resource-not-found",
        Parameter = parameter,
        Value = value,
        ResourceId = value,
        ResourceType = "tweet",
    };

    public static SimulatorReply Invalid(string message) => Json(
        new WireProblem
        {
            Title = "Invalid Request",
            Detail = "One or more parameters to your request was invalid.",
            Type = Types + "invalid-request",
            Errors = [new WireProblem { Message = message }],
        },
        400);

    /// <summary>What X says without a type of its own.</summary>
    public static SimulatorReply Blank(int status, string title, string detail) =>
        Json(new WireProblem { Title = title, Detail = detail, Type = "about:blank", Status = status }, status);

    public static SimulatorReply Json<T>(T answer, JsonTypeInfo<T> type, int status = 200) => SimulatorReply.Json(answer, type, status);

    private static SimulatorReply Json(WireProblem problem, int status) =>
        SimulatorReply.Json(problem, XWireJson.Default.WireProblem, status) with { ContentType = "application/problem+json" };

    private WireMetrics Metrics(StoredPost post, bool isLegacy, DateTimeOffset now)
    {
        var reception = new PostReception(fraction("reception", post.Key), Followers, DateTimeOffset.FromUnixTimeMilliseconds(post.At));
        var reposts = reception.Shares(now);
        return new WireMetrics
        {
            RepostCount = isLegacy ? null : reposts,
            RetweetCount = isLegacy ? reposts : null,
            ReplyCount = reception.Comments(now),
            LikeCount = reception.Likes(now),
            QuoteCount = reposts / 4,
            BookmarkCount = reception.Likes(now) / 10,
            ImpressionCount = reception.Impressions(now),
        };
    }

    /// <summary>The text as X gives it: short addresses, <c>&amp;amp;</c> and the like, and an address for its media.</summary>
    private string Shown(StoredPost post, out List<WireUrl> urls)
    {
        urls = [];
        var result = new StringBuilder();
        var end = 0;
        foreach (var url in XUrls.Find(post.Text))
        {
            result.Append(Escape(post.Text[end..url.Start.Value]));
            var text = post.Text[url];
            var full = text.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? text : "http://" + text;
            Append(full, full[(full.IndexOf("//", StringComparison.Ordinal) + 2)..], null, urls);
            end = url.End.Value;
        }

        result.Append(Escape(post.Text[end..]));
        if (post.MediaIds.Count > 0)
        {
            result.Append(result.Length > 0 ? " " : "");
            Append($"https://x.com/exampleworks/status/{post.Id}/photo/1", "pic.x.com/" + Short(post.Id), "3_" + post.MediaIds[0], urls);
        }

        return result.ToString();

        void Append(string full, string display, string? mediaKey, List<WireUrl> to)
        {
            var shortened = "https://t.co/" + Short(full);
            var start = Runes(result);
            to.Add(new WireUrl(start, start + shortened.Length, shortened, full, display, mediaKey));
            result.Append(shortened);
        }
    }

    private string Short(string address) => string.Create(10, fraction("t.co", address), static (span, luck) =>
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        foreach (ref var c in span)
        {
            luck *= Alphabet.Length;
            c = Alphabet[(int)luck];
            luck -= (int)luck;
        }
    });

    private static int Runes(StringBuilder text) => text.ToString().EnumerateRunes().Count();

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
