using Switchboard.Calls;
using Switchboard.Limits;
using Switchboard.Telemetry;

namespace Switchboard.Pipeline;

/// <summary>The gates before the wire: the connection's limits, then its breaker.</summary>
internal sealed class CallGate(TimeProvider time)
{
    /// <summary>Passes at once, waits if the caller said so, or says why not.</summary>
    public async ValueTask<GatePass> EnterAsync(Submission call, CancellationToken ct)
    {
        var mayWait = call.Options.OnBusy == OnBusy.Wait;
        var channel = call.Channel;
        while (true)
        {
            if (ct.IsCancellationRequested)
            {
                return Held(Cancelled);
            }

            var now = time.GetUtcNow();
            var permit = channel.Limits.Take(call.Action.Descriptor, call.Field, now, mayWait);
            if (permit.Start > now)
            {
                Instruments.LimitHit(channel.Connection.Connector.Name, call.Options.Agent);
                if (!mayWait)
                {
                    return Held(RateLimited(call, permit.Start - now));
                }

                if (!await WaitAsync(permit.Start - now, ct).ConfigureAwait(false))
                {
                    permit.GiveBack();
                    return Held(Cancelled);
                }

                now = time.GetUtcNow();
            }

            if (channel.Breaker.TryEnter(now, out var rest))
            {
                call.StartedAt = now;
                return new GatePass(channel, permit, null);
            }

            permit.GiveBack();
            if (!mayWait)
            {
                return Held(CircuitOpen(call, rest));
            }

            if (!await WaitAsync(rest, ct).ConfigureAwait(false))
            {
                return Held(Cancelled);
            }
        }
    }

    private static CallError Cancelled { get; } = new(ErrorCode.Cancelled, "The call was stopped before anything was sent.");

    private static GatePass Held(CallError error) => new(null, default, error);

    private static CallError RateLimited(Submission call, TimeSpan wait) =>
        new(ErrorCode.RateLimited, $"The limit of {call.Channel.Connection.Connector.Name} for this connection is reached; nothing was sent. Try again in {Seconds(wait)} s.")
        {
            Retryable = true,
            RetryAfter = wait,
        };

    private static CallError CircuitOpen(Submission call, TimeSpan wait) =>
        new(ErrorCode.CircuitOpen, $"{call.Channel.Connection.Connector.Name} failed several times in a row and rests; nothing was sent. Try again in {Seconds(wait)} s.")
        {
            Retryable = true,
            RetryAfter = wait,
        };

    private static double Seconds(TimeSpan wait) => Math.Ceiling(wait.TotalSeconds);

    private async ValueTask<bool> WaitAsync(TimeSpan wait, CancellationToken ct)
    {
        try
        {
            await Task.Delay(wait, time, ct).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>What the gates gave: held, or a pass that gives back what it took unless it is used.</summary>
internal sealed class GatePass(ProviderChannel? channel, LimitPermit permit, CallError? held) : IDisposable
{
    private bool _isUsed;

    public CallError? Held => held;

    /// <summary>The call goes out: what it took stays taken.</summary>
    public void Use() => _isUsed = true;

    public void Dispose()
    {
        if (channel is not null && !_isUsed)
        {
            permit.GiveBack();
            channel.Breaker.Abandoned();
        }
    }
}
