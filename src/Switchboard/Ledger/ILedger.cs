using Switchboard.Calls;

namespace Switchboard.Ledger;

/// <summary>The durable record. Every write returns when it is durable.</summary>
/// <remarks>Throws <see cref="LedgerException"/> when it cannot read or write; a failed write may still be durable.</remarks>
internal interface ILedger : ILedgerQueue, IAsyncDisposable
{
    /// <summary>Who this process is in leases.</summary>
    string Owner { get; }

    /// <summary>Keys of its hashes and sealed payloads; there once it is open.</summary>
    KeyRing Keys { get; }

    /// <summary>Opens, migrates if <paramref name="migrate"/>, recovers what dead processes left. Idempotent.</summary>
    ValueTask<RecoveryReport> OpenAsync(bool migrate, CancellationToken ct);

    /// <summary>Inserts a row with all that belongs to it, in one commit.</summary>
    ValueTask<BeginResult> BeginAsync(LedgerEntry entry, CancellationToken ct);

    /// <summary>Inserts rows in their order, in one commit where it can be; an answer for each.</summary>
    ValueTask<IReadOnlyList<BeginResult>> BeginAllAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken ct);

    /// <summary>Ends a running row, in one commit; false: the fence is no longer ours and nothing was changed.</summary>
    ValueTask<bool> CompleteAsync(LedgerCompletion completion, CancellationToken ct);

    /// <summary>Inserts or ends a run's row.</summary>
    ValueTask SaveRunAsync(AgentRunRow run, CancellationToken ct);

    /// <summary>Moves the lease end of every running run of this owner.</summary>
    ValueTask RenewRunsAsync(DateTimeOffset leaseUntil, CancellationToken ct);

    /// <summary>One row; null: none.</summary>
    ValueTask<ToolExecution?> GetAsync(Guid id, CancellationToken ct);

    /// <summary>A page of rows, newest first.</summary>
    ValueTask<LedgerPage<ToolExecution>> ListAsync(ExecutionQuery query, CancellationToken ct);

    /// <summary>One run; null: none.</summary>
    ValueTask<AgentRunRow?> GetRunAsync(Guid id, CancellationToken ct);

    /// <summary>A page of runs, newest first.</summary>
    ValueTask<LedgerPage<AgentRunRow>> ListRunsAsync(RunQuery query, CancellationToken ct);

    /// <summary>Rows of a run counted by connector, action and status.</summary>
    ValueTask<IReadOnlyList<ExecutionCount>> CountAsync(Guid runId, CancellationToken ct);

    /// <summary>Who holds an idempotency key that has not expired; null: nobody.</summary>
    ValueTask<KeyHolder?> FindKeyAsync(string orgId, string key, DateTimeOffset now, CancellationToken ct);

    /// <summary>A sealed payload; null: erased or never there.</summary>
    ValueTask<SealedPayload?> GetSealedAsync(Guid executionId, SealedKind kind, CancellationToken ct);
}

/// <summary>What recovery settled when the ledger was opened.</summary>
/// <param name="InDoubt">Dispatched rows of dead processes, now in doubt.</param>
/// <param name="Failed">Rows of dead processes that had sent nothing and run no more, now failed.</param>
/// <param name="AbandonedRuns">Runs of dead processes.</param>
/// <param name="Requeued">Jobs of dead processes that had sent nothing, queued again.</param>
internal readonly record struct RecoveryReport(int InDoubt, int Failed, int AbandonedRuns, int Requeued = 0);

/// <summary>A new row and all that is written in its commit.</summary>
internal sealed class LedgerEntry
{
    /// <summary>The row, in any state that may be a first one.</summary>
    public required ToolExecution Row { get; init; }

    /// <summary>Run to insert unless it is there already; null: none.</summary>
    public AgentRunRow? Run { get; init; }

    /// <summary>Key to claim for the row; the claim holds unless a live one is there.</summary>
    public KeyClaim? Claim { get; init; }

    /// <summary>Whole input, sealed; null: not kept.</summary>
    public SealedPayload? Input { get; init; }

    /// <summary>Whole output, sealed; null: not kept.</summary>
    public SealedPayload? Output { get; init; }
}

