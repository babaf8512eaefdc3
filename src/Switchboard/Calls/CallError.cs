namespace Switchboard.Calls;

/// <summary>The closed set of errors, as in the outside contract.</summary>
public enum ErrorCode
{
    /// <summary>The input is not what the action takes.</summary>
    InvalidInput,

    /// <summary>No such connector or action.</summary>
    UnknownAction,

    /// <summary>The input is larger than accepted.</summary>
    TooLarge,

    /// <summary>Settings that prove who we are to the provider are missing.</summary>
    CredentialsMissing,

    /// <summary>A policy said no.</summary>
    Denied,

    /// <summary>The caller may not do this.</summary>
    Forbidden,

    /// <summary>Too many calls: ours or the provider's limit.</summary>
    RateLimited,

    /// <summary>The idempotency key was used with other input, or its first call still runs.</summary>
    IdempotencyConflict,

    /// <summary>The connection failed several times in a row and rests.</summary>
    CircuitOpen,

    /// <summary>The provider cannot be reached or fails.</summary>
    ProviderUnavailable,

    /// <summary>No answer in time; nothing was done.</summary>
    TimedOut,

    /// <summary>The provider no longer accepts the credential.</summary>
    ReconnectRequired,

    /// <summary>The provider said no.</summary>
    ProviderRejected,

    /// <summary>A person must approve first.</summary>
    ApprovalRequired,

    /// <summary>Whether it happened is not known.</summary>
    InDoubt,

    /// <summary>Stopped before anything was sent.</summary>
    Cancelled,

    /// <summary>Its deadline passed before anything was sent.</summary>
    Expired,

    /// <summary>No such thing.</summary>
    NotFound,

    /// <summary>The ledger cannot be read or written.</summary>
    LedgerUnavailable,

    /// <summary>A bug of ours.</summary>
    Internal,
}

/// <summary>Why a call did not complete.</summary>
/// <param name="Code">What kind of error.</param>
/// <param name="Message">Safe to show to an agent: names what, where and what to do, never a value.</param>
public sealed record CallError(ErrorCode Code, string Message)
{
    /// <summary>For an operator; redacted like everything stored.</summary>
    public string? OperatorMessage { get; init; }

    /// <summary>The provider's own code.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>What is wrong where in the input, for <see cref="ErrorCode.InvalidInput"/>.</summary>
    public IReadOnlyList<PathError> Paths { get; init; } = [];

    /// <summary>Whether the same call may succeed later.</summary>
    public bool Retryable { get; init; }

    /// <summary>When to try again, from now.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Code as it is written outside: <c>invalid_input</c>.</summary>
    public string CodeText => ErrorCodes.ToText(Code);
}

/// <summary>One error of an input.</summary>
/// <param name="Path">JSON path, as in <c>$.to[0]</c>.</param>
/// <param name="Message">What is wrong; never the value.</param>
public sealed record PathError(string Path, string Message);

/// <summary>Error codes as text.</summary>
public static class ErrorCodes
{
    private static readonly string[] Texts =
    [
        "invalid_input", "unknown_action", "too_large", "credentials_missing", "denied", "forbidden", "rate_limited",
        "idempotency_conflict", "circuit_open", "provider_unavailable", "timed_out", "reconnect_required",
        "provider_rejected", "approval_required", "in_doubt", "cancelled", "expired", "not_found", "ledger_unavailable",
        "internal",
    ];

    /// <summary>The code as it is written outside: <c>invalid_input</c>.</summary>
    public static string ToText(ErrorCode code) => Texts[(int)code];

    /// <summary>The code of a text.</summary>
    /// <exception cref="FormatException">No such code.</exception>
    public static ErrorCode Parse(string text)
    {
        var index = Array.IndexOf(Texts, text);
        return index >= 0 ? (ErrorCode)index : throw new FormatException($"'{text}' is not an error code.");
    }
}
