using System.Net.Sockets;
using System.Security.Authentication;

namespace Switchboard.Calls;

/// <summary>A connection of bytes to a provider, for protocols that are not HTTP. It knows what a break says about the effect.</summary>
/// <remarks>
/// For protocols whose server discards what is not whole, as SMTP: <see cref="Dispatch"/> before the first byte that can have
/// the effect, <see cref="Complete"/> before the byte that gives it. A break before that is not sent, after it in doubt.
/// </remarks>
public sealed class ProviderConnection : IAsyncDisposable
{
    private readonly Attempt _attempt;
    private readonly IWire _wire;
    private Stream _stream;
    private bool _isComplete;

    private ProviderConnection(Attempt attempt, IWire wire, ConnectionTarget target, Stream stream) =>
        (_attempt, _wire, Target, _stream) = (attempt, wire, target, stream);

    /// <summary>Where it goes.</summary>
    public ConnectionTarget Target { get; }

    /// <summary>Whether TLS protects it.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>Begins TLS; what was read before must not be trusted any more.</summary>
    /// <exception cref="ProviderException">No TLS could be agreed on, or the certificate is not trusted.</exception>
    public async Task EncryptAsync(CancellationToken ct)
    {
        try
        {
            _stream = await _wire.EncryptAsync(_stream, Target, ct).ConfigureAwait(false);
            IsEncrypted = true;
        }
        catch (Exception e) when (IsOfTheWire(e))
        {
            throw Broken($"No TLS with {Target.Host} could be agreed on ({KindOf(e)}).", e);
        }
    }

    /// <summary>Reads at least one byte.</summary>
    /// <exception cref="ProviderException">The connection broke or was closed.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            var count = await _stream.ReadAsync(buffer, ct).ConfigureAwait(false);
            return count > 0 ? count : throw Broken($"{Target.Host} closed the connection.");
        }
        catch (Exception e) when (IsOfTheWire(e))
        {
            throw Broken($"The connection to {Target.Host} broke before a whole answer came ({KindOf(e)}).", e);
        }
    }

    /// <summary>Writes everything.</summary>
    /// <exception cref="ProviderException">The connection broke.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await _stream.WriteAsync(bytes, ct).ConfigureAwait(false);
            await _stream.FlushAsync(ct).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfTheWire(e))
        {
            throw Broken($"The connection to {Target.Host} broke while it was written to ({KindOf(e)}).", e);
        }
    }

    /// <summary>What is written next belongs to the effect.</summary>
    /// <exception cref="ProviderException">The lease is lost: nothing may be sent.</exception>
    public void Dispatch()
    {
        RequireLease();
        _attempt.IsDispatched = true;
    }

    /// <summary>What is written next gives the effect: from here on a break leaves it in doubt.</summary>
    /// <exception cref="ProviderException">The lease is lost: what was sent stays incomplete.</exception>
    public void Complete()
    {
        RequireLease();
        _attempt.IsDispatched = true;
        _isComplete = true;
    }

    /// <summary>The fault of a connection that can be used no more, with the verdict of this moment.</summary>
    public ProviderException Broken(string message, Exception? inner = null) => new(
        new Fault
        {
            Verdict = _isComplete ? Verdict.InDoubt : Verdict.NotSent,
            Code = ErrorCode.ProviderUnavailable,
            Message = message,
            TripsBreaker = true,
        },
        inner);

    /// <summary>Closes it; what is not complete by then is discarded by the provider.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_isComplete)
        {
            _attempt.IsDispatched = false;
        }

        return _stream.DisposeAsync();
    }

    internal static async Task<ProviderConnection> OpenAsync(Attempt attempt, IWire wire, ConnectionTarget target, CancellationToken ct)
    {
        Stream stream;
        try
        {
            stream = await wire.ConnectAsync(target, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfTheWire(e))
        {
            throw NoConnection(target, e);
        }

        var connection = new ProviderConnection(attempt, wire, target, stream);
        try
        {
            if (target.IsEncrypted)
            {
                await connection.EncryptAsync(ct).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static ProviderException NoConnection(ConnectionTarget target, Exception e) => new(
        new Fault
        {
            Verdict = Verdict.NotSent,
            Code = ErrorCode.ProviderUnavailable,
            Message = $"No connection to {target.Host}, port {target.Port}, could be made ({KindOf(e)}).",
            TripsBreaker = true,
        },
        e);

    private static bool IsOfTheWire(Exception e) => e is IOException or SocketException or AuthenticationException;

    private static string KindOf(Exception e) => e switch
    {
        SocketException socket => socket.SocketErrorCode.ToString(),
        IOException { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        _ => e.Message,
    };

    private void RequireLease()
    {
        if (_attempt.MayDispatch?.Invoke() == false)
        {
            throw Broken("The lease ended before everything was sent.");
        }
    }
}
