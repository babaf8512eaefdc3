using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Switchboard.Connectors.Mime;

/// <summary>A mail address with the name shown beside it.</summary>
/// <param name="Address">As <c>ada@example.com</c>; the domain in its ASCII form.</param>
/// <param name="Name">Display name, decoded; null: none.</param>
internal readonly record struct Mailbox(string Address, string? Name)
{
    private const int MaxLocalPart = 64;
    private const int MaxDomain = 255;
    private static readonly SearchValues<char> NotInAddress = SearchValues.Create(" ()<>,;:\\\"[]\u007f");
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create("()<>[]:;@\\,.\"");

    /// <summary>Reads one address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Mailbox Parse(string text) => TryParse(text, out var mailbox) ? mailbox : throw new FormatException("That is no mail address.");

    /// <summary>Reads <c>ada@example.com</c>, <c>Ada &lt;ada@example.com&gt;</c> or <c>"Lovelace, Ada" &lt;…&gt;</c>.</summary>
    public static bool TryParse(string text, out Mailbox mailbox)
    {
        var rest = text.AsSpan().Trim();
        string? name = null;
        if (rest.Length > 0 && rest[^1] == '>')
        {
            var open = rest.LastIndexOf('<');
            if (open < 0)
            {
                mailbox = default;
                return false;
            }

            name = Unquote(rest[..open].Trim());
            rest = rest[(open + 1)..^1].Trim();
        }

        var isAddress = TryReadAddress(rest, text, out var address);
        mailbox = isAddress ? new Mailbox(address!, string.IsNullOrEmpty(name) ? null : name) : default;
        return isAddress;
    }

    /// <summary>Reads an address header, leniently: what is no address is kept as it stands.</summary>
    public static List<Mailbox> ParseList(string header)
    {
        var list = new List<Mailbox>();
        var (start, isQuoted, depth) = (0, false, 0);
        for (var i = 0; i <= header.Length; i++)
        {
            if (i < header.Length && (isQuoted || depth > 0 || header[i] != ','))
            {
                switch (header[i])
                {
                    case '\\' when isQuoted:
                        i++;
                        break;
                    case '"':
                        isQuoted = !isQuoted;
                        break;
                    case '<' when !isQuoted:
                        depth++;
                        break;
                    case '>' when !isQuoted && depth > 0:
                        depth--;
                        break;
                }

                continue;
            }

            var item = header[start..Math.Min(i, header.Length)].Trim();
            start = i + 1;
            if (item.Length > 0 && !item.EndsWith(':') && item != ";" && !item.EndsWith(":;", StringComparison.Ordinal))
            {
                list.Add(TryParse(item, out var mailbox) ? mailbox : new Mailbox(item, null));
            }
        }

        return list;
    }

    /// <summary>As people write it; the name in quotes where it must be.</summary>
    public override string ToString() =>
        Name is null ? Address
        : Name.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{Escape(Name)}\" <{Address}>"
        : $"{Name} <{Address}>";

    /// <summary>Whether a name of printable ASCII must stand in quotes.</summary>
    public static bool MustQuote(string name) => name.AsSpan().ContainsAny(NeedsQuotes);

    /// <summary>The inside of a quoted string.</summary>
    public static string Escape(string text) =>
        text.AsSpan().ContainsAny('"', '\\') ? text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) : text;

    private static bool TryReadAddress(ReadOnlySpan<char> text, string whole, [NotNullWhen(true)] out string? address)
    {
        address = null;
        var at = text.IndexOf('@');
        if (at is < 1 or > MaxLocalPart || text.Length - at - 1 is < 1 or > MaxDomain
            || text[(at + 1)..].Contains('@') || text.ContainsAny(NotInAddress) || text.ContainsAnyInRange('\0', ' ')
            || !IsDotted(text[..at]) || !IsDotted(text[(at + 1)..]))
        {
            return false;
        }

        if (Ascii.IsValid(text[(at + 1)..]))
        {
            address = text.Length == whole.Length ? whole : text.ToString();
            return true;
        }

        try
        {
            address = string.Concat(text[..(at + 1)], new IdnMapping().GetAscii(text[(at + 1)..].ToString()));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsDotted(ReadOnlySpan<char> text) => text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal);

    private static string Unquote(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            return text.ToString();
        }

        var inside = text[1..^1];
        if (!inside.Contains('\\'))
        {
            return inside.ToString();
        }

        var plain = new StringBuilder(inside.Length);
        for (var i = 0; i < inside.Length; i++)
        {
            plain.Append(inside[i] == '\\' && i + 1 < inside.Length ? inside[++i] : inside[i]);
        }

        return plain.ToString();
    }
}
