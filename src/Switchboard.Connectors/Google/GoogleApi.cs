using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;

namespace Switchboard.Connectors.Google;

/// <summary>Sends requests to Google's APIs with the connection's access token.</summary>
internal static class GoogleApi
{
    /// <summary>A request with a JSON body.</summary>
    public static HttpRequestMessage Post<T>(Uri address, T body, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
    }

    /// <summary>Sends with a token, and forgets the token if Google refuses it; the answer may be any.</summary>
    /// <param name="attempt">The try.</param>
    /// <param name="request">The request, without its token.</param>
    /// <param name="scope">Scope that a service account asks for.</param>
    /// <param name="hasEffect">Whether it reads or has the action's effect; false: it only prepares that.</param>
    /// <param name="ct">Stops the call.</param>
    public static async Task<ProviderResponse> SendAsync(
        Attempt attempt, HttpRequestMessage request, string scope, bool hasEffect, CancellationToken ct)
    {
        var token = await GoogleAccess.TokenAsync(attempt, scope, ct).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = hasEffect
            ? await attempt.SendAsync(request, ct).ConfigureAwait(false)
            : await attempt.PrepareAsync(request, ct).ConfigureAwait(false);
        if (response.Status == HttpStatusCode.Unauthorized)
        {
            GoogleAccess.Refused(attempt, token);
        }

        return response;
    }
}
