using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;

namespace Switchboard.Connectors.TikTok;

/// <summary>Requests of the business API: the token in a header of its own, lists and objects as JSON text in the query.</summary>
internal sealed class TikTokBusiness(Attempt attempt)
{
    private const string Root = "/open_api/v1.3/";
    private static readonly Uri Host = new("https://business-api.tiktok.com");

    /// <summary>The ads account.</summary>
    public string Advertiser => Setting(TikTokSettings.Advertiser);

    /// <summary>Reads; as a preparation, whatever fails leaves the action not sent.</summary>
    public async Task<BusinessReply<T>> GetAsync<T>(
        string path, IReadOnlyList<(string Name, string Value)> query, JsonTypeInfo<WireReply<T>> type, bool isPreparing, CancellationToken ct, bool namesAdvertiser = true)
        where T : class
    {
        var all = namesAdvertiser ? query.Prepend(("advertiser_id", Advertiser)) : query;
        using var request = Request(HttpMethod.Get, path + "?" + string.Join('&', all.Select(one => $"{one.Item1}={Uri.EscapeDataString(one.Item2)}")));
        if (!isPreparing)
        {
            return Read(await attempt.SendAsync(request, ct).ConfigureAwait(false), type);
        }

        var response = await attempt.PrepareAsync(request, ct).ConfigureAwait(false);
        try
        {
            return Read(response, type);
        }
        catch (ProviderException e)
        {
            throw TikTokFaults.Without(e);
        }
    }

    /// <summary>Sends what has the action's effect.</summary>
    public async Task<BusinessReply<T>> PostAsync<T>(string path, byte[] body, JsonTypeInfo<WireReply<T>> type, CancellationToken ct)
        where T : class
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Read(await attempt.SendAsync(request, ct).ConfigureAwait(false), type);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, attempt.Address(Host, Root + path));
        request.Headers.Add("Access-Token", Setting(TikTokSettings.Ads));
        return request;
    }

    private BusinessReply<T> Read<T>(ProviderResponse response, JsonTypeInfo<WireReply<T>> type)
        where T : class
    {
        var head = response.IsSuccess ? response.Read(TikTokWireJson.Default.WireReplyHead) : response.TryRead(TikTokWireJson.Default.WireReplyHead);
        if (head?.RequestId is { Length: > 0 } id)
        {
            attempt.Note("providerRequestId", id);
        }

        return response.IsSuccess && head?.Code is null ? throw TikTokFaults.Missing(response, "code")
            : head?.Code == 0 && response.IsSuccess ? new BusinessReply<T>(response.Read(type).Data ?? throw TikTokFaults.Missing(response, "data"), response)
            : throw TikTokFaults.OfBusiness(response, head?.Code, head?.Message, attempt.Time.GetUtcNow());
    }

    private string Setting(string name) => attempt.Credential.TryGet(name, out var value) ? value : throw TikTokFaults.Unset(name);
}

/// <summary>What a good answer held, with the answer itself.</summary>
internal readonly record struct BusinessReply<T>(T Data, ProviderResponse Response)
    where T : class;
