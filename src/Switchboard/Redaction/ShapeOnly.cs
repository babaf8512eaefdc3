using System.Text.Json;
using System.Text.RegularExpressions;

namespace Switchboard.Redaction;

/// <summary>Records an input that is not valid: its names and types, no value, since nothing says which fields are whose.</summary>
internal static partial class ShapeOnly
{
    private const int MostItems = 20;

    /// <summary>Writes the shape of a value.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().Take(MostItems))
                {
                    writer.WritePropertyName(Name(property.Name));
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray().Take(MostItems))
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue($"[{value.ValueKind.ToString().ToLowerInvariant()}]");
                break;
        }
    }

    /// <summary>A path as it may be stored: names that are no identifiers are left out.</summary>
    public static string Path(string path) => PlainPath.IsMatch(path) ? path : "$";

    private static string Name(string name) => PlainName.IsMatch(name) ? name : "[name]";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,63}$")]
    private static partial Regex PlainName { get; }

    [GeneratedRegex(@"^\$[A-Za-z0-9_.\[\]]{0,200}$")]
    private static partial Regex PlainPath { get; }
}
