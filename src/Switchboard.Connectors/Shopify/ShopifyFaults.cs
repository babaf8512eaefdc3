using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.Shopify;

/// <summary>What Shopify's errors say about the effect: top-level errors and userErrors, both in HTTP 200.</summary>
internal static class ShopifyFaults
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The fault of a status that is no success; the body's <c>errors</c> may be a text or a list.</summary>
    public static ProviderException OfStatus(ProviderResponse response, DateTimeOffset now)
    {
        var envelope = response.TryRead(ShopifyWireJson.Default.WireEnvelope);
        return response.ToException(now, Code(envelope?.Errors), Words(envelope?.Errors));
    }

    /// <summary>The fault of top-level errors.</summary>
    public static ProviderException OfErrors(ProviderResponse response, WireEnvelope envelope, DateTimeOffset now)
    {
        var code = Code(envelope.Errors);
        var fault = new Fault
        {
            Verdict = Verdict.Rejected,
            Code = ErrorCode.ProviderRejected,
            Message = Words(envelope.Errors) ?? "Shopify answered an error without words.",
            ProviderCode = code,
            HttpStatus = (int)response.Status,
        };
        return new ProviderException(code switch
        {
            "THROTTLED" => fault with
            {
                Verdict = Verdict.NotSent,
                Code = ErrorCode.RateLimited,
                RetryAfter = HttpFaults.RetryAfter(response, now) ?? Wait(envelope.Extensions?.Cost) ?? TimeSpan.FromSeconds(1),
            },
            "ACCESS_DENIED" or "MAX_COST_EXCEEDED" or "SHOP_INACTIVE" when !HasData(envelope) => fault,

            // Without data it failed before it ran; with it, who knows how far it came.
            _ when envelope.Data is null && code != "INTERNAL_SERVER_ERROR" => fault,
            _ => fault with { Verdict = Verdict.InDoubt, Code = ErrorCode.ProviderUnavailable, TripsBreaker = code == "INTERNAL_SERVER_ERROR" },
        });
    }

    /// <summary>The fault of <c>userErrors</c>; null: there are none.</summary>
    public static ProviderException? OfUserErrors(ProviderResponse response, IReadOnlyList<WireUserError>? errors)
    {
        if (errors is not [var first, ..])
        {
            return null;
        }

        var message = string.Join("; ", errors.Select(error => $"{error.Message}{(error.Field is { Count: > 0 } path ? $" ({string.Join('.', path)})" : "")}"));
        var rejected = HttpFaults.Rejected(response, first.Code ?? "USER_ERROR", message);

        // The first try with this key still runs: the same key again tells how it ended.
        return first.Code == "IDEMPOTENCY_CONCURRENT_REQUEST"
            ? new ProviderException(rejected.Fault with { Verdict = Verdict.InDoubt, Code = ErrorCode.ProviderUnavailable })
            : rejected;
    }

    /// <summary>An answer that says it was done, without what it must hold.</summary>
    public static ProviderException Missing(ProviderResponse response, string member) => new(new Fault
    {
        Verdict = Verdict.InDoubt,
        Code = ErrorCode.ProviderUnavailable,
        Message = $"Shopify's answer has no '{member}'.",
        HttpStatus = (int)response.Status,
    });

    /// <summary>A Shop setting that cannot be a store's domain.</summary>
    public static ProviderException BadShop() => new(new Fault
    {
        Verdict = Verdict.NotSent,
        Code = ErrorCode.ReconnectRequired,
        Message = "The setting Shop must be the store's domain, as my-store.myshopify.com, or its first part: letters, digits and dashes.",
    });

    /// <summary>How long until the bucket holds what the request asks for; null: it does now, or it is not known.</summary>
    public static TimeSpan? Wait(WireCost? cost)
    {
        if (cost is not { RequestedQueryCost: { } requested, ThrottleStatus: { CurrentlyAvailable: { } available, RestoreRate: > 0 and var rate } })
        {
            return null;
        }

        var seconds = (requested - available) / rate;
        return seconds <= 0 ? null : seconds < LongestWait.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestWait;
    }

    private static bool HasData(WireEnvelope envelope) =>
        envelope.Data is { ValueKind: JsonValueKind.Object } data && data.EnumerateObject().Any(field => field.Value.ValueKind != JsonValueKind.Null);

    private static string? Code(JsonElement? errors) =>
        errors is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
        && list[0].ValueKind == JsonValueKind.Object && list[0].TryGetProperty("extensions", out var extensions)
        && extensions.ValueKind == JsonValueKind.Object && extensions.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
            ? code.GetString()
            : null;

    private static string? Words(JsonElement? errors) => errors switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } list => string.Join("; ", list.EnumerateArray().Select(Message)),
        { ValueKind: JsonValueKind.Object } named => named.GetRawText(),
        _ => null,
    };

    private static string? Message(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) ? message.ToString() : error.ToString();
}
