using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Switchboard.Calls;

namespace Switchboard.Transport;

/// <summary>The wire of live connections of bytes: sockets, and TLS by the system's trust or by a given authority's.</summary>
/// <param name="machineTime">Clock of the time that a connection may take.</param>
internal sealed class LiveWire(TimeProvider machineTime) : IWire
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    public async Task<Stream> ConnectAsync(ConnectionTarget target, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, machineTime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.Host, target.Port, either.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task<Stream> EncryptAsync(Stream stream, ConnectionTarget target, CancellationToken ct)
    {
        var encrypted = new SslStream(stream);
        var options = new SslClientAuthenticationOptions { TargetHost = target.Host };
        if (target.AuthorityFile is { } file)
        {
            options.CertificateChainPolicy = Trusting(file);
        }

        await encrypted.AuthenticateAsClientAsync(options, ct).ConfigureAwait(false);
        return encrypted;
    }

    // A private authority has seldom a list of what it revoked.
    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is CryptographicException or UnauthorizedAccessException or IOException)
        {
            throw new IOException("the file of trusted authorities cannot be read", e);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new IOException("the file of trusted authorities holds no certificate");
    }
}
