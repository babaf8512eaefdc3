using System.Text;
using Switchboard.Calls;

namespace Switchboard.Redaction;

/// <summary>Recipients as <c>hmac:…</c> under one key: equal people look equal, and nobody can be named.</summary>
internal sealed class RecipientHash(KeyedHash keyed)
{
    private const string Prefix = "hmac:";
    private const int Digits = 32;

    /// <summary>The recorded form of a recipient.</summary>
    public string Of(string recipient)
    {
        var normal = Normalise(recipient);
        var length = Encoding.UTF8.GetMaxByteCount(normal.Length);
        Span<byte> bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        Span<byte> hash = stackalloc byte[KeyedHash.Length];
        keyed.Of(bytes[..Encoding.UTF8.GetBytes(normal, bytes)], hash);
        Span<char> text = stackalloc char[Prefix.Length + Digits];
        Prefix.CopyTo(text);
        Convert.TryToHexStringLower(hash[..(Digits / 2)], text[Prefix.Length..], out _);
        return new string(text);
    }

    /// <summary>Lower-case address without display name; an E.164 number without its punctuation; else trimmed lower case.</summary>
    public static string Normalise(string recipient)
    {
        var text = recipient.AsSpan().Trim();
        if (text.EndsWith('>') && text.LastIndexOf('<') is >= 0 and var open)
        {
            text = text[(open + 1)..^1].Trim();
        }

        return IsNumber(text) ? Digitise(text) : text.ToString().ToLowerInvariant();
    }

    private static bool IsNumber(ReadOnlySpan<char> text) =>
        text.StartsWith('+') && !text[1..].ContainsAnyExcept("0123456789 -().");

    private static string Digitise(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[text.Length];
        var count = 0;
        foreach (var character in text)
        {
            if (character == '+' || char.IsAsciiDigit(character))
            {
                digits[count++] = character;
            }
        }

        return new string(digits[..count]);
    }
}
