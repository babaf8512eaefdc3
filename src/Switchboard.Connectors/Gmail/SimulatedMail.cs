using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Switchboard.Connectors.Mime;

namespace Switchboard.Connectors.Gmail;

/// <summary>A message of the simulated mailbox, with what a search looks at.</summary>
internal sealed class SimulatedMail
{
    private const int LongContent = 4096;
    private MimePart? _mail;
    private string? _body;

    public SimulatedMail(MessageState state)
    {
        (Id, ThreadId, InternalDate, HistoryId, Raw) = (state.Id, state.ThreadId, state.InternalDate, state.HistoryId, state.Raw);
        LabelIds = new SortedSet<string>(state.LabelIds, StringComparer.Ordinal);
    }

    public string Id { get; }

    public string ThreadId { get; }

    public SortedSet<string> LabelIds { get; }

    /// <summary>Milliseconds since 1970: what orders the mailbox.</summary>
    public long InternalDate { get; }

    public ulong HistoryId { get; set; }

    public byte[] Raw { get; }

    /// <summary>The mail, read when it is first asked for.</summary>
    public MimePart Mail => _mail ??= MimeReader.Read(Raw);

    public string Subject => Mail.Header("Subject") ?? "";

    public string MessageId => (Mail.Header("Message-ID") ?? "").Trim('<', '>');

    /// <summary>What a search for words reads.</summary>
    public string Body => _body ??= (Mail.FindText("text/plain") ?? Mail.FindText("text/html"))?.Text ?? "";

    public MessageState ToState() => new(Id, ThreadId, [.. LabelIds], InternalDate, HistoryId, Raw);

    /// <summary>The addresses of a header as one text.</summary>
    public string Addresses(string header) => string.Join(", ", Mail.Mailboxes(header));

    /// <summary>What makes two mails the same: not Date, Message-ID or boundaries.</summary>
    public static string CanonicalKey(MimePart mail, string? threadId)
    {
        var key = new ArrayBufferWriter<byte>(1024);
        foreach (var header in (ReadOnlySpan<string>)["From", "To", "Cc", "Bcc"])
        {
            Append(key, header);
            foreach (var mailbox in mail.Mailboxes(header))
            {
                Append(key, mailbox.Name ?? "");
                Append(key, mailbox.Address);
            }
        }

        Append(key, mail.Header("Subject") ?? "");
        Append(key, threadId ?? "");
        Append(key, mail);
        return Convert.ToHexStringLower(SHA256.HashData(key.WrittenSpan));
    }

    private static void Append(ArrayBufferWriter<byte> key, MimePart part)
    {
        Append(key, part.MediaType);
        Append(key, part.FileName ?? "");
        Append(key, part.Content.Length.ToString(CultureInfo.InvariantCulture));
        key.Write(part.Content.Length > LongContent ? SHA256.HashData(part.Content.Span) : part.Content.Span);
        foreach (var below in part.Parts)
        {
            Append(key, below);
        }
    }

    private static void Append(ArrayBufferWriter<byte> key, string text)
    {
        var span = key.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        var length = Encoding.UTF8.GetBytes(text, span);
        span[length] = 0;
        key.Advance(length + 1);
    }
}
