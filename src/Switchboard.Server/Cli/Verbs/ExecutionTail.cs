using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Server.Cli.Verbs;

/// <summary>Follows the ledger: gives rows that are new or whose status changed.</summary>
internal sealed class ExecutionTail(LedgerReader ledger, ExecutionQuery query)
{
    /// <summary>Time between two looks, on the machine's clock.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    // A call's row may appear, or end, this long after the call was accepted.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);
    private readonly Dictionary<Guid, (ExecutionStatus Status, DateTimeOffset QueuedAt)> _seen = [];
    private DateTimeOffset? _newest;

    /// <summary>What came since the last look, oldest first; the first look gives the newest rows.</summary>
    public async Task<IReadOnlyList<ToolExecution>> NextAsync(CancellationToken ct)
    {
        var rows = _newest is null
            ? (await ledger.ListAsync(query, ct).ConfigureAwait(false)).Items
            : await SinceAsync(Latest(query.Since, _newest - Window), ct).ConfigureAwait(false);
        var isFirst = _newest is null && _seen.Count == 0;
        var news = rows.Where(row => !_seen.TryGetValue(row.Id, out var known) || known.Status != row.Status).Reverse().ToList();
        foreach (var row in rows)
        {
            _seen[row.Id] = (row.Status, row.QueuedAt);
            _newest = Latest(_newest, row.QueuedAt);
        }

        if (isFirst)
        {
            await SkipOlderAsync(ct).ConfigureAwait(false);
        }

        Forget();
        return news;
    }

    // Rows before the first look's are seen already, though not shown.
    private async Task SkipOlderAsync(CancellationToken ct)
    {
        if (_newest is null)
        {
            return;
        }

        foreach (var row in await SinceAsync(Latest(query.Since, _newest - Window), ct).ConfigureAwait(false))
        {
            _seen.TryAdd(row.Id, (row.Status, row.QueuedAt));
        }
    }

    private async Task<List<ToolExecution>> SinceAsync(DateTimeOffset? since, CancellationToken ct)
    {
        var rows = new List<ToolExecution>();
        var wanted = query with { Since = since, Limit = 1000, Cursor = null };
        do
        {
            var page = await ledger.ListAsync(wanted, ct).ConfigureAwait(false);
            rows.AddRange(page.Items);
            wanted = wanted with { Cursor = page.NextCursor };
        }
        while (wanted.Cursor is not null);

        return rows;
    }

    private void Forget()
    {
        foreach (var (id, known) in _seen)
        {
            if (known.QueuedAt < _newest - Window)
            {
                _seen.Remove(id);
            }
        }
    }

    private static DateTimeOffset? Latest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;
}
