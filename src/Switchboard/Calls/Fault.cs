namespace Switchboard.Calls;

/// <summary>How an attempt failed.</summary>
public sealed record Fault
{
    /// <summary>What it says about the effect.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The error that the caller gets if nothing else helps.</summary>
    public required ErrorCode Code { get; init; }

    /// <summary>What happened, for an operator; may hold the provider's text, so it is redacted before it is stored.</summary>
    public required string Message { get; init; }

    /// <summary>The provider's own error code, as in <c>channel_not_found</c> or <c>21211</c>.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>HTTP status, if one came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How long the provider asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it counts against the breaker: no connection, a timeout, a 5xx.</summary>
    public bool TripsBreaker { get; init; }

    /// <summary>Whether the provider refused the access token.</summary>
    public bool IsUnauthorized { get; init; }
}

/// <summary>Carries a <see cref="Fault"/> from an adapter or the transport to the pipeline.</summary>
public sealed class ProviderException(Fault fault, Exception? inner = null) : Exception(fault.Message, inner)
{
    /// <summary>How the attempt failed.</summary>
    public Fault Fault { get; } = fault;
}
