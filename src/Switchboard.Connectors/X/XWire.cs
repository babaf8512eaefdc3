using System.Text.Json;

namespace Switchboard.Connectors.X;

/// <summary>Body of create post.</summary>
internal sealed record WireCreate(string Text, WireMedia? Media = null);

internal sealed record WireMedia(IReadOnlyList<string> MediaIds);

/// <summary>One post. HTTP 200 may hold data, errors, or both.</summary>
internal sealed record WirePostAnswer(WirePost? Data = null, IReadOnlyList<WireProblem>? Errors = null);

/// <summary>Posts of a timeline, newest first.</summary>
internal sealed record WirePostsAnswer(IReadOnlyList<WirePost>? Data = null, IReadOnlyList<WireProblem>? Errors = null, WireMeta? Meta = null);

internal sealed record WireMeta(int ResultCount, string? NewestId = null, string? OldestId = null, string? NextToken = null, string? PreviousToken = null);

internal sealed record WireDeleteAnswer(WireDeleted? Data = null, IReadOnlyList<WireProblem>? Errors = null);

internal sealed record WireDeleted(bool? Deleted);

internal sealed record WireUserAnswer(WireUser? Data = null, IReadOnlyList<WireProblem>? Errors = null);

internal sealed record WireUser(string? Id, string? Name = null, string? Username = null);

/// <summary>A post, in the names of before and after August 2026.</summary>
internal sealed record WirePost
{
    public string? Id { get; init; }

    public string? Text { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public WireEntities? Entities { get; init; }

    public WireMetrics? PublicMetrics { get; init; }

    public IReadOnlyList<string>? EditHistoryPostIds { get; init; }

    public IReadOnlyList<string>? EditHistoryTweetIds { get; init; }
}

/// <summary>Figures of a post; reposts are retweet_count in the older names.</summary>
internal sealed record WireMetrics
{
    public long? RepostCount { get; init; }

    public long? RetweetCount { get; init; }

    public long? ReplyCount { get; init; }

    public long? LikeCount { get; init; }

    public long? QuoteCount { get; init; }

    public long? BookmarkCount { get; init; }

    public long? ImpressionCount { get; init; }
}

internal sealed record WireEntities(IReadOnlyList<WireUrl>? Urls = null);

/// <summary>An address in a post: what stands there, and where it leads.</summary>
internal sealed record WireUrl(int Start, int End, string? Url, string? ExpandedUrl = null, string? DisplayUrl = null, string? MediaKey = null);

/// <summary>Every shape of X's errors at once: problem documents, <c>{errors:[{code,message}]}</c>, <c>{code,message}</c>.</summary>
internal sealed record WireProblem
{
    public string? Title { get; init; }

    public string? Detail { get; init; }

    public string? Type { get; init; }

    public int? Status { get; init; }

    public string? Parameter { get; init; }

    public string? Value { get; init; }

    public string? ResourceId { get; init; }

    public string? ResourceType { get; init; }

    public string? Field { get; init; }

    public string? Section { get; init; }

    public string? Period { get; init; }

    public JsonElement? Code { get; init; }

    public string? Message { get; init; }

    public IReadOnlyList<WireProblem>? Errors { get; init; }
}
