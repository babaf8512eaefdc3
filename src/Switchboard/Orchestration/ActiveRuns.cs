using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Telemetry;

namespace Switchboard.Orchestration;

/// <summary>The runs of this process: begins them, renews their leases, writes their ends.</summary>
internal sealed partial class ActiveRuns : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<Guid, AgentRun> _runs = [];
    private readonly ConcurrentDictionary<Guid, Task> _ends = [];
    private readonly ILedger _ledger;
    private readonly TimeProvider _time;
    private readonly TimeProvider _machineTime;
    private readonly ExecutionIds _ids;
    private readonly ILogger _logger;
    private readonly ITimer _renewal;

    public ActiveRuns(ILedger ledger, TimeProvider time, TimeProvider machineTime, ExecutionIds ids, ILogger logger)
    {
        (_ledger, _time, _machineTime, _ids, _logger) = (ledger, time, machineTime, ids, logger);
        _renewal = machineTime.CreateTimer(static state => _ = ((ActiveRuns)state!).RenewAsync(), this, Lease / 3, Lease / 3);
    }

    public AgentRun Begin(string agent, string? userId, string intent, CallOptions options)
    {
        var now = _time.GetUtcNow();
        var run = new AgentRun(this, _ids.Next(now), agent, userId, intent, now, options);
        _runs[run.Id] = run;
        return run;
    }

    /// <summary>The run's row as it stands while it goes on.</summary>
    public AgentRunRow Row(AgentRun run) => run.ToRow(_ledger.Owner, _machineTime.GetUtcNow() + Lease, endedAt: null);

    public void WriteBehind(AgentRun run)
    {
        var end = WriteAsync(run);
        if (!end.IsCompleted)
        {
            _ends[run.Id] = end;
            end.ContinueWith((_, id) => _ends.TryRemove((Guid)id!, out Task? _), run.Id, TaskScheduler.Default);
        }
    }

    public async Task WriteAsync(AgentRun run)
    {
        _runs.TryRemove(run.Id, out _);
        var ended = run.ToRow(_ledger.Owner, null, _time.GetUtcNow());
        Instruments.RunEnded(ended);
        try
        {
            await _ledger.SaveRunAsync(ended, CancellationToken.None).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            // The row stays running and is abandoned when its lease ends.
            LogNotEnded(run.Id, e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _renewal.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_ends.Values).ConfigureAwait(false);
    }

    private async Task RenewAsync()
    {
        if (_runs.IsEmpty)
        {
            return;
        }

        try
        {
            await _ledger.RenewRunsAsync(_machineTime.GetUtcNow() + Lease, CancellationToken.None).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            LogNotRenewed(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of run {Run} could not be written: {Reason}")]
    private partial void LogNotEnded(Guid run, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The leases of runs could not be renewed: {Reason}")]
    private partial void LogNotRenewed(string reason);
}
