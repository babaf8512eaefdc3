using Switchboard.Pipeline;

namespace Switchboard.Server.Cli;

/// <summary>A gateway for one verb.</summary>
internal sealed class GatewayHost(Gateway gateway) : IAsyncDisposable
{
    /// <summary>The gateway.</summary>
    public Gateway Gateway => gateway;

    /// <summary>A typed, governed connector.</summary>
    public T Get<T>()
        where T : class => gateway.Get<T>();

    /// <summary>The gateway with its ledger open.</summary>
    public async Task<Gateway> OpenedAsync(CancellationToken ct)
    {
        await gateway.OpenAsync(ct).ConfigureAwait(false);
        return gateway;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => gateway.DisposeAsync();
}
