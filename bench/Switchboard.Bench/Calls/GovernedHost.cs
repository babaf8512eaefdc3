using Microsoft.Extensions.DependencyInjection;
using Switchboard.Connections;
using Switchboard.Ledger;
using Switchboard.Pipeline;

namespace Switchboard.Bench.Calls;

/// <summary>A gateway as a program has it: simulated, its connectors' proxies from the container.</summary>
internal sealed class GovernedHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public GovernedHost(ILedger ledger, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSwitchboard(options =>
            {
                options.Mode = ConnectorMode.Simulated;
                options.Setting = _ => null;
                options.Time = time;
            })
            .UseLedger(_ => ledger)
            .AddConnectors();
        _services = services.BuildServiceProvider();
    }

    public Gateway Gateway => _services.GetRequiredService<Gateway>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
