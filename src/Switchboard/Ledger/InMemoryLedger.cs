using Switchboard.Calls;

namespace Switchboard.Ledger;

/// <summary>The ledger of a test host: the same law, gone with the process.</summary>
internal sealed partial class InMemoryLedger(KeyRing keys, TimeProvider? machineTime = null) : ILedger
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<Guid, ToolExecution> _executions = new(NewestFirst.Order);
    private readonly SortedDictionary<Guid, AgentRunRow> _runs = new(NewestFirst.Order);
    private readonly Dictionary<(string Org, string Key), (KeyHolder Holder, DateTimeOffset ExpiresAt)> _keys = [];
    private readonly Dictionary<(Guid Id, SealedKind Kind), SealedPayload> _sealed = [];

    /// <inheritdoc/>
    public string Owner => "memory";

    /// <inheritdoc/>
    public KeyRing Keys { get; } = keys;

    /// <inheritdoc/>
    public ValueTask<RecoveryReport> OpenAsync(bool migrate, CancellationToken ct) => Do(() => default(RecoveryReport), ct);

    /// <inheritdoc/>
    public ValueTask<BeginResult> BeginAsync(LedgerEntry entry, CancellationToken ct) => Do(() => Begin(entry), ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BeginResult>> BeginAllAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken ct) =>
        Do<IReadOnlyList<BeginResult>>(() => [.. entries.Select(Begin)], ct);

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(LedgerCompletion completion, CancellationToken ct) => Do(() => Complete(completion), ct);

    /// <inheritdoc/>
    public ValueTask SaveRunAsync(AgentRunRow run, CancellationToken ct) => Act(() => SaveRun(run), ct);

    /// <inheritdoc/>
    public ValueTask RenewRunsAsync(DateTimeOffset leaseUntil, CancellationToken ct) => Act(() => RenewRuns(leaseUntil), ct);

    /// <inheritdoc/>
    public ValueTask<ToolExecution?> GetAsync(Guid id, CancellationToken ct) => Do(() => _executions.GetValueOrDefault(id), ct);

    /// <inheritdoc/>
    public ValueTask<LedgerPage<ToolExecution>> ListAsync(ExecutionQuery query, CancellationToken ct) =>
        Do(() => NewestFirst.Page(_executions.Values, r => r.Id, r => Matches(r, query), query.Limit, query.Cursor), ct);

    /// <inheritdoc/>
    public ValueTask<AgentRunRow?> GetRunAsync(Guid id, CancellationToken ct) => Do(() => _runs.GetValueOrDefault(id), ct);

    /// <inheritdoc/>
    public ValueTask<LedgerPage<AgentRunRow>> ListRunsAsync(RunQuery query, CancellationToken ct) =>
        Do(() => NewestFirst.Page(_runs.Values, r => r.Id, r => Matches(r, query), query.Limit, query.Cursor), ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExecutionCount>> CountAsync(Guid runId, CancellationToken ct) => Do(() => Count(runId), ct);

    /// <inheritdoc/>
    public ValueTask<KeyHolder?> FindKeyAsync(string orgId, string key, DateTimeOffset now, CancellationToken ct) =>
        Do(() => Holder(orgId, key, now), ct);

    /// <inheritdoc/>
    public ValueTask<SealedPayload?> GetSealedAsync(Guid executionId, SealedKind kind, CancellationToken ct) =>
        Do(() => _sealed.GetValueOrDefault((executionId, kind)), ct);

    /// <summary>Does nothing.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private BeginResult Begin(LedgerEntry entry)
    {
        var row = entry.Row;
        if (entry.Claim is { } wanted && Holder(row.OrgId, wanted.Key, row.QueuedAt) is { } holder && holder.ExecutionId != wanted.Replaces)
            return new(false, holder);
        if (!RowLaw.Allows(row) || _executions.ContainsKey(row.Id) || (entry.Run is { } first && !RowLaw.Allows(first)))
            throw Refused(row.Id);

        if (entry.Run is { } run)
            _runs.TryAdd(run.Id, run);
        if (entry.Claim is { } claim)
            _keys[(row.OrgId, claim.Key)] = (new(row.Id, claim.Action, claim.InputHash), claim.ExpiresAt);
        _executions.Add(row.Id, row);
        Keep(entry.Input);
        Keep(entry.Output);
        return new(true, null);
    }

    private bool Complete(LedgerCompletion completion)
    {
        if (!_executions.TryGetValue(completion.Id, out var row) || row.Status != ExecutionStatus.Running || row.Fence != completion.Fence)
            return false;
        var ended = Ended(row, completion);
        Put(ended);
        KeepInput(row.Id, completion.KeepInputUntil);
        Keep(completion.SealedOutput);
        return true;
    }

    /// <summary>Replaces a row by what became of it.</summary>
    private void Put(ToolExecution row) => _executions[row.Id] = RowLaw.Allows(row) ? row : throw Refused(row.Id);

    private void KeepInput(Guid id, DateTimeOffset? until)
    {
        var input = (id, SealedKind.Input);
        if (until is null)
            _sealed.Remove(input);
        else if (_sealed.TryGetValue(input, out var kept))
            _sealed[input] = kept with { ExpiresAt = until };
    }

    private static ToolExecution Ended(ToolExecution row, LedgerCompletion completion) => row with
    {
        Status = completion.Status,
        Output = completion.Output,
        Error = completion.Error,
        Metadata = completion.Metadata,
        Attempts = completion.Attempts,
        CompletedAt = completion.CompletedAt,
        DispatchedAt = completion.Status == ExecutionStatus.Cancelled ? null : row.DispatchedAt,
        DurationMs = completion.DurationMs,
        LeaseOwner = null,
        LeaseUntil = null,
    };

    private void SaveRun(AgentRunRow run)
    {
        if (!RowLaw.Allows(run))
            throw Refused(run.Id);
        if (!_runs.TryGetValue(run.Id, out var there))
            _runs.Add(run.Id, run);
        else if (there.Status == AgentRunStatus.Running || (there.Status == AgentRunStatus.Abandoned && run.Status != AgentRunStatus.Running))
            _runs[run.Id] = run;
    }

    private void RenewRuns(DateTimeOffset leaseUntil)
    {
        foreach (var run in _runs.Values.Where(r => r.Status == AgentRunStatus.Running && r.LeaseOwner == Owner).ToList())
        {
            _runs[run.Id] = run with { LeaseUntil = leaseUntil };
        }
    }

    private KeyHolder? Holder(string orgId, string key, DateTimeOffset now) =>
        _keys.TryGetValue((orgId, key), out var claim) && claim.ExpiresAt > now ? claim.Holder : null;

    private IReadOnlyList<ExecutionCount> Count(Guid runId) =>
    [
        .. from row in _executions.Values
           where row.AgentRunId == runId
           group row by (row.Connector, row.Action, Status: row.Status.ToText()) into rows
           orderby rows.Key
           select new ExecutionCount(rows.Key.Connector, rows.Key.Action, ExecutionStatuses.Parse(rows.Key.Status)!.Value, rows.LongCount()),
    ];

    private void Keep(SealedPayload? payload)
    {
        if (payload is not null)
            _sealed[(payload.ExecutionId, payload.Kind)] = payload;
    }

    private static bool Matches(ToolExecution row, ExecutionQuery query) =>
        (query.Status is null || row.Status == query.Status)
        && (query.Connector is null || row.Connector == query.Connector)
        && (query.Action is null || row.Action == query.Action)
        && (query.Run is null || row.AgentRunId == query.Run)
        && !(row.QueuedAt < query.Since);

    private static bool Matches(AgentRunRow run, RunQuery query) =>
        (query.Status is null || run.Status == query.Status) && !(run.StartedAt < query.Since);

    private ValueTask<T> Do<T>(Func<T> act, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(act());
        }
    }

    private ValueTask Act(Action act, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            act();
        }

        return ValueTask.CompletedTask;
    }

    private static InvalidOperationException Refused(Guid id) => new($"The ledger refuses the row {id:D}: it breaks the law of its state, or is there already.");
}