/// <summary>A caller's key, wanted for a row.</summary>
/// <param name="Key">The caller's key.</param>
/// <param name="Action">Full action name.</param>
/// <param name="InputHash">Keyed hash of the canonical input.</param>
/// <param name="ExpiresAt">End of the key's life, on the domain clock.</param>
/// <param name="Replaces">Holder that may be replaced, whose call ended without an effect; null: only a free or expired key.</param>
internal sealed record KeyClaim(string Key, string Action, string InputHash, DateTimeOffset ExpiresAt, Guid? Replaces);

/// <summary>Who holds a key.</summary>
/// <param name="ExecutionId">Row of the call.</param>
/// <param name="Action">Full action name.</param>
/// <param name="InputHash">Keyed hash of the canonical input.</param>
internal sealed record KeyHolder(Guid ExecutionId, string Action, string InputHash);

/// <summary>Whether a row was inserted.</summary>
/// <param name="IsWritten">The row is durable.</param>
/// <param name="Holder">Who holds the key, when that is why nothing was written.</param>
internal readonly record struct BeginResult(bool IsWritten, KeyHolder? Holder);

/// <summary>The end of a running row.</summary>
internal sealed class LedgerCompletion
{
    /// <summary>Row to end.</summary>
    public required Guid Id { get; init; }

    /// <summary>Fence it was begun with.</summary>
    public required long Fence { get; init; }

    /// <summary>Completed, failed, in doubt or cancelled.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>Redacted output; empty: none.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Redacted error; empty: none.</summary>
    public ReadOnlyMemory<byte> Error { get; init; }

    /// <summary>Metadata, replacing what the row has.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>Requests made.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>From start to end, in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Until when the sealed input is kept, <see cref="DateTimeOffset.MaxValue"/> while it is not final; null: it is erased now.</summary>
    public DateTimeOffset? KeepInputUntil { get; init; }

    /// <summary>Whole output, sealed; null: not kept.</summary>
    public SealedPayload? SealedOutput { get; init; }
}

/// <summary>Which side of a call is sealed.</summary>
internal enum SealedKind
{
    /// <summary>The whole input.</summary>
    Input,

    /// <summary>The whole output.</summary>
    Output,
}

/// <summary>An encrypted payload; its key is made of the row's and the ring's, so that erasing the row's erases the data.</summary>
/// <param name="ExecutionId">Row it belongs to.</param>
/// <param name="Kind">Which side.</param>
/// <param name="KeyId">Sealing key of the ring.</param>
/// <param name="RowKey">Random key of this payload alone.</param>
/// <param name="Data">The payload: ciphertext, tag.</param>
/// <param name="ExpiresAt">When it is erased; null: when the call is final.</param>
internal sealed record SealedPayload(Guid ExecutionId, SealedKind Kind, int KeyId, byte[] RowKey, byte[] Data, DateTimeOffset? ExpiresAt);

/// <summary>Which rows to list; every filter that is set must hold.</summary>
public sealed record ExecutionQuery
{
    /// <summary>State.</summary>
    public ExecutionStatus? Status { get; init; }

    /// <summary>Connector name.</summary>
    public string? Connector { get; init; }

    /// <summary>Action name, within the connector.</summary>
    public string? Action { get; init; }

    /// <summary>Run.</summary>
    public Guid? Run { get; init; }

    /// <summary>Accepted at or after; ids and <see cref="ToolExecution.QueuedAt"/> come from the same instant.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Rows a page, 1 to 1,000; default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the page before ended; null: from the newest.</summary>
    public string? Cursor { get; init; }
}

/// <summary>Which runs to list.</summary>
public sealed record RunQuery
{
    /// <summary>State.</summary>
    public AgentRunStatus? Status { get; init; }

    /// <summary>Begun at or after; ids and <see cref="AgentRunRow.StartedAt"/> come from the same instant.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Rows a page, 1 to 1,000; default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the page before ended; null: from the newest.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A page, newest first. With several filters it may be short although more follow.</summary>
/// <param name="Items">Rows.</param>
/// <param name="NextCursor">Where the next page starts; null: nothing follows.</param>
public sealed record LedgerPage<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>How many rows of a run are in a state.</summary>
/// <param name="Connector">Connector name.</param>
/// <param name="Action">Action name.</param>
/// <param name="Status">State.</param>
/// <param name="Count">Rows.</param>
public sealed record ExecutionCount(string Connector, string Action, ExecutionStatus Status, long Count);
