using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Connectors.Google;

namespace Switchboard.Connectors.YouTube;

/// <summary>Requests of one attempt with the account's token, and what YouTube's errors mean.</summary>
internal sealed class YouTubeCalls(Attempt attempt)
{
    /// <summary>Sends what has the action's effect, or reads.</summary>
    public Task<ProviderResponse> SendAsync(HttpRequestMessage request, CancellationToken ct) => AuthorizedAsync(request, attempt.SendAsync, ct);

    /// <summary>Sends what nobody sees yet.</summary>
    public Task<ProviderResponse> PrepareAsync(HttpRequestMessage request, CancellationToken ct) => AuthorizedAsync(request, attempt.PrepareAsync, ct);

    /// <summary>Reads a resource.</summary>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, attempt.Address(path));
        var response = await SendAsync(request, ct).ConfigureAwait(false);
        return response.IsSuccess ? response.Read(type) : throw Fault(response, YouTubeLimits.Units);
    }

    /// <summary>The fault of an answer that is no success. A used-up quota rests its own bucket until it starts anew.</summary>
    public ProviderException Fault(ProviderResponse response, string bucket)
    {
        var now = attempt.Time.GetUtcNow();
        var exception = GoogleFaults.Of(response, now);
        if (exception.Fault is not { Code: ErrorCode.RateLimited, ProviderCode: "quotaExceeded" or "dailyLimitExceeded" })
        {
            return exception;
        }

        attempt.LimitReached(YouTubeLimits.ResetAfter(now), bucket);
        return new ProviderException(exception.Fault with { RetryAfter = null });
    }

    private async Task<ProviderResponse> AuthorizedAsync(
        HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<ProviderResponse>> send, CancellationToken ct)
    {
        var token = await GoogleAccess.TokenAsync(attempt, ct).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await send(request, ct).ConfigureAwait(false);
        if ((int)response.Status == 401)
        {
            GoogleAccess.Refused(attempt, token);
        }

        return response;
    }
}
