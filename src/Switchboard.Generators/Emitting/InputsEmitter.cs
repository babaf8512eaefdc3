using Switchboard.Generators.Models;

namespace Switchboard.Generators.Emitting;

/// <summary>Writes the checks of the inputs: one method for each record.</summary>
internal static class InputsEmitter
{
    internal static string Emit(ConnectorModel connector, Records records)
    {
        var code = Emitter.OpenPart(connector, "Inputs");
        foreach (var record in records.Reach(connector.Actions.Select(action => action.Input)))
        {
            Record(code, record, records);
        }

        return code.Close().Close().ToString();
    }

    private static void Record(CodeWriter code, RecordModel record, Records records)
    {
        var name = records.Identifier(record.FullName);
        Tables(code, record, name);
        code.Open($"internal static void {name}({Types.JsonElement} value, {Types.Errors} errors)")
            .Open($"if (!{Types.Check}.Object(value, errors))").Line("return;").Close().Line()
            .Line("var given = 0UL;")
            .Open("foreach (var field in value.EnumerateObject())")
            .Line("var before = errors.Count;");
        Cases(code, record, name, records);
        code.Line("errors.Under(before, field);").Close().Line()
            .Line($"{name}Names.Require(given, errors);");
        if (record.AnyOf.Count > 0)
        {
            code.Line($"{name}Names.RequireAny(given, {Bits(record, field => record.AnyOf.Contains(field.Name))}, errors);");
        }

        code.Close().Line();
    }

    private static void Tables(CodeWriter code, RecordModel record, string name)
    {
        code.Line($"private static readonly {Types.FieldNames} {name}Names = new(")
            .In($"{Literals.Texts(record.Fields.Select(field => field.Name))},",
                $"required: {Bits(record, field => field.IsRequired)},",
                $"nullable: {Bits(record, field => field.Type.IsNullable)});")
            .Line();
        for (var i = 0; i < record.Fields.Count; i++)
        {
            var field = record.Fields[i];
            if (Rule(field.Constraint) is { Length: > 0 } rule && field.Type.Innermost.Kind is ValueKind.Text or ValueKind.Map)
            {
                code.Line($"private static readonly {Types.TextRule} {name}Rule{Literals.Whole(i)} = new() {{ {rule} }};").Line();
            }
            else if (field.Type.Innermost.Kind == ValueKind.Enum)
            {
                code.Line($"private static readonly string[] {name}Values{Literals.Whole(i)} = {Literals.Texts(field.Type.Innermost.Names)};").Line();
            }
        }
    }

    private static void Cases(CodeWriter code, RecordModel record, string name, Records records)
    {
        if (record.Fields.Count == 0)
        {
            code.Line($"{name}Names.Find(field, ref given, errors);");
            return;
        }

        code.Open($"switch ({name}Names.Find(field, ref given, errors))");
        for (var i = 0; i < record.Fields.Count; i++)
        {
            code.Line($"case {Literals.Whole(i)}:");
            code.Indent();
            Value(code, "field.Value", record.Fields[i].Type, new Site(record.Fields[i], name, i, records), 0);
            code.Line("break;").Outdent();
        }

        code.Close().Line();
    }

    private static void Value(CodeWriter code, string value, TypeModel type, Site site, int depth)
    {
        if (type.Kind != ValueKind.List)
        {
            code.Line(Call(value, type, site));
            return;
        }

        var bounds = depth == 0 ? Items(site.Field.Constraint) : "";
        var n = Literals.Whole(depth);
        code.Open($"if ({Types.Check}.List({value}, errors{bounds}))")
            .Line($"var index{n} = 0;")
            .Open($"foreach (var item{n} in {value}.EnumerateArray())")
            .Line($"var before{n} = errors.Count;");
        if (type.Item!.IsNullable)
        {
            code.Open($"if (item{n}.ValueKind != global::System.Text.Json.JsonValueKind.Null)");
        }

        Value(code, "item" + n, type.Item, site, depth + 1);
        if (type.Item.IsNullable)
        {
            code.Close();
        }

        code.Line($"errors.Under(before{n}, index{n}++);").Close().Close();
    }

    private static string Call(string value, TypeModel type, Site site) => type.Kind switch
    {
        ValueKind.Record => $"{site.Records.Identifier(type.Record!)}({value}, errors);",
        ValueKind.Enum => $"{Types.Check}.OneOf({value}, errors, {site.Name}Values{Literals.Whole(site.Index)});",
        ValueKind.Text or ValueKind.Map => $"{Types.Check}.{type.Kind}({value}, errors{site.RuleArgument}{(type.Kind == ValueKind.Map ? Items(site.Field.Constraint) : "")});",
        ValueKind.Int or ValueKind.Long or ValueKind.Double or ValueKind.Decimal => $"{Types.Check}.{type.Kind}({value}, errors{Range(site.Field.Constraint)});",
        _ => $"{Types.Check}.{type.Kind}({value}, errors);",
    };

    private static string Items(ConstraintModel constraint) =>
        constraint.Items is { } items ? $", min: {Literals.Whole(items.Min)}, max: {Literals.Whole(items.Max)}" : "";

    private static string Range(ConstraintModel constraint) =>
        constraint.Range is { } range ? $", min: {Literals.Number(range.Min)}, max: {Literals.Number(range.Max)}" : "";

    private static string Rule(ConstraintModel constraint)
    {
        var parts = new List<string>();
        if (constraint.Length is { } length)
        {
            parts.Add($"Min = {Literals.Whole(length.Min)}, Max = {Literals.Whole(length.Max)}");
        }

        if (constraint.Format != "Any")
        {
            parts.Add($"Format = {Types.Contracts}TextFormat.{constraint.Format}");
        }

        if (constraint.Pattern is { } pattern)
        {
            parts.Add("Pattern = " + Literals.Text(pattern));
        }

        return string.Join(", ", parts);
    }

    private static string Bits(RecordModel record, Func<FieldModel, bool> isSet)
    {
        var bits = 0UL;
        for (var i = 0; i < record.Fields.Count; i++)
        {
            bits |= isSet(record.Fields[i]) ? 1UL << i : 0;
        }

        return Literals.Bits(bits);
    }

    private sealed record Site(FieldModel Field, string Name, int Index, Records Records)
    {
        internal string RuleArgument => Rule(Field.Constraint).Length > 0 ? $", {Name}Rule{Literals.Whole(Index)}" : "";
    }
}
