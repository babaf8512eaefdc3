using System.Globalization;
using Switchboard.Calls;

namespace Switchboard.Resilience;

/// <summary>What an answer that is not 2xx says about the effect, unless a connector knows better.</summary>
public static class HttpFaults
{
    /// <summary>Longest wait that a provider is believed.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Makes the exception of an answer that is not a success.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">Now, for a Retry-After that is a date.</param>
    /// <param name="providerCode">The provider's own code.</param>
    /// <param name="message">The provider's own words.</param>
    /// <param name="notExecuted">Whether the provider promises that a 503 with Retry-After was not executed.</param>
    public static ProviderException ToException(
        this ProviderResponse response, DateTimeOffset now, string? providerCode = null, string? message = null, bool notExecuted = false)
    {
        var status = (int)response.Status;
        var fault = new Fault
        {
            Verdict = Verdict.Rejected,
            Code = ErrorCode.ProviderRejected,
            Message = message is null ? $"The provider answered HTTP {status}." : $"The provider answered HTTP {status}: {message}",
            ProviderCode = providerCode,
            HttpStatus = status,
            RetryAfter = RetryAfter(response, now),
        };
        return new ProviderException(status switch
        {
            401 => fault with { Verdict = Verdict.NotSent, Code = ErrorCode.ReconnectRequired, IsUnauthorized = true },
            429 => fault with { Verdict = Verdict.NotSent, Code = ErrorCode.RateLimited },
            503 when notExecuted && fault.RetryAfter is not null =>
                fault with { Verdict = Verdict.NotSent, Code = ErrorCode.ProviderUnavailable, TripsBreaker = true },
            >= 500 => fault with { Verdict = Verdict.InDoubt, Code = ErrorCode.ProviderUnavailable, TripsBreaker = true },
            _ => fault,
        });
    }

    /// <summary>A limit's fault inside an answer that is a success by its status.</summary>
    public static ProviderException RateLimited(ProviderResponse response, DateTimeOffset now, string providerCode) => new(new Fault
    {
        Verdict = Verdict.NotSent,
        Code = ErrorCode.RateLimited,
        Message = $"The provider's limit is reached ({providerCode}).",
        ProviderCode = providerCode,
        HttpStatus = (int)response.Status,
        RetryAfter = RetryAfter(response, now),
    });

    /// <summary>A provider's no inside an answer that is a success by its status.</summary>
    public static ProviderException Rejected(ProviderResponse response, string providerCode, string message) => new(new Fault
    {
        Verdict = Verdict.Rejected,
        Code = ErrorCode.ProviderRejected,
        Message = message,
        ProviderCode = providerCode,
        HttpStatus = (int)response.Status,
    });

    /// <summary>Retry-After as seconds or date, from 0 to one hour; null: absent or unreadable.</summary>
    public static TimeSpan? RetryAfter(ProviderResponse response, DateTimeOffset now)
    {
        var text = response.Header("Retry-After");
        TimeSpan wait;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds))
        {
            wait = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWait.TotalSeconds));
        }
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            wait = date - now;
        }
        else
        {
            return null;
        }

        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }
}
