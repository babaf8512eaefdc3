using System.Text;
using Switchboard.Calls;

namespace Switchboard.Connectors.Email;

/// <summary>Commands and replies over a connection; replies have bounds, so that no server holds us for ever.</summary>
internal sealed class SmtpLines(ProviderConnection connection)
{
    private const int LongestLine = 4096;
    private const int MostLines = 128;
    private const int CodeLength = 3;
    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;

    /// <summary>Whether bytes came that nobody has read.</summary>
    public bool HasUnread => _start < _end;

    /// <summary>Writes one command, or several at once where the server takes that.</summary>
    public ValueTask WriteAsync(CancellationToken ct, params ReadOnlySpan<string> commands)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
        {
            if (command.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                throw new InvalidOperationException("A command must be one line.");
            }

            text.Append(command).Append("\r\n");
        }

        return connection.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct);
    }

    /// <summary>Reads a reply, all its lines.</summary>
    /// <exception cref="ProviderException">The connection broke, or what came is no reply.</exception>
    public async ValueTask<SmtpReply> ReadAsync(CancellationToken ct)
    {
        var lines = new List<string>(1);
        int? code = null;
        while (lines.Count < MostLines)
        {
            var line = await ReadLineAsync(ct).ConfigureAwait(false);
            var isLast = line.Length == CodeLength || (line.Length > CodeLength && line[CodeLength] == ' ');
            if (!TryReadCode(line, out var ofLine) || ofLine != (code ?? ofLine) || !(isLast || line[CodeLength] == '-'))
            {
                throw connection.Broken($"{connection.Target.Host} does not speak SMTP: what came is no reply.");
            }

            code = ofLine;
            lines.Add(line.Length > CodeLength ? line[(CodeLength + 1)..] : "");
            if (isLast)
            {
                return new SmtpReply(ofLine, lines);
            }
        }

        throw connection.Broken($"{connection.Target.Host} sent a reply of more than {MostLines} lines.");
    }

    /// <summary>The exception of a reply that says neither yes nor no.</summary>
    public ProviderException Meaningless(SmtpReply reply, string to) => connection.Broken($"The server said {reply.FullCode} to {to}, which means nothing there.");

    private static bool TryReadCode(string line, out int code)
    {
        code = 0;
        if (line.Length < CodeLength || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2]))
        {
            return false;
        }

        code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        return true;
    }

    private async ValueTask<string> ReadLineAsync(CancellationToken ct)
    {
        while (true)
        {
            var unread = _buffer.AsMemory(_start, _end - _start);
            var length = unread.Span.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _start += length + 1;
                return Encoding.UTF8.GetString(unread.Span[..length].TrimEnd((byte)'\r'));
            }

            if (unread.Length == LongestLine)
            {
                throw connection.Broken($"{connection.Target.Host} sent a line of more than {LongestLine} bytes.");
            }

            unread.CopyTo(_buffer);
            (_start, _end) = (0, unread.Length);
            _end += await connection.ReadAsync(_buffer.AsMemory(_end), ct).ConfigureAwait(false);
        }
    }
}
