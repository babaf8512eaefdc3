using Switchboard.Calls;

namespace Switchboard.Ledger;

/// <summary>The ledger as a queue. Every write returns when it is durable; a write with an older fence changes nothing.</summary>
internal interface ILedgerQueue
{
    /// <summary>Takes queued rows under a lease with a new fence, in the order of <see cref="JobOrder"/>.</summary>
    ValueTask<ClaimedJobs> ClaimAsync(JobClaim claim, CancellationToken ct);

    /// <summary>From here on bytes may reach the provider, under a lease that begins now; false: it is no longer ours, so stop.</summary>
    ValueTask<bool> DispatchAsync(Guid id, long fence, DateTimeOffset now, TimeSpan lease, CancellationToken ct);

    /// <summary>Gives running rows back of which certainly nothing was sent; how many were still ours.</summary>
    ValueTask<int> HandBackAsync(IReadOnlyList<JobReturn> jobs, CancellationToken ct);

    /// <summary>Moves the end of leases; gives those that are still ours.</summary>
    ValueTask<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<JobLease> leases, TimeSpan lease, CancellationToken ct);

    /// <summary>Moves what is due from deferred to queued; how many.</summary>
    ValueTask<int> ReleaseAsync(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>Ends what passed its deadline before it was sent; gives it.</summary>
    ValueTask<int> ExpireAsync(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>Settles what dead processes and ended leases left, as far as that needs no provider.</summary>
    ValueTask<RecoveryReport> RecoverAsync(CancellationToken ct);

    /// <summary>Takes rows in doubt that recovery left to a worker, under a lease with a new fence.</summary>
    ValueTask<IReadOnlyList<ToolExecution>> ClaimInDoubtAsync(int most, TimeSpan lease, CancellationToken ct);

    /// <summary>Stops a row that was not dispatched; false: it was, or it ended, or there is none.</summary>
    ValueTask<bool> CancelAsync(Guid id, DateTimeOffset now, CancellationToken ct);

    /// <summary>Ends a row in doubt as a person found it; false: the row moved on since it was read.</summary>
    ValueTask<bool> ResolveAsync(LedgerCompletion resolution, CancellationToken ct);

    /// <summary>Queues a failed row again; its sealed input and its key must still be its own.</summary>
    ValueTask<RetryAnswer> RetryAsync(Guid id, DateTimeOffset now, CancellationToken ct);

    /// <summary>Removes rows that ended before an instant, their keys and payloads, oldest first; how many rows.</summary>
    ValueTask<int> PruneAsync(DateTimeOffset before, int most, CancellationToken ct);

    /// <summary>Counts what has not ended.</summary>
    ValueTask<QueueDepth> DepthAsync(CancellationToken ct);
}

/// <summary>A connection of an organisation, by its names.</summary>
internal readonly record struct ConnectionName(string Organisation, string Connector, string Connection);

/// <summary>What a worker can take up.</summary>
internal sealed class JobClaim
{
    /// <summary>Now, on the domain clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Rows at most.</summary>
    public required int Most { get; init; }

    /// <summary>Rows of one connection at most, unless <see cref="Rooms"/> says less.</summary>
    public required int MostPerConnection { get; init; }

    /// <summary>Connections with less room; 0: nothing of it can be sent now.</summary>
    public IReadOnlyDictionary<ConnectionName, int> Rooms { get; init; } = new Dictionary<ConnectionName, int>();

    /// <summary>How long the leases hold.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>Where the claim before ended.</summary>
    public JobCursor Cursor { get; init; }

    /// <summary>Rows of a connection at most.</summary>
    public int RoomOf(ConnectionName connection) => Rooms.TryGetValue(connection, out var room) ? Math.Min(room, MostPerConnection) : MostPerConnection;
}

/// <summary>Where a claim ended, so that the next begins behind it: nobody is passed over for ever.</summary>
/// <param name="Organisation">Organisation served last.</param>
/// <param name="GroupOrganisation">Organisation of the group looked at last.</param>
/// <param name="Group">Group looked at last; empty: all were.</param>
internal readonly record struct JobCursor(string? Organisation, string? GroupOrganisation, string? Group);

/// <summary>Rows taken, and where the next claim begins.</summary>
internal readonly record struct ClaimedJobs(IReadOnlyList<ToolExecution> Rows, JobCursor Next);

/// <summary>A lease that is held.</summary>
internal readonly record struct JobLease(Guid Id, long Fence);

/// <summary>A running row given back: nothing was sent.</summary>
internal sealed class JobReturn
{
    /// <summary>Row.</summary>
    public required Guid Id { get; init; }

    /// <summary>Fence it was claimed with.</summary>
    public required long Fence { get; init; }

    /// <summary>When it is due again; null: now, it is queued.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Why it is deferred; null: it is queued.</summary>
    public string? Reason { get; init; }

    /// <summary>Claims that came to nothing so far.</summary>
    public required int Failures { get; init; }

    /// <summary>Requests made so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>Redacted error of the last claim; empty: none.</summary>
    public ReadOnlyMemory<byte> Error { get; init; }
}

/// <summary>Whether a failed row was queued again.</summary>
internal enum RetryAnswer
{
    /// <summary>It is queued.</summary>
    Queued,

    /// <summary>There is no such row, or it did not fail.</summary>
    NotFailed,

    /// <summary>Its sealed input is erased.</summary>
    Erased,

    /// <summary>A later call took its idempotency key over.</summary>
    Replaced,
}

/// <summary>What has not ended.</summary>
/// <param name="Counts">Rows by state.</param>
/// <param name="OldestQueuedAt">When the oldest row was accepted that waits for a worker.</param>
internal sealed record QueueDepth(IReadOnlyDictionary<ExecutionStatus, long> Counts, DateTimeOffset? OldestQueuedAt);
