using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Pipeline;
using Switchboard.Simulation;
using Switchboard.Testing;
using Switchboard.Tests.Notes;

namespace Switchboard.Tests.Pipeline;

/// <summary>A gateway with the notes connector, everything simulated.</summary>
public sealed class NotesHost : IAsyncDisposable
{
    private readonly TestHost _host;

    public NotesHost(Action<GatewayOptions>? configure = null)
        : this(configure, null)
    {
    }

    internal NotesHost(Action<GatewayOptions>? configure, ILedger? ledger) => _host = TestHost.Create(
        7,
        builder =>
        {
            builder.AddConnector(NotesConnector.Binding);
            if (ledger is not null)
            {
                builder.UseLedger(_ => ledger);
            }
        },
        configure);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Gateway Gateway => _host.Gateway;

    public SimulatedClock Clock => _host.Clock;

    public INotes Notes => _host.Get<INotes>();

    public ConnectorFactory Factory => _host.Get<ConnectorFactory>();

    public Simulator Provider => _host.Simulator("notes");

    public int Sent => _host.Received("notes").Count;

    public Task<Outcome> EnqueueAsync(string action, string json, QueueOptions? queue = null, CallOptions? options = null) =>
        Gateway.EnqueueAsync("notes." + action, Encoding.UTF8.GetBytes(json), queue, options, Ct);

    /// <summary>Works until nothing is due.</summary>
    public Task DrainAsync(Switchboard.Workers.WorkerOptions? options = null) => new Switchboard.Workers.WorkerNode(Gateway, options).DrainAsync(Ct);

    public Task<Outcome> CallAsync(string action, string json, CallOptions? options = null) =>
        Gateway.CallAsync("notes." + action, Encoding.UTF8.GetBytes(json), options, Ct);

    /// <summary>A call on a clock that jumps whenever it waits.</summary>
    public async Task<Outcome> CallJumpingAsync(string action, string json, CallOptions? options = null)
    {
        using var caller = Clock.Join();
        return await CallAsync(action, json, options);
    }

    public async Task<ToolExecution> RowAsync(Outcome outcome) => (await Gateway.Ledger.GetAsync(outcome.ExecutionId!.Value, Ct)).ShouldNotBeNull();

    public async Task<IReadOnlyList<ToolExecution>> RowsAsync() => (await Gateway.Ledger.ListAsync(new ExecutionQuery { Limit = 1000 }, Ct)).Items;

    public static JsonElement Json(ReadOnlyMemory<byte> utf8) => JsonElement.Parse(utf8.Span);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
