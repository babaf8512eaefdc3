using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.Meta;

/// <summary>The Graph API's errors as faults. Sources: developers.facebook.com/docs/graph-api, guides/error-handling and overview/rate-limiting.</summary>
internal static class GraphFaults
{
    /// <summary>What a code means on every product of Meta. Throttling is told by the code, not by HTTP 429.</summary>
    public static GraphMeaning MeaningOf(GraphError error) => error.Code switch
    {
        4 or 17 or 32 or 613 or (>= 80000 and <= 80014) => GraphMeaning.Throttled,
        102 or 190 => GraphMeaning.Token,
        1 or 2 => GraphMeaning.Transient,
        10 or (>= 200 and <= 299) or 100 or 368 => GraphMeaning.Refused,
        _ => error.IsTransient == true ? GraphMeaning.Transient : GraphMeaning.Unknown,
    };

    /// <summary>The fault of an answer that is no success.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">Now, for a Retry-After that is a date.</param>
    /// <param name="wait">How long the usage headers say to wait; null: they do not say.</param>
    /// <param name="own">What codes mean on one product alone; <see cref="GraphMeaning.Unknown"/>: as everywhere.</param>
    public static ProviderException Of(ProviderResponse response, DateTimeOffset now, TimeSpan? wait, Func<GraphError, GraphMeaning> own)
    {
        if (response.TryRead(GraphJson.Default.GraphErrorBody)?.Error is not { Code: not null } error)
        {
            return response.ToException(now);
        }

        var meaning = own(error) is var special and not GraphMeaning.Unknown ? special : MeaningOf(error);
        var byStatus = response.ToException(now, error.FullCode, Describe(error)).Fault;
        var fault = byStatus with { IsUnauthorized = false, TripsBreaker = false };
        return new ProviderException(meaning switch
        {
            GraphMeaning.Throttled => fault with { Verdict = Verdict.NotSent, Code = ErrorCode.RateLimited, RetryAfter = fault.RetryAfter ?? wait },
            GraphMeaning.Token => fault with { Verdict = Verdict.NotSent, Code = ErrorCode.ReconnectRequired, IsUnauthorized = true },
            GraphMeaning.Transient => fault with { Verdict = Verdict.InDoubt, Code = ErrorCode.ProviderUnavailable, TripsBreaker = true },
            GraphMeaning.Refused => fault with { Verdict = Verdict.Rejected, Code = ErrorCode.ProviderRejected },
            _ => byStatus,
        });
    }

    /// <summary>Our own no to a call whose effect was not asked for yet.</summary>
    public static ProviderException Refusal(string message, ErrorCode code = ErrorCode.ProviderRejected) => new(new Fault
    {
        Verdict = Verdict.Rejected,
        Code = code,
        Message = message,
    });

    /// <summary>An answer that says it was done, without what it must hold: done or not is not known.</summary>
    public static ProviderException Missing(string member) => new(new Fault
    {
        Verdict = Verdict.InDoubt,
        Code = ErrorCode.ProviderUnavailable,
        Message = $"Meta's answer has no '{member}'.",
    });

    private static string Describe(GraphError error)
    {
        var text = new StringBuilder(error.Message ?? "an error without a message");
        if (error.ErrorUserMsg is { Length: > 0 } explained)
        {
            text.Append(" (").Append(explained).Append(')');
        }

        if (error.ErrorData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.String)
        {
            text.Append(": ").Append(details.GetString());
        }

        return text.ToString();
    }
}
