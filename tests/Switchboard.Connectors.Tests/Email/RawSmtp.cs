using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Switchboard.Connectors.Tests.Email;

/// <summary>A mail server of raw sockets that goes wrong as a test says; its other answers are a good server's.</summary>
internal sealed class RawSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, string> _answers;
    private readonly Task _serving;
    private int _connections;
    private int _mails;

    /// <summary>Makes it.</summary>
    /// <param name="answers">What is said instead: verb, or CONNECT or DOT, to text with its line ends; <c>close</c>, <c>reset</c>, <c>hang</c> and <c>endless:…</c> do that.</param>
    public RawSmtp(params (string Verb, string Answer)[] answers)
    {
        _answers = answers.ToDictionary(one => one.Verb, one => one.Answer);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Mails that came with their final dot.</summary>
    public int Mails => Volatile.Read(ref _mails);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                conversations.Add(ConverseAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }

        await Task.WhenAll(conversations);
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using var held = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var isOpen = await SayAsync(client, "CONNECT", "220 raw ESMTP\r\n");
            while (isOpen && await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var verb = line.Split(' ')[0];
                isOpen = await SayAsync(client, verb, verb == "DATA" ? "354 go\r\n" : verb == "QUIT" ? "221 bye\r\n" : "250 ok\r\n");
                if (verb == "DATA" && isOpen)
                {
                    isOpen = await TakeAsync(client, reader);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client is gone, or we are.
        }
    }

    private async Task<bool> TakeAsync(TcpClient client, StreamReader reader)
    {
        if (_answers.ContainsKey("CONTENT"))
        {
            await reader.ReadLineAsync(_stop.Token);
            return await SayAsync(client, "CONTENT", "");
        }

        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line == ".")
            {
                Interlocked.Increment(ref _mails);
                return await SayAsync(client, "DOT", "250 ok\r\n");
            }
        }

        return false;
    }

    private async Task<bool> SayAsync(TcpClient client, string verb, string good)
    {
        var answer = _answers.GetValueOrDefault(verb, good);
        var stream = client.GetStream();
        switch (answer)
        {
            case "close":
                return false;
            case "reset":
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                return false;
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                return false;
            case var _ when answer.StartsWith("endless:", StringComparison.Ordinal):
                var piece = Encoding.UTF8.GetBytes(answer["endless:".Length..]);
                while (true)
                {
                    await stream.WriteAsync(piece, _stop.Token);
                }

            default:
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
                return true;
        }
    }
}
