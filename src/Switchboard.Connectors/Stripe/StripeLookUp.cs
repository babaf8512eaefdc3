using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;

namespace Switchboard.Connectors.Stripe;

/// <summary>Looks for what a request did when its answer cannot be trusted: each event names the idempotency key of the request that caused it.</summary>
/// <remarks>Found proves that it was done; absent proves nothing, since events may come a little later.</remarks>
internal sealed class StripeLookUp(Attempt attempt, Func<HttpRequestMessage, CancellationToken, Task<ProviderResponse>> send)
{
    private const int MostPages = 5;
    private const int KeyWindowSeconds = 86_400;

    /// <summary>The object that a request with this key made; null: not found.</summary>
    /// <param name="key">Idempotency key.</param>
    /// <param name="types">Events to look for; where one request caused several, the first here tells how it ended.</param>
    /// <param name="type">What the event's object is.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="ProviderException">It was made, and the payment was declined.</exception>
    public async Task<T?> FindAsync<T>(string key, string[] types, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var response = await ListAsync(types, after, ct).ConfigureAwait(false);
            if (response?.TryRead(StripeWireJson.Default.WireListWireEvent) is not { } list)
            {
                return null;
            }

            if (list.Data.Where(item => item.Request?.IdempotencyKey == key).MinBy(item => Array.IndexOf(types, item.Type)) is { } found)
            {
                return Read(response, found, type);
            }

            after = list is { HasMore: true, Data: [.., var last] } ? last.Id : null;
            if (after is null)
            {
                return null;
            }
        }

        return null;
    }

    private async Task<ProviderResponse?> ListAsync(string[] types, string? after, CancellationToken ct)
    {
        var query = new StripeRequestForm()
            .AddAll("types", types)
            .AddCreated(attempt.Time.GetUtcNow().AddSeconds(-KeyWindowSeconds))
            .Add("limit", 100)
            .Add("starting_after", after);
        using var request = new HttpRequestMessage(HttpMethod.Get, attempt.Address("/v1/events" + query.ToQuery()));
        try
        {
            var response = await send(request, ct).ConfigureAwait(false);
            return response.IsSuccess ? response : null;
        }
        catch (ProviderException)
        {
            // It proves nothing; the doubt stays.
            return null;
        }
    }

    private T? Read<T>(ProviderResponse response, WireEvent found, JsonTypeInfo<T> type)
        where T : class
    {
        T? made;
        try
        {
            made = found.Data.Object.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }

        attempt.Note("lookUp", "found");
        return made is WirePaymentIntent { LastPaymentError: { } failure } && found.Type.EndsWith(".payment_failed", StringComparison.Ordinal)
            ? throw StripeFaults.Declined(response, failure)
            : made;
    }
}
