using System.Net.Sockets;
using Switchboard.Calls;

namespace Switchboard.Simulation;

/// <summary>The wire of simulated connections of bytes: a simulator in this process, no socket.</summary>
internal sealed class SimulatedWire(Simulator simulator, TimeProvider time) : IWire
{
    public async Task<Stream> ConnectAsync(ConnectionTarget target, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var dialogue = simulator is StreamSimulator streams
            ? streams.Connect(canEncrypt: true)
            : throw new InvalidOperationException($"{simulator.GetType().Name} speaks HTTP.");
        var greeting = dialogue.Greet();
        if (!greeting.IsRefused)
        {
            return new SimulatedStream(dialogue, greeting, time);
        }

        await SimulatedClock.WaitAsync(time, greeting.Latency, ct).ConfigureAwait(false);
        throw new SocketException((int)SocketError.ConnectionRefused);
    }

    public Task<Stream> EncryptAsync(Stream stream, ConnectionTarget target, CancellationToken ct)
    {
        ((SimulatedStream)stream).Dialogue.Encrypted();
        return Task.FromResult(stream);
    }
}
