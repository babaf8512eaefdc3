using System.Globalization;
using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.Google;

/// <summary>Google's errors as faults; source: developers.google.com/workspace/gmail/api/guides/handle-errors.</summary>
internal static class GoogleFaults
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>The fault of an answer that is no success. Its provider code is Google's <c>reason</c>, else its status.</summary>
    public static ProviderException Of(ProviderResponse response, DateTimeOffset now)
    {
        var error = response.TryRead(GoogleJson.Default.GoogleErrorBody)?.Error;
        var reason = error?.Errors?.FirstOrDefault()?.Reason ?? error?.Status;
        var exception = response.ToException(now, reason, error?.Message);
        var fault = exception.Fault;

        // Google also reports limits as 403; they mean the same as 429.
        var isLimit = (int)response.Status == 429
            || ((int)response.Status == 403 && reason is "userRateLimitExceeded" or "rateLimitExceeded" or "dailyLimitExceeded" or "quotaExceeded");
        return isLimit
            ? new ProviderException(fault with
            {
                Verdict = Verdict.NotSent,
                Code = ErrorCode.RateLimited,
                RetryAfter = fault.RetryAfter ?? (reason is "dailyLimitExceeded" or "quotaExceeded" ? LongestWait : WaitIn(error?.Message, now)),
            })
            : exception;
    }

    // There is no Retry-After header, but Gmail's messages say "Retry after 2026-12-01T09:15:00.000Z".
    private static TimeSpan? WaitIn(string? message, DateTimeOffset now)
    {
        const string Lead = "Retry after ";
        var start = message?.IndexOf(Lead, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0)
        {
            return null;
        }

        var rest = message.AsSpan(start + Lead.Length);
        var end = rest.IndexOf(' ');
        var isDate = DateTimeOffset.TryParse(end < 0 ? rest : rest[..end], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date);
        return !isDate ? null : date <= now ? TimeSpan.Zero : date - now > LongestWait ? LongestWait : date - now;
    }
}
