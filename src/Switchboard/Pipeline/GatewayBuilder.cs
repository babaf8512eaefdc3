using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Connections;
using Switchboard.Ledger;
using Switchboard.Pipeline;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds connectors and a ledger to a gateway.</summary>
public sealed class GatewayBuilder
{
    internal GatewayBuilder(IServiceCollection services) => Services = services;

    /// <summary>Where services are registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds one connector; its contract's interface becomes injectable.</summary>
    public GatewayBuilder AddConnector(ConnectorBinding connector)
    {
        Services.AddSingleton(connector);
        Services.AddSingleton(connector.Descriptor.Contract, provider => connector.Proxy(provider.GetRequiredService<Gateway>()));
        return this;
    }

    internal GatewayBuilder UseLedger(Func<IServiceProvider, ILedger> make)
    {
        Services.RemoveAll<ILedger>();
        Services.AddSingleton(make);
        return this;
    }
}

/// <summary>Registers Switchboard.</summary>
public static class GatewayServices
{
    /// <summary>Adds the gateway; then add connectors and choose a ledger.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">What to set in code; the rest comes from configuration and environment.</param>
    public static GatewayBuilder AddSwitchboard(this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        services.TryAddSingleton(provider =>
        {
            var options = new GatewayOptions();
            if (provider.GetService<IConfiguration>() is { } configuration)
            {
                options.Setting = name => configuration[name] ?? Environment.GetEnvironmentVariable(name.Replace(":", "__", StringComparison.Ordinal));
            }

            configure?.Invoke(options);
            return options;
        });
        services.TryAddSingleton(provider => new Gateway(
            provider.GetService<ILedger>() ?? throw new StartException("No ledger was chosen. Call UseSqlite(\"switchboard.db\") after AddSwitchboard()."),
            provider.GetRequiredService<GatewayOptions>(),
            provider.GetServices<ConnectorBinding>(),
            provider.GetService<ILogger<Gateway>>() ?? NullLogger<Gateway>.Instance));
        services.TryAddSingleton<ConnectorFactory>();
        return new GatewayBuilder(services);
    }
}
