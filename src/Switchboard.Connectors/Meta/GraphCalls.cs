using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;

namespace Switchboard.Connectors.Meta;

/// <summary>Requests to the Graph API for one attempt, and what its answers say.</summary>
internal sealed class GraphCalls(Attempt attempt, string defaultVersion, string tokenSetting)
{
    /// <summary>What codes mean on this product alone.</summary>
    public Func<GraphError, GraphMeaning> Own { get; init; } = static _ => GraphMeaning.Unknown;

    /// <summary>Buckets of a use case in the usage headers; null: the whole connection.</summary>
    public Func<string, IReadOnlyList<string>?> BucketsOf { get; init; } = static _ => null;

    /// <summary>Hex HMAC-SHA256 of the token under the app's secret: proves that the caller holds both.</summary>
    public static string Proof(string appSecret, string token) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes(token)));

    /// <summary>Sends the request with the action's effect, or a read.</summary>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        if (response.Header("x-fb-trace-id") is { } trace)
        {
            attempt.Note("providerRequestId", trace);
        }

        return Read(response, type);
    }

    /// <summary>Sends a request without the action's effect: whatever goes wrong, nothing was done.</summary>
    public async Task<T> PrepareAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        try
        {
            return Read(await attempt.PrepareAsync(request, ct).ConfigureAwait(false), type);
        }
        catch (ProviderException e) when (e.Fault.Verdict == Verdict.InDoubt)
        {
            throw new ProviderException(e.Fault with { Verdict = Verdict.NotSent }, e);
        }
    }

    /// <summary>A request that reads.</summary>
    public HttpRequestMessage Get(string path, params IEnumerable<KeyValuePair<string, string?>> query) => Authorized(HttpMethod.Get, path, query);

    /// <summary>A request with a form; absent values are left out. Ids stay text on the wire, as they exceed 2^53.</summary>
    public HttpRequestMessage Post(string path, params IEnumerable<KeyValuePair<string, string?>> form)
    {
        var request = Authorized(HttpMethod.Post, path, []);
        request.Content = new FormUrlEncodedContent(form.Where(field => field.Value is not null).Select(field => new KeyValuePair<string, string>(field.Key, field.Value!)));
        return request;
    }

    /// <summary>A request with JSON.</summary>
    public HttpRequestMessage PostJson(string path, byte[] json)
    {
        var request = Authorized(HttpMethod.Post, path, []);
        request.Content = new ByteArrayContent(json);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private HttpRequestMessage Authorized(HttpMethod method, string path, IEnumerable<KeyValuePair<string, string?>> query)
    {
        var token = Setting(tokenSetting);
        var version = attempt.Credential.TryGet("GraphVersion", out var given) ? given : defaultVersion;
        if (attempt.Credential.TryGet("AppSecret", out var secret))
        {
            query = query.Append(new("appsecret_proof", Proof(secret, token)));
        }

        var fields = string.Join('&', query.Where(field => field.Value is not null).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value!)}"));
        var request = new HttpRequestMessage(
            method, attempt.Address($"/{Uri.EscapeDataString(version)}/{path}{(fields.Length == 0 ? "" : "?" + fields)}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    /// <summary>A setting of one of several sets: the connection may have been made for the others alone.</summary>
    public string Setting(string name) => attempt.Credential.TryGet(name, out var value)
        ? value
        : throw GraphFaults.Refusal($"This connection has no {name}, which this action needs; nothing was sent. Set it, or use USE_MOCK_CONNECTORS=true.", ErrorCode.CredentialsMissing);

    private T Read<T>(ProviderResponse response, JsonTypeInfo<T> type)
    {
        var wait = GraphUsage.Learn(response, attempt, BucketsOf);
        if (response.IsSuccess)
        {
            return response.Read(type);
        }

        if (response.TryRead(GraphJson.Default.GraphErrorBody)?.Error?.FbtraceId is { } trace)
        {
            attempt.Note("providerRequestId", trace);
        }

        throw GraphFaults.Of(response, attempt.Time.GetUtcNow(), wait, Own);
    }
}
