using System.Buffers;
using System.Globalization;
using System.Text;
using Switchboard.Calls;

namespace Switchboard.Connectors.Email;

/// <summary>Who sends to whom, apart from what the mail itself says.</summary>
/// <param name="Sender">Address that bounces go to.</param>
/// <param name="Recipients">Addresses, each once.</param>
internal sealed record SmtpEnvelope(string Sender, IReadOnlyList<string> Recipients)
{
    /// <summary>Whether an address needs SMTPUTF8; domains are ASCII already.</summary>
    public bool IsInternational => !Ascii.IsValid(Sender) || Recipients.Any(address => !Ascii.IsValid(address));
}

/// <summary>What became of a mail.</summary>
/// <param name="Accepted">Addresses that the server took it for.</param>
/// <param name="Refused">The others.</param>
/// <param name="QueueId">The server's own name of it; null: not told.</param>
internal sealed record SmtpReceipt(IReadOnlyList<string> Accepted, IReadOnlyList<RefusedRecipient> Refused, string? QueueId);

/// <summary>A conversation with a mail server, logged in and ready to send.</summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private const int ChunkBytes = 32 * 1024;
    private const int CommandsAtOnce = 50;
    private const int SendData = 354;
    private readonly ProviderConnection _connection;
    private readonly SmtpLines _lines;
    private readonly CancellationToken _patience;
    private bool _isInContent;

    private SmtpSession(ProviderConnection connection, CancellationToken patience) =>
        (_connection, _lines, _patience) = (connection, new SmtpLines(connection), patience);

    /// <summary>The server's own name.</summary>
    public string Server { get; private set; } = "";

    /// <summary>What it offers, after TLS where there is TLS.</summary>
    public SmtpOffer Offered { get; private set; } = null!;

    /// <summary>How we logged in; null: no login is set.</summary>
    public string? Authentication { get; private set; }

    /// <summary>Whether TLS protects the conversation.</summary>
    public bool IsEncrypted => _connection.IsEncrypted;

    /// <summary>Connects, begins TLS, logs in.</summary>
    /// <exception cref="ProviderException">One of them did not succeed; nothing was sent.</exception>
    public static async Task<SmtpSession> OpenAsync(Attempt attempt, EmailSettings settings, CancellationToken ct)
    {
        var session = new SmtpSession(await attempt.ConnectAsync(settings.Target, ct).ConfigureAwait(false), ct);
        try
        {
            await session.BeginAsync(settings, ct).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends one mail.</summary>
    /// <exception cref="ProviderException">It was taken for nobody, or nobody knows.</exception>
    public async Task<SmtpReceipt> SendAsync(SmtpEnvelope envelope, ReadOnlyMemory<byte> message, CancellationToken ct)
    {
        Check(envelope, message.Length);
        var replies = await AddressAsync(envelope, message, ct).ConfigureAwait(false);
        List<string> accepted = [];
        List<RefusedRecipient> refused = [];
        for (var i = 0; i < replies.Count; i++)
        {
            if (replies[i].IsPositive)
            {
                accepted.Add(envelope.Recipients[i]);
            }
            else
            {
                refused.Add(new RefusedRecipient(envelope.Recipients[i], replies[i].FullCode, replies[i].Text, replies[i].IsTransient));
            }
        }

        if (accepted.Count == 0)
        {
            throw SmtpFaults.NobodyAccepted(replies);
        }

        await AskAsync("DATA", SendData, ct).ConfigureAwait(false);
        var taken = await WriteContentAsync(message, ct).ConfigureAwait(false);
        return taken.IsPositive ? new SmtpReceipt(accepted, refused, taken.QueueId) : throw SmtpFaults.Of(taken, "the mail");
    }

    /// <summary>Takes leave, without waiting for an answer that can change nothing, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_isInContent && !_patience.IsCancellationRequested)
            {
                await _lines.WriteAsync(CancellationToken.None, "QUIT").ConfigureAwait(false);
            }
        }
        catch (ProviderException)
        {
            // Closed already.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task BeginAsync(EmailSettings settings, CancellationToken ct)
    {
        var greeting = await _lines.ReadAsync(ct).ConfigureAwait(false);
        Require(greeting, 220, "the connection");
        Server = greeting.Text.Split(' ')[0];
        await HelloAsync(ct).ConfigureAwait(false);
        if (settings.Security == SmtpSecurity.StartTls || (settings.Security == SmtpSecurity.IfOffered && Offered.Has("STARTTLS")))
        {
            await BeginTlsAsync(ct).ConfigureAwait(false);
        }

        Authentication = await SmtpLogin.RunAsync(_lines, Offered, settings, IsEncrypted, ct).ConfigureAwait(false);
    }

    // Our own name would tell where we run; a loopback literal is what RFC 5321 gives a client without a name.
    private async Task HelloAsync(CancellationToken ct) => Offered = new SmtpOffer(await AskAsync("EHLO [127.0.0.1]", 250, ct).ConfigureAwait(false));

    private async Task BeginTlsAsync(CancellationToken ct)
    {
        if (!Offered.Has("STARTTLS"))
        {
            throw SmtpFaults.Lacking("The server offers no STARTTLS, and nothing is sent without it. Security=tls or another port may be what it takes.");
        }

        await AskAsync("STARTTLS", 220, ct).ConfigureAwait(false);
        if (_lines.HasUnread)
        {
            // What came before TLS could be anybody's, and would be read as if it came under it.
            throw _connection.Broken("The server said something between STARTTLS and TLS.");
        }

        await _connection.EncryptAsync(ct).ConfigureAwait(false);
        await HelloAsync(ct).ConfigureAwait(false);
    }

    private void Check(SmtpEnvelope envelope, int size)
    {
        if (Offered.MaxSize is { } most && size > most)
        {
            throw SmtpFaults.Lacking(string.Create(CultureInfo.InvariantCulture, $"The mail takes {size} bytes with its attachments; the server takes {most}."));
        }

        if (Offered.MaxRecipients is { } mostRecipients && envelope.Recipients.Count > mostRecipients)
        {
            throw SmtpFaults.Lacking(string.Create(CultureInfo.InvariantCulture, $"The mail has {envelope.Recipients.Count} recipients; the server takes {mostRecipients}."));
        }

        if (envelope.IsInternational && !Offered.Has("SMTPUTF8"))
        {
            throw SmtpFaults.Lacking("An address has characters beyond ASCII before its @, and the server does not take them (no SMTPUTF8).");
        }
    }

    private async Task<List<SmtpReply>> AddressAsync(SmtpEnvelope envelope, ReadOnlyMemory<byte> message, CancellationToken ct)
    {
        List<string> commands = [From(envelope, message), .. envelope.Recipients.Select(address => $"RCPT TO:<{address}>")];
        var replies = new List<SmtpReply>(commands.Count);
        foreach (var batch in commands.Chunk(Offered.Has("PIPELINING") ? CommandsAtOnce : 1))
        {
            await _lines.WriteAsync(ct, batch).ConfigureAwait(false);
            foreach (var command in batch)
            {
                var reply = await _lines.ReadAsync(ct).ConfigureAwait(false);
                if (reply is { Code: 421 or < 200 or (>= 300 and < 400) } || (replies.Count == 0 && !reply.IsPositive))
                {
                    Require(reply, 250, command[..command.IndexOf(':')]);
                }

                replies.Add(reply);
            }
        }

        return replies[1..];
    }

    private string From(SmtpEnvelope envelope, ReadOnlyMemory<byte> message)
    {
        var command = new StringBuilder($"MAIL FROM:<{envelope.Sender}>");
        if (Offered.Has("SIZE"))
        {
            command.Append(CultureInfo.InvariantCulture, $" SIZE={message.Length}");
        }

        if (Offered.Has("8BITMIME") && !Ascii.IsValid(message.Span))
        {
            command.Append(" BODY=8BITMIME");
        }

        return command.Append(envelope.IsInternational ? " SMTPUTF8" : "").ToString();
    }

    private async Task<SmtpReply> WriteContentAsync(ReadOnlyMemory<byte> message, CancellationToken ct)
    {
        _isInContent = true;
        _connection.Dispatch();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var content = new SmtpContent(message);
            for (var length = content.Fill(chunk); length > 0; length = content.Fill(chunk))
            {
                await _connection.WriteAsync(chunk.AsMemory(0, length), ct).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }

        _connection.Complete();
        await _lines.WriteAsync(ct, message.Span.EndsWith("\r\n"u8) ? ["."] : ["", "."]).ConfigureAwait(false);
        var reply = await _lines.ReadAsync(ct).ConfigureAwait(false);
        _isInContent = false;
        return reply.Code is 250 or >= 400 ? reply : throw _lines.Meaningless(reply, "the mail");
    }

    private async Task<SmtpReply> AskAsync(string command, int expected, CancellationToken ct)
    {
        await _lines.WriteAsync(ct, command).ConfigureAwait(false);
        var reply = await _lines.ReadAsync(ct).ConfigureAwait(false);
        Require(reply, expected, command.Split(' ')[0]);
        return reply;
    }

    private void Require(SmtpReply reply, int expected, string command)
    {
        if (reply.Code != expected)
        {
            throw reply.Code >= 400 ? SmtpFaults.Of(reply, command) : _lines.Meaningless(reply, command);
        }
    }
}
