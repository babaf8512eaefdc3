using Switchboard.Ledger;

namespace Switchboard.Tests.Pipeline;

/// <summary>A ledger in memory whose writes fail as told.</summary>
internal sealed class FaultyLedger(TimeProvider? machineTime = null) : ILedger
{
    private readonly InMemoryLedger _inner = new(KeyRing.FromSeed(1), machineTime);

    private readonly TaskCompletionSource _claimRefused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a claim was refused.</summary>
    public Task WhenClaimRefused => _claimRefused.Task;

    /// <summary>Ends when the first call ended.</summary>
    public Task WhenCompleted => _completed.Task;

    public bool FailsToBegin { get; set; }

    public bool FailsToComplete { get; set; }

    public string Owner => _inner.Owner;

    public KeyRing Keys => _inner.Keys;

    public ValueTask<RecoveryReport> OpenAsync(bool migrate, CancellationToken ct) => _inner.OpenAsync(migrate, ct);

    public ValueTask<BeginResult> BeginAsync(LedgerEntry entry, CancellationToken ct) => FailsToBegin ? throw Full() : _inner.BeginAsync(entry, ct);

    public async ValueTask<bool> CompleteAsync(LedgerCompletion completion, CancellationToken ct)
    {
        var isOurs = FailsToComplete ? throw Full() : await _inner.CompleteAsync(completion, ct);
        _completed.TrySetResult();
        return isOurs;
    }

    public ValueTask<IReadOnlyList<BeginResult>> BeginAllAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken ct) =>
        FailsToBegin ? throw Full() : _inner.BeginAllAsync(entries, ct);

    public ValueTask<ClaimedJobs> ClaimAsync(JobClaim claim, CancellationToken ct)
    {
        if (FailsToBegin)
        {
            _claimRefused.TrySetResult();
            throw Full();
        }

        return _inner.ClaimAsync(claim, ct);
    }

    public ValueTask<bool> DispatchAsync(Guid id, long fence, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        FailsToBegin ? throw Full() : _inner.DispatchAsync(id, fence, now, lease, ct);

    public ValueTask<int> HandBackAsync(IReadOnlyList<JobReturn> jobs, CancellationToken ct) => _inner.HandBackAsync(jobs, ct);

    public ValueTask<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<JobLease> leases, TimeSpan lease, CancellationToken ct) => _inner.RenewAsync(leases, lease, ct);

    public ValueTask<int> ReleaseAsync(DateTimeOffset now, int most, CancellationToken ct) => _inner.ReleaseAsync(now, most, ct);

    public ValueTask<int> ExpireAsync(DateTimeOffset now, int most, CancellationToken ct) => _inner.ExpireAsync(now, most, ct);

    public ValueTask<RecoveryReport> RecoverAsync(CancellationToken ct) => _inner.RecoverAsync(ct);

    public ValueTask<IReadOnlyList<ToolExecution>> ClaimInDoubtAsync(int most, TimeSpan lease, CancellationToken ct) => _inner.ClaimInDoubtAsync(most, lease, ct);

    public ValueTask<bool> CancelAsync(Guid id, DateTimeOffset now, CancellationToken ct) => _inner.CancelAsync(id, now, ct);

    public ValueTask<bool> ResolveAsync(LedgerCompletion resolution, CancellationToken ct) => _inner.ResolveAsync(resolution, ct);

    public ValueTask<RetryAnswer> RetryAsync(Guid id, DateTimeOffset now, CancellationToken ct) => _inner.RetryAsync(id, now, ct);

    public ValueTask<int> PruneAsync(DateTimeOffset before, int most, CancellationToken ct) => _inner.PruneAsync(before, most, ct);

    public ValueTask<QueueDepth> DepthAsync(CancellationToken ct) => _inner.DepthAsync(ct);

    public ValueTask SaveRunAsync(AgentRunRow run, CancellationToken ct) => _inner.SaveRunAsync(run, ct);

    public ValueTask RenewRunsAsync(DateTimeOffset leaseUntil, CancellationToken ct) => _inner.RenewRunsAsync(leaseUntil, ct);

    public ValueTask<ToolExecution?> GetAsync(Guid id, CancellationToken ct) => _inner.GetAsync(id, ct);

    public ValueTask<LedgerPage<ToolExecution>> ListAsync(ExecutionQuery query, CancellationToken ct) => _inner.ListAsync(query, ct);

    public ValueTask<AgentRunRow?> GetRunAsync(Guid id, CancellationToken ct) => _inner.GetRunAsync(id, ct);

    public ValueTask<LedgerPage<AgentRunRow>> ListRunsAsync(RunQuery query, CancellationToken ct) => _inner.ListRunsAsync(query, ct);

    public ValueTask<IReadOnlyList<ExecutionCount>> CountAsync(Guid runId, CancellationToken ct) => _inner.CountAsync(runId, ct);

    public ValueTask<KeyHolder?> FindKeyAsync(string orgId, string key, DateTimeOffset now, CancellationToken ct) => _inner.FindKeyAsync(orgId, key, now, ct);

    public ValueTask<SealedPayload?> GetSealedAsync(Guid executionId, SealedKind kind, CancellationToken ct) => _inner.GetSealedAsync(executionId, kind, ct);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private static LedgerException Full() => new(LedgerFailure.DiskFull, "No room on the disk of the test.");
}
