using Microsoft.Extensions.Logging;
using Switchboard.Ledger;
using Switchboard.Pipeline;

namespace Switchboard.Workers;

/// <summary>A node at work over the ledger: worker, scheduler, rescuer and pruner together.</summary>
public sealed partial class WorkerNode
{
    private static readonly TimeSpan BetweenRescues = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenPrunings = TimeSpan.FromHours(1);
    private readonly Gateway _gateway;
    private readonly WorkerOptions _options;
    private readonly ILogger _logger;

    /// <summary>Makes a node; it does nothing until it runs.</summary>
    public WorkerNode(Gateway gateway, WorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        (_gateway, _options, _logger) = (gateway, options ?? new WorkerOptions(), gateway.Logger);
        _options.Check();
    }

    /// <summary>Works until it is stopped; then ends what is under way and hands the rest back.</summary>
    /// <exception cref="LedgerException">The ledger cannot be opened. One that is lost later is waited for.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        await _gateway.OpenAsync(stopping).ConfigureAwait(false);
        using var worker = new CallWorker(_gateway, _options, _logger);
        await Task.WhenAll(
            UntilStoppedAsync("worker", worker.RunAsync, _options.Poll, stopping),
            UntilStoppedAsync("scheduler", new CallScheduler(_gateway).TickAsync, _options.Poll, stopping),
            UntilStoppedAsync("rescuer", new CallRescuer(_gateway).TickAsync, BetweenRescues, stopping),
            UntilStoppedAsync("pruner", new LedgerPruner(_gateway, _options).TickAsync, BetweenPrunings, stopping)).ConfigureAwait(false);
        await worker.FinishAsync().ConfigureAwait(false);
    }

    /// <summary>Works until nothing is due.</summary>
    /// <exception cref="LedgerException">The ledger cannot be used.</exception>
    public async Task DrainAsync(CancellationToken stopping)
    {
        await _gateway.OpenAsync(stopping).ConfigureAwait(false);
        var (scheduler, rescuer) = (new CallScheduler(_gateway), new CallRescuer(_gateway));
        using var worker = new CallWorker(_gateway, _options, _logger);
        while (await rescuer.TickAsync(stopping).ConfigureAwait(false) > 0)
        {
        }

        do
        {
            await scheduler.TickAsync(stopping).ConfigureAwait(false);
            await worker.DrainAsync(stopping).ConfigureAwait(false);
        }
        while (!stopping.IsCancellationRequested && await scheduler.TickAsync(stopping).ConfigureAwait(false) > 0);
    }

    /// <summary>Does something again and again; a ledger that is lost is said once and waited for.</summary>
    private async Task UntilStoppedAsync(string who, Func<CancellationToken, Task> act, TimeSpan pause, CancellationToken stopping)
    {
        var isLost = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await act(stopping).ConfigureAwait(false);
                if (isLost)
                {
                    LogBack(who);
                }

                isLost = false;
            }
            catch (LedgerException e)
            {
                if (!isLost)
                {
                    LogLost(who, e.Message);
                }

                isLost = true;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }

            await PauseAsync(isLost ? _options.Poll : pause, stopping).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(pause, _gateway.Options.MachineTime, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Who} cannot use the ledger and waits for it: {Reason}")]
    private partial void LogLost(string who, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The {Who} has the ledger again")]
    private partial void LogBack(string who);
}
