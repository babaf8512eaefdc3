using Switchboard.Ledger;

namespace Switchboard.Tests.Pipeline;

/// <summary>A ledger in memory whose writes fail as told.</summary>
internal sealed class FaultyLedger : ILedger
{
    private readonly InMemoryLedger _inner = new(KeyRing.FromSeed(1));

    public bool FailsToBegin { get; set; }

    public bool FailsToComplete { get; set; }

    public string Owner => _inner.Owner;

    public KeyRing Keys => _inner.Keys;

    public ValueTask<RecoveryReport> OpenAsync(bool migrate, CancellationToken ct) => _inner.OpenAsync(migrate, ct);

    public ValueTask<BeginResult> BeginAsync(LedgerEntry entry, CancellationToken ct) => FailsToBegin ? throw Full() : _inner.BeginAsync(entry, ct);

    public ValueTask<bool> CompleteAsync(LedgerCompletion completion, CancellationToken ct) =>
        FailsToComplete ? throw Full() : _inner.CompleteAsync(completion, ct);

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
