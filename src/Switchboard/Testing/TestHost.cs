using Microsoft.Extensions.DependencyInjection;
using Switchboard.Ledger;
using Switchboard.Pipeline;
using Switchboard.Simulation;

namespace Switchboard.Testing;

/// <summary>A whole gateway for tests: everything simulated, a clock that stands still, a ledger in memory.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private readonly ServiceProvider _services;

    private TestHost(ServiceProvider services, SimulatedClock clock) => (_services, Clock) = (services, clock);

    /// <summary>The domain clock, at Monday 2026-01-05 09:00 UTC until it is moved.</summary>
    public SimulatedClock Clock { get; }

    /// <summary>The gateway.</summary>
    public Gateway Gateway => Get<Gateway>();

    /// <summary>Makes a host.</summary>
    /// <param name="seed">Seed of everything simulated, ids of rows included.</param>
    /// <param name="connectors">Adds the connectors.</param>
    /// <param name="configure">Changes options.</param>
    public static TestHost Create(long seed, Action<GatewayBuilder> connectors, Action<GatewayOptions>? configure = null)
    {
        var clock = new SimulatedClock(Start);
        var services = new ServiceCollection();
        var builder = services.AddSwitchboard(options =>
        {
            options.Mode = Connections.ConnectorMode.Simulated;
            options.Setting = _ => null;
            options.Time = clock;
            options.Seed = seed;
            options.IsSeededThroughout = true;
            configure?.Invoke(options);
        });
        builder.UseLedger(_ => new InMemoryLedger(KeyRing.FromSeed(seed)));
        connectors(builder);
        return new TestHost(services.BuildServiceProvider(), clock);
    }

    /// <summary>A service, as a connector's contract.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What a connector's simulator received, oldest first.</summary>
    public IReadOnlyList<SimulatorRequest> Received(string connector, string organisation = "default") =>
        Gateway.Simulators.Received(connector, organisation);

    /// <summary>A connector's simulator, to set faults.</summary>
    public Simulator Simulator(string connector, string organisation = "default")
    {
        var binding = Gateway.Connectors.Find(connector) ?? throw new ArgumentException($"There is no connector '{connector}'.", nameof(connector));
        return Gateway.Simulators.Get(binding.Name, binding.Simulator, organisation);
    }

    /// <summary>Closes the gateway.</summary>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
