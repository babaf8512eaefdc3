using Switchboard.Pipeline;
using Switchboard.Telemetry;

namespace Switchboard.Workers;

/// <summary>Moves what is due from deferred to queued, and ends what passed its deadline.</summary>
internal sealed class CallScheduler(Gateway gateway)
{
    private const int MostAtOnce = 500;

    /// <summary>One look at the domain clock; how many rows moved.</summary>
    public async Task<int> TickAsync(CancellationToken ct)
    {
        var now = gateway.Options.Time.GetUtcNow();
        var (moved, last) = (0, MostAtOnce);
        while (last == MostAtOnce && !ct.IsCancellationRequested)
        {
            moved += last = await gateway.Queue.ExpireAsync(now, MostAtOnce, ct).ConfigureAwait(false);
        }

        for (last = MostAtOnce; last == MostAtOnce && !ct.IsCancellationRequested;)
        {
            moved += last = await gateway.Queue.ReleaseAsync(now, MostAtOnce, ct).ConfigureAwait(false);
        }

        if (Instruments.WantsDepth)
        {
            Instruments.QueueIs(await gateway.Queue.DepthAsync(ct).ConfigureAwait(false), now);
        }

        return moved;
    }
}
