namespace Switchboard.Ledger;

/// <summary>Reads the ledger: rows, runs and counts. What it gives is redacted.</summary>
public sealed class LedgerReader
{
    private const int MostRounds = 200;
    private readonly ILedger _ledger;

    internal LedgerReader(ILedger ledger) => _ledger = ledger;

    /// <summary>One row; null: none.</summary>
    public ValueTask<ToolExecution?> GetAsync(Guid id, CancellationToken ct = default) => _ledger.GetAsync(id, ct);

    /// <summary>One run; null: none.</summary>
    public ValueTask<AgentRunRow?> GetRunAsync(Guid id, CancellationToken ct = default) => _ledger.GetRunAsync(id, ct);

    /// <summary>A page of runs, newest first.</summary>
    public ValueTask<LedgerPage<AgentRunRow>> ListRunsAsync(RunQuery query, CancellationToken ct = default) => _ledger.ListRunsAsync(query, ct);

    /// <summary>Rows of a run counted by connector, action and status.</summary>
    public ValueTask<IReadOnlyList<ExecutionCount>> CountAsync(Guid runId, CancellationToken ct = default) => _ledger.CountAsync(runId, ct);

    /// <summary>A full page of rows, newest first; the store's short pages are put together.</summary>
    public async ValueTask<LedgerPage<ToolExecution>> ListAsync(ExecutionQuery query, CancellationToken ct = default)
    {
        var page = await _ledger.ListAsync(query, ct).ConfigureAwait(false);
        if (page.NextCursor is null || page.Items.Count >= query.Limit)
        {
            return page;
        }

        var items = page.Items.ToList();
        for (var round = 0; round < MostRounds && page.NextCursor is not null && items.Count < query.Limit; round++)
        {
            page = await _ledger.ListAsync(query with { Cursor = page.NextCursor, Limit = query.Limit - items.Count }, ct).ConfigureAwait(false);
            items.AddRange(page.Items);
        }

        return new LedgerPage<ToolExecution>(items, page.NextCursor);
    }
}
