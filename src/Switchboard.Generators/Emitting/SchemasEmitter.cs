using Switchboard.Generators.Models;

namespace Switchboard.Generators.Emitting;

/// <summary>Writes the JSON Schema of each input and output as a constant.</summary>
internal static class SchemasEmitter
{
    internal static string Emit(ConnectorModel connector, Records records)
    {
        var code = Emitter.OpenPart(connector, "Schemas");
        foreach (var input in connector.Actions.Select(action => action.Input).Distinct())
        {
            Constant(code, records.Identifier(input) + "Input", new JsonSchema(records, isInput: true).Of(input));
        }

        foreach (var output in connector.Actions.Select(action => action.Output).Distinct())
        {
            Constant(code, records.Identifier(output) + "Output", new JsonSchema(records, isInput: false).Of(output));
        }

        return code.Close().Close().ToString();
    }

    private static void Constant(CodeWriter code, string name, string schema) =>
        code.Line($"internal const string {name} =").In("\"\"\"", schema, "\"\"\";").Line();
}
