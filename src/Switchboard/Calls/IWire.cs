namespace Switchboard.Calls;

/// <summary>Opens streams of bytes to a provider: sockets, or a simulator in this process.</summary>
internal interface IWire
{
    /// <summary>Opens a stream, not encrypted yet.</summary>
    Task<Stream> ConnectAsync(ConnectionTarget target, CancellationToken ct);

    /// <summary>Begins TLS on a stream; what comes back takes its place.</summary>
    Task<Stream> EncryptAsync(Stream stream, ConnectionTarget target, CancellationToken ct);
}
