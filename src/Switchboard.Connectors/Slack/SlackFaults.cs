using System.Text;
using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.Slack;

/// <summary>What Slack's answers say about the effect. Only 200 and 429 carry meaning; the rest is in <c>ok</c> and <c>error</c>.</summary>
internal static class SlackFaults
{
    /// <summary>An answer with <c>ok:false</c> as fault. Codes: https://docs.slack.dev/reference/methods/chat.postMessage</summary>
    public static ProviderException ToException(ProviderResponse response, SlackAnswer answer, DateTimeOffset now)
    {
        var code = answer.Error ?? "unknown_error";
        return code switch
        {
            "ratelimited" or "rate_limited" => HttpFaults.RateLimited(response, now, code),
            "not_authed" or "invalid_auth" or "token_revoked" or "token_expired" or "account_inactive" or "bad_token" or "invalid_token" =>
                new(Fault(Verdict.NotSent, ErrorCode.ReconnectRequired, response, code, Describe(answer)) with { IsUnauthorized = true }),
            // fatal_error: "It's possible some aspect of the operation succeeded before the error was raised", says the same page.
            "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" =>
                new(Fault(Verdict.InDoubt, ErrorCode.ProviderUnavailable, response, code, Describe(answer)) with { TripsBreaker = true }),
            _ => HttpFaults.Rejected(response, code, Describe(answer)),
        };
    }

    /// <summary>Slack's code and every word that it adds.</summary>
    public static string Describe(SlackAnswer answer)
    {
        var text = new StringBuilder("Slack answered ").Append(answer.Error ?? "an error without a code");
        if (answer.Needed is not null)
        {
            text.Append(" (needed: ").Append(answer.Needed).Append("; provided: ").Append(answer.Provided).Append(')');
        }

        if (answer.ResponseMetadata?.Messages is { Count: > 0 } messages)
        {
            text.Append(": ").AppendJoin("; ", messages);
        }

        return text.Append('.').ToString();
    }

    /// <summary>An answer that says it was done, without what it must hold: done or not is not known.</summary>
    public static ProviderException Missing(ProviderResponse response, string member) => new(Fault(
        Verdict.InDoubt, ErrorCode.ProviderUnavailable, response, null, $"Slack's answer (HTTP {(int)response.Status}) has no '{member}'."));

    /// <summary>An upload address that must not be used.</summary>
    public static ProviderException BadUploadAddress(ProviderResponse response) => new(Fault(
        Verdict.Rejected, ErrorCode.ProviderRejected, response, null, "Slack named an upload address that is not https; nothing was sent there."));

    private static Fault Fault(Verdict verdict, ErrorCode code, ProviderResponse response, string? providerCode, string message) => new()
    {
        Verdict = verdict,
        Code = code,
        Message = message,
        ProviderCode = providerCode,
        HttpStatus = (int)response.Status,
    };
}
