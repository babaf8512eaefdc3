using System.Security.Cryptography;
using System.Text;
using Switchboard.Connectors.Mime;

namespace Switchboard.Connectors.Email;

/// <summary>What a simulated server delivered, by recipient, and whom it told to come back later.</summary>
internal sealed class PostOffice
{
    private static readonly TimeSpan GreylistPause = TimeSpan.FromMinutes(5);
    private readonly List<DeliveredMail> _mails = [];
    private readonly SortedDictionary<string, DateTimeOffset> _greylist = new(StringComparer.Ordinal);

    public PostOffice()
    {
    }

    public PostOffice(PostOfficeState state)
    {
        _mails.AddRange(state.Mails);
        foreach (var entry in state.Greylist)
        {
            _greylist[entry.Key] = entry.Value;
        }
    }

    /// <summary>Every mail that was taken, oldest first.</summary>
    public IReadOnlyList<DeliveredMail> Mails => _mails;

    /// <summary>The mails that an address got, oldest first.</summary>
    public IReadOnlyList<DeliveredMail> Mailbox(string address) =>
        [.. _mails.Where(mail => mail.Recipients.Contains(address, StringComparer.OrdinalIgnoreCase))];

    public void Deliver(DeliveredMail mail) => _mails.Add(mail);

    /// <summary>Whether a pair of sender and recipient must come back later; five minutes after its first try it need not.</summary>
    public bool IsGreylisted(string sender, string recipient, DateTimeOffset now)
    {
        var pair = $"{sender} {recipient}".ToLowerInvariant();
        if (!_greylist.TryGetValue(pair, out var first))
        {
            _greylist[pair] = first = now;
        }

        return now - first < GreylistPause;
    }

    public PostOfficeState ToState() => new(_mails, _greylist);

    /// <summary>A mail without what differs from try to try: its date, its ids, its boundaries.</summary>
    public static string CanonicalKey(string sender, string recipients, ReadOnlyMemory<byte> raw)
    {
        var mail = MimeReader.Read(raw);
        var key = new StringBuilder($"{sender}\n{recipients}\n{mail.Header("From")}\n{mail.Header("To")}\n{mail.Header("Cc")}\n{mail.Header("Subject")}\n{mail.Header("In-Reply-To")}");
        foreach (var part in mail.Flatten())
        {
            key.Append('\n').Append(part.MediaType).Append(' ').Append(part.FileName).Append(' ').Append(Convert.ToHexStringLower(SHA256.HashData(part.Content.Span)));
        }

        return key.ToString();
    }
}

/// <summary>A mail that a simulated server took.</summary>
/// <param name="QueueId">The server's own name of it.</param>
/// <param name="Sender">Address of the envelope.</param>
/// <param name="Recipients">Addresses of the envelope, Bcc included.</param>
/// <param name="ReceivedAt">When it was taken.</param>
/// <param name="Raw">The mail as it came, dots undone.</param>
internal sealed record DeliveredMail(string QueueId, string Sender, IReadOnlyList<string> Recipients, DateTimeOffset ReceivedAt, byte[] Raw);

/// <summary>A simulated server as it is kept in a snapshot.</summary>
internal sealed record PostOfficeState(IReadOnlyList<DeliveredMail> Mails, IReadOnlyDictionary<string, DateTimeOffset> Greylist);
