using Npgsql;
using Switchboard.Ledger;
using Switchboard.Postgres.Writing;

namespace Switchboard.Postgres;

/// <content>The database as a queue of many nodes: rows locked by one are skipped by the others, leases end by its clock.</content>
internal sealed partial class PostgresLedger
{
    /// <inheritdoc/>
    public ValueTask<ClaimedJobs> ClaimAsync(JobClaim claim, CancellationToken ct) => QueueAsync(c => Claiming.RunAsync(c, claim, Owner, ct), ct);

    /// <inheritdoc/>
    public ValueTask<bool> DispatchAsync(Guid id, long fence, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        new(Writer.WriteAsync(new DispatchOperation(id, fence, now, lease), ct));

    /// <inheritdoc/>
    public ValueTask<int> HandBackAsync(IReadOnlyList<JobReturn> jobs, CancellationToken ct) => QueueAsync(c => QueueMoves.HandBackAsync(c, jobs, ct), ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<JobLease> leases, TimeSpan lease, CancellationToken ct) =>
        QueueAsync(c => QueueMoves.RenewAsync(c, leases, lease, ct), ct);

    /// <inheritdoc/>
    public ValueTask<int> ReleaseAsync(DateTimeOffset now, int most, CancellationToken ct) => QueueAsync(c => QueueMoves.ReleaseAsync(c, now, most, ct), ct);

    /// <inheritdoc/>
    public ValueTask<int> ExpireAsync(DateTimeOffset now, int most, CancellationToken ct) => QueueAsync(c => QueueMoves.ExpireAsync(c, now, most, ct), ct);

    /// <inheritdoc/>
    public async ValueTask<RecoveryReport> RecoverAsync(CancellationToken ct)
    {
        try
        {
            return await Recovery.RunAsync(_writing, _machineClock.GetUtcNow(), ct).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
        {
            throw PostgresErrors.Translate(error, _name);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ToolExecution>> ClaimInDoubtAsync(int most, TimeSpan lease, CancellationToken ct) =>
        QueueAsync(c => Claiming.InDoubtAsync(c, most, Owner, lease, ct), ct);

    /// <inheritdoc/>
    public ValueTask<bool> CancelAsync(Guid id, DateTimeOffset now, CancellationToken ct) => QueueAsync(c => QueueMoves.CancelAsync(c, id, now, ct), ct);

    /// <inheritdoc/>
    public ValueTask<bool> ResolveAsync(LedgerCompletion resolution, CancellationToken ct) => QueueAsync(c => QueueMoves.ResolveAsync(c, resolution, ct), ct);

    /// <inheritdoc/>
    public ValueTask<RetryAnswer> RetryAsync(Guid id, DateTimeOffset now, CancellationToken ct) => QueueAsync(c => QueueMoves.RetryAsync(c, id, now, ct), ct);

    /// <inheritdoc/>
    public ValueTask<int> PruneAsync(DateTimeOffset before, int most, CancellationToken ct) => QueueAsync(c => QueueMoves.PruneAsync(c, before, most, ct), ct);

    /// <inheritdoc/>
    public async ValueTask<QueueDepth> DepthAsync(CancellationToken ct)
    {
        var counts = await _reader.ListAsync(QueueSql.Depth, row => (Status: ExecutionRow.ReadStatus(row, 0), Count: row.GetInt64(1)), ct).ConfigureAwait(false);
        var oldest = await _reader.ListAsync(QueueSql.OldestQueued, row => row.GetFieldValue<DateTimeOffset>(0), ct).ConfigureAwait(false);
        return new QueueDepth(counts.ToDictionary(one => one.Status, one => one.Count), oldest.Count == 0 ? null : oldest[0]);
    }

    private async ValueTask<T> QueueAsync<T>(Func<NpgsqlConnection, Task<T>> move, CancellationToken ct)
    {
        _ = Writer;
        try
        {
            await using var connection = await _writing.OpenConnectionAsync(ct).ConfigureAwait(false);
            return await move(connection).ConfigureAwait(false);
        }
        catch (PostgresException error) when (PostgresErrors.IsOfOneRow(error))
        {
            throw new InvalidOperationException($"The ledger {_name} refuses the row: {error.MessageText}", error);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
        {
            throw PostgresErrors.Translate(error, _name);
        }
    }
}
