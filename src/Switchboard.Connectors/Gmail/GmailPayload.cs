using System.Buffers.Text;
using System.Globalization;
using System.Net;
using Switchboard.Connectors.Mime;

namespace Switchboard.Connectors.Gmail;

/// <summary>Reads Gmail's tree of parts.</summary>
internal static class GmailPayload
{
    /// <summary>The message that an agent reads.</summary>
    public static MailMessage ToMessage(WireMessage message)
    {
        var root = message.Payload;
        var body = Find(root, "text/plain") ?? Find(root, "text/html");
        var files = Files(root).ToList();
        return new MailMessage(
            message.Id ?? "",
            message.ThreadId ?? "",
            EncodedWords.Decode(Header(root, "Subject") ?? ""),
            Addresses(root, "From").FirstOrDefault() ?? "",
            Addresses(root, "To"),
            body is null ? "" : Text(body, isWhole: ReferenceEquals(body, root)),
            Cc: Addresses(root, "Cc") is { Count: > 0 } cc ? cc : null,
            Date: Date(message.InternalDate),
            LabelIds: message.LabelIds,
            Snippet: WebUtility.HtmlDecode(message.Snippet),
            MessageId: Header(root, "Message-ID"),
            Attachments: files.Count > 0 ? files : null);
    }

    private static string? Header(WirePart? part, string name) =>
        part?.Headers?.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    private static List<string> Addresses(WirePart? root, string header) =>
    [
        .. Mailbox.ParseList(Header(root, header) ?? "")
            .Select(mailbox => (mailbox.Name is { } name ? mailbox with { Name = EncodedWords.Decode(name) } : mailbox).ToString()),
    ];

    private static WirePart? Find(WirePart? part, string mediaType)
    {
        if (part is null || (part.MimeType == mediaType && string.IsNullOrEmpty(part.Filename) && part.Body?.Data is not null))
        {
            return part;
        }

        return part.Parts?.Select(below => Find(below, mediaType)).FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<AttachmentSummary> Files(WirePart? part)
    {
        if (part is { Filename.Length: > 0 })
        {
            yield return new AttachmentSummary(part.Filename, part.MimeType ?? "application/octet-stream", part.Body?.Size ?? 0);
        }

        foreach (var file in part?.Parts?.SelectMany(Files) ?? [])
        {
            yield return file;
        }
    }

    private static string Text(WirePart part, bool isWhole)
    {
        var charset = MimeParameters.Parse(Header(part, "Content-Type") ?? "")["charset"];
        var text = Charsets.Of(charset).GetString(Decode(part.Body!.Data!)).Replace("\r\n", "\n", StringComparison.Ordinal);

        // A mail of one part ends with a line end that nobody wrote; within base64 there is none.
        var isBase64 = "base64".Equals(Header(part, "Content-Transfer-Encoding"), StringComparison.OrdinalIgnoreCase);
        return isWhole && !isBase64 && text.EndsWith('\n') ? text[..^1] : text;
    }

    private static byte[] Decode(string data)
    {
        var bytes = new byte[data.Length];
        Base64Url.DecodeFromChars(data, bytes, out _, out var written);
        return bytes[..written];
    }

    private static DateTimeOffset? Date(string? internalDate) =>
        long.TryParse(internalDate, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
