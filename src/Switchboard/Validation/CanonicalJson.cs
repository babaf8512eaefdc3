using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Switchboard.Validation;

/// <summary>Writes JSON as RFC 8785 has it: names in order, no white space, shortest numbers. Whole numbers beyond 2^53 keep their digits.</summary>
internal static class CanonicalJson
{
    private const int EscapedUnit = 6;

    /// <summary>Writes a value.</summary>
    public static void Write(IBufferWriter<byte> to, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(to, value);
                break;
            case JsonValueKind.Array:
                WriteArray(to, value);
                break;
            case JsonValueKind.String:
                WriteString(to, value);
                break;
            case JsonValueKind.Number:
                WriteNumber(to, value);
                break;
            default:
                to.Write(value.ValueKind switch { JsonValueKind.True => "true"u8, JsonValueKind.False => "false"u8, _ => "null"u8 });
                break;
        }
    }

    private static void WriteObject(IBufferWriter<byte> to, JsonElement value)
    {
        var count = value.GetPropertyCount();
        var properties = ArrayPool<JsonProperty>.Shared.Rent(count);
        var index = 0;
        foreach (var property in value.EnumerateObject())
        {
            properties[index++] = property;
        }

        properties.AsSpan(0, count).Sort(InOrder);
        to.Write("{"u8);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                to.Write(","u8);
            }

            WriteName(to, properties[i]);
            to.Write(":"u8);
            Write(to, properties[i].Value);
        }

        to.Write("}"u8);
        ArrayPool<JsonProperty>.Shared.Return(properties, clearArray: true);
    }

    // By UTF-16 units; where both are plain ASCII, their bytes have the same order.
    private static int CompareNames(JsonProperty left, JsonProperty right)
    {
        var l = JsonMarshal.GetRawUtf8PropertyName(left);
        var r = JsonMarshal.GetRawUtf8PropertyName(right);
        return IsPlain(l) && IsPlain(r) ? l.SequenceCompareTo(r) : string.CompareOrdinal(left.Name, right.Name);
    }

    private static bool IsPlain(ReadOnlySpan<byte> name) => Ascii.IsValid(name) && !name.Contains((byte)'\\');

    private static void WriteArray(IBufferWriter<byte> to, JsonElement value)
    {
        to.Write("["u8);
        var isFirst = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!isFirst)
            {
                to.Write(","u8);
            }

            isFirst = false;
            Write(to, item);
        }

        to.Write("]"u8);
    }

    private static void WriteName(IBufferWriter<byte> to, JsonProperty property)
    {
        to.Write("\""u8);
        WriteText(to, JsonMarshal.GetRawUtf8PropertyName(property));
        to.Write("\""u8);
    }

    private static void WriteString(IBufferWriter<byte> to, JsonElement value)
    {
        to.Write("\""u8);
        WriteText(to, JsonMarshal.GetRawUtf8Value(value)[1..^1]);
        to.Write("\""u8);
    }

    /// <summary>Writes text as it stands escaped in its document: only its escapes may have another form here.</summary>
    private static void WriteText(IBufferWriter<byte> to, ReadOnlySpan<byte> rest)
    {
        if (rest.IndexOf("\\u"u8) < 0 && rest.IndexOf("\\/"u8) < 0)
        {
            to.Write(rest);
            return;
        }

        while (rest.IndexOf((byte)'\\') is >= 0 and var plain)
        {
            to.Write(rest[..plain]);
            rest = rest[plain..];
            var taken = 2;
            if (rest[1] == (byte)'u')
            {
                taken = WriteUnit(to, rest);
            }
            else
            {
                to.Write(rest[1] == (byte)'/' ? "/"u8 : rest[..2]);
            }

            rest = rest[taken..];
        }

        to.Write(rest);
    }

    /// <summary>Writes the character of <c>\u</c> and its digits; how many bytes they took.</summary>
    private static int WriteUnit(IBufferWriter<byte> to, ReadOnlySpan<byte> escape)
    {
        var taken = EscapedUnit;
        var unit = Unit(escape);
        if (!Rune.TryCreate(unit, out var rune))
        {
            taken += EscapedUnit;
            var next = escape.Length >= taken && escape[EscapedUnit] == (byte)'\\' && escape[EscapedUnit + 1] == (byte)'u' ? Unit(escape[EscapedUnit..]) : default;
            rune = Rune.TryCreate(unit, next, out var pair) ? pair : throw new InvalidOperationException("The text holds a lone surrogate.");
        }

        if (rune.Value < ' ' || rune.Value is '"' or '\\')
        {
            WriteEscape(to, (char)rune.Value);
        }
        else
        {
            to.Advance(rune.EncodeToUtf8(to.GetSpan(4)));
        }

        return taken;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..EscapedUnit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static readonly Comparison<JsonProperty> InOrder = CompareNames;

    private static void WriteEscape(IBufferWriter<byte> to, char character) => to.Write(character switch
    {
        '"' => "\\\""u8,
        '\\' => "\\\\"u8,
        '\b' => "\\b"u8,
        '\f' => "\\f"u8,
        '\n' => "\\n"u8,
        '\r' => "\\r"u8,
        '\t' => "\\t"u8,
        _ => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")),
    });

    private static void WriteNumber(IBufferWriter<byte> to, JsonElement value)
    {
        if (value.TryGetInt64(out var whole))
        {
            var span = to.GetSpan(20);
            Utf8Formatter.TryFormat(whole, span, out var written);
            to.Advance(written);
            return;
        }

        Encoding.ASCII.GetBytes(Shortest(value.GetDouble()), to);
    }

    /// <summary>A double as ECMAScript writes it.</summary>
    internal static string Shortest(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        var text = Math.Abs(number).ToString("E16", CultureInfo.InvariantCulture);
        var shortest = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var digits = Digits(shortest);
        var exponent = int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + 1;
        var sign = number < 0 ? "-" : "";
        return sign + exponent switch
        {
            > 0 and <= 21 when digits.Length <= exponent => digits.PadRight(exponent, '0'),
            > 0 and <= 21 => digits[..exponent] + "." + digits[exponent..],
            > -6 and <= 0 => "0." + new string('0', -exponent) + digits,
            _ => (digits.Length == 1 ? digits : digits[..1] + "." + digits[1..]) + (exponent > 0 ? "e+" : "e-")
                + Math.Abs(exponent - 1).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Digits(string shortest)
    {
        var mantissa = shortest.Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        return mantissa.TrimEnd('0');
    }
}
