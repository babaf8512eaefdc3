using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Switchboard.Contracts;

namespace Switchboard.Validation;

/// <summary>Shapes of text.</summary>
public static class Formats
{
    private const int LongestAddress = 254;
    private const int LongestLocalPart = 64;
    private const int LongestLabel = 63;
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n\0");
    private static readonly SearchValues<char> MailSpecials = SearchValues.Create("()<>[]:;@\\,\"");

    /// <summary>What is wrong with a text; null: nothing.</summary>
    public static string? Error(TextFormat format, ReadOnlySpan<char> text) => format switch
    {
        TextFormat.Email or TextFormat.SingleLine when text.ContainsAny(LineBreaks) => "must be one line: no CR, LF or NUL",
        TextFormat.Email when !IsEmail(text) => "must be one mail address, as in 'ada@example.com' or 'Ada <ada@example.com>'",
        TextFormat.Phone when !IsPhone(text) => "must be a phone number as E.164, as in '+15551234567'",
        TextFormat.Base64 when !IsBase64(text) => "must be base64 with padding",
        TextFormat.Uri when !IsUri(text) => "must be an absolute http or https address",
        _ => null,
    };

    /// <summary>One mail address, with or without display name.</summary>
    public static bool IsEmail(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                return false;
            }
        }

        if (text.IsEmpty || text[^1] != '>')
        {
            return IsAddress(text);
        }

        var open = text.LastIndexOf('<');
        return open >= 0 && IsDisplayName(text[..open].Trim(' ')) && IsAddress(text[(open + 1)..^1]);
    }

    /// <summary><c>+</c>, then 7 to 15 digits of which the first is not 0.</summary>
    public static bool IsPhone(ReadOnlySpan<char> text)
    {
        if (text.Length is < 8 or > 16 || text[0] != '+' || text[1] == '0')
        {
            return false;
        }

        foreach (var c in text[1..])
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Base64 with padding, without white space.</summary>
    public static bool IsBase64(ReadOnlySpan<char> text) => text.Length % 4 == 0 && !text.ContainsAny(" \t\r\n") && Base64.IsValid(text);

    /// <summary>Absolute <c>http</c> or <c>https</c> address.</summary>
    public static bool IsUri(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c))
            {
                return false;
            }
        }

        var isHttp = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        return isHttp && Uri.TryCreate(text.ToString(), UriKind.Absolute, out var uri) && uri.Host.Length > 0;
    }

    // An unquoted comma would make two addresses of one.
    private static bool IsDisplayName(ReadOnlySpan<char> name) =>
        name is ['"', .. var inner, '"'] ? IsQuoted(inner) : !name.ContainsAny(MailSpecials);

    private static bool IsQuoted(ReadOnlySpan<char> inner)
    {
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '"' || (inner[i] == '\\' && ++i == inner.Length))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAddress(ReadOnlySpan<char> address)
    {
        var at = address.IndexOf('@');
        return at is > 0 and <= LongestLocalPart && address.Length <= LongestAddress && IsLocalPart(address[..at]) && IsDomain(address[(at + 1)..]);
    }

    private static bool IsLocalPart(ReadOnlySpan<char> local)
    {
        foreach (var c in local)
        {
            if (char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format)
            {
                return false;
            }
        }

        return !local.ContainsAny(MailSpecials) && local[0] != '.' && local[^1] != '.' && local.IndexOf("..") < 0;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labels = 0;
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.Length is 0 or > LongestLabel || label[0] == '-' || label[^1] == '-' || !IsLabel(label))
            {
                return false;
            }

            labels++;
        }

        return labels > 1;
    }

    // Marks: letters of Indic scripts are written with them.
    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        foreach (var c in label)
        {
            if (!char.IsLetterOrDigit(c) && c != '-' && char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            {
                return false;
            }
        }

        return true;
    }
}
