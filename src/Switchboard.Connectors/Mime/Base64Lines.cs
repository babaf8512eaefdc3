using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Switchboard.Connectors.Mime;

/// <summary>Base64 in lines of 76 characters (RFC 2045 section 6.8).</summary>
internal static class Base64Lines
{
    private const int LineBytes = 57;
    private const int LineChars = 76;

    /// <summary>Encodes bytes; the last line has no line end.</summary>
    public static void Encode(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (!bytes.IsEmpty)
        {
            var line = bytes[..Math.Min(LineBytes, bytes.Length)];
            bytes = bytes[line.Length..];
            var span = output.GetSpan(LineChars + 2);
            Base64.EncodeToUtf8(line, span, out _, out var written);
            output.Advance(written);
            if (!bytes.IsEmpty)
            {
                output.Write("\r\n"u8);
            }
        }
    }

    /// <summary>Breaks base64 text into lines without decoding it; its white space is dropped.</summary>
    public static void Wrap(ReadOnlySpan<char> base64, IBufferWriter<byte> output)
    {
        if (base64.ContainsAny(" \t\r\n"))
        {
            base64 = new string([.. base64.ToArray().Where(c => c is not (' ' or '\t' or '\r' or '\n'))]);
        }

        while (!base64.IsEmpty)
        {
            var line = base64[..Math.Min(LineChars, base64.Length)];
            base64 = base64[line.Length..];
            var span = output.GetSpan(LineChars + 2);
            Encoding.ASCII.GetBytes(line, span);
            output.Advance(line.Length);
            if (!base64.IsEmpty)
            {
                output.Write("\r\n"u8);
            }
        }
    }
}
