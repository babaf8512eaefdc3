using System.Globalization;
using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.TikTok;

/// <summary>TikTok's errors as faults. Its two APIs both say no inside HTTP 200.</summary>
internal static class TikTokFaults
{
    /// <summary>The posting API's no. Codes: https://developers.tiktok.com/doc/content-posting-api-reference-direct-post</summary>
    public static ProviderException OfPosting(ProviderResponse response, WireError? error, DateTimeOffset now) => error?.Code switch
    {
        "rate_limit_exceeded" => HttpFaults.RateLimited(response, now, error.Code),

        // The creator's posts of the day are used up: nothing was posted, and it is no limit of the connection's reads.
        "spam_risk_too_many_posts" => new(Fault(response, Verdict.NotSent, ErrorCode.RateLimited, error.Code, error.Message)),
        "access_token_invalid" => new(Fault(response, Verdict.NotSent, ErrorCode.ReconnectRequired, error.Code, error.Message) with { IsUnauthorized = true }),
        "scope_not_authorized" or "scope_permission_missed" => new(Fault(response, Verdict.NotSent, ErrorCode.ReconnectRequired, error.Code, error.Message)),
        "internal_error" => new(Fault(response, Verdict.InDoubt, ErrorCode.ProviderUnavailable, error.Code, error.Message) with { TripsBreaker = true }),
        { } code when response.IsSuccess => HttpFaults.Rejected(response, code, $"TikTok answered {code}: {error.Message}"),
        _ => response.ToException(now, error?.Code, error?.Message),
    };

    /// <summary>The business API's no. Codes are from memory: 40100 too many requests, 40104 and 40105 the token, 5xxxx TikTok's own trouble.</summary>
    public static ProviderException OfBusiness(ProviderResponse response, long? code, string? message, DateTimeOffset now)
    {
        var text = code?.ToString(CultureInfo.InvariantCulture);
        return code switch
        {
            40100 => HttpFaults.RateLimited(response, now, text!),
            40104 or 40105 => new(Fault(response, Verdict.NotSent, ErrorCode.ReconnectRequired, text, message) with { IsUnauthorized = true }),
            >= 50000 and < 60000 => new(Fault(response, Verdict.InDoubt, ErrorCode.ProviderUnavailable, text, message) with { TripsBreaker = true }),
            not null when response.IsSuccess => HttpFaults.Rejected(response, text!, $"TikTok answered {text}: {message}"),
            _ => response.ToException(now, text, message),
        };
    }

    /// <summary>An answer that says it was done, without what it must hold.</summary>
    public static ProviderException Missing(ProviderResponse response, string member) =>
        new(Fault(response, Verdict.InDoubt, ErrorCode.ProviderUnavailable, null, $"the answer has no '{member}'"));

    /// <summary>The same fault, of a request without the action's effect.</summary>
    public static ProviderException Without(ProviderException e) =>
        e.Fault.Verdict == Verdict.InDoubt ? new ProviderException(e.Fault with { Verdict = Verdict.NotSent }, e) : e;

    /// <summary>What TikTok would refuse, seen before it was asked.</summary>
    public static ProviderException Refused(string why) => new(new Fault
    {
        Verdict = Verdict.Rejected,
        Code = ErrorCode.ProviderRejected,
        Message = $"Nothing was sent: {why}.",
    });

    /// <summary>A setting that this action needs and another does not.</summary>
    public static ProviderException Unset(string setting) => new(new Fault
    {
        Verdict = Verdict.NotSent,
        Code = ErrorCode.ReconnectRequired,
        Message = $"Nothing was sent: the setting Switchboard:Connectors:tiktok:Credentials:{setting} is missing; USE_MOCK_CONNECTORS=true runs it simulated.",
    });

    private static Fault Fault(ProviderResponse response, Verdict verdict, ErrorCode code, string? providerCode, string? message) => new()
    {
        Verdict = verdict,
        Code = code,
        Message = $"TikTok answered {providerCode ?? "HTTP " + ((int)response.Status).ToString(CultureInfo.InvariantCulture)}: {message}.",
        ProviderCode = providerCode,
        HttpStatus = (int)response.Status,
    };
}
