using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.Stripe;

/// <summary>What Stripe's errors say about the effect. Source: https://docs.stripe.com/api/errors and /api/idempotent_requests.</summary>
internal static class StripeFaults
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(1);

    /// <summary>The fault of an answer that is no success. Its provider code is the issuer's decline code where there is one.</summary>
    public static ProviderException Of(ProviderResponse response, DateTimeOffset now)
    {
        var error = response.TryRead(StripeWireJson.Default.WireErrorBody)?.Error;
        var code = error?.DeclineCode ?? error?.Code ?? error?.Type;
        var exception = response.ToException(now, code, error is null ? null : Describe(error));
        return (int)response.Status switch
        {
            429 => RateLimited(response, exception.Fault, now),

            // An earlier try still runs, or may: the same key again tells how it ended.
            409 when error?.Code == "idempotency_key_in_use" || ShouldRetry(response) == true => InDoubt(exception.Fault),
            _ => exception,
        };
    }

    /// <summary>The fault of a payment that was declined, as a look-up found it.</summary>
    public static ProviderException Declined(ProviderResponse response, WireFailure failure) => HttpFaults.Rejected(
        response,
        failure.DeclineCode ?? failure.Code ?? "card_error",
        Describe(new WireError { Type = "card_error", Code = failure.Code, DeclineCode = failure.DeclineCode, Message = failure.Message }));

    /// <summary>Whether an answer may be a stored one: Stripe replays also a 500, so it says nothing of what was done.</summary>
    public static bool MayBeReplayed(ProviderResponse response) =>
        (int)response.Status >= 500 && (IsReplayed(response) || ShouldRetry(response) == false);

    /// <summary>Whether the answer is the stored one of an earlier try.</summary>
    public static bool IsReplayed(ProviderResponse response) => response.Header("Idempotent-Replayed") == "true";

    private static bool? ShouldRetry(ProviderResponse response) => response.Header("Stripe-Should-Retry") switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    // No Retry-After comes with the limits a second; the account is free again in one.
    private static ProviderException RateLimited(ProviderResponse response, Fault fault, DateTimeOffset now)
    {
        var reason = response.Header("Stripe-Rate-Limited-Reason");
        return new ProviderException(fault with
        {
            ProviderCode = reason ?? fault.ProviderCode ?? "rate_limit",
            RetryAfter = HttpFaults.RetryAfter(response, now) ?? (reason == "resource-specific" ? null : RateWindow),
        });
    }

    private static ProviderException InDoubt(Fault fault) => new(fault with { Verdict = Verdict.InDoubt, Code = ErrorCode.ProviderUnavailable });

    private static string Describe(WireError error)
    {
        string?[] parts = [error.Type, error.Code, error.DeclineCode, error.Param is null ? null : "param " + error.Param];
        return $"{error.Message ?? "no message"} ({string.Join(", ", parts.Where(part => part is not null))})";
    }
}
