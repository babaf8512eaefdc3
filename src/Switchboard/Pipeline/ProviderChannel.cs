using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Limits;
using Switchboard.Resilience;
using Switchboard.Transport;

namespace Switchboard.Pipeline;

/// <summary>What is true of a connection while the process runs: its limits, its breaker, its wire.</summary>
internal sealed class ProviderChannel(Connection connection, ConnectionLimits limits, Breaker breaker, ProviderTransport transport, IWire wire) : IDisposable
{
    public Connection Connection { get; } = connection;

    public ConnectionLimits Limits { get; } = limits;

    public Breaker Breaker { get; } = breaker;

    public ProviderTransport Transport { get; } = transport;

    /// <summary>For protocols that are not HTTP.</summary>
    public IWire Wire { get; } = wire;

    public void Dispose() => Transport.Dispose();
}
