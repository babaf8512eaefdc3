using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;

namespace Switchboard.Connectors.TikTok;

/// <summary>Speaks the content posting API: what the creator may choose, the post, and how far it is.</summary>
internal sealed class TikTokPosts(Attempt attempt)
{
    private const string Root = "/v2/post/publish/";
    private static readonly TimeSpan CapRest = TimeSpan.FromHours(1);

    public async Task<PublishedPost> PublishAsync(PublishPost input, CancellationToken ct)
    {
        var creator = await CreatorAsync(ct).ConfigureAwait(false);
        var level = TikTokNames.Of(input.PrivacyLevel ?? PrivacyLevel.PublicToEveryone);
        if (creator.PrivacyLevelOptions is { } options && !options.Contains(level))
        {
            throw TikTokFaults.Refused($"the account offers no privacyLevel '{TikTokNames.Contract(level)}' at the moment, only {string.Join(", ", options.Select(TikTokNames.Contract))}");
        }

        var body = new WireVideoInit(
            new WirePostInfo
            {
                PrivacyLevel = level,
                Title = input.Caption,
                DisableComment = Either(input.DisableComment, creator.CommentDisabled),
                DisableDuet = Either(input.DisableDuet, creator.DuetDisabled),
                DisableStitch = Either(input.DisableStitch, creator.StitchDisabled),
                VideoCoverTimestampMs = input.CoverTimestampMs,
                BrandContentToggle = input.IsPaidPartnership,
                BrandOrganicToggle = input.IsOwnBrand,
                IsAigc = input.IsAiGenerated,
            },
            new WireSourceInfo("PULL_FROM_URL", input.VideoUrl));
        using var request = Request("video/init/", JsonSerializer.SerializeToUtf8Bytes(body, TikTokWireJson.Default.WireVideoInit));
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        return new PublishedPost(Read(response, TikTokWireJson.Default.WireAnswerWireInit).PublishId ?? throw TikTokFaults.Missing(response, "publish_id"));
    }

    public async Task<PostStatus> StatusAsync(GetPostStatus input, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new WireStatusRequest(input.PublishId), TikTokWireJson.Default.WireStatusRequest);
        using var request = Request("status/fetch/", body);
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var status = Read(response, TikTokWireJson.Default.WireAnswerWireStatus);
        return new PostStatus(
            input.PublishId,
            status.Status ?? throw TikTokFaults.Missing(response, "status"),
            status.PublicalyAvailablePostId is { Count: > 0 } ids ? [.. ids.Select(id => id.GetRawText().Trim('"'))] : null,
            status.FailReason);
    }

    /// <summary>Asked before each post, as TikTok wants: the choices may have changed.</summary>
    private async Task<WireCreator> CreatorAsync(CancellationToken ct)
    {
        using var request = Request("creator_info/query/", []);
        var response = await attempt.PrepareAsync(request, ct).ConfigureAwait(false);
        try
        {
            return Read(response, TikTokWireJson.Default.WireAnswerWireCreator);
        }
        catch (ProviderException e)
        {
            throw TikTokFaults.Without(e);
        }
    }

    private HttpRequestMessage Request(string path, byte[] body)
    {
        var token = attempt.Credential.TryGet(TikTokSettings.Posting, out var given) ? given : throw TikTokFaults.Unset(TikTokSettings.Posting);
        var request = new HttpRequestMessage(HttpMethod.Post, attempt.Address(Root + path)) { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "UTF-8");
        return request;
    }

    private T Read<T>(ProviderResponse response, JsonTypeInfo<WireAnswer<T>> type)
        where T : class
    {
        var now = attempt.Time.GetUtcNow();
        var error = (response.IsSuccess ? response.Read(TikTokWireJson.Default.WireAnswerHead) : response.TryRead(TikTokWireJson.Default.WireAnswerHead))?.Error;
        if (error?.LogId is { Length: > 0 } id)
        {
            attempt.Note("providerRequestId", id);
        }

        if (error?.Code == "spam_risk_too_many_posts")
        {
            attempt.LimitReached(now + CapRest, TikTokLimits.VideoInit);
        }

        // The code says whether it was done, not the status.
        return response.IsSuccess && error?.Code is null ? throw TikTokFaults.Missing(response, "error.code")
            : error?.Code == "ok" && response.IsSuccess ? response.Read(type).Data ?? throw TikTokFaults.Missing(response, "data")
            : throw TikTokFaults.OfPosting(response, error, now);
    }

    // What the creator turned off stays off, whatever is asked.
    private static bool? Either(bool? asked, bool? isOff) => isOff == true ? true : asked;
}
