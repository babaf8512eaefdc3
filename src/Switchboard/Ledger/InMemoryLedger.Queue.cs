using Switchboard.Calls;

namespace Switchboard.Ledger;

/// <content>The queue in memory.</content>
internal sealed partial class InMemoryLedger
{
    private readonly TimeProvider _machineTime = machineTime ?? TimeProvider.System;

    /// <inheritdoc/>
    public ValueTask<ClaimedJobs> ClaimAsync(JobClaim claim, CancellationToken ct) => Do(() => Claim(claim), ct);

    /// <inheritdoc/>
    public ValueTask<bool> DispatchAsync(Guid id, long fence, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        Do(() => Move(Leased(id, fence), row => row with { DispatchedAt = now, LeaseUntil = LeaseEnd(lease) }), ct);

    /// <inheritdoc/>
    public ValueTask<int> HandBackAsync(IReadOnlyList<JobReturn> jobs, CancellationToken ct) => Do(() => jobs.Count(HandBack), ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<JobLease> leases, TimeSpan lease, CancellationToken ct) => Do<IReadOnlySet<Guid>>(
        () => leases.Where(held => Move(Leased(held.Id, held.Fence), row => row with { LeaseUntil = LeaseEnd(lease) })).Select(held => held.Id).ToHashSet(), ct);

    /// <inheritdoc/>
    public ValueTask<int> ReleaseAsync(DateTimeOffset now, int most, CancellationToken ct) => Do(
        () => Rows(ExecutionStatus.Deferred).Where(row => row.NotBefore <= now).OrderBy(row => row.NotBefore).Take(most).ToList()
            .Count(row => Move(row, r => r with { Status = ExecutionStatus.Queued, HoldReason = null })), ct);

    /// <inheritdoc/>
    public ValueTask<int> ExpireAsync(DateTimeOffset now, int most, CancellationToken ct) => Do(
        () => _executions.Values.Where(row => IsWaiting(row) && row.DeadlineAt <= now).OrderBy(row => row.DeadlineAt).Take(most).ToList()
            .Count(row => EndUnsent(row, ExecutionStatus.Expired, Orphans.TooLate, now)), ct);

    /// <inheritdoc/>
    public ValueTask<RecoveryReport> RecoverAsync(CancellationToken ct) => Do(Recover, ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ToolExecution>> ClaimInDoubtAsync(int most, TimeSpan lease, CancellationToken ct) => Do<IReadOnlyList<ToolExecution>>(
        () => [.. Rows(ExecutionStatus.InDoubt).Where(row => row.HoldReason == Orphans.Rescue).OrderBy(row => row.Id).Take(most).ToList()
            .Select(row => Take(row, row.StartedAt, lease))], ct);

    /// <inheritdoc/>
    public ValueTask<bool> CancelAsync(Guid id, DateTimeOffset now, CancellationToken ct) => Do(
        () => _executions.TryGetValue(id, out var row)
            && (IsWaiting(row) || row is { Status: ExecutionStatus.Running, DispatchedAt: null })
            && EndUnsent(row, ExecutionStatus.Cancelled, Orphans.Stopped, now), ct);

    /// <inheritdoc/>
    public ValueTask<bool> ResolveAsync(LedgerCompletion resolution, CancellationToken ct) => Do(() => Resolve(resolution), ct);

    /// <inheritdoc/>
    public ValueTask<RetryAnswer> RetryAsync(Guid id, DateTimeOffset now, CancellationToken ct) => Do(() => Retry(id, now), ct);

    /// <inheritdoc/>
    public ValueTask<int> PruneAsync(DateTimeOffset before, int most, CancellationToken ct) => Do(
        () => _executions.Values.Where(row => Transitions.IsFinal(row.Status) && row.CompletedAt < before).OrderBy(row => row.Id).Take(most).ToList().Count(Prune), ct);

    /// <inheritdoc/>
    public ValueTask<QueueDepth> DepthAsync(CancellationToken ct) => Do(
        () => new QueueDepth(
            _executions.Values.Where(row => !Transitions.IsFinal(row.Status)).GroupBy(row => row.Status).ToDictionary(rows => rows.Key, rows => rows.LongCount()),
            Rows(ExecutionStatus.Queued).MinBy(row => row.Id)?.QueuedAt), ct);

    private static bool IsWaiting(ToolExecution row) =>
        row.Status is ExecutionStatus.Queued or ExecutionStatus.Deferred or ExecutionStatus.AwaitingApproval;

    private DateTimeOffset LeaseEnd(TimeSpan lease) => _machineTime.GetUtcNow() + lease;

    private IEnumerable<ToolExecution> Rows(ExecutionStatus status) => _executions.Values.Where(row => row.Status == status);

    private ToolExecution? Leased(Guid id, long fence) =>
        _executions.TryGetValue(id, out var row) && row.Status == ExecutionStatus.Running && row.Fence == fence ? row : null;

    private bool Move(ToolExecution? row, Func<ToolExecution, ToolExecution> move)
    {
        if (row is null)
            return false;
        Put(move(row));
        return true;
    }

    private ClaimedJobs Claim(JobClaim claim)
    {
        var candidates = from row in Rows(ExecutionStatus.Queued)
                         where row.GroupKey is null || IsHead(row)
                         select new JobCandidate(row.Id, row.Priority, new(row.OrgId, row.Connector, row.Connection));
        var (ids, last) = JobOrder.Pick(candidates.ToList(), claim);
        return new([.. ids.Select(id => Take(_executions[id], claim.Now, claim.Lease))], new(last, null, null));
    }

    /// <summary>Whether nothing of its group goes before it or is under way.</summary>
    private bool IsHead(ToolExecution row) => !_executions.Values.Any(other =>
        other.GroupKey == row.GroupKey && other.OrgId == row.OrgId
        && (other.Status is ExecutionStatus.Running or ExecutionStatus.InDoubt || (IsWaiting(other) && other.Id.CompareTo(row.Id) < 0)));

    private ToolExecution Take(ToolExecution row, DateTimeOffset? startedAt, TimeSpan lease)
    {
        Put(row with
        {
            Status = ExecutionStatus.Running,
            StartedAt = startedAt,
            CompletedAt = null,
            HoldReason = null,
            Fence = row.Fence + 1,
            LeaseOwner = Owner,
            LeaseUntil = LeaseEnd(lease),
        });
        return _executions[row.Id];
    }

    private RecoveryReport Recover()
    {
        var now = _machineTime.GetUtcNow();
        var settled = Rows(ExecutionStatus.Running).Where(row => row.LeaseUntil <= now).ToList().Select(row => Recover(row, now)).ToList();
        var runs = _runs.Values.Where(run => run.Status == AgentRunStatus.Running && run.LeaseUntil <= now).ToList();
        foreach (var run in runs)
        {
            _runs[run.Id] = run with { Status = AgentRunStatus.Abandoned, Error = Orphans.Run, CompletedAt = now };
        }

        int Count(ExecutionStatus status) => settled.Count(one => one == status);
        return new(Count(ExecutionStatus.InDoubt), Count(ExecutionStatus.Failed), runs.Count, Count(ExecutionStatus.Queued));
    }

    private ExecutionStatus Recover(ToolExecution row, DateTimeOffset now)
    {
        var (status, error) = Orphans.Settle(row.DispatchedAt is not null, row.NotBefore is not null, row.Failures);
        Put(row with
        {
            Status = status,
            Error = error,
            HoldReason = status == ExecutionStatus.InDoubt ? Orphans.Rescue : null,
            Failures = row.Failures + (row.DispatchedAt is null ? 1 : 0),
            CompletedAt = status == ExecutionStatus.Queued ? null : now,
            Fence = row.Fence + 1,
            LeaseOwner = null,
            LeaseUntil = null,
        });
        if (status == ExecutionStatus.Failed)
            KeepInput(row.Id, now + Orphans.FailedInputKept);
        return status;
    }

    private bool HandBack(JobReturn job) => Move(Leased(job.Id, job.Fence), row => row with
    {
        Status = job.NotBefore is null ? ExecutionStatus.Queued : ExecutionStatus.Deferred,
        NotBefore = job.NotBefore ?? row.NotBefore ?? row.QueuedAt,
        HoldReason = job.Reason,
        DispatchedAt = null,
        Failures = job.Failures,
        Attempts = job.Attempts,
        Error = job.Error,
        LeaseOwner = null,
        LeaseUntil = null,
    });

    private bool EndUnsent(ToolExecution row, ExecutionStatus status, byte[] error, DateTimeOffset now)
    {
        Put(row with
        {
            Status = status,
            CompletedAt = now,
            Error = error,
            HoldReason = null,
            Fence = row.Fence + 1,
            LeaseOwner = null,
            LeaseUntil = null,
        });
        KeepInput(row.Id, null);
        return true;
    }

    private bool Resolve(LedgerCompletion resolution)
    {
        if (!_executions.TryGetValue(resolution.Id, out var row) || row.Status != ExecutionStatus.InDoubt || row.Fence != resolution.Fence)
            return false;
        Put(row with
        {
            Status = resolution.Status,
            Error = resolution.Error,
            Metadata = resolution.Metadata,
            CompletedAt = resolution.CompletedAt,
            HoldReason = null,
            Fence = row.Fence + 1,
        });
        KeepInput(row.Id, resolution.KeepInputUntil);
        return true;
    }

    private RetryAnswer Retry(Guid id, DateTimeOffset now)
    {
        if (!_executions.TryGetValue(id, out var row) || row.Status != ExecutionStatus.Failed)
            return RetryAnswer.NotFailed;
        if (!_sealed.TryGetValue((id, SealedKind.Input), out var input) || input.ExpiresAt <= now)
            return RetryAnswer.Erased;
        if (row.IdempotencyKey is { } key && Holder(row.OrgId, key, now) is { } holder && holder.ExecutionId != id)
            return RetryAnswer.Replaced;
        Put(row with
        {
            Status = ExecutionStatus.Queued,
            NotBefore = now,
            DispatchedAt = null,
            CompletedAt = null,
            DurationMs = null,
            DeadlineAt = null,
            Error = default,
            Failures = 0,
        });
        _sealed[(id, SealedKind.Input)] = input with { ExpiresAt = null };
        return RetryAnswer.Queued;
    }

    private bool Prune(ToolExecution row)
    {
        _executions.Remove(row.Id);
        _sealed.Remove((row.Id, SealedKind.Input));
        _sealed.Remove((row.Id, SealedKind.Output));
        if (row.IdempotencyKey is { } key && _keys.TryGetValue((row.OrgId, key), out var claim) && claim.Holder.ExecutionId == row.Id)
            _keys.Remove((row.OrgId, key));
        return true;
    }
}
