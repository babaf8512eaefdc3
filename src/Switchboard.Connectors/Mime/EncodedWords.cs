using System.Text;

namespace Switchboard.Connectors.Mime;

/// <summary>Encoded words of headers (RFC 2047).</summary>
internal static class EncodedWords
{
    /// <summary>Decodes every word; what is no word stays as it is.</summary>
    public static string Decode(string value)
    {
        if (!value.Contains("=?", StringComparison.Ordinal))
        {
            return value;
        }

        var decoded = new StringBuilder(value.Length);
        var rest = value.AsSpan();
        var afterWord = false;
        while (!rest.IsEmpty)
        {
            var start = rest.IndexOf("=?");
            if (start < 0)
            {
                decoded.Append(rest);
                break;
            }

            var between = rest[..start];
            if (TryReadWord(rest[start..], out var word, out var length))
            {
                // White space between two encoded words belongs to neither.
                decoded.Append(afterWord && between.IsWhiteSpace() ? "" : between).Append(word);
                rest = rest[(start + length)..];
                afterWord = true;
            }
            else
            {
                decoded.Append(rest[..(start + 2)]);
                rest = rest[(start + 2)..];
                afterWord = false;
            }
        }

        return decoded.ToString();
    }

    private static bool TryReadWord(ReadOnlySpan<char> text, out string word, out int length)
    {
        (word, length) = ("", 0);
        var charsetEnd = text[2..].IndexOf('?') + 2;
        if (charsetEnd < 3 || charsetEnd + 2 >= text.Length || text[charsetEnd + 2] != '?')
        {
            return false;
        }

        var body = text[(charsetEnd + 3)..];
        var end = body.IndexOf("?=");
        if (end < 0)
        {
            return false;
        }

        var bytes = char.ToUpperInvariant(text[charsetEnd + 1]) switch
        {
            'B' => FromBase64(body[..end]),
            'Q' => QuotedPrintable.Decode(Encoding.UTF8.GetBytes(body[..end].ToString().Replace('_', ' '))).ToArray(),
            _ => null,
        };
        if (bytes is null)
        {
            return false;
        }

        word = Charsets.Of(text[2..charsetEnd].ToString()).GetString(bytes);
        length = charsetEnd + 3 + end + 2;
        return true;
    }

    private static byte[]? FromBase64(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64Chars(text, bytes, out var written) ? bytes[..written] : null;
    }
}
