using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Switchboard.Validation;

/// <summary>Reads JSON text as it stands in its buffer, without making strings.</summary>
internal static class JsonText
{
    private const int EscapedUnit = 6;

    /// <summary>The UTF-8 between the quotes, still escaped.</summary>
    internal static ReadOnlySpan<byte> Raw(JsonElement text) => JsonMarshal.GetRawUtf8Value(text)[1..^1];

    /// <summary>Whether the field's name is Unicode text: comparing another throws.</summary>
    internal static bool HasUnicodeName(JsonProperty field) => TryMeasure(JsonMarshal.GetRawUtf8PropertyName(field), out _);

    /// <summary>The field's name; a replacement character where it is not Unicode.</summary>
    internal static string Name(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    /// <summary>Length in UTF-16 units; false: not Unicode text, as with half of a surrogate pair.</summary>
    internal static bool TryMeasure(ReadOnlySpan<byte> raw, out int length)
    {
        length = raw.Length;
        if (!Ascii.IsValid(raw))
        {
            if (!Utf8.IsValid(raw))
            {
                return false;
            }

            length = Encoding.UTF8.GetCharCount(raw);
        }

        var escape = raw.IndexOf((byte)'\\');
        if (escape < 0)
        {
            return true;
        }

        if (raw.IndexOf("\\u"u8) >= 0)
        {
            return TryUnescape(raw[escape..], ref length);
        }

        // Each escape is one unit; that of a backslash holds two.
        length -= raw.Count((byte)'\\') - raw.Count("\\\\"u8);
        return true;
    }

    /// <summary>Decodes text that <see cref="TryMeasure"/> accepted.</summary>
    internal static int Decode(JsonElement text, Span<char> into)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(text));
        reader.Read();
        return reader.CopyString(into);
    }

    private static bool TryUnescape(ReadOnlySpan<byte> rest, ref int length)
    {
        while (true)
        {
            var taken = 2;
            if (rest[1] == (byte)'u')
            {
                taken = EscapedUnit;
                var unit = Unit(rest);
                if (char.IsLowSurrogate(unit))
                {
                    return false;
                }

                if (char.IsHighSurrogate(unit))
                {
                    if (!IsLowSurrogate(rest[EscapedUnit..]))
                    {
                        return false;
                    }

                    taken += EscapedUnit;
                    length++;
                }
            }

            length -= taken - 1;
            var next = rest[taken..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return true;
            }

            rest = rest[(taken + next)..];
        }
    }

    private static bool IsLowSurrogate(ReadOnlySpan<byte> rest) =>
        rest.Length >= EscapedUnit && rest[0] == (byte)'\\' && rest[1] == (byte)'u' && char.IsLowSurrogate(Unit(rest));

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..EscapedUnit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
