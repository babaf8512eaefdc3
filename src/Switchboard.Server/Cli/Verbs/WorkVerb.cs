using System.CommandLine;
using Switchboard.Workers;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>work</c>: a worker over the ledger.</summary>
internal static class WorkVerb
{
    private const int MostCalls = 1024;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandLine commands)
    {
        var defaults = new WorkerOptions();
        var concurrency = new Option<int>("--concurrency") { Description = $"Calls under way at once, 1 to {MostCalls}. Default {defaults.Concurrency}.", HelpName = "N", DefaultValueFactory = _ => defaults.Concurrency };
        concurrency.Validators.Add(result => Numbers.RequireRange(result, 1, MostCalls));
        var drain = new Option<bool>("--drain") { Description = "End when nothing is due. Without it: until Ctrl-C." };
        var command = new Command("work", "Send what waits in the ledger. Any number of workers may run beside each other.") { concurrency, drain };
        commands.Handle(command, session => RunAsync(session, session.Parsed.GetValue(concurrency), session.Parsed.GetValue(drain)));
        return command;
    }

    private static async Task<int> RunAsync(Session session, int concurrency, bool drain)
    {
        if (session.IsJson)
        {
            throw new UsageException("`switchboard work` has no --json. `switchboard executions tail` follows what it does.");
        }

        await using var host = session.OpenGateway();
        var node = new WorkerNode(host.Gateway, new WorkerOptions { Concurrency = concurrency });
        var gateway = await host.OpenedAsync(session.Stopping).ConfigureAwait(false);
        if (!drain)
        {
            session.Terminal.Say($"Working on {session.Database.Url}. Ctrl-C ends.");
            await node.RunAsync(session.Stopping).ConfigureAwait(false);
            return session.StoppedExitCode == ExitCodes.Interrupted ? ExitCodes.Interrupted : ExitCodes.Ok;
        }

        // One-shot verbs share what the simulators know; a worker that stays has simulators of its own.
        using var simulators = await SimulatorSnapshot.HoldAsync(session.Database.SnapshotPath, TimeProvider.System, session.Stopping).ConfigureAwait(false);
        simulators.Load(gateway.Simulators, gateway.Keys);
        await node.DrainAsync(session.Stopping).ConfigureAwait(false);
        simulators.Save(gateway.Simulators, gateway.Keys);
        return session.Stopping.IsCancellationRequested ? session.StoppedExitCode : ExitCodes.Ok;
    }
}
