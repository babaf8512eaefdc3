using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Pipeline;

/// <summary>Execute: total timeout around retries around one attempt's timeout around the adapter; then the breaker learns, and doubt is looked up.</summary>
internal sealed class CallExecutor(GatewayOptions options)
{
    private readonly TimeProvider _time = options.Time;

    public async Task<CallEnd> RunAsync(Submission call, CancellationToken ct)
    {
        var tries = new Tries(call, options);
        Fault? fault;
        try
        {
            fault = await TryAsync(tries, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return tries.Cancelled();
        }

        tries.TellBreaker(fault, _time.GetUtcNow());
        if (fault is not null && tries.ShouldLookUp(fault))
        {
            await LookUpAsync(tries, ct).ConfigureAwait(false);
        }

        return tries.End(tries.Output is null ? fault : null);
    }

    /// <summary>Tries until one succeeds, a fault stands, or the total time is over.</summary>
    private async Task<Fault?> TryAsync(Tries tries, CancellationToken ct)
    {
        var start = _time.GetTimestamp();
        while (true)
        {
            var fault = await TryOnceAsync(tries, Left(start), ct).ConfigureAwait(false);
            if (fault is null || ct.IsCancellationRequested || Left(start) == TimeSpan.Zero || !tries.MayRetry(fault))
            {
                return fault;
            }

            var (pause, left) = (tries.PauseAfter(fault), Left(start));
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause < left ? pause : left, _time, ct).ConfigureAwait(false);
            }

            if (pause >= left)
            {
                return tries.TimedOut(options.TotalTimeout);
            }
        }
    }

    private TimeSpan Left(long start)
    {
        var passed = _time.GetElapsedTime(start);
        return passed < options.TotalTimeout ? options.TotalTimeout - passed : TimeSpan.Zero;
    }

    private async Task<Fault?> TryOnceAsync(Tries tries, TimeSpan left, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var isLast = left < options.AttemptTimeout;
        using var limit = new TimeLimit(isLast ? left : options.AttemptTimeout, _time, ct);
        var attempt = tries.Next();
        try
        {
            tries.Output = await tries.Call.Action.InvokeAsync(attempt, tries.Call.Input!, limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (ProviderException e)
        {
            return tries.Failed(e.Fault);
        }
        catch (OperationCanceledException) when (limit.HasPassed)
        {
            return isLast ? tries.TimedOut(options.TotalTimeout) : tries.Failed(tries.TimedOut(options.AttemptTimeout));
        }
        finally
        {
            tries.Learn(attempt);
        }
    }

    private async Task LookUpAsync(Tries tries, CancellationToken ct)
    {
        using var limit = new TimeLimit(options.AttemptTimeout, _time, ct);
        try
        {
            tries.Found(await tries.Call.Action.ReadBackAsync(tries.ForLookUp(), tries.Call.Input!, limit.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (e is ProviderException or OperationCanceledException)
        {
            // A look-up may prove a call completed; failing it proves nothing.
            tries.Note("lookUp", "failed");
        }
    }
}
