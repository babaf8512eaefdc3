using Switchboard.Calls;

namespace Switchboard.Transport;

/// <summary>What a broken connection says about the effect.</summary>
internal static class WireFaults
{
    public static Fault Of(Exception exception, Attempt attempt)
    {
        var neverConnected = exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
        var certain = neverConnected || (!attempt.IsDispatched && exception is IOException) || attempt.IsPreparing;
        var kind = exception is HttpRequestException { HttpRequestError: var error } ? error.ToString() : exception.GetType().Name;
        return new Fault
        {
            Verdict = certain ? Verdict.NotSent : Verdict.InDoubt,
            Code = ErrorCode.ProviderUnavailable,
            Message = neverConnected
                ? $"No connection to {attempt.Connection.BaseAddress.Host} could be made ({kind})."
                : $"The connection to {attempt.Connection.BaseAddress.Host} broke before a whole answer came ({kind}).",
            TripsBreaker = true,
        };
    }
}
