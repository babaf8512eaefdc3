using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Connectors.Gmail;
using Switchboard.Simulation;
using Switchboard.Transport;

namespace Switchboard.Bench.Calls;

/// <summary>The Gmail adapter on its simulator, with nothing between.</summary>
internal sealed class BareGmail : IDisposable
{
    private readonly ProviderTransport _transport;
    private readonly Connection _connection;
    private readonly TimeProvider _time;
    private readonly ExecutionIds _ids;

    public BareGmail(Connection connection, TimeProvider time)
    {
        var simulator = GmailConnector.Binding.Simulator(new SimulatorContext { Time = time, Seed = 1 });
        _transport = new ProviderTransport(new SimulatedHandler(simulator, time));
        (_connection, _time, _ids) = (connection, time, new ExecutionIds(Chance.System));
    }

    public Task<SentMessage> SendAsync(SendMessage input)
    {
        var attempt = new Attempt(_transport.SendAsync) { ExecutionId = _ids.Next(_time.GetUtcNow()), Connection = _connection, Time = _time };
        return new GmailAdapter(attempt).SendAsync(input);
    }

    public void Dispose() => _transport.Dispose();
}
