using System.Globalization;
using System.Text.Json.Nodes;
using Switchboard.Connectors.Meta;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Facebook;

/// <summary>Posts of the simulated pages and what becomes of them.</summary>
/// <param name="luck">Seeded luck of (kind, key), 0 to 1.</param>
internal sealed class SimulatedPages(Func<string, string, double> luck)
{
    public const string SeededPage = "100000000000002";
    private const long Followers = 12_480;

    /// <summary>Metrics of a page that are alive since 2025-11-15.</summary>
    private static readonly string[] Metrics =
        ["page_media_view", "page_total_media_view_unique", "page_post_engagements", "page_follows", "page_views_total"];

    private static readonly string[] PostMetrics = ["post_media_view", "post_total_media_view_unique", "post_clicks", "post_reactions_like_total"];

    private readonly Dictionary<string, StoredPost> _posts = [];

    public IEnumerable<StoredPost> All => _posts.Values.OrderByDescending(post => post.At).ThenBy(post => post.Id, StringComparer.Ordinal);

    public void Keep(StoredPost post) => _posts[post.Id] = post;

    public void Clear() => _posts.Clear();

    public StoredPost? Find(string id) => _posts.GetValueOrDefault(id);

    public bool Knows(string page) => page == SeededPage || _posts.Values.Any(post => post.PageId == page);

    /// <summary>Posts of a page that can be seen, newest first.</summary>
    public List<StoredPost> On(string page, DateTimeOffset now) => [.. All.Where(post => post.PageId == page && !post.IsHidden && post.At <= now)];

    public static JsonObject ToNode(StoredPost post, DateTimeOffset now) => new()
    {
        ["id"] = post.Id,
        ["message"] = post.Message,
        ["created_time"] = GraphNodes.Time(post.At),
        ["permalink_url"] = $"https://www.facebook.com/{post.PageId}/posts/{post.Id[(post.Id.IndexOf('_') + 1)..]}",
        ["is_published"] = !post.IsHidden && post.At <= now,
        ["status_type"] = post.Link is null ? "mobile_status_update" : "shared_story",
    };

    public JsonObject ToNode(string page, DateTimeOffset startedAt, DateTimeOffset now) => new()
    {
        ["id"] = page,
        ["name"] = "Example Works",
        ["category"] = "Product/service",
        ["followers_count"] = FollowersAt(startedAt, now),
        ["fan_count"] = FollowersAt(startedAt, now) - 212,
    };

    /// <summary>Figures of a post so far; null: a metric that does not exist.</summary>
    public JsonArray? PostInsights(StoredPost post, string[] metrics, DateTimeOffset now)
    {
        var reception = Reception(post);
        return metrics.Except(PostMetrics).Any()
            ? null
            : new JsonArray([.. metrics.Select(JsonNode? (metric) => Insight(post.Id, metric, "lifetime", new JsonArray(new JsonObject
            {
                ["value"] = metric switch
                {
                    "post_media_view" => reception.Impressions(now),
                    "post_total_media_view_unique" => reception.Reach(now),
                    "post_clicks" => reception.Clicks(now),
                    _ => reception.Likes(now),
                },
            })))]);
    }

    /// <summary>Figures of a page by day or longer; null: a metric that does not exist.</summary>
    public JsonArray? PageInsights(string page, string[] metrics, string period, IReadOnlyList<DateTimeOffset> ends, DateTimeOffset startedAt)
    {
        var days = period switch { "week" => 7, "days_28" => 28, _ => 1 };
        return metrics.Except(Metrics).Any()
            ? null
            : new JsonArray([.. metrics.Select(JsonNode? (metric) => Insight(page, metric, period, new JsonArray([.. ends.Select(JsonNode? (end) => new JsonObject
            {
                ["value"] = ValueOf(page, metric, end.AddDays(-days), end, startedAt),
                ["end_time"] = GraphNodes.Time(end),
            })])))]);
    }

    private static long FollowersAt(DateTimeOffset startedAt, DateTimeOffset at) => Followers + (long)((at - startedAt).TotalDays * 4);

    private long ValueOf(string page, string metric, DateTimeOffset since, DateTimeOffset until, DateTimeOffset startedAt)
    {
        long ofPosts = 0, besides = 0;
        foreach (var post in On(page, until))
        {
            var reception = Reception(post);
            ofPosts += metric switch
            {
                "page_media_view" => reception.Impressions(until) - reception.Impressions(since),
                "page_total_media_view_unique" => reception.Reach(until) - reception.Reach(since),
                "page_post_engagements" => Engagements(reception, until) - Engagements(reception, since),
                _ => 0,
            };
        }

        for (var day = since; day < until; day = day.AddDays(1))
        {
            besides += 240 + (long)(160 * luck("visits", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        return metric switch
        {
            "page_follows" => FollowersAt(startedAt, until),
            "page_media_view" => ofPosts + besides,
            "page_total_media_view_unique" => ofPosts + (besides * 7 / 10),
            "page_views_total" => besides / 3,
            _ => ofPosts,
        };
    }

    private static long Engagements(PostReception reception, DateTimeOffset at) =>
        reception.Likes(at) + reception.Comments(at) + reception.Shares(at) + reception.Clicks(at);

    private PostReception Reception(StoredPost post) => new(luck("reception", post.Id), Followers, post.At);

    private static JsonObject Insight(string of, string metric, string period, JsonArray values) => new()
    {
        ["name"] = metric,
        ["period"] = period,
        ["values"] = values,
        ["title"] = metric.Replace('_', ' '),
        ["description"] = "",
        ["id"] = $"{of}/insights/{metric}/{period}",
    };
}
