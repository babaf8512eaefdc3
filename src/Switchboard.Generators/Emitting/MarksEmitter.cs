using Switchboard.Generators.Models;

namespace Switchboard.Generators.Emitting;

/// <summary>Writes the marks of the records' fields. A record that holds itself makes a ring: one object, not an endless tree.</summary>
internal static class MarksEmitter
{
    private const string Fields = "Fields";

    internal static string Emit(ConnectorModel connector, Records records)
    {
        var code = Emitter.OpenPart(connector, "Marks");
        var marked = connector.Records.Where(record => records.IsMarked(record.FullName)).ToList();
        foreach (var record in marked)
        {
            var name = records.Identifier(record.FullName);
            code.Line($"private static readonly {Types.Dictionary}<string, {Types.FieldMarks}> {name}{Fields} = [];");
            code.Line($"internal static readonly {Types.FieldMarks} {name} = new() {{ Fields = {name}{Fields} }};").Line();
        }

        if (marked.Count > 0)
        {
            code.Open("static Marks()");
            foreach (var record in marked)
            {
                Fill(code, record, records);
            }

            code.Close();
        }

        return code.Close().Close().ToString();
    }

    /// <summary>The marks of a record.</summary>
    internal static string Reference(string record, Records records) =>
        records.IsMarked(record) ? "Marks." + records.Identifier(record) : Types.FieldMarks + ".None";

    private static void Fill(CodeWriter code, RecordModel record, Records records)
    {
        foreach (var field in record.Fields)
        {
            var below = field.Type.Innermost.Record is { } name && records.IsMarked(name) ? records.Identifier(name) : null;
            var own = field.Mark != "None" || field.IsVolatile;
            if (own || below is not null)
            {
                code.Line($"{records.Identifier(record.FullName)}{Fields}[{Literals.Text(field.Name)}] = {(own ? Own(field, below) : below)};");
            }
        }
    }

    private static string Own(FieldModel field, string? below)
    {
        var parts = new List<string>();
        if (field.Mark != "None")
        {
            parts.Add($"Mark = {Types.Contracts}Mark.{field.Mark}");
        }

        if (field.IsVolatile)
        {
            parts.Add("Volatile = true");
        }

        if (below is not null)
        {
            parts.Add("Fields = " + below + Fields);
        }

        return "new() { " + string.Join(", ", parts) + " }";
    }
}
