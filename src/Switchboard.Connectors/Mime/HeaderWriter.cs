using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Switchboard.Connectors.Mime;

/// <summary>Writes one header after another: folded (RFC 5322), non-ASCII as encoded words (RFC 2047).</summary>
internal ref struct HeaderWriter(IBufferWriter<byte> output)
{
    private const int MaxLine = 76;
    private const int LongestWord = 500;
    private const int LongestPlainName = 60;
    private const int EncodedWordFrame = 12;
    private const int ParameterSegment = 56;
    private int _column;

    /// <summary>A value that is ASCII and short.</summary>
    public void Plain(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        Start(name);
        Put(value);
        End();
    }

    /// <summary>Free text: folded where it is long, encoded where it must be.</summary>
    public void Text(ReadOnlySpan<byte> name, string value)
    {
        Start(name);
        if (!IsPlain(value) || value.StartsWith(' ') || value.EndsWith(' '))
        {
            EncodedWords(value);
        }
        else if (_column + value.Length <= MaxLine)
        {
            Put(value);
        }
        else
        {
            Folded(value);
        }

        End();
    }

    /// <summary>A list of addresses; nothing if it is empty.</summary>
    public void Mailboxes(ReadOnlySpan<byte> name, IReadOnlyList<Mailbox> mailboxes)
    {
        if (mailboxes.Count == 0)
        {
            return;
        }

        Start(name);
        for (var i = 0; i < mailboxes.Count; i++)
        {
            if (i > 0)
            {
                Put(","u8);
            }

            Mailbox(mailboxes[i], isFirst: i == 0);
        }

        End();
    }

    /// <summary>One address.</summary>
    public void Mailbox(ReadOnlySpan<byte> name, Mailbox mailbox)
    {
        Start(name);
        Mailbox(mailbox, isFirst: true);
        End();
    }

    /// <summary>The date, in UTC.</summary>
    public void Date(DateTimeOffset value)
    {
        output.Write("Date: "u8);
        var span = output.GetSpan(32);
        value.TryFormat(span, out var written, "R", System.Globalization.CultureInfo.InvariantCulture);
        output.Advance(written - "GMT".Length);
        output.Write("+0000\r\n"u8);
    }

    /// <summary>A disposition with its file name; a name beyond short ASCII by RFC 2231.</summary>
    public void Attachment(string fileName)
    {
        Start("Content-Disposition"u8);
        Put("attachment;\r\n "u8);
        if (fileName.Length <= LongestPlainName && IsPlain(fileName))
        {
            Put("filename=\""u8);
            Put(Mime.Mailbox.Escape(fileName));
            Put("\""u8);
        }
        else
        {
            ExtendedFileName(fileName);
        }

        End();
    }

    private void Mailbox(Mailbox mailbox, bool isFirst)
    {
        if (mailbox.Name is not { } name)
        {
            Space(mailbox.Address.Length, isFirst);
            Put(mailbox.Address);
            return;
        }

        if (name.Length > LongestPlainName || !IsPlain(name))
        {
            Space(EncodedWordFrame * 2, isFirst);
            EncodedWords(name);
        }
        else if (Mime.Mailbox.MustQuote(name))
        {
            Space(name.Length + 2, isFirst);
            Put("\""u8);
            Put(Mime.Mailbox.Escape(name));
            Put("\""u8);
        }
        else
        {
            Space(name.Length, isFirst);
            Put(name);
        }

        Space(mailbox.Address.Length + 2, isFirst: false);
        Put("<"u8);
        Put(mailbox.Address);
        Put(">"u8);
    }

    // Printable ASCII that no reader takes for an encoded word and that can be folded.
    private static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains("=?", StringComparison.Ordinal)
        && (text.Length <= LongestWord || LongestRun(text) <= LongestWord);

    private static int LongestRun(string text)
    {
        var longest = 0;
        foreach (var word in text.AsSpan().Split(' '))
        {
            longest = Math.Max(longest, word.End.Value - word.Start.Value);
        }

        return longest;
    }

    private void Folded(ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty)
        {
            var spaces = Math.Max(value.IndexOfAnyExcept(' '), 0);
            var end = value[spaces..].IndexOf(' ');
            var word = end < 0 ? value : value[..(spaces + end)];
            if (_column + word.Length > MaxLine && spaces > 0)
            {
                Fold();
            }

            Put(word);
            value = value[word.Length..];
        }
    }

    private void EncodedWords(string text)
    {
        Span<byte> bytes = stackalloc byte[MaxLine];
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var room = (MaxLine - _column - EncodedWordFrame) / 4 * 3;
            if (room < 6)
            {
                Fold();
                Put(" "u8);
                room = (MaxLine - _column - EncodedWordFrame) / 4 * 3;
            }

            var length = 0;
            while (!rest.IsEmpty)
            {
                Rune.DecodeFromUtf16(rest, out var rune, out var consumed);
                if (length + rune.Utf8SequenceLength > room)
                {
                    break;
                }

                length += rune.EncodeToUtf8(bytes[length..]);
                rest = rest[consumed..];
            }

            Put("=?utf-8?B?"u8);
            var span = output.GetSpan(MaxLine * 2);
            Base64.EncodeToUtf8(bytes[..length], span, out _, out var written);
            output.Advance(written);
            _column += written;
            Put("?="u8);
            if (!rest.IsEmpty)
            {
                Fold();
                Put(" "u8);
            }
        }
    }

    private void ExtendedFileName(string fileName)
    {
        Span<byte> segment = stackalloc byte[ParameterSegment];
        var bytes = Encoding.UTF8.GetBytes(fileName);
        var (number, length) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit((char)bytes[i]) || bytes[i] is (byte)'.' or (byte)'-' or (byte)'_')
            {
                segment[length++] = bytes[i];
            }
            else
            {
                segment[length++] = (byte)'%';
                segment[length++] = QuotedPrintable.HexDigit(bytes[i] >> 4);
                segment[length++] = QuotedPrintable.HexDigit(bytes[i] & 15);
            }

            if (length > ParameterSegment - 3 || i == bytes.Length - 1)
            {
                Put(number == 0 ? "filename*0*=UTF-8''"u8 : Encoding.ASCII.GetBytes($";\r\n filename*{number}*="));
                Put(segment[..length]);
                (number, length) = (number + 1, 0);
            }
        }
    }

    private void Start(ReadOnlySpan<byte> name)
    {
        output.Write(name);
        output.Write(": "u8);
        _column = name.Length + 2;
    }

    private void End()
    {
        output.Write("\r\n"u8);
        _column = 0;
    }

    private void Space(int next, bool isFirst)
    {
        if (isFirst)
        {
            return;
        }

        if (_column + 1 + next > MaxLine)
        {
            Fold();
        }

        Put(" "u8);
    }

    private void Fold()
    {
        output.Write("\r\n"u8);
        _column = 0;
    }

    private void Put(scoped ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _column += bytes.Length;
    }

    private void Put(scoped ReadOnlySpan<char> text)
    {
        var written = Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        output.Advance(written);
        _column += written;
    }
}
