using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Switchboard.Connectors.Mime;

/// <summary>Reads a mail; lenient, never throws on what it meets.</summary>
internal static class MimeReader
{
    private const int MaxDepth = 20;

    /// <summary>Reads headers and parts.</summary>
    public static MimePart Read(ReadOnlyMemory<byte> message) => Read(message, 0);

    private static MimePart Read(ReadOnlyMemory<byte> entity, int depth)
    {
        var headers = ReadHeaders(entity.Span, out var bodyStart);
        var body = entity[bodyStart..];
        var type = MimeParameters.Parse(Value(headers, "Content-Type") ?? "text/plain");
        var disposition = MimeParameters.Parse(Value(headers, "Content-Disposition") ?? "");
        var mediaType = type.Value.Contains('/') ? type.Value : "text/plain";
        var isMultipart = mediaType.StartsWith("multipart/", StringComparison.Ordinal) && depth < MaxDepth;
        return new MimePart
        {
            Headers = headers,
            MediaType = mediaType,
            Charset = type["charset"],
            FileName = disposition["filename"] ?? type["name"] ?? (disposition.Value == "attachment" ? "noname" : null),
            Content = isMultipart ? default : Decode(body, Value(headers, "Content-Transfer-Encoding")),
            Parts = isMultipart && type["boundary"] is { } boundary ? ReadParts(body, boundary, depth) : [],
        };
    }

    private static List<MimeHeader> ReadHeaders(ReadOnlySpan<byte> entity, out int bodyStart)
    {
        var headers = new List<MimeHeader>();
        bodyStart = 0;
        while (bodyStart < entity.Length)
        {
            var line = ReadLine(entity, bodyStart, out var next);
            if (line.IsEmpty)
            {
                bodyStart = next;
                return headers;
            }

            var text = Encoding.UTF8.GetString(line);
            bodyStart = next;
            while (bodyStart < entity.Length && entity[bodyStart] is (byte)' ' or (byte)'\t')
            {
                text += Encoding.UTF8.GetString(ReadLine(entity, bodyStart, out bodyStart));
            }

            var colon = text.IndexOf(':');
            if (colon > 0)
            {
                headers.Add(new MimeHeader(text[..colon].Trim(), text[(colon + 1)..].Trim(' ', '\t')));
            }
        }

        return headers;
    }

    private static ReadOnlySpan<byte> ReadLine(ReadOnlySpan<byte> text, int start, out int next)
    {
        var end = text[start..].IndexOf((byte)'\n');
        next = end < 0 ? text.Length : start + end + 1;
        var line = end < 0 ? text[start..] : text.Slice(start, end);
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private static List<MimePart> ReadParts(ReadOnlyMemory<byte> body, string boundary, int depth)
    {
        var parts = new List<MimePart>();
        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        var (start, position) = (-1, 0);
        var span = body.Span;
        while (position < span.Length)
        {
            var line = ReadLine(span, position, out var next);
            if (line.StartsWith(delimiter) && line[delimiter.Length..].TrimEnd(" \t"u8) is var rest && (rest.IsEmpty || rest.SequenceEqual("--"u8)))
            {
                if (start >= 0)
                {
                    parts.Add(Read(body[start..Math.Max(start, BeforeLineEnd(span, position))], depth + 1));
                }

                start = rest.IsEmpty ? next : -1;
                if (!rest.IsEmpty)
                {
                    return parts;
                }
            }

            position = next;
        }

        if (start >= 0)
        {
            parts.Add(Read(body[start..], depth + 1));
        }

        return parts;
    }

    // The line end before a delimiter belongs to the delimiter.
    private static int BeforeLineEnd(ReadOnlySpan<byte> text, int position) =>
        text[..position].EndsWith("\r\n"u8) ? position - 2 : text[..position].EndsWith("\n"u8) ? position - 1 : position;

    private static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> body, string? encoding) => encoding?.Trim().ToLowerInvariant() switch
    {
        "quoted-printable" => QuotedPrintable.Decode(body.Span),
        "base64" => DecodeBase64(body.Span),
        _ => body,
    };

    private static byte[] DecodeBase64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var written) is OperationStatus.Done or OperationStatus.InvalidData or OperationStatus.NeedMoreData
            ? bytes[..written]
            : [];
    }

    private static string? Value(List<MimeHeader> headers, string name)
    {
        foreach (var header in headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }
}
