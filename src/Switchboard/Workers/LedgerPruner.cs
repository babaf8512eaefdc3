using Switchboard.Pipeline;

namespace Switchboard.Workers;

/// <summary>Removes what ended longer ago than the retention. What is in doubt stays.</summary>
internal sealed class LedgerPruner(Gateway gateway, WorkerOptions options)
{
    private const int MostAtOnce = 500;

    /// <summary>Removes all there is, a few hundred rows a commit; how many.</summary>
    public async Task<int> TickAsync(CancellationToken ct)
    {
        var before = gateway.Options.Time.GetUtcNow() - options.Retention;
        var (removed, last) = (0, MostAtOnce);
        while (last == MostAtOnce && !ct.IsCancellationRequested)
        {
            removed += last = await gateway.Queue.PruneAsync(before, MostAtOnce, ct).ConfigureAwait(false);
        }

        return removed;
    }
}
