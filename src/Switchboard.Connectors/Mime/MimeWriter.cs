using System.Buffers;
using System.Text;

namespace Switchboard.Connectors.Mime;

/// <summary>Writes a mail as RFC 5322 and MIME: CRLF, lines of at most 78 octets wherever they can be broken.</summary>
internal static class MimeWriter
{
    private const int HeaderRoom = 1024;

    /// <summary>Octets that a mail takes, roughly: what to make a buffer with.</summary>
    public static int EstimateLength(MimeMessage message)
    {
        var length = HeaderRoom + message.Text.Length + (message.Text.Length / 8) + (80 * (message.To.Count + message.Cc.Count + message.Bcc.Count));
        if (message.Html is { } html)
        {
            length += HeaderRoom + html.Length + (html.Length / 8);
        }

        foreach (var attachment in message.Attachments)
        {
            length += HeaderRoom + attachment.Base64.Length + (attachment.Base64.Length / 32);
        }

        return length;
    }

    /// <summary>Writes headers and body.</summary>
    public static void Write(MimeMessage message, IBufferWriter<byte> output)
    {
        var headers = new HeaderWriter(output);
        headers.Date(message.Date);
        headers.Plain("Message-ID"u8, MimeMessage.MessageIdOf(message.Id));
        if (message.From is { } from)
        {
            headers.Mailbox("From"u8, from);
        }

        headers.Mailboxes("To"u8, message.To);
        headers.Mailboxes("Cc"u8, message.Cc);
        headers.Mailboxes("Bcc"u8, message.Bcc);
        headers.Text("Subject"u8, message.Subject);
        if (message.InReplyTo is { } answered)
        {
            headers.Text("In-Reply-To"u8, answered);
            headers.Text("References"u8, answered);
        }

        output.Write("MIME-Version: 1.0\r\n"u8);
        WriteBody(message, output);
    }

    private static void WriteBody(MimeMessage message, IBufferWriter<byte> output)
    {
        if (message.Attachments.Count == 0)
        {
            WriteTexts(message, output);
            return;
        }

        WriteMultipart("mixed"u8, message.Id, output);
        WriteTexts(message, output);
        foreach (var attachment in message.Attachments)
        {
            WriteDelimiter("mixed"u8, message.Id, output);
            WriteAttachment(attachment, output);
        }

        WriteEnd("mixed"u8, message.Id, output);
    }

    private static void WriteTexts(MimeMessage message, IBufferWriter<byte> output)
    {
        if (message.Html is not { } html)
        {
            WriteText("plain"u8, message.Text, output);
            return;
        }

        WriteMultipart("alternative"u8, message.Id, output);
        WriteText("plain"u8, message.Text, output);
        WriteDelimiter("alternative"u8, message.Id, output);
        WriteText("html"u8, html, output);
        WriteEnd("alternative"u8, message.Id, output);
    }

    private static void WriteText(ReadOnlySpan<byte> subtype, string text, IBufferWriter<byte> output)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var bytes = buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
            output.Write("Content-Type: text/"u8);
            output.Write(subtype);
            if (IsMostlyAscii(bytes))
            {
                output.Write("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"u8);
                QuotedPrintable.Encode(bytes, output);
            }
            else
            {
                output.Write("; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"u8);
                Base64Lines.Encode(Encoding.UTF8.GetBytes(WithCrLf(text)), output);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        output.Write("\r\n"u8);
    }

    // Quoted-printable takes three octets for one that is not ASCII, base64 four for any three.
    private static bool IsMostlyAscii(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
        {
            return true;
        }

        var others = 0;
        foreach (var value in text)
        {
            others += value >> 7;
        }

        return others * 6 < text.Length;
    }

    private static string WithCrLf(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);

    private static void WriteAttachment(MimeAttachment attachment, IBufferWriter<byte> output)
    {
        var headers = new HeaderWriter(output);
        headers.Plain("Content-Type"u8, SafeContentType(attachment.ContentType));
        output.Write("Content-Transfer-Encoding: base64\r\n"u8);
        headers.Attachment(attachment.FileName);
        output.Write("\r\n"u8);
        Base64Lines.Wrap(attachment.Base64, output);
        output.Write("\r\n"u8);
    }

    // RFC 2045 section 6.4 forbids base64 for composite types.
    private static string SafeContentType(string type) =>
        type.AsSpan().ContainsAnyExceptInRange(' ', '~') || !type.Contains('/')
        || type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || type.StartsWith("message/", StringComparison.OrdinalIgnoreCase)
            ? "application/octet-stream"
            : type;

    private static void WriteMultipart(ReadOnlySpan<byte> kind, Guid id, IBufferWriter<byte> output)
    {
        output.Write("Content-Type: multipart/"u8);
        output.Write(kind);
        output.Write(";\r\n boundary=\""u8);
        WriteBoundary(kind, id, output);
        output.Write("\"\r\n\r\n"u8);
        WriteDelimiter(kind, id, output);
    }

    private static void WriteDelimiter(ReadOnlySpan<byte> kind, Guid id, IBufferWriter<byte> output)
    {
        output.Write("--"u8);
        WriteBoundary(kind, id, output);
        output.Write("\r\n"u8);
    }

    private static void WriteEnd(ReadOnlySpan<byte> kind, Guid id, IBufferWriter<byte> output)
    {
        output.Write("--"u8);
        WriteBoundary(kind, id, output);
        output.Write("--\r\n"u8);
    }

    // "=_" occurs in no quoted-printable and no base64, so in no part.
    private static void WriteBoundary(ReadOnlySpan<byte> kind, Guid id, IBufferWriter<byte> output)
    {
        output.Write("=_"u8);
        output.Write(kind[..3]);
        output.Write("_"u8);
        var span = output.GetSpan(32);
        id.TryFormat(span, out var written, "N");
        output.Advance(written);
    }
}
