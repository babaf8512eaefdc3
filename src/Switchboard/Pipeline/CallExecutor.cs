using Switchboard.Calls;

namespace Switchboard.Pipeline;

/// <summary>Execute: retries around one try's timeout around the adapter, all within the total timeout; then the breaker learns, and doubt is looked up.</summary>
internal sealed class CallExecutor(GatewayOptions options)
{
    public async ValueTask<CallEnd> RunAsync(Submission call, CancellationToken ct)
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

        tries.TellBreaker(fault);
        if (fault is not null && tries.ShouldLookUp(fault))
        {
            await LookUpAsync(tries, ct).ConfigureAwait(false);
        }

        return tries.End(tries.Output is null ? fault : null);
    }

    /// <summary>Looks up what an earlier claim sent, and sends nothing.</summary>
    public async ValueTask<CallEnd> LookUpAsync(Submission call, Fault doubt, CancellationToken ct)
    {
        var tries = new Tries(call, options);
        if (tries.ShouldLookUp(doubt))
        {
            await LookUpAsync(tries, ct).ConfigureAwait(false);
        }

        return tries.End(tries.Output is null ? doubt : null);
    }

    /// <summary>Tries until a try succeeds, may not be repeated, or the total timeout passes; null: one succeeded.</summary>
    private async ValueTask<Fault?> TryAsync(Tries tries, CancellationToken ct)
    {
        var start = options.Time.GetTimestamp();
        var left = options.TotalTimeout;
        while (true)
        {
            var fault = await TryOnceAsync(tries, left, ct).ConfigureAwait(false);
            if (fault is null || !tries.MayRetry(fault) || ct.IsCancellationRequested)
            {
                return fault;
            }

            var pause = tries.PauseAfter(fault);
            left = options.TotalTimeout - options.Time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return fault;
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause < left ? pause : left, options.Time, ct).ConfigureAwait(false);
                left -= pause;
            }

            if (left <= TimeSpan.Zero)
            {
                return tries.TimedOut(options.TotalTimeout);
            }
        }
    }

    private async ValueTask<Fault?> TryOnceAsync(Tries tries, TimeSpan left, CancellationToken ct)
    {
        var isLast = left <= options.AttemptTimeout;
        var attempt = tries.Next();
        using var limit = new CancellationTokenSource(isLast ? left : options.AttemptTimeout, options.Time);
        await using var stop = StopWith(ct, limit).ConfigureAwait(false);
        try
        {
            tries.Output = await tries.Call.Action.InvokeAsync(attempt, tries.Call.Input!, limit.Token).ConfigureAwait(false);
            return null;
        }
        catch (ProviderException e)
        {
            return tries.Failed(e.Fault);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
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
        using var limit = new CancellationTokenSource(options.AttemptTimeout, options.Time);
        await using var stop = StopWith(ct, limit).ConfigureAwait(false);
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

    private static CancellationTokenRegistration StopWith(CancellationToken caller, CancellationTokenSource limit) =>
        caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
}
