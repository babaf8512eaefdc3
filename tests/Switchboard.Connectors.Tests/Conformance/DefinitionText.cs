using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Switchboard.Catalog;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Tests.Conformance;

/// <summary>A connector's whole definition as JSON, to be approved as a file.</summary>
internal static class DefinitionText
{
    public static string Of(ConnectorDescriptor connector)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            Write(json, connector);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ConnectorDescriptor connector)
    {
        json.WriteStartObject();
        json.WriteString("name", connector.Name);
        Texts(json, "aliases", connector.Aliases);
        json.WriteString("description", connector.Description);
        json.WriteString("category", connector.Category);
        json.WriteString("baseAddress", connector.BaseAddress.OriginalString);
        json.WriteString("apiVersion", connector.ApiVersion);
        Texts(json, "credentials", connector.Credentials.Select(one => $"{one.Name} ({one.Set}{(one.Optional ? ", optional" : "")}): {one.Description} Simulated: {one.Simulated}"));
        Texts(json, "rateLimits", connector.RateLimits.Select(limit => $"{limit.Bucket}: {limit.Amount} in {limit.Window.TotalSeconds} s ({limit.Source})"));
        Texts(json, "sendCaps", connector.SendCaps.Select(cap => $"{cap.Plan}: {cap.PerDay} a day"));
        json.WriteString("quietHours", connector.QuietHours is { } hours ? $"{hours.From:HH:mm} to {hours.Until:HH:mm}" : null);
        Texts(json, "triggers", connector.Triggers);
        Texts(json, "notOffered", connector.NotOffered.Select(missing => $"{missing.Action}: {missing.Reason}"));
        json.WriteStartArray("actions");
        foreach (var action in connector.Actions)
        {
            Write(json, action);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ActionDescriptor action)
    {
        json.WriteStartObject();
        json.WriteString("name", action.Name);
        Texts(json, "aliases", action.Aliases);
        json.WriteString("description", action.Description);
        json.WriteString("effect", action.Effect.ToString());
        json.WriteString("repeat", action.Repeat == Repeat.Keyed ? $"Keyed for {action.KeyWindow.TotalSeconds} s" : action.Repeat.ToString());
        Texts(json, "scopes", action.Scopes);
        Texts(json, "readBackScopes", action.ReadBackScopes);
        json.WriteBoolean("quietHours", action.QuietHours);
        Texts(json, "costs", action.Costs.Select(cost => $"{cost.Units} of {cost.Bucket}{(cost.Per is null ? "" : $" per {cost.Per}")}"));
        json.WritePropertyName("input");
        JsonElement.Parse(action.InputSchema).WriteTo(json);
        json.WritePropertyName("output");
        JsonElement.Parse(action.OutputSchema).WriteTo(json);
        Marks(json, "inputMarks", action.InputMarks);
        Marks(json, "outputMarks", action.OutputMarks);
        json.WriteEndObject();
    }

    private static void Marks(Utf8JsonWriter json, string name, FieldMarks marks)
    {
        json.WriteStartObject(name);
        Marks(json, marks, "");
        json.WriteEndObject();
    }

    private static void Marks(Utf8JsonWriter json, FieldMarks marks, string path)
    {
        if (marks.Mark != Mark.None || marks.Volatile)
        {
            json.WriteString(path.TrimStart('.'), $"{marks.Mark}{(marks.Volatile ? ", volatile" : "")}");
        }

        foreach (var (name, field) in marks.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            Marks(json, field, $"{path}.{name}");
        }
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
