using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Bench.Calls;

/// <summary>Says yes to every write and keeps only the last: what is left is the pipeline.</summary>
internal sealed class NullLedger : ILedger
{
    public LedgerEntry? LastEntry { get; private set; }

    public LedgerCompletion? LastCompletion { get; private set; }

    public string Owner => "bench";

    public KeyRing Keys { get; } = KeyRing.FromSeed(1);

    public ValueTask<RecoveryReport> OpenAsync(bool migrate, CancellationToken ct) => default;

    public ValueTask<BeginResult> BeginAsync(LedgerEntry entry, CancellationToken ct)
    {
        LastEntry = entry;
        return new(new BeginResult(true, null));
    }

    public ValueTask<bool> CompleteAsync(LedgerCompletion completion, CancellationToken ct)
    {
        LastCompletion = completion;
        return new(true);
    }

    public ValueTask<IReadOnlyList<BeginResult>> BeginAllAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken ct) =>
        new([.. entries.Select(_ => new BeginResult(true, null))]);

    public ValueTask<ClaimedJobs> ClaimAsync(JobClaim claim, CancellationToken ct) => new(new ClaimedJobs([], default));

    public ValueTask<bool> DispatchAsync(Guid id, long fence, DateTimeOffset now, TimeSpan lease, CancellationToken ct) => new(true);

    public ValueTask<int> HandBackAsync(IReadOnlyList<JobReturn> jobs, CancellationToken ct) => new(jobs.Count);

    public ValueTask<IReadOnlySet<Guid>> RenewAsync(IReadOnlyList<JobLease> leases, TimeSpan lease, CancellationToken ct) =>
        new(leases.Select(held => held.Id).ToHashSet());

    public ValueTask<int> ReleaseAsync(DateTimeOffset now, int most, CancellationToken ct) => default;

    public ValueTask<int> ExpireAsync(DateTimeOffset now, int most, CancellationToken ct) => default;

    public ValueTask<RecoveryReport> RecoverAsync(CancellationToken ct) => default;

    public ValueTask<IReadOnlyList<ToolExecution>> ClaimInDoubtAsync(int most, TimeSpan lease, CancellationToken ct) => new([]);

    public ValueTask<bool> CancelAsync(Guid id, DateTimeOffset now, CancellationToken ct) => default;

    public ValueTask<bool> ResolveAsync(LedgerCompletion resolution, CancellationToken ct) => default;

    public ValueTask<RetryAnswer> RetryAsync(Guid id, DateTimeOffset now, CancellationToken ct) => new(RetryAnswer.NotFailed);

    public ValueTask<int> PruneAsync(DateTimeOffset before, int most, CancellationToken ct) => default;

    public ValueTask<QueueDepth> DepthAsync(CancellationToken ct) => new(new QueueDepth(new Dictionary<ExecutionStatus, long>(), null));

    public ValueTask SaveRunAsync(AgentRunRow run, CancellationToken ct) => default;

    public ValueTask RenewRunsAsync(DateTimeOffset leaseUntil, CancellationToken ct) => default;

    public ValueTask<ToolExecution?> GetAsync(Guid id, CancellationToken ct) => default;

    public ValueTask<LedgerPage<ToolExecution>> ListAsync(ExecutionQuery query, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<AgentRunRow?> GetRunAsync(Guid id, CancellationToken ct) => default;

    public ValueTask<LedgerPage<AgentRunRow>> ListRunsAsync(RunQuery query, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ExecutionCount>> CountAsync(Guid runId, CancellationToken ct) => new([]);

    public ValueTask<KeyHolder?> FindKeyAsync(string orgId, string key, DateTimeOffset now, CancellationToken ct) => default;

    public ValueTask<SealedPayload?> GetSealedAsync(Guid executionId, SealedKind kind, CancellationToken ct) => default;

    public ValueTask DisposeAsync() => default;
}
