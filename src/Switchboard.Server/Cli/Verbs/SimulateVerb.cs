using System.CommandLine;
using Switchboard.Pipeline;
using Switchboard.Server.Simulate;
using Switchboard.Simulation;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>simulate</c>: the simulators over HTTP, for other programs and languages; one that speaks another protocol by itself.</summary>
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
        IReadOnlyList<ConnectorBinding> asked = connector is null ? all.All : [ActionsVerb.Find(all, connector)];
        var simulators = new SimulatorHost(seed, TimeProvider.System);
        try
        {
            await using var server = await StartAsync(session, asked, isOne: connector is not null, simulators, port).ConfigureAwait(false);
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

    private static async Task<IAsyncDisposable> StartAsync(Session session, IReadOnlyList<ConnectorBinding> asked, bool isOne, SimulatorHost simulators, int port)
    {
        var others = asked.Where(one => simulators.Get(one.Name, one.Simulator) is StreamSimulator).ToList();
        if (isOne && others is [var other])
        {
            var stream = StreamSimulatorServer.Start((StreamSimulator)simulators.Get(other.Name, other.Simulator), port);
            var scheme = other.Descriptor.BaseAddress.Scheme;
            await SayAsync(session, $"{scheme}://127.0.0.1:{stream.Port}", $"Simulating {other.Name} at {{0}}: {scheme.ToUpperInvariant()} without TLS, not HTTP.").ConfigureAwait(false);
            return stream;
        }

        var served = new ConnectorRegistry(asked.Except(others));
        var server = await SimulatorServer.StartAsync(served, isOne, simulators, port, session.Stopping).ConfigureAwait(false);
        await SayAsync(session, server.Address, isOne
            ? $"Simulating {asked[0].Name} at {{0}}."
            : $"Simulating {string.Join(", ", served.All.Select(one => $"{{0}}/{one.Name}"))}." + string.Concat(others.Select(one =>
                $" {one.Name} speaks {one.Descriptor.BaseAddress.Scheme.ToUpperInvariant()}, not HTTP: `switchboard simulate --connector {one.Name}` serves it.")))
            .ConfigureAwait(false);
        return server;
    }

    private static async Task SayAsync(Session session, string address, string what)
    {
        await session.Terminal.Out.WriteLineAsync(address).ConfigureAwait(false);
        session.Terminal.Say(what.Replace("{0}", address, StringComparison.Ordinal) + " Ctrl-C ends.");
    }
}
