using System.Globalization;
using System.Text;
using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.X;

/// <summary>What X's answers say about the effect.</summary>
internal static class XFaults
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>An answer that is no success as fault.</summary>
    public static ProviderException Of(ProviderResponse response, DateTimeOffset now)
    {
        var problem = response.TryRead(XWireJson.Default.WireProblem);
        var code = problem is null ? null : CodeOf(problem);
        var exception = response.ToException(now, code, problem is null ? null : Describe(problem));
        if ((int)response.Status != 429 && !IsLimit(code))
        {
            return exception;
        }

        return new ProviderException(exception.Fault with
        {
            Verdict = Verdict.NotSent,
            Code = ErrorCode.RateLimited,
            TripsBreaker = false,
            RetryAfter = exception.Fault.RetryAfter ?? (IsUsedUp(code, problem) ? LongestWait : WaitFor(response, now)),
        });
    }

    /// <summary>HTTP 2xx with errors and nothing else: X said no to all that was asked.</summary>
    public static ProviderException OfErrors(ProviderResponse response, IReadOnlyList<WireProblem> errors, DateTimeOffset now)
    {
        var code = CodeOf(errors[0]);
        var text = "X answered: " + string.Join("; ", errors.Select(Describe)).TrimEnd('.') + ".";
        return IsLimit(code) ? HttpFaults.RateLimited(response, now, code!)
            : code == "internal-error" ? InDoubt(response, code, text)
            : HttpFaults.Rejected(response, code ?? "unknown", text);
    }

    /// <summary>An answer that says it was done, without what it must hold: done or not is not known.</summary>
    public static ProviderException Missing(ProviderResponse response, string member) =>
        InDoubt(response, null, $"X's answer (HTTP {(int)response.Status}) has no '{member}'.");

    /// <summary>When the headers say that the limit starts anew; null: they do not, or not that nothing is left.</summary>
    public static DateTimeOffset? UsedUpUntil(ProviderResponse response, DateTimeOffset now) =>
        response.Header("x-rate-limit-remaining") == "0" && ResetOf(response) is { } reset && reset > now ? reset : null;

    /// <summary>What programs go by: the last part of the problem's type, else the number, else the title.</summary>
    public static string? CodeOf(WireProblem problem)
    {
        if (problem.Type is { } type && type.LastIndexOf('/') is >= 0 and var slash && slash + 1 < type.Length)
        {
            return type[(slash + 1)..];
        }

        return problem.Code?.ToString()
            ?? (problem.Type is null && problem.Errors is [var first, ..] ? CodeOf(first) : null)
            ?? (string.IsNullOrWhiteSpace(problem.Title) ? null : problem.Title);
    }

    /// <summary>X's words, and those of each cause.</summary>
    public static string Describe(WireProblem problem)
    {
        var text = new StringBuilder(problem.Detail ?? problem.Message ?? problem.Title ?? CodeOf(problem) ?? "an error without words");
        foreach (var cause in problem.Errors ?? [])
        {
            if ((cause.Detail ?? cause.Message) is { } words && !text.ToString().Contains(words, StringComparison.Ordinal))
            {
                text.Append(text.Length > 0 ? "; " : "").Append(words);
            }
        }

        return text.ToString();
    }

    private static bool IsLimit(string? code) => code is "usage-capped" or "rate-limit-exceeded" or "88";

    // A cap of a day or month: no header says when it ends, and asking again soon costs nothing but is no use.
    private static bool IsUsedUp(string? code, WireProblem? problem) => code == "usage-capped" || problem?.Period is not null;

    private static TimeSpan? WaitFor(ProviderResponse response, DateTimeOffset now) =>
        ResetOf(response) is not { } reset ? null : reset <= now ? TimeSpan.Zero : reset - now > LongestWait ? LongestWait : reset - now;

    private static DateTimeOffset? ResetOf(ProviderResponse response) =>
        long.TryParse(response.Header("x-rate-limit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static ProviderException InDoubt(ProviderResponse response, string? code, string message) => new(new Fault
    {
        Verdict = Verdict.InDoubt,
        Code = ErrorCode.ProviderUnavailable,
        Message = message,
        ProviderCode = code,
        HttpStatus = (int)response.Status,
    });
}
