using System.Net;
using Switchboard.Pipeline;
using Switchboard.Simulation;

namespace Switchboard.Server.Simulate;

/// <summary>Serves simulators over HTTP on the loopback address: one at the root, or each under its connector's name.</summary>
internal sealed class SimulatorServer : IAsyncDisposable
{
    private const long MaxRequestBytes = 64 * 1024 * 1024;
    private readonly WebApplication _application;

    private SimulatorServer(WebApplication application) => _application = application;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => _application.Urls.First().TrimEnd('/');

    /// <summary>Starts listening.</summary>
    /// <param name="connectors">Connectors to serve.</param>
    /// <param name="isAtRoot">Whether the only connector is served at the root.</param>
    /// <param name="simulators">State of the simulators.</param>
    /// <param name="port">Port; 0: a free one.</param>
    /// <param name="ct">Stops the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<SimulatorServer> StartAsync(
        ConnectorRegistry connectors, bool isAtRoot, SimulatorHost simulators, int port, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxRequestBytes;
            options.Listen(IPAddress.Loopback, port);
        });
        var application = builder.Build();
        application.Run(new SimulatorExchange(connectors, isAtRoot, simulators).HandleAsync);
        try
        {
            await application.StartAsync(ct).ConfigureAwait(false);
            return new SimulatorServer(application);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync(atOnce.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }
}
