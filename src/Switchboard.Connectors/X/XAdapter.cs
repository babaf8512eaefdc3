using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Resilience;
using Switchboard.Validation;

namespace Switchboard.Connectors.X;

/// <summary>Speaks the X API v2 for one account.</summary>
internal sealed class XAdapter(Attempt attempt) : IX
{
    // X's description: start_time must be on or after 2010-11-06.
    private const long EarliestStart = 1_289_001_600_000;

    /// <summary>What attributes cannot say of a post.</summary>
    public static void CheckPublish(PublishPost input, DateTimeOffset now, ValidationErrors errors)
    {
        var weight = XText.Weigh(input.Text);
        if (weight > XText.MaxWeight)
        {
            errors.Add("$.text", string.Create(CultureInfo.InvariantCulture, $"weighs {weight}; X takes at most {XText.MaxWeight} (an address weighs {XText.UrlWeight}, an emoji or CJK character 2)"));
        }

        if (input.MediaIds is null && string.IsNullOrWhiteSpace(input.Text))
        {
            errors.Add("$.text", "must hold more than white space, unless mediaIds are given");
        }

        if (XText.HasForbidden(input.Text))
        {
            errors.Add("$.text", "must not hold U+FFFE, U+FEFF or U+FFFF, which X takes in no post");
        }
    }

    public async Task<PublishedPost> PublishPostAsync(PublishPost input, CancellationToken ct = default)
    {
        var body = new WireCreate(input.Text, input.MediaIds is null ? null : new WireMedia(input.MediaIds));
        using var request = Request(HttpMethod.Post, "/2/tweets");
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, XWireJson.Default.WireCreate));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var answer = Read(response, XWireJson.Default.WirePostAnswer, XBuckets.Posts);
        return new PublishedPost(Need(response, answer.Data, answer.Errors).Id ?? throw XFaults.Missing(response, "data.id"));
    }

    /// <summary>The post of this call in the account's timeline: since the call began, saying the same; null proves nothing.</summary>
    /// <remarks>A post has no mark of its own. X refuses an account's text a second time, so the one that says the same since then is this call's; of two, neither is.</remarks>
    public async Task<PublishedPost?> FindPublishedAsync(PublishPost input, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(input.Text))
        {
            return null;
        }

        using var whose = Request(HttpMethod.Get, "/2/users/me");
        var me = await attempt.SendAsync(whose, ct).ConfigureAwait(false);
        var user = Read(me, XWireJson.Default.WireUserAnswer, bucket: null);
        var id = Need(me, user.Data, user.Errors).Id ?? throw XFaults.Missing(me, "data.id");

        // X's times are whole seconds.
        var since = DateTimeOffset.FromUnixTimeSeconds(BegunAt(attempt.ExecutionId).ToUnixTimeSeconds());
        var start = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        using var what = Request(HttpMethod.Get, $"/2/users/{Uri.EscapeDataString(id)}/tweets?max_results=100&start_time={Uri.EscapeDataString(start)}&{Fields}=created_at,entities");
        var response = await attempt.SendAsync(what, ct).ConfigureAwait(false);
        var posts = Read(response, XWireJson.Default.WirePostsAnswer, bucket: null).Data ?? [];
        List<WirePost> same = [.. posts.Where(post => post.CreatedAt >= since && XText.IsSame(input.Text, post))];
        return same is [{ Id: { } found }] ? new PublishedPost(found) : null;
    }

    public async Task<DeletedPost> DeletePostAsync(DeletePost input, CancellationToken ct = default)
    {
        using var request = Request(HttpMethod.Delete, "/2/tweets/" + Uri.EscapeDataString(input.PostId));
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        try
        {
            var answer = Read(response, XWireJson.Default.WireDeleteAnswer, XBuckets.Deletes);
            var deleted = Need(response, answer.Data, answer.Errors).Deleted ?? throw XFaults.Missing(response, "data.deleted");
            return deleted ? new DeletedPost(input.PostId) : throw HttpFaults.Rejected(response, "not-deleted", "X answered that the post was not deleted.");
        }
        catch (ProviderException e) when (attempt.MayHaveHappened && e.Fault is { Verdict: Verdict.Rejected, ProviderCode: "resource-not-found" or "144" })
        {
            // An earlier try of this call deleted it, and its answer was lost.
            return new DeletedPost(input.PostId);
        }
    }

    public async Task<PostMetrics> GetPostMetricsAsync(GetPostMetrics input, CancellationToken ct = default)
    {
        using var request = Request(HttpMethod.Get, $"/2/tweets/{Uri.EscapeDataString(input.PostId)}?{Fields}=public_metrics");
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var answer = Read(response, XWireJson.Default.WirePostAnswer, XBuckets.Reads);
        var metrics = Need(response, Need(response, answer.Data, answer.Errors).PublicMetrics, answer.Errors, "data.public_metrics");
        return new PostMetrics(
            metrics.ImpressionCount ?? 0,
            metrics.LikeCount ?? 0,
            metrics.RepostCount ?? metrics.RetweetCount ?? 0,
            metrics.ReplyCount,
            metrics.QuoteCount,
            metrics.BookmarkCount);
    }

    /// <summary>When the call began: the first 48 bits of its id, in milliseconds.</summary>
    internal static DateTimeOffset BegunAt(Guid executionId)
    {
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(executionId.ToByteArray(bigEndian: true)) >> 16;
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(milliseconds, EarliestStart));
    }

    private string Fields => attempt.Credential.TryGet("Naming", out var naming) && naming == "legacy" ? "tweet.fields" : "post.fields";

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var address = attempt.Address(path);
        var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = attempt.Credential.Has("AccessToken")
            ? new AuthenticationHeaderValue("Bearer", attempt.Credential["AccessToken"])
            : new AuthenticationHeaderValue("OAuth", XSigning.Sign(attempt, method, address));
        return request;
    }

    private T Read<T>(ProviderResponse response, JsonTypeInfo<T> type, string? bucket)
    {
        var now = attempt.Time.GetUtcNow();
        if (bucket is not null && XFaults.UsedUpUntil(response, now) is { } until)
        {
            attempt.LimitReached(until, bucket);
        }

        if (response.Header("x-transaction-id") is { } id)
        {
            attempt.Note("providerRequestId", id);
        }

        return response.IsSuccess ? response.Read(type) : throw XFaults.Of(response, now);
    }

    /// <summary>What was asked for. X also answers 200 with errors alone (no), and with both (a part of it was not given).</summary>
    private T Need<T>(ProviderResponse response, T? data, IReadOnlyList<WireProblem>? errors, string member = "data")
        where T : class
    {
        if (data is not null && errors is { Count: > 0 })
        {
            attempt.Note("partialErrors", string.Join(",", errors.Select(error => XFaults.CodeOf(error) ?? "unknown").Distinct()));
        }

        return data ?? (errors is { Count: > 0 } ? throw XFaults.OfErrors(response, errors, attempt.Time.GetUtcNow()) : throw XFaults.Missing(response, member));
    }
}
