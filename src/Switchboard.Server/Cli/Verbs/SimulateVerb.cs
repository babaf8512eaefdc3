using System.CommandLine;
using Switchboard.Pipeline;
using Switchboard.Server.Simulate;
using Switchboard.Simulation;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>simulate</c>: the simulators over HTTP, for other programs and languages.</summary>
internal static class SimulateVerb
{
    private const int DefaultPort = 5081;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandLine commands)
    {
        var port = new Option<int>("--port") { Description = $"Port on 127.0.0.1; 0: a free one. Default {DefaultPort}.", HelpName = "N", DefaultValueFactory = _ => DefaultPort };
        port.Validators.Add(result => Numbers.RequireRange(result, 0, ushort.MaxValue));
        var connector = new Option<string?>("--connector") { Description = "Only this one, at the root. Default: all, each under /{connector}.", HelpName = "NAME" };
        var seed = new Option<long>("--seed") { Description = "Seed of ids. Default 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("simulate", "Serve the simulators over HTTP until Ctrl-C; prints the address when ready.") { port, connector, seed };
        commands.Handle(command, session => RunAsync(
            session, session.Parsed.GetValue(port), session.Parsed.GetValue(connector), session.Parsed.GetValue(seed)));
        return command;
    }

    private static async Task<int> RunAsync(Session session, int port, string? connector, long seed)
    {
        if (session.IsJson)
        {
            throw new UsageException("`switchboard simulate` has no --json: it prints its address and serves.");
        }

        await using var host = session.OpenGateway(options => options.Mode = Connections.ConnectorMode.Simulated);
        var all = host.Gateway.Connectors;
        var served = connector is null ? all : new ConnectorRegistry([ActionsVerb.Find(all, connector)]);
        var simulators = new SimulatorHost(seed, TimeProvider.System);
        try
        {
            await using var server = await SimulatorServer.StartAsync(served, connector is not null, simulators, port, session.Stopping).ConfigureAwait(false);
            await session.Terminal.Out.WriteLineAsync(server.Address).ConfigureAwait(false);
            session.Terminal.Say(connector is null
                ? $"Simulating {string.Join(", ", all.All.Select(one => $"{server.Address}/{one.Name}"))}. Ctrl-C ends."
                : $"Simulating {served.All[0].Name} at {server.Address}. Ctrl-C ends.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, session.Stopping).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new UsageException($"Port {port} cannot be used: {e.InnerException?.Message ?? e.Message}. Give another by --port, or 0 for a free one.");
        }
        catch (OperationCanceledException) when (session.Stopping.IsCancellationRequested)
        {
            // The signal is how it ends.
        }

        return session.StoppedExitCode == ExitCodes.Interrupted ? ExitCodes.Interrupted : ExitCodes.Ok;
    }
}
