using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Switchboard.Validation;

/// <summary>The names of a record's fields: finds them in JSON, and says which are unknown or missing.</summary>
public sealed class FieldNames
{
    private readonly string[] _names;
    private readonly byte[][] _utf8;
    private readonly ulong _required;
    private readonly ulong _nullable;

    /// <summary>Made by generated code.</summary>
    /// <param name="names">JSON names, at most 64.</param>
    /// <param name="required">Bit per name: must be given.</param>
    /// <param name="nullable">Bit per name: may be null.</param>
    public FieldNames(string[] names, ulong required, ulong nullable)
    {
        _names = names;
        _utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];
        _required = required;
        _nullable = nullable;
    }

    /// <summary>The name's place; negative: nothing is left to check, since it is null, unknown or given twice.</summary>
    /// <param name="field">A field of the JSON object.</param>
    /// <param name="given">Bit per name: given so far.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public int Find(JsonProperty field, ref ulong given, ValidationErrors errors)
    {
        // Fields mostly come in the record's order: look first at the first one that is not given yet.
        var start = BitOperations.TrailingZeroCount(~given);
        var count = JsonText.HasUnicodeName(field) ? _utf8.Length : 0;
        for (var step = 0; step < count; step++)
        {
            var i = (start + step) % _utf8.Length;
            if (field.NameEquals(_utf8[i]))
            {
                return Take(i, field.Value.ValueKind == JsonValueKind.Null, ref given, errors);
            }
        }

        if (!errors.IsFull)
        {
            var near = NearestNames.Find(JsonText.Name(field), _names).FirstOrDefault();
            errors.Add("$", near is null ? "unknown field" : "unknown field; did you mean '" + near + "'?");
        }

        return -1;
    }

    /// <summary>Reports every required name that was not given.</summary>
    public void Require(ulong given, ValidationErrors errors)
    {
        if ((_required & ~given) == 0)
        {
            return;
        }

        for (var i = 0; i < _names.Length; i++)
        {
            if ((_required & ~given & (1UL << i)) != 0)
            {
                errors.Add("$" + JsonPaths.Field(_names[i]), "required field is missing");
            }
        }
    }

    /// <summary>Reports when none of some names was given.</summary>
    /// <param name="given">Bit per name: given.</param>
    /// <param name="any">Bit per name: one of these is enough.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public void RequireAny(ulong given, ulong any, ValidationErrors errors)
    {
        if ((given & any) == 0)
        {
            errors.Add("$", "give at least one of " + Listed(any));
        }
    }

    private int Take(int index, bool isNull, ref ulong given, ValidationErrors errors)
    {
        var bit = 1UL << index;
        if ((given & bit) != 0)
        {
            errors.Add("$", "field is given twice");
            return -1;
        }

        // A null for an optional field counts as absent, for [AnyOf] too.
        if (!isNull || (_required & bit) != 0 || (_nullable & bit) == 0)
        {
            given |= bit;
        }

        if (!isNull)
        {
            return index;
        }

        if ((_nullable & bit) == 0)
        {
            errors.Add("$", (_required & bit) != 0 ? "null is not allowed" : "null is not allowed; leave the field out for its default");
        }

        return -1;
    }

    // Apart from its caller: the closure is made only where something is wrong.
    private string Listed(ulong bits) => string.Join(", ", _names.Where((_, i) => (bits & (1UL << i)) != 0).Select(name => "'" + name + "'"));
}
