using Switchboard.Generators.Models;

namespace Switchboard.Generators.Emitting;

/// <summary>Makes the JSON Schema 2020-12 of a record. An input forbids what it does not name; an output may grow.</summary>
internal sealed class JsonSchema(Records records, bool isInput)
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    private readonly SortedDictionary<string, string> _definitions = new(StringComparer.Ordinal);

    internal string Of(string record)
    {
        var root = Object(records[record]);
        root.Insert(0, Pair("$schema", Literals.Json(Dialect)));
        if (_definitions.Count > 0)
        {
            root.Add(Pair("$defs", Braces(_definitions.Select(definition => Pair(definition.Key, definition.Value)))));
        }

        return Braces(root);
    }

    private static string Pair(string name, string json) => Literals.Json(name) + ":" + json;

    private static string Braces(IEnumerable<string> pairs) => "{" + string.Join(",", pairs) + "}";

    private static string Brackets(IEnumerable<string> values) => "[" + string.Join(",", values) + "]";

    private static string Names(IEnumerable<string> names) => Brackets(names.Select(Literals.Json));

    private List<string> Object(RecordModel record)
    {
        var pairs = new List<string> { Pair("type", "\"object\"") };
        if (record.Description.Length > 0)
        {
            pairs.Add(Pair("description", Literals.Json(record.Description)));
        }

        pairs.Add(Pair("properties", Braces(record.Fields.Select(field => Pair(field.Name, Field(field))))));
        var required = record.Fields.Where(field => isInput ? field.IsRequired : !field.Type.IsNullable).Select(field => field.Name).ToList();
        if (required.Count > 0)
        {
            pairs.Add(Pair("required", Names(required)));
        }

        if (isInput && record.AnyOf.Count > 0)
        {
            pairs.Add(Pair("anyOf", Brackets(record.AnyOf.Select(name => Braces([Pair("required", Names([name]))])))));
        }

        if (isInput)
        {
            pairs.Add(Pair("additionalProperties", "false"));
        }

        return pairs;
    }

    private string Field(FieldModel field)
    {
        // An optional input is left out rather than null: one type is easier on a model.
        var allowsNull = field.Type.IsNullable && !(isInput && !field.IsRequired);
        // What a provider answers is its own affair: an output has types and no bounds.
        var pairs = Value(field.Type, isInput ? field.Constraint : new ConstraintModel(), allowsNull);
        if (field.Description.Length > 0)
        {
            pairs.RemoveAll(pair => pair.StartsWith("\"description\":", StringComparison.Ordinal));
            pairs.Insert(0, Pair("description", Literals.Json(field.Description)));
        }

        if (isInput && field.Default is { } value)
        {
            pairs.Add(Pair("default", value));
        }

        return Braces(pairs);
    }

    private List<string> Value(TypeModel type, ConstraintModel constraint, bool allowsNull) => type.Kind switch
    {
        ValueKind.Record => Record(type.Record!, allowsNull),
        ValueKind.List => List(type, constraint, allowsNull),
        ValueKind.Map => [Type("object", allowsNull), .. Bounds(constraint.Items, "Properties"), Pair("additionalProperties", Braces([Type("string", false), .. Text(constraint)]))],
        ValueKind.Text => [Type("string", allowsNull), .. Text(constraint)],
        ValueKind.Moment => [Type("string", allowsNull), Pair("format", "\"date-time\"")],
        ValueKind.Enum => [Type("string", allowsNull), Pair("enum", Brackets([.. type.Names.Select(Literals.Json), .. allowsNull ? ["null"] : Array.Empty<string>()]))],
        ValueKind.Flag => [Type("boolean", allowsNull)],
        ValueKind.Int or ValueKind.Long => [Type("integer", allowsNull), .. Range(constraint)],
        ValueKind.Double or ValueKind.Decimal => [Type("number", allowsNull), .. Range(constraint)],
        _ => [],
    };

    private List<string> Record(string name, bool allowsNull)
    {
        var record = records[name];
        var pairs = records.IsRecursive(record) ? [Pair("$ref", Literals.Json("#/$defs/" + Define(record)))] : Object(record);
        if (!allowsNull)
        {
            return pairs;
        }

        return [Pair("anyOf", Brackets([Braces(pairs), Braces([Pair("type", "\"null\"")])]))];
    }

    private string Define(RecordModel record)
    {
        var name = records.Identifier(record.FullName);
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = "";
            _definitions[name] = Braces(Object(record));
        }

        return name;
    }

    private List<string> List(TypeModel type, ConstraintModel constraint, bool allowsNull)
    {
        var items = Braces(Value(type.Item!, constraint with { Items = null }, type.Item!.IsNullable));
        return [Type("array", allowsNull), .. Bounds(constraint.Items, "Items"), Pair("items", items)];
    }

    private static string Type(string name, bool allowsNull) => Pair("type", allowsNull ? Names([name, "null"]) : Literals.Json(name));

    private static IEnumerable<string> Text(ConstraintModel constraint)
    {
        foreach (var bound in Bounds(constraint.Length, "Length"))
        {
            yield return bound;
        }

        var (keyword, value, pattern) = constraint.Format switch
        {
            "Email" => ("format", "email", null),
            "Phone" => (null, null, "^\\+[1-9][0-9]{6,14}$"),
            "SingleLine" => (null, null, "^[^\\r\\n\\u0000]*$"),
            "Base64" => ("contentEncoding", "base64", null),
            "Uri" => ("format", "uri", null),
            _ => default((string?, string?, string?)),
        };
        if (keyword is not null)
        {
            yield return Pair(keyword, Literals.Json(value!));
        }

        if ((constraint.Pattern ?? pattern) is { } expression)
        {
            yield return Pair("pattern", Literals.Json(expression));
        }
    }

    private static IEnumerable<string> Bounds(BoundsModel? bounds, string unit)
    {
        if (bounds?.Min > 0)
        {
            yield return Pair("min" + unit, Literals.Whole(bounds.Min));
        }

        if (bounds?.Max < int.MaxValue)
        {
            yield return Pair("max" + unit, Literals.Whole(bounds.Max));
        }
    }

    private static IEnumerable<string> Range(ConstraintModel constraint)
    {
        if (constraint.Range is { Min: > double.MinValue } atLeast)
        {
            yield return Pair("minimum", Literals.Json(atLeast.Min));
        }

        if (constraint.Range is { Max: < double.MaxValue } atMost)
        {
            yield return Pair("maximum", Literals.Json(atMost.Max));
        }
    }
}
