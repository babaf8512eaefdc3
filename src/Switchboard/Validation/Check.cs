using System.Globalization;
using System.Text.Json;

namespace Switchboard.Validation;

/// <summary>Checks of one JSON value, called by generated code. Nothing is allocated while nothing is wrong; paths are given afterwards by <see cref="ValidationErrors.Under(int, JsonProperty)"/>.</summary>
public static class Check
{
    private const int LongestMoment = 256;
    private const string NotUnicode = "must be Unicode text";

    /// <summary>An object; false: it is none, and that is noted.</summary>
    public static bool Object(JsonElement value, ValidationErrors errors) => Is(value, JsonValueKind.Object, "an object", errors);

    /// <summary>A list of so many items; false: it is none, and that is noted.</summary>
    public static bool List(JsonElement value, ValidationErrors errors, int min = 0, int max = int.MaxValue)
    {
        if (!Is(value, JsonValueKind.Array, "a list", errors))
        {
            return false;
        }

        Counted(value.GetArrayLength(), min, max, "items", errors);
        return true;
    }

    /// <summary>An object whose values are all text.</summary>
    public static void Map(JsonElement value, ValidationErrors errors, TextRule? rule = null, int min = 0, int max = int.MaxValue)
    {
        if (!Object(value, errors))
        {
            return;
        }

        Counted(value.GetPropertyCount(), min, max, "entries", errors);
        foreach (var entry in value.EnumerateObject())
        {
            var before = errors.Count;
            if (!JsonText.HasUnicodeName(entry))
            {
                errors.Add("$", NotUnicode);
            }

            Text(entry.Value, errors, rule);
            errors.Under(before, entry);
        }
    }

    /// <summary>Text, as the rule says; no rule: any.</summary>
    public static void Text(JsonElement value, ValidationErrors errors, TextRule? rule = null)
    {
        if (!Is(value, JsonValueKind.String, "text", errors))
        {
            return;
        }

        if (!JsonText.TryMeasure(JsonText.Raw(value), out var length))
        {
            errors.Add("$", NotUnicode);
            return;
        }

        rule?.Apply(value, length, errors);
    }

    /// <summary>One of some texts.</summary>
    public static void OneOf(JsonElement value, ValidationErrors errors, string[] names)
    {
        if (!Is(value, JsonValueKind.String, "text", errors))
        {
            return;
        }

        var isUnicode = JsonText.TryMeasure(JsonText.Raw(value), out _);
        foreach (var name in names)
        {
            if (isUnicode && value.ValueEquals(name))
            {
                return;
            }
        }

        errors.Add("$", "must be one of " + string.Join(", ", names.Select(name => "'" + name + "'")));
    }

    /// <summary>True or false.</summary>
    public static void Flag(JsonElement value, ValidationErrors errors)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            errors.Add("$", "must be true or false, not " + Kind(value));
        }
    }

    /// <summary>A whole number of 32 bits within bounds.</summary>
    public static void Int(JsonElement value, ValidationErrors errors, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        if (!Is(value, JsonValueKind.Number, "a whole number", errors))
        {
            return;
        }

        if (value.TryGetInt32(out var number))
        {
            Within(number, min, max, errors);
        }
        else
        {
            errors.Add("$", "must be a whole number from -2147483648 to 2147483647, written without point or exponent");
        }
    }

    /// <summary>A whole number of 64 bits within bounds.</summary>
    public static void Long(JsonElement value, ValidationErrors errors, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        if (!Is(value, JsonValueKind.Number, "a whole number", errors))
        {
            return;
        }

        if (value.TryGetInt64(out var number))
        {
            Within(number, min, max, errors);
        }
        else
        {
            errors.Add("$", "must be a whole number of 64 bits, written without point or exponent");
        }
    }

    /// <summary>A number within bounds.</summary>
    public static void Double(JsonElement value, ValidationErrors errors, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        if (!Is(value, JsonValueKind.Number, "a number", errors))
        {
            return;
        }

        if (value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            Within(number, min, max, errors);
        }
        else
        {
            errors.Add("$", "must be a number of 64 bits");
        }
    }

    /// <summary>A decimal number within bounds.</summary>
    public static void Decimal(JsonElement value, ValidationErrors errors, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        if (!Is(value, JsonValueKind.Number, "a number", errors))
        {
            return;
        }

        if (value.TryGetDecimal(out var number))
        {
            Within((double)number, min, max, errors);
        }
        else
        {
            errors.Add("$", "must be a number of at most 28 digits");
        }
    }

    /// <summary>A moment as ISO 8601 with an offset.</summary>
    public static void Moment(JsonElement value, ValidationErrors errors)
    {
        if (!Is(value, JsonValueKind.String, "text", errors))
        {
            return;
        }

        if (!JsonText.TryMeasure(JsonText.Raw(value), out _) || !value.TryGetDateTimeOffset(out _) || !HasOffset(value))
        {
            errors.Add("$", "must be a time as ISO 8601 with an offset, as in '2026-03-01T09:30:00Z' or '2026-03-01T09:30:00+02:00'");
        }
    }

    /// <summary>Any JSON whose text is Unicode.</summary>
    public static void Any(JsonElement value, ValidationErrors errors)
    {
        if (!IsUnicode(value))
        {
            errors.Add("$", "must hold Unicode text only");
        }
    }

    internal static string Bounds(string verb, double min, double max, double unbounded, string unit = "")
    {
        var (least, most) = (Number(min), Number(max));
        unit = unit.Length == 0 ? "" : " " + unit;
        return min == max ? $"{verb} {least}{unit}"
            : max >= unbounded ? $"{verb} at least {least}{unit}"
            : double.IsNegativeInfinity(min) || (min <= 0 && unit.Length > 0) ? $"{verb} at most {most}{unit}"
            : $"{verb} {least} to {most}{unit}";
    }

    private static bool Is(JsonElement value, JsonValueKind kind, string name, ValidationErrors errors)
    {
        if (value.ValueKind == kind)
        {
            return true;
        }

        if (!errors.IsFull)
        {
            errors.Add("$", "must be " + name + ", not " + Kind(value));
        }

        return false;
    }

    private static void Within(double number, double min, double max, ValidationErrors errors)
    {
        if (number < min || number > max)
        {
            errors.Add("$", Bounds("must be", min, max, double.PositiveInfinity));
        }
    }

    private static void Counted(int count, int min, int max, string unit, ValidationErrors errors)
    {
        if (count < min || count > max)
        {
            errors.Add("$", Bounds("must have", min, max, int.MaxValue, unit) + "; it has " + count.ToString(CultureInfo.InvariantCulture));
        }
    }

    // A date alone has no offset, and its own dashes must not pass for one.
    private static bool HasOffset(JsonElement moment)
    {
        if (JsonText.Raw(moment).Length > LongestMoment)
        {
            return false;
        }

        Span<char> buffer = stackalloc char[LongestMoment];
        var decoded = buffer[..JsonText.Decode(moment, buffer)];
        var time = decoded.IndexOf('T');
        return time >= 0 && decoded[time..].ContainsAny('Z', '+', '-');
    }

    private static bool IsUnicode(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return JsonText.TryMeasure(JsonText.Raw(value), out _);
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    if (!IsUnicode(item))
                    {
                        return false;
                    }
                }

                return true;
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                {
                    if (!JsonText.HasUnicodeName(field) || !IsUnicode(field.Value))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return true;
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        JsonValueKind.Undefined => "nothing",
        _ => "true or false",
    };
}
