using System.Security.Cryptography;
using System.Text;
using Switchboard.Connectors.Mime;

namespace Switchboard.Connectors.Gmail;

/// <summary>A message of the simulated mailbox, with what a search looks at.</summary>
internal sealed class SimulatedMail
{
    private string? _body;

    public SimulatedMail(MessageState state)
    {
        (Id, ThreadId, InternalDate, HistoryId, Raw) = (state.Id, state.ThreadId, state.InternalDate, state.HistoryId, state.Raw);
        LabelIds = new SortedSet<string>(state.LabelIds, StringComparer.Ordinal);
        Mail = MimeReader.Read(Raw);
    }

    public string Id { get; }

    public string ThreadId { get; }

    public SortedSet<string> LabelIds { get; }

    /// <summary>Milliseconds since 1970: what orders the mailbox.</summary>
    public long InternalDate { get; }

    public ulong HistoryId { get; set; }

    public byte[] Raw { get; }

    public MimePart Mail { get; }

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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var header in (ReadOnlySpan<string>)["From", "To", "Cc", "Bcc"])
        {
            Append(hash, header);
            foreach (var mailbox in mail.Mailboxes(header))
            {
                Append(hash, mailbox.ToString());
            }
        }

        Append(hash, mail.Header("Subject") ?? "");
        Append(hash, threadId ?? "");
        foreach (var part in mail.Flatten().Where(part => part.Parts.Count == 0))
        {
            Append(hash, part.MediaType);
            Append(hash, part.FileName ?? "");
            hash.AppendData(SHA256.HashData(part.Content.Span));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }
}
