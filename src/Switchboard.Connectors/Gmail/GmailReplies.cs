using System.Buffers.Text;
using System.Globalization;
using System.Net;
using Switchboard.Connectors.Google;
using Switchboard.Connectors.Mime;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Gmail;

/// <summary>Answers in the shapes of the Gmail API.</summary>
internal static class GmailReplies
{
    private const int SnippetLength = 200;

    public static SimulatorReply Invalid(string message) => Error(400, "INVALID_ARGUMENT", message, "invalidArgument");

    public static SimulatorReply NotFound() => Error(404, "NOT_FOUND", "Requested entity was not found.", "notFound");

    public static SimulatorReply Unauthenticated() => Error(
        401,
        "UNAUTHENTICATED",
        "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
        new GoogleErrorItem("Login Required.", "global", "required", "Authorization", "header"));

    public static SimulatorReply Error(int status, string name, string message, string reason) =>
        Error(status, name, message, new GoogleErrorItem(message, "global", reason));

    /// <summary>Only the ids and labels, as send and drafts.create answer.</summary>
    public static WireReference Reference(SimulatedMail mail) =>
        new() { Id = mail.Id, ThreadId = mail.ThreadId, LabelIds = [.. mail.LabelIds] };

    /// <summary>A message in the format that was asked for.</summary>
    public static WireMessage Message(SimulatedMail mail, string format, IReadOnlyList<string> metadataHeaders)
    {
        var minimal = new WireMessage
        {
            Id = mail.Id,
            ThreadId = mail.ThreadId,
            LabelIds = [.. mail.LabelIds],
            Snippet = Snippet(mail),
            HistoryId = mail.HistoryId.ToString(CultureInfo.InvariantCulture),
            InternalDate = mail.InternalDate.ToString(CultureInfo.InvariantCulture),
            SizeEstimate = mail.Raw.Length,
        };
        return format switch
        {
            "minimal" => minimal,
            "raw" => minimal with { Raw = Base64Url.EncodeToString(mail.Raw) },
            "metadata" => minimal with
            {
                Payload = new WirePart(null, mail.Mail.MediaType, null, Headers(mail.Mail, metadataHeaders), null),
            },
            _ => minimal with { Payload = Part(mail.Mail, "", mail.Id) },
        };
    }

    /// <summary>A file of a message, by the id that its part bears; null: there is none.</summary>
    public static WireAttachment? Attachment(SimulatedMail mail, string attachmentId)
    {
        foreach (var (part, id) in Parts(mail.Mail, ""))
        {
            if (part.FileName is not null && AttachmentId(mail.Id, id) == attachmentId)
            {
                return new WireAttachment(null, part.Content.Length, Base64Url.EncodeToString(part.Content.Span));
            }
        }

        return null;
    }

    private static SimulatorReply Error(int status, string name, string message, GoogleErrorItem item) =>
        SimulatorReply.Json(new GoogleErrorBody(new GoogleError(status, message, [item], name)), GoogleJson.Default.GoogleErrorBody, status);

    private static WirePart Part(MimePart part, string id, string messageId)
    {
        var isMultipart = part.Parts.Count > 0;
        var body = isMultipart ? new WireBody(0)
            : part.FileName is not null ? new WireBody(part.Content.Length, AttachmentId: AttachmentId(messageId, id))
            : new WireBody(part.Content.Length, Padded(part.Content.Span));
        return new WirePart(
            id,
            part.MediaType,
            part.FileName ?? "",
            Headers(part, []),
            body,
            isMultipart ? [.. part.Parts.Select((below, index) => Part(below, ChildId(id, index), messageId))] : null);
    }

    private static IEnumerable<(MimePart Part, string Id)> Parts(MimePart part, string id) =>
        part.Parts.SelectMany((below, index) => Parts(below, ChildId(id, index))).Prepend((part, id));

    private static string ChildId(string id, int index) => id.Length == 0 ? $"{index}" : $"{id}.{index}";

    private static string AttachmentId(string messageId, string partId) =>
        "ANGjdJ" + Base64Url.EncodeToString(System.Text.Encoding.ASCII.GetBytes(messageId + "/" + partId));

    // Google pads what it gives, although what it takes need not be padded.
    private static string Padded(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');

    private static List<WireHeader> Headers(MimePart part, IReadOnlyList<string> only) =>
    [
        .. part.Headers
            .Where(header => only.Count == 0 || only.Contains(header.Name, StringComparer.OrdinalIgnoreCase))
            .Select(header => new WireHeader(header.Name, Value(part, header))),
    ];

    private static string Value(MimePart part, MimeHeader header) =>
        header.Name.ToLowerInvariant() is "from" or "to" or "cc" or "bcc" or "reply-to" && header.Value.Contains("=?", StringComparison.Ordinal)
            ? string.Join(", ", part.Mailboxes(header.Name))
            : EncodedWords.Decode(header.Value);

    // Gmail gives its snippets as HTML text, entities and all.
    private static string Snippet(SimulatedMail mail)
    {
        var words = string.Join(' ', mail.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var end = words.Length <= SnippetLength ? words.Length : char.IsHighSurrogate(words[SnippetLength - 1]) ? SnippetLength - 1 : SnippetLength;
        return WebUtility.HtmlEncode(words[..end]);
    }
}
