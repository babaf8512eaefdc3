using Switchboard.Calls;
using Switchboard.Simulation;

namespace Switchboard.Server.Launch;

/// <summary>Workers of a launch: each takes part in the simulated clock, a phase ends when all are done.</summary>
internal sealed class Crew(SimulatedClock clock, int size, LaunchProgress progress)
{
    /// <summary>Does one phase: every item once, by whichever worker is free.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; what was going on has ended.</exception>
    /// <exception cref="ConnectorException">The ledger cannot be used; the phase was stopped.</exception>
    public async Task WorkAsync<T>(string phase, IReadOnlyList<T> items, Func<T, CancellationToken, Task> work, CancellationToken ct)
    {
        progress.Begin(phase, items.Count);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var next = -1;

        // All take their seats before one begins, so that the clock waits for all.
        var seats = Enumerable.Range(0, Math.Min(size, items.Count)).Select(_ => clock.Join()).ToList();
        await Task.WhenAll(seats.Select(seat => Task.Run(() => RunAsync(seat), CancellationToken.None))).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();

        async Task RunAsync(IDisposable seat)
        {
            using (seat)
            {
                try
                {
                    int mine;
                    while (!stop.IsCancellationRequested && (mine = Interlocked.Increment(ref next)) < items.Count)
                    {
                        await OneAsync(() => work(items[mine], stop.Token)).ConfigureAwait(false);
                    }
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    // The phase was stopped; whoever stopped it says so.
                }
                catch
                {
                    await stop.CancelAsync().ConfigureAwait(false);
                    throw;
                }
            }
        }
    }

    /// <summary>Does steps one after the other, as one caller.</summary>
    public async Task StepsAsync(string phase, int calls, Func<Task> steps)
    {
        progress.Begin(phase, calls);
        using (clock.Join())
        {
            await steps().ConfigureAwait(false);
        }
    }

    /// <summary>One call; its failure is a row of the ledger and does not end the launch.</summary>
    public async Task OneAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (ConnectorException e) when (e.Error.Code is not (ErrorCode.LedgerUnavailable or ErrorCode.Internal))
        {
            // The ledger has it.
        }
        finally
        {
            progress.Count();
        }
    }
}
