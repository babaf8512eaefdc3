using System.Net;
using System.Net.Sockets;
using Switchboard.Simulation;

namespace Switchboard.Server.Simulate;

/// <summary>Serves one simulator whose protocol is not HTTP on a TCP port of the loopback address, without TLS.</summary>
internal sealed class StreamSimulatorServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly StreamSimulator _simulator;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private StreamSimulatorServer(TcpListener listener, StreamSimulator simulator)
    {
        (_listener, _simulator) = (listener, simulator);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Starts listening.</summary>
    /// <param name="simulator">Who answers.</param>
    /// <param name="port">Port; 0: a free one.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static StreamSimulatorServer Start(StreamSimulator simulator, int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }

        return new StreamSimulatorServer(listener, simulator);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                conversations.RemoveAll(conversation => conversation.IsCompleted);
                conversations.Add(ConverseAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }

        await Task.WhenAll(conversations).ConfigureAwait(false);
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using var held = client;
        try
        {
            var stream = client.GetStream();
            var dialogue = _simulator.Connect(canEncrypt: false);
            var isOpen = await SayAsync(stream, dialogue.Greet()).ConfigureAwait(false);
            var buffer = new byte[16 * 1024];
            while (isOpen && await stream.ReadAsync(buffer, _stop.Token).ConfigureAwait(false) is > 0 and var count)
            {
                foreach (var turn in dialogue.Receive(buffer.AsSpan(0, count)))
                {
                    isOpen &= await SayAsync(stream, turn).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client is gone, or we are.
        }
    }

    private async Task<bool> SayAsync(NetworkStream stream, SimulatedTurn turn)
    {
        if (turn.Latency > TimeSpan.Zero)
        {
            await Task.Delay(turn.Latency, TimeProvider.System, _stop.Token).ConfigureAwait(false);
        }

        await stream.WriteAsync(turn.Bytes, _stop.Token).ConfigureAwait(false);
        return !turn.Closes;
    }
}
