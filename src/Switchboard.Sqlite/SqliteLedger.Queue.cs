using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Sqlite.Writing;

namespace Switchboard.Sqlite;

/// <content>The file as a queue. Every move goes through the one writer, so that none needs a lock of its own.</content>
internal sealed partial class SqliteLedger
{
    /// <inheritdoc/>
    public ValueTask<ClaimedJobs> ClaimAsync(JobClaim claim, CancellationToken ct) =>
        QueueAsync(s => Claiming.Run(s, claim, Owner, LeaseEnd(claim.Lease)), ct);

    /// <inheritdoc/>
    public ValueTask<bool> DispatchAsync(Guid id, long fence, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        QueueAsync(s => s.OfQueue(QueueSql.Dispatch).Bind(id).Bind(fence).Bind(now).Bind(LeaseEnd(lease)).Run() == 1, ct);

    /// <inheritdoc/>
    public ValueTask<int> HandBackAsync(IReadOnlyList<JobReturn> jobs, CancellationToken ct) => QueueAsync(s => jobs.Sum(job => QueueMoves.HandBack(s, job)), ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<JobLease> leases, TimeSpan lease, CancellationToken ct) =>
        QueueAsync<IReadOnlySet<Guid>>(s => QueueMoves.Renew(s, leases, LeaseEnd(lease)), ct);

    /// <inheritdoc/>
    public ValueTask<int> ReleaseAsync(DateTimeOffset now, int most, CancellationToken ct) =>
        QueueAsync(s => s.OfQueue(QueueSql.Release).Bind(now).Bind(most).Run(), ct);

    /// <inheritdoc/>
    public ValueTask<int> ExpireAsync(DateTimeOffset now, int most, CancellationToken ct) => QueueAsync(s => QueueMoves.Expire(s, now, most), ct);

    /// <inheritdoc/>
    public ValueTask<RecoveryReport> RecoverAsync(CancellationToken ct) => WriteAsync(Recover(), ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ToolExecution>> ClaimInDoubtAsync(int most, TimeSpan lease, CancellationToken ct) =>
        QueueAsync<IReadOnlyList<ToolExecution>>(s => Claiming.InDoubt(s, most, Owner, LeaseEnd(lease)), ct);

    /// <inheritdoc/>
    public ValueTask<bool> CancelAsync(Guid id, DateTimeOffset now, CancellationToken ct) => QueueAsync(s => QueueMoves.Cancel(s, id, now), ct);

    /// <inheritdoc/>
    public ValueTask<bool> ResolveAsync(LedgerCompletion resolution, CancellationToken ct) => QueueAsync(s => QueueMoves.Resolve(s, resolution), ct);

    /// <inheritdoc/>
    public ValueTask<RetryAnswer> RetryAsync(Guid id, DateTimeOffset now, CancellationToken ct) => QueueAsync(s => QueueMoves.Retry(s, id, now), ct);

    /// <inheritdoc/>
    public ValueTask<int> PruneAsync(DateTimeOffset before, int most, CancellationToken ct) => QueueAsync(s => QueueMoves.Prune(s, before, most), ct);

    /// <inheritdoc/>
    public ValueTask<QueueDepth> DepthAsync(CancellationToken ct) => ReadAsync(
        reader =>
        {
            var counting = reader.Prepared(QueueSql.Depth);
            var counts = new Dictionary<ExecutionStatus, long>();
            while (counting.Step())
            {
                counts[ExecutionRow.ReadStatus(counting)] = counting.ReadLong();
            }

            var oldest = reader.Prepared(QueueSql.OldestQueued);
            DateTimeOffset? queuedAt = oldest.Step() ? oldest.ReadTime() : null;
            oldest.Reset();
            return new QueueDepth(counts, queuedAt);
        },
        ct);

    private DateTimeOffset LeaseEnd(TimeSpan lease) => _machineClock.GetUtcNow() + lease;

    private ValueTask<T> QueueAsync<T>(Func<WriteStatements, T> move, CancellationToken ct) => WriteAsync(new WriteOnce<T>(move), ct);
}
