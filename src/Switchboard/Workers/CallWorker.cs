using Microsoft.Extensions.Logging;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Pipeline;
using Switchboard.Telemetry;

namespace Switchboard.Workers;

/// <summary>Runs what waits: claims it in batches under leases, executes it, hands back what it did not send.</summary>
/// <remarks>Any number may run over one ledger.</remarks>
internal sealed partial class CallWorker(Gateway gateway, WorkerOptions options, ILogger logger) : IDisposable
{
    // A connection may have other limits than the one that was hit, so that it is asked again soon.
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(1);
    private readonly JobsInHand _inHand = new(options);
    private readonly CancellationTokenSource _abort = new();
    private JobCursor _cursor;

    /// <summary>Works until it is stopped; then <see cref="FinishAsync"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var renewal = gateway.Options.MachineTime.CreateTimer(
            static state => _ = ((CallWorker)state!).RenewAsync(), this, gateway.Options.Lease / 3, gateway.Options.Lease / 3).ConfigureAwait(false);
        while (!stopping.IsCancellationRequested)
        {
            var (added, ended) = (gateway.WhenAdded, _inHand.WhenChanged);
            if (await ClaimAsync(stopping).ConfigureAwait(false) == 0)
            {
                await WaitAsync(Task.WhenAny(added, ended), options.Poll, stopping).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Works until nothing is due and nothing is under way.</summary>
    public async Task DrainAsync(CancellationToken stopping)
    {
        await using var renewal = gateway.Options.MachineTime.CreateTimer(
            static state => _ = ((CallWorker)state!).RenewAsync(), this, gateway.Options.Lease / 3, gateway.Options.Lease / 3).ConfigureAwait(false);
        while (!stopping.IsCancellationRequested)
        {
            var ended = _inHand.WhenChanged;
            var isIdle = _inHand.IsEmpty;
            if (await ClaimAsync(stopping).ConfigureAwait(false) > 0)
            {
                continue;
            }

            if (isIdle && _cursor == default)
            {
                break;
            }

            if (!isIdle)
            {
                await WaitAsync(ended, options.Poll, stopping).ConfigureAwait(false);
            }

            _cursor = default;
        }

        await FinishAsync().ConfigureAwait(false);
    }

    /// <summary>Claims what there is room for and starts it; how many.</summary>
    public async Task<int> ClaimAsync(CancellationToken stopping)
    {
        if (_inHand.Room is not (> 0 and var room))
        {
            return 0;
        }

        var machine = gateway.Options.MachineTime;
        var start = machine.GetTimestamp();
        var now = gateway.Options.Time.GetUtcNow();
        var claimed = await gateway.Queue.ClaimAsync(
            new JobClaim
            {
                Now = now,
                Most = room,
                MostPerConnection = options.ConcurrencyPerConnection,
                Rooms = _inHand.Rooms(now),
                Lease = gateway.Options.Lease,
                Cursor = _cursor,
            },
            CancellationToken.None).ConfigureAwait(false);
        Instruments.Claimed(machine.GetElapsedTime(start));
        _cursor = claimed.Next;
        foreach (var row in claimed.Rows)
        {
            _ = RunAsync(row, _inHand.Add(row), stopping);
        }

        return claimed.Rows.Count;
    }

    public void Dispose() => _abort.Dispose();

    private async Task RunAsync(ToolExecution row, CancellationToken lost, CancellationToken stopping)
    {
        // The claim's loop goes on to the next row at once.
        await Task.Yield();
        try
        {
            if (stopping.IsCancellationRequested)
            {
                await gateway.Queue.HandBackAsync(
                    [new JobReturn { Id = row.Id, Fence = row.Fence, Failures = row.Failures, Attempts = row.Attempts, Error = row.Error }], CancellationToken.None).ConfigureAwait(false);
                return;
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(lost, _abort.Token);
            await ExecuteAsync(row, stop.Token).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            // Its lease ends, and whoever is there then settles it.
            LogLeft(row.Id, e.Message);
        }
        finally
        {
            _inHand.Remove(row);
        }
    }

    private async Task ExecuteAsync(ToolExecution row, CancellationToken ct)
    {
        var opened = await gateway.OpenedAsync(ct).ConfigureAwait(false);
        var (call, error, isFinal) = await opened.Claimed.ReadAsync(row, ct).ConfigureAwait(false);
        if (call is null)
        {
            await opened.Recorder.FailAsync(row, error!, isFinal).ConfigureAwait(false);
            return;
        }

        using (call)
        {
            try
            {
                var result = await opened.Pipeline.ExecuteAsync(call, ct).ConfigureAwait(false);
                if (result is { Outcome: { Status: ExecutionStatus.Deferred, NotBefore: { } until, Error.Code: ErrorCode.RateLimited or ErrorCode.CircuitOpen } })
                {
                    var now = gateway.Options.Time.GetUtcNow();
                    _inHand.Hold(JobsInHand.Of(row), until < now + LongestHold ? until : now + LongestHold);
                }
            }
            catch (Exception e) when (e is not LedgerException)
            {
                // A bug of an adapter must not take the worker with it. What was dispatched stays in doubt.
                LogBug(row.Id, e);
                var wasSent = call.HasEffect && call.LeaseUntil is not null;
                await opened.Recorder.FailAsync(
                    wasSent ? row with { DispatchedAt = call.StartedAt } : row, new CallError(wasSent ? ErrorCode.InDoubt : ErrorCode.Internal, $"A bug of ours: {e.GetType().Name}."), isFinal: false).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for what is under way, and stops it after the grace.</summary>
    public async Task FinishAsync()
    {
        var machine = gateway.Options.MachineTime;
        var start = machine.GetTimestamp();
        while (!_inHand.IsEmpty)
        {
            var ended = _inHand.WhenChanged;
            var left = options.Grace - machine.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                await _abort.CancelAsync().ConfigureAwait(false);
            }

            if (!_inHand.IsEmpty)
            {
                await WaitAsync(ended, left > TimeSpan.Zero ? left : options.Poll, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitAsync(Task signal, TimeSpan most, CancellationToken ct)
    {
        try
        {
            await signal.WaitAsync(most, gateway.Options.MachineTime, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Looked for again, or stopped.
        }
    }

    private async Task RenewAsync()
    {
        if (_inHand.Leases is not { Count: > 0 } leases)
        {
            return;
        }

        try
        {
            _inHand.Keep(leases, await gateway.Queue.RenewAsync(leases, gateway.Options.Lease, CancellationToken.None).ConfigureAwait(false));
        }
        catch (LedgerException e)
        {
            LogNotRenewed(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Execution {Execution} was left to the end of its lease: {Reason}")]
    private partial void LogLeft(Guid execution, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A bug ended execution {Execution}")]
    private partial void LogBug(Guid execution, Exception bug);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The leases of calls could not be renewed: {Reason}")]
    private partial void LogNotRenewed(string reason);
}
