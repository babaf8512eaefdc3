using Polly;
using Polly.Retry;
using Polly.Timeout;
using Switchboard.Calls;

namespace Switchboard.Pipeline;

/// <summary>Execute: total timeout around retries around one attempt's timeout around the adapter; then the breaker learns, and doubt is looked up.</summary>
internal sealed class CallExecutor
{
    private readonly GatewayOptions _options;
    private readonly ResiliencePipeline<Fault?> _tries;
    private readonly ResiliencePipeline _attempt;

    public CallExecutor(GatewayOptions options)
    {
        _options = options;
        _tries = new ResiliencePipelineBuilder<Fault?> { TimeProvider = options.Time }
            .AddTimeout(options.TotalTimeout)
            .AddRetry(new RetryStrategyOptions<Fault?>
            {
                MaxRetryAttempts = Math.Max(1, options.RetryDelays.Count),
                ShouldHandle = args => new(args.Outcome.Result is { } fault && Tries.Of(args.Context).MayRetry(fault)),
                DelayGenerator = args => new(args.Outcome.Result is { IsUnauthorized: true } ? TimeSpan.Zero : options.RetryDelays[args.AttemptNumber]),
            })
            .Build();
        _attempt = new ResiliencePipelineBuilder { TimeProvider = options.Time }.AddTimeout(options.AttemptTimeout).Build();
    }

    public async Task<CallEnd> RunAsync(Submission call, CancellationToken ct)
    {
        var tries = new Tries(call, _options);
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(Tries.Key, tries);
        Fault? fault;
        try
        {
            fault = await _tries.ExecuteAsync(static (c, self) => self.TryOnceAsync(c), context, this).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            fault = tries.TimedOut(_options.TotalTimeout);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return tries.Cancelled();
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        tries.TellBreaker(fault, _options.Time.GetUtcNow());
        if (fault is not null && tries.ShouldLookUp(fault))
        {
            await LookUpAsync(tries, ct).ConfigureAwait(false);
        }

        return tries.End(tries.Output is null ? fault : null);
    }

    /// <summary>Looks up what an earlier claim sent, and sends nothing.</summary>
    public async Task<CallEnd> LookUpAsync(Submission call, Fault doubt, CancellationToken ct)
    {
        var tries = new Tries(call, _options);
        if (tries.ShouldLookUp(doubt))
        {
            await LookUpAsync(tries, ct).ConfigureAwait(false);
        }

        return tries.End(tries.Output is null ? doubt : null);
    }

    private async ValueTask<Fault?> TryOnceAsync(ResilienceContext context)
    {
        var tries = Tries.Of(context);
        var attempt = tries.Next();
        try
        {
            tries.Output = await _attempt.ExecuteAsync(
                static async (state, token) => await state.tries.Call.Action.InvokeAsync(state.attempt, state.tries.Call.Input!, token).ConfigureAwait(false),
                (tries, attempt),
                context.CancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ProviderException e)
        {
            return tries.Failed(e.Fault);
        }
        catch (TimeoutRejectedException)
        {
            return tries.Failed(tries.TimedOut(_options.AttemptTimeout));
        }
        finally
        {
            tries.Learn(attempt);
        }
    }

    private async Task LookUpAsync(Tries tries, CancellationToken ct)
    {
        try
        {
            tries.Found(await _attempt.ExecuteAsync(
                static async (state, token) => await state.Call.Action.ReadBackAsync(state.ForLookUp(), state.Call.Input!, token).ConfigureAwait(false),
                tries,
                ct).ConfigureAwait(false));
        }
        catch (Exception e) when (e is ProviderException or TimeoutRejectedException or OperationCanceledException)
        {
            // A look-up may prove a call completed; failing it proves nothing.
            tries.Note("lookUp", "failed");
        }
    }
}
