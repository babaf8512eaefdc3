namespace Switchboard.Connectors.Email;

/// <summary>A server's reply, all its lines together.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">Text of each line, without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int LongestText = 500;

    /// <summary>Whether the command was done.</summary>
    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>Whether the same command may succeed later.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>Whether the same command would get the same answer.</summary>
    public bool IsPermanent => Code >= 500;

    /// <summary>Enhanced status, as <c>5.1.1</c> (RFC 2034); null: none.</summary>
    public string? Status
    {
        get
        {
            var word = Lines[0].AsSpan();
            word = word[..(word.IndexOf(' ') is >= 0 and var end ? end : word.Length)];
            var parts = word.ToString().Split('.');
            return parts.Length == 3 && parts[0] == FirstDigit && parts.Skip(1).All(part => part.Length is > 0 and < 4 && part.All(char.IsAsciiDigit)) ? word.ToString() : null;
        }
    }

    /// <summary>Code and enhanced status, as <c>550 5.1.1</c>.</summary>
    public string FullCode => Status is { } status ? $"{Code} {status}" : $"{Code}";

    /// <summary>The words, without the enhanced status, at most 500 characters.</summary>
    public string Text
    {
        get
        {
            var status = Status;
            var text = string.Join(' ', Lines.Select(line => status is not null && line.StartsWith(status, StringComparison.Ordinal) ? line[status.Length..].Trim() : line.Trim()));
            return text.Length <= LongestText ? text : text[..LongestText];
        }
    }

    /// <summary>Name under which the server queued the mail, if it tells in one of the usual ways; null: it does not.</summary>
    public string? QueueId
    {
        get
        {
            foreach (var before in (ReadOnlySpan<string>)["queued as ", "id="])
            {
                var start = Text.IndexOf(before, StringComparison.OrdinalIgnoreCase);
                if (start >= 0)
                {
                    var id = Text.AsSpan(start + before.Length);
                    var end = id.IndexOfAnyExcept(IdCharacters);
                    id = end < 0 ? id : id[..end];
                    return id.Length is >= 4 and <= 100 && (end < 0 || Text[start + before.Length + end] != '@') ? id.ToString() : null;
                }
            }

            return null;
        }
    }

    private static System.Buffers.SearchValues<char> IdCharacters { get; } =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private string FirstDigit => (Code / 100).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
