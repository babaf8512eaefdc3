using System.Text.Json;
using Switchboard.Connections;

namespace Switchboard.Calls;

/// <summary>How a call ended, or where it stands.</summary>
public sealed record Outcome
{
    /// <summary>Id of its ledger row; null where none was written.</summary>
    public Guid? ExecutionId { get; init; }

    /// <summary>The connector.</summary>
    public required string Connector { get; init; }

    /// <summary>The action.</summary>
    public required string Action { get; init; }

    /// <summary>Who answered.</summary>
    public required ConnectorMode Mode { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>Requests made of the provider's action.</summary>
    public int Attempts { get; init; }

    /// <summary>Run it belongs to.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The whole result, not redacted; null unless completed.</summary>
    public JsonElement? Output { get; init; }

    /// <summary>Why it did not complete.</summary>
    public CallError? Error { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it is due, if it waits.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether this is the stored result of an earlier call with the same idempotency key.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>Whether it completed.</summary>
    public bool IsCompleted => Status == ExecutionStatus.Completed;
}

/// <summary>What the typed face throws when a call did not complete.</summary>
public sealed class ConnectorException(Outcome outcome)
    : Exception($"{outcome.Connector}.{outcome.Action}: {outcome.Error?.Message ?? outcome.Status.ToString()}")
{
    /// <summary>The whole outcome.</summary>
    public Outcome Outcome { get; } = outcome;

    /// <summary>Why it did not complete.</summary>
    public CallError Error { get; } = outcome.Error ?? new CallError(ErrorCode.InDoubt, "The outcome is not known; do not repeat the call.");
}
