using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Pipeline;
using Switchboard.Server.Simulate;
using Switchboard.Simulation;
using Switchboard.Testing;

namespace Switchboard.Connectors.Tests.Conformance;

/// <summary>A gateway with one connector: simulated, or live against the same simulator over loopback.</summary>
public sealed class ConformanceHost : IAsyncDisposable
{
    /// <summary>When the clock of every host starts.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly CallOptions Patient = new() { OnBusy = OnBusy.Wait };
    private readonly ConnectorBinding _connector;
    private readonly TestHost _host;
    private readonly IAsyncDisposable? _server;

    private ConformanceHost(ConnectorBinding connector, TestHost host, SimulatorHost simulators, IAsyncDisposable? server = null, string address = "")
    {
        (_connector, _host, _server, Address) = (connector, host, server, address);
        Simulator = simulators.Get(connector.Name, connector.Simulator);
    }

    /// <summary>The provider.</summary>
    public Simulator Simulator { get; }

    public Gateway Gateway => _host.Gateway;

    /// <summary>Where the live adapter sends; empty: simulated.</summary>
    public string Address { get; }

    public static ConformanceHost Simulated(ConnectorBinding connector, Action<GatewayOptions>? configure = null)
    {
        var host = TestHost.Create(1, builder => builder.AddConnector(connector), configure);
        return new ConformanceHost(connector, host, host.Gateway.Simulators);
    }

    public static async Task<ConformanceHost> LiveAsync(ConnectorBinding connector)
    {
        // The provider's clock is the gateway's, as it is when simulated.
        TestHost? host = null;
        var simulators = new SimulatorHost(1, new LateClock(() => host?.Clock.GetUtcNow() ?? Start));
        var (server, address) = await ServeAsync(connector, simulators);
        var settings = Settings(connector, address);
        host = TestHost.Create(1, builder => builder.AddConnector(connector), options =>
        {
            options.Mode = ConnectorMode.Live;
            options.Setting = settings.GetValueOrDefault;
        });
        return new ConformanceHost(connector, host, simulators, server, address);
    }

    /// <summary>Calls an action; waits for limits in virtual time.</summary>
    public async Task<Outcome> CallAsync(string action, string input)
    {
        using var caller = _host.Clock.Join();
        return await Gateway.CallAsync($"{_connector.Name}.{action}", Encoding.UTF8.GetBytes(input), Patient, TestContext.Current.CancellationToken);
    }

    /// <summary>Calls an action that must complete.</summary>
    public async Task<JsonElement> CompleteAsync(string action, string input)
    {
        var outcome = await CallAsync(action, input);
        outcome.Status.ShouldBe(ExecutionStatus.Completed, $"{action} {input}: {outcome.Error?.Message} {outcome.Error?.OperatorMessage}");
        return outcome.Output!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    // What is not HTTP is served by itself, in its own protocol.
    private static async Task<(IAsyncDisposable Server, string Address)> ServeAsync(ConnectorBinding connector, SimulatorHost simulators)
    {
        if (simulators.Get(connector.Name, connector.Simulator) is StreamSimulator simulator)
        {
            var stream = StreamSimulatorServer.Start(simulator, 0);
            return (stream, $"{connector.Descriptor.BaseAddress.Scheme}://127.0.0.1:{stream.Port}");
        }

        var server = await SimulatorServer.StartAsync(
            new ConnectorRegistry([connector]), isAtRoot: false, simulators, 0, TestContext.Current.CancellationToken);
        return (server, $"{server.Address}/{connector.Name}");
    }

    private static Dictionary<string, string?> Settings(ConnectorBinding connector, string address)
    {
        var all = connector.Descriptor.Credentials;
        var settings = all.Where(credential => credential.Set == all[0].Set).ToDictionary(
            credential => ConnectionDirectory.SettingName(connector.Name, "Credentials:" + credential.Name),
            string? (credential) => credential.Simulated);
        settings[ConnectionDirectory.SettingName(connector.Name, "BaseAddress")] = address;
        return settings;
    }

    private sealed class LateClock(Func<DateTimeOffset> now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now();
    }
}
