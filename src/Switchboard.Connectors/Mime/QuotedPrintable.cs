using System.Buffers;

namespace Switchboard.Connectors.Mime;

/// <summary>Quoted-printable (RFC 2045 section 6.7).</summary>
internal static class QuotedPrintable
{
    private const int MaxLine = 75;
    private static readonly SearchValues<byte> Plain = SearchValues.Create(PlainBytes());

    /// <summary>Writes text; CR, LF and CRLF all become CRLF, as a text part demands.</summary>
    public static void Encode(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        var column = 0;
        while (!text.IsEmpty)
        {
            if (text[0] is (byte)'\r' or (byte)'\n')
            {
                output.Write("\r\n"u8);
                text = text[(text.StartsWith("\r\n"u8) ? 2 : 1)..];
                column = 0;
                continue;
            }

            var run = PlainRun(text);
            if (run > 0)
            {
                column = WritePlain(text[..run], column, output);
                text = text[run..];
            }
            else
            {
                column = WriteEscaped(text[0], column, output);
                text = text[1..];
            }
        }
    }

    /// <summary>Reads it; what is no escape is taken as it stands.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> encoded)
    {
        var decoded = new byte[encoded.Length];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var plain = encoded[i..].IndexOf((byte)'=');
            plain = plain < 0 ? encoded.Length - i : plain;
            encoded.Slice(i, plain).CopyTo(decoded.AsSpan(length));
            (i, length) = (i + plain, length + plain);
            if (i == encoded.Length)
            {
                break;
            }

            if (encoded[(i + 1)..].StartsWith("\r\n"u8))
            {
                i += 2;
            }
            else if (i + 1 < encoded.Length && encoded[i + 1] == '\n')
            {
                i++;
            }
            else if (i + 2 < encoded.Length && char.IsAsciiHexDigit((char)encoded[i + 1]) && char.IsAsciiHexDigit((char)encoded[i + 2]))
            {
                decoded[length++] = Convert.FromHexString(encoded.Slice(i + 1, 2))[0];
                i += 2;
            }
            else
            {
                decoded[length++] = encoded[i];
            }
        }

        return decoded.AsMemory(0, length);
    }

    private static int PlainRun(ReadOnlySpan<byte> text)
    {
        var run = text.IndexOfAnyExcept(Plain);
        if (run < 0)
        {
            run = text.Length;
        }

        // White space at the end of a line is lost on the way, so the last of it is escaped.
        var endsLine = run == text.Length || text[run] is (byte)'\r' or (byte)'\n';
        return endsLine && run > 0 && text[run - 1] is (byte)' ' or (byte)'\t' ? run - 1 : run;
    }

    private static int WritePlain(ReadOnlySpan<byte> run, int column, IBufferWriter<byte> output)
    {
        while (column + run.Length > MaxLine)
        {
            var fits = MaxLine - column;
            output.Write(run[..fits]);
            output.Write("=\r\n"u8);
            run = run[fits..];
            column = 0;
        }

        output.Write(run);
        return column + run.Length;
    }

    private static int WriteEscaped(byte value, int column, IBufferWriter<byte> output)
    {
        if (column + 3 > MaxLine)
        {
            output.Write("=\r\n"u8);
            column = 0;
        }

        var span = output.GetSpan(3);
        span[0] = (byte)'=';
        span[1] = HexDigit(value >> 4);
        span[2] = HexDigit(value & 15);
        output.Advance(3);
        return column + 3;
    }

    internal static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);

    private static byte[] PlainBytes()
    {
        var plain = new List<byte> { (byte)'\t' };
        for (var value = 32; value < 127; value++)
        {
            if (value != '=')
            {
                plain.Add((byte)value);
            }
        }

        return [.. plain];
    }
}
