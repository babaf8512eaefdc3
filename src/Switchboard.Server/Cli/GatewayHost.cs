using Switchboard.Pipeline;

namespace Switchboard.Server.Cli;

/// <summary>A gateway with its services, for one verb.</summary>
internal sealed class GatewayHost(ServiceProvider services) : IAsyncDisposable
{
    /// <summary>The gateway.</summary>
    public Gateway Gateway { get; } = services.GetRequiredService<Gateway>();

    /// <summary>A typed, governed connector.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>The gateway with its ledger open.</summary>
    public async Task<Gateway> OpenedAsync(CancellationToken ct)
    {
        await Gateway.OpenAsync(ct).ConfigureAwait(false);
        return Gateway;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => services.DisposeAsync();
}
