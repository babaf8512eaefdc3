using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Meta;
using Switchboard.Validation;

namespace Switchboard.Connectors.Instagram;

/// <summary>Speaks Instagram's part of the Graph API: a container that nobody sees, then its publication.</summary>
internal sealed class InstagramAdapter(Attempt attempt) : IInstagram
{
    /// <summary>The version whose official description judges these requests.</summary>
    public const string Version = "v25.0";

    /// <summary>A picture is read at once as a rule; Meta's "once a minute" is for videos. Together well within one attempt.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)];

    private static readonly TimeSpan PermalinkTime = TimeSpan.FromSeconds(2);

    /// <summary>How far Instagram's clock may be behind ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly GraphCalls _graph = new(attempt, Version, "AccessToken") { Own = MeaningOf };

    /// <summary>What attributes cannot say of a post.</summary>
    public static void CheckPost(PublishPost input, DateTimeOffset now, ValidationErrors errors) => InstagramChecks.Post(input, errors);

    /// <summary>What attributes cannot say of a time range.</summary>
    public static void CheckInsights(GetInsights input, DateTimeOffset now, ValidationErrors errors) => InstagramChecks.Insights(input, errors);

    public async Task<PublishedPost> PublishPostAsync(PublishPost input, CancellationToken ct = default)
    {
        var began = attempt.Time.GetUtcNow();
        using var create = _graph.Post(UserPath("media"), new("image_url", input.ImageUrl), new("caption", input.Caption));
        var container = (await _graph.PrepareAsync(create, GraphJson.Default.GraphId, ct).ConfigureAwait(false)).Id;
        attempt.Note("containerId", container);
        await WaitUntilReadAsync(container, ct).ConfigureAwait(false);
        try
        {
            using var publish = _graph.Post(UserPath("media_publish"), new KeyValuePair<string, string?>("creation_id", container));
            var media = (await _graph.SendAsync(publish, GraphJson.Default.GraphId, ct).ConfigureAwait(false)).Id;
            return new PublishedPost(media, await PermalinkAsync(media, ct).ConfigureAwait(false));
        }
        catch (ProviderException e) when (e.Fault.Verdict == Verdict.InDoubt)
        {
            return await ProvedAsync(container, input.Caption, began, ct).ConfigureAwait(false) ?? throw new ProviderException(e.Fault, e);
        }
    }

    public async Task<Insights> GetInsightsAsync(GetInsights input, CancellationToken ct = default)
    {
        using var request = input.MediaId is { } media
            ? _graph.Get(Uri.EscapeDataString(media) + "/insights", new KeyValuePair<string, string?>("metric", "reach,views"))
            : _graph.Get(
                UserPath("insights"), new("metric", "reach,views"), new("period", "day"), new("metric_type", "total_value"), new("since", input.Since), new("until", input.Until));
        var found = await _graph.SendAsync(request, GraphJson.Default.GraphListGraphInsight, ct).ConfigureAwait(false);
        return new Insights(Value(found, "reach"), Value(found, "views"));
    }

    private string UserPath(string edge) => $"{Uri.EscapeDataString(_graph.Setting("InstagramUserId"))}/{edge}";

    /// <summary>Waits until Instagram fetched and read the picture.</summary>
    private async Task WaitUntilReadAsync(string container, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            var status = await StatusAsync(container, ct).ConfigureAwait(false);
            switch (status.StatusCode)
            {
                case "FINISHED":
                    return;
                case "ERROR" or "EXPIRED":
                    throw GraphFaults.Refusal($"Instagram cannot use the picture ({status.StatusCode}{(status.Status is null ? "" : ": " + status.Status)}); nothing was published.");
            }

            if (tries == Waits.Length)
            {
                throw new ProviderException(new Fault
                {
                    Verdict = Verdict.NotSent,
                    Code = ErrorCode.ProviderUnavailable,
                    Message = "Instagram has not read the picture yet; nothing was published.",
                    RetryAfter = TimeSpan.FromMinutes(1),
                });
            }

            await Task.Delay(Waits[tries], attempt.Time, ct).ConfigureAwait(false);
        }
    }

    private async Task<WireContainer> StatusAsync(string container, CancellationToken ct)
    {
        using var request = _graph.Get(Uri.EscapeDataString(container), new KeyValuePair<string, string?>("fields", "status_code,status"));
        return await _graph.PrepareAsync(request, InstagramWireJson.Default.WireContainer, ct).ConfigureAwait(false);
    }

    /// <summary>The post, if the container says that it was published and just one post can be it; null: not proved.</summary>
    private async Task<PublishedPost?> ProvedAsync(string container, string caption, DateTimeOffset began, CancellationToken ct)
    {
        try
        {
            if ((await StatusAsync(container, ct).ConfigureAwait(false)).StatusCode != "PUBLISHED")
            {
                return null;
            }

            using var request = _graph.Get(UserPath("media"), new("fields", "id,caption,permalink,timestamp"), new("limit", "25"));
            var newest = await _graph.PrepareAsync(request, InstagramWireJson.Default.GraphListWireMedia, ct).ConfigureAwait(false);
            List<WireMedia> own = [.. newest.Data.Where(media => (media.Caption ?? "") == caption && GraphNodes.ReadTime(media.Timestamp) >= began - Skew)];
            return own is [{ } one] ? new PublishedPost(one.Id, one.Permalink) : null;
        }
        catch (ProviderException)
        {
            return null;
        }
    }

    /// <summary>The post's address; null: it cannot be read in time, which must not undo that it was published.</summary>
    private async Task<string?> PermalinkAsync(string media, CancellationToken ct)
    {
        using var enough = new CancellationTokenSource(PermalinkTime, attempt.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, enough.Token);
        try
        {
            using var request = _graph.Get(Uri.EscapeDataString(media), new KeyValuePair<string, string?>("fields", "permalink"));
            return (await _graph.PrepareAsync(request, InstagramWireJson.Default.WireMedia, either.Token).ConfigureAwait(false)).Permalink;
        }
        catch (ProviderException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private static long? Value(GraphList<GraphInsight> found, string metric)
    {
        var insight = found.Data.FirstOrDefault(one => one.Name == metric);
        var value = insight?.TotalValue?.Value ?? (insight?.Values is [.., { } last] ? last.Value : null);
        return value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? count : null;
    }

    /// <summary>Codes of publishing: developers.facebook.com/docs/instagram-platform, error codes.</summary>
    private static GraphMeaning MeaningOf(GraphError error) => (error.Code, error.ErrorSubcode) switch
    {
        (9, 2207042) => GraphMeaning.Throttled,

        // Elsewhere code 4 is a limit; here the account is held for spam, and trying on makes it worse.
        (4, 2207051) => GraphMeaning.Refused,
        (-2, 2207003) or (-1, _) => GraphMeaning.Transient,
        (-2, _) or (24, _) or (36000, _) or (36001, _) or (9007, _) => GraphMeaning.Refused,
        _ => GraphMeaning.Unknown,
    };
}
