namespace Switchboard.Simulation;

/// <summary>A domain clock that stands still until it is moved, or until every joined caller waits: then it jumps to the next due instant.</summary>
/// <remarks>Callers wait by <c>Task.Delay(…, clock)</c>. Timers of cancellation tokens fire on time but are no one's waiting.</remarks>
public sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<SimulatedTimer, (long Due, long Order)> _timers = new();
    private DateTimeOffset _now = start;
    private long _order;
    private int _callers;
    private int _waiting;
    private bool _isFiring;
    private TaskCompletionSource _waitingChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it began.</summary>
    public DateTimeOffset Start { get; } = start;

    /// <summary>How many callers wait for an instant.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting;
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Takes part until disposed: the clock jumps only while every caller that takes part waits.</summary>
    public IDisposable Join()
    {
        lock (_gate)
        {
            _callers++;
        }

        return new Caller(this);
    }

    /// <summary>Moves the clock; everything due on the way happens in order.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset end;
        lock (_gate)
        {
            end = _now + by;
        }

        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = end > _now ? end : _now;
        }
    }

    /// <summary>Completes when at least this many callers wait for an instant.</summary>
    public async Task WhenWaitingAsync(int callers, CancellationToken ct = default)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waiting >= callers)
                {
                    return;
                }

                changed = _waitingChanged.Task;
            }

            await changed.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>As <c>Task.Delay</c> on this clock, but exact where a timeout of this clock may cancel it.</summary>
    public async Task DelayAsync(TimeSpan delay, CancellationToken ct)
    {
        // Task.Delay listens to its token only after its timer is made, when the clock may have jumped past both.
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new SimulatedTimer(this, static state => ((TaskCompletionSource)state!).TrySetResult(), done, Timeout.InfiniteTimeSpan, isWait: true);
        await using var registration = ct.UnsafeRegister(
            (_, token) =>
            {
                timer.Dispose();
                done.TrySetCanceled(token);
            },
            null).ConfigureAwait(false);
        timer.Change(delay, Timeout.InfiniteTimeSpan);
        await done.Task.ConfigureAwait(false);
    }

    /// <summary>A simulator's latency, on whichever clock.</summary>
    internal static Task WaitAsync(TimeProvider time, TimeSpan latency, CancellationToken ct) =>
        latency <= TimeSpan.Zero ? Task.CompletedTask
        : time is SimulatedClock clock ? clock.DelayAsync(latency, ct)
        : Task.Delay(latency, time, ct);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Task.Delay hands its own promise over as state; a cancellation token's timer hands over its source.
        var timer = new SimulatedTimer(this, callback, state, period, isWait: state is Task);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Leave()
    {
        lock (_gate)
        {
            _callers--;
        }

        JumpWhileAllWait();
    }

    private void Schedule(SimulatedTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            Unschedule(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.Due = _now + (dueTime < TimeSpan.Zero ? TimeSpan.Zero : dueTime);
            timer.Order = ++_order;
            timer.IsScheduled = true;
            _timers.Enqueue(timer, (timer.Due.UtcTicks, timer.Order));
            CountWait(timer, 1);
        }

        JumpWhileAllWait();
    }

    private void Unschedule(SimulatedTimer timer)
    {
        lock (_gate)
        {
            if (timer.IsScheduled)
            {
                timer.IsScheduled = false;
                CountWait(timer, -1);
            }
        }
    }

    private void CountWait(SimulatedTimer timer, int by)
    {
        if (timer.IsWait)
        {
            _waiting += by;
            if (by > 0)
            {
                _waitingChanged.TrySetResult();
                _waitingChanged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void JumpWhileAllWait()
    {
        while (true)
        {
            SimulatedTimer? next;
            lock (_gate)
            {
                if (_isFiring || _callers == 0 || _waiting < _callers || (next = TakeDue(DateTimeOffset.MaxValue)) is null)
                {
                    return;
                }

                _isFiring = true;
            }

            try
            {
                next.Fire();
            }
            finally
            {
                lock (_gate)
                {
                    _isFiring = false;
                }
            }
        }
    }

    private SimulatedTimer? TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            while (_timers.TryPeek(out var timer, out var at))
            {
                if (at.Due > until.UtcTicks)
                {
                    return null;
                }

                _timers.Dequeue();
                if (timer.IsScheduled && timer.Order == at.Order)
                {
                    timer.IsScheduled = false;
                    CountWait(timer, -1);
                    _now = timer.Due > _now ? timer.Due : _now;
                    return timer;
                }
            }

            return null;
        }
    }

    private sealed class Caller(SimulatedClock clock) : IDisposable
    {
        private int _hasLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
            {
                clock.Leave();
            }
        }
    }

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state, TimeSpan period, bool isWait) : ITimer
    {
        private TimeSpan _period = period;

        public bool IsWait { get; } = isWait;

        public DateTimeOffset Due { get; set; }

        public long Order { get; set; }

        public bool IsScheduled { get; set; }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
            {
                clock.Schedule(this, _period);
            }

            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            _period = newPeriod;
            clock.Schedule(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Unschedule(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
