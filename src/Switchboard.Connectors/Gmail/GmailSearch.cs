using System.Globalization;

namespace Switchboard.Connectors.Gmail;

/// <summary>Gmail's search syntax, its common part; source: support.google.com/mail/answer/7190 and …/gmail/api/guides/filtering.</summary>
internal sealed class GmailSearch
{
    // "All dates used in the search query are interpreted as midnight on that date in the PST timezone."
    private static readonly TimeSpan Pacific = TimeSpan.FromHours(-8);
    private static readonly string[] DateFormats = ["yyyy/M/d", "yyyy-M-d", "M/d/yyyy"];

    private readonly List<List<Func<SimulatedMail, bool>>> _clauses = [];
    private readonly SimulatedMailbox _mailbox;
    private readonly DateTimeOffset _now;

    private GmailSearch(SimulatedMailbox mailbox, DateTimeOffset now)
    {
        _mailbox = mailbox;
        _now = now;
    }

    /// <summary>Whether it asks for spam or trash, which are left out otherwise.</summary>
    public bool IncludesSpamAndTrash { get; private set; }

    /// <summary>Reads a query; never fails: what is no operator is a word.</summary>
    public static GmailSearch Parse(string query, SimulatedMailbox mailbox, DateTimeOffset now)
    {
        var search = new GmailSearch(mailbox, now);
        var (isOr, isGroup) = (false, false);
        foreach (var token in Tokens(query))
        {
            if (token is "OR" or "|" or "AND")
            {
                isOr = token != "AND" && search._clauses.Count > 0;
                continue;
            }

            if (token is "{" or "}")
            {
                isGroup = token == "{";
                if (isGroup)
                {
                    search._clauses.Add([]);
                }

                continue;
            }

            if (!isOr && !isGroup)
            {
                search._clauses.Add([]);
            }

            search._clauses[^1].Add(search.Term(token));
            isOr = false;
        }

        search._clauses.RemoveAll(clause => clause.Count == 0);
        return search;
    }

    /// <summary>Whether a message is found.</summary>
    public bool Matches(SimulatedMail mail) => _clauses.TrueForAll(clause => clause.Exists(term => term(mail)));

    private static IEnumerable<string> Tokens(string query)
    {
        var start = 0;
        while (start < query.Length)
        {
            if (char.IsWhiteSpace(query[start]))
            {
                start++;
                continue;
            }

            if (query[start] is '{' or '}')
            {
                yield return query[start++].ToString();
                continue;
            }

            var (end, isQuoted, depth) = (start, false, 0);
            while (end < query.Length && (isQuoted || depth > 0 || (!char.IsWhiteSpace(query[end]) && query[end] != '}')))
            {
                isQuoted ^= query[end] == '"';
                depth += isQuoted ? 0 : query[end] == '(' ? 1 : query[end] == ')' ? -1 : 0;
                end++;
            }

            yield return query[start..end];
            start = end;
        }
    }

    private Func<SimulatedMail, bool> Term(string token)
    {
        if (token.Length > 1 && token[0] == '-')
        {
            var negated = Term(token[1..]);
            return mail => !negated(mail);
        }

        if (token.Length > 2 && token[0] == '(' && token[^1] == ')')
        {
            var group = Parse(token[1..^1], _mailbox, _now);
            IncludesSpamAndTrash |= group.IncludesSpamAndTrash;
            return group.Matches;
        }

        var colon = token.IndexOf(':');
        return (colon > 0 ? Operator(token[..colon].ToLowerInvariant(), Values(token[(colon + 1)..])) : null) ?? Word(Unquote(token));
    }

    private Func<SimulatedMail, bool>? Operator(string name, string[] values)
    {
        var value = values.Length > 0 ? values[0] : "";
        return name switch
        {
            "rfc822msgid" => mail => mail.MessageId == value.Trim('<', '>'),
            "from" => mail => All(values, mail.Addresses("From")),
            "to" => mail => All(values, mail.Addresses("To") + ", " + mail.Addresses("Cc") + ", " + mail.Addresses("Bcc")),
            "cc" => mail => All(values, mail.Addresses("Cc")),
            "bcc" => mail => All(values, mail.Addresses("Bcc")),
            "subject" => mail => All(values, mail.Subject),
            "in" or "label" or "is" => Label(value),
            "has" when value == "attachment" => mail => mail.Mail.Flatten().Any(part => part.FileName is not null),
            "filename" => mail => mail.Mail.Flatten().Any(part => part.FileName?.Contains(value, StringComparison.OrdinalIgnoreCase) == true),
            "after" or "newer" when Date(value) is { } date => mail => mail.InternalDate >= date,
            "before" or "older" when Date(value) is { } date => mail => mail.InternalDate < date,
            "newer_than" when Ago(value) is { } date => mail => mail.InternalDate >= date,
            "older_than" when Ago(value) is { } date => mail => mail.InternalDate < date,
            "larger" or "size" when Bytes(value) is { } bytes => mail => mail.Raw.Length > bytes,
            "smaller" when Bytes(value) is { } bytes => mail => mail.Raw.Length < bytes,
            _ => null,
        };
    }

    private Func<SimulatedMail, bool> Label(string name)
    {
        IncludesSpamAndTrash |= name.ToLowerInvariant() is "anywhere" or "spam" or "trash";
        return name.ToLowerInvariant() switch
        {
            "anywhere" => _ => true,
            "read" => mail => !mail.LabelIds.Contains("UNREAD"),
            "drafts" or "draft" => mail => mail.LabelIds.Contains("DRAFT"),
            _ => _mailbox.LabelByName(name) is { } id ? mail => mail.LabelIds.Contains(id) : _ => false,
        };
    }

    private static Func<SimulatedMail, bool> Word(string word) => mail =>
        HasWord(mail.Subject, word) || HasWord(mail.Body, word) || HasWord(mail.Addresses("From"), word)
        || HasWord(mail.Addresses("To"), word) || HasWord(mail.Addresses("Cc"), word);

    private static bool All(string[] values, string text) => Array.TrueForAll(values, value => HasWord(text, value));

    private static bool HasWord(string text, string word)
    {
        for (var start = 0; word.Length > 0 && start <= text.Length - word.Length; start++)
        {
            start = text.IndexOf(word, start, StringComparison.OrdinalIgnoreCase);
            if (start < 0)
            {
                return false;
            }

            var end = start + word.Length;
            if ((start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return word.Length == 0;
    }

    private static string[] Values(string text) =>
        text.Length > 2 && text[0] == '(' && text[^1] == ')' ? [.. Tokens(text[1..^1]).Select(Unquote)] : [Unquote(text)];

    private static string Unquote(string text) => text.Trim('"');

    private static long? Date(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 1L << 40)
        {
            return seconds * 1000;
        }

        return DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, Pacific).ToUnixTimeMilliseconds()
            : null;
    }

    private long? Ago(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 10_000)
        {
            return null;
        }

        return text[^1] switch
        {
            'h' => _now.AddHours(-count).ToUnixTimeMilliseconds(),
            'd' => _now.AddDays(-count).ToUnixTimeMilliseconds(),
            'm' => _now.AddDays(-30 * count).ToUnixTimeMilliseconds(),
            'y' when count < 1000 => _now.AddDays(-365 * count).ToUnixTimeMilliseconds(),
            _ => null,
        };
    }

    private static long? Bytes(string text)
    {
        var scale = text.Length == 0 ? 1 : char.ToUpperInvariant(text[^1]) switch { 'K' => 1024L, 'M' => 1024L * 1024, _ => 1 };
        return long.TryParse(scale > 1 ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 1L << 40
            ? count * scale
            : null;
    }
}
