using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Contracts;

namespace Switchboard.Ledger;

/// <summary>How a row came to its run.</summary>
public enum RunLink
{
    /// <summary>Called outside any run.</summary>
    None,

    /// <summary>The run is a row of this ledger.</summary>
    Known,

    /// <summary>The caller named a run that this ledger does not hold.</summary>
    Orphan,
}

/// <summary>The row of one call. Everything in it is redacted.</summary>
public sealed record ToolExecution
{
    /// <summary>UUIDv7, so newest first is by id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Organisation.</summary>
    public required string OrgId { get; init; }

    /// <summary>Run it belongs to.</summary>
    public Guid? AgentRunId { get; init; }

    /// <summary>How it came to its run.</summary>
    public RunLink RunLink { get; init; }

    /// <summary>Agent that called.</summary>
    public string? Agent { get; init; }

    /// <summary>User on whose behalf.</summary>
    public string? UserId { get; init; }

    /// <summary>Connector name.</summary>
    public required string Connector { get; init; }

    /// <summary>Action name.</summary>
    public required string Action { get; init; }

    /// <summary>Connection name.</summary>
    public required string Connection { get; init; }

    /// <summary>Who answered.</summary>
    public required ConnectorMode Mode { get; init; }

    /// <summary>What the action does.</summary>
    public required Effect Effect { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>Redacted input, UTF-8 JSON; empty: it could not be read.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Keyed hash of the canonical input, lower-case hex; null: it could not be read.</summary>
    public string? InputHash { get; init; }

    /// <summary>Redacted output, UTF-8 JSON; empty: none.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Redacted error, UTF-8 JSON; empty: none.</summary>
    public ReadOnlyMemory<byte> Error { get; init; }

    /// <summary>Requests made of the provider's action.</summary>
    public int Attempts { get; init; }

    /// <summary>Caller's key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>When it is due, since it was queued or deferred; null: a direct call.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Accepted.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>From here on bytes may have reached the provider.</summary>
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>Ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>From start to end, in milliseconds of the domain clock.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Limits, retries, provider's request id: UTF-8 JSON; empty: none.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>Who holds the lease while running.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>Grows with every claim: a write with an older fence changes nothing.</summary>
    public long Fence { get; init; }

    /// <summary>End of the lease, by the machine's clock.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Higher goes first among what is due; 0 unless said.</summary>
    public int Priority { get; init; }

    /// <summary>Calls of a group run in order, one at a time; null: none.</summary>
    public string? GroupKey { get; init; }

    /// <summary>If it has not been sent by then, it expires.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>Why it is deferred; of a call in doubt, that a worker may still settle it.</summary>
    public string? HoldReason { get; init; }

    /// <summary>Claims that came to nothing: its process died, its input was unreadable, or the provider out of reach.</summary>
    public int Failures { get; init; }
}
