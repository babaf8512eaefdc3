namespace Switchboard.Connectors.Email;

/// <summary>A message as it goes between DATA and the final dot: a dot more where a line begins with one (RFC 5321 section 4.5.2).</summary>
internal struct SmtpContent(ReadOnlyMemory<byte> message)
{
    private ReadOnlyMemory<byte> _rest = message;
    private bool _isLineStart = true;

    /// <summary>Fills a chunk of at least two bytes; 0: all was written.</summary>
    public int Fill(Span<byte> chunk)
    {
        var length = 0;
        while (!_rest.IsEmpty && chunk.Length - length >= 2)
        {
            var rest = _rest.Span;
            if (_isLineStart && rest[0] == '.')
            {
                chunk[length++] = (byte)'.';
            }

            var run = rest[..Math.Min(rest.Length, chunk.Length - length)];
            var end = run.IndexOf((byte)'\n');
            _isLineStart = end >= 0;
            run = end < 0 ? run : run[..(end + 1)];
            run.CopyTo(chunk[length..]);
            length += run.Length;
            _rest = _rest[run.Length..];
        }

        return length;
    }
}
