using System.Collections.Concurrent;
using Switchboard.Connections;
using Switchboard.Limits;
using Switchboard.Resilience;
using Switchboard.Simulation;
using Switchboard.Telemetry;
using Switchboard.Transport;

namespace Switchboard.Pipeline;

/// <summary>The channels of this process; a live handler is made only when a live connection is first called.</summary>
internal sealed class ProviderChannels(GatewayOptions options, SimulatorHost simulators) : IDisposable
{
    private readonly ConcurrentDictionary<Connection, ProviderChannel> _channels = [];
    private readonly Lazy<HttpMessageHandler> _live = new(LiveHandler.Create);

    public ProviderChannel Get(ConnectorBinding connector, Connection connection) =>
        _channels.TryGetValue(connection, out var known)
            ? known
            : _channels.GetOrAdd(connection, static (of, state) => state.Self.Make(state.Connector, of), (Self: this, Connector: connector));

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }
    }

    private ProviderChannel Make(ConnectorBinding connector, Connection connection)
    {
        var breaker = new Breaker(
            options.BreakerFailures, options.BreakerRest, state => Instruments.BreakerMoved(connector.Name, connection.Name, state));
        var limits = new ConnectionLimits(connector.Descriptor);
        if (connection.Mode == ConnectorMode.Live)
        {
            return new ProviderChannel(connection, limits, breaker, new ProviderTransport(_live.Value), new LiveWire(options.MachineTime));
        }

        var simulator = simulators.Get(connector.Name, connector.Simulator, connection.Organisation, connection.Name);
        var transport = new ProviderTransport(new SimulatedHandler(simulator, options.Time));
        return new ProviderChannel(connection, limits, breaker, transport, new SimulatedWire(simulator, options.Time));
    }
}
