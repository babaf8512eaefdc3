using System.Globalization;
using System.Text.Json;
using Switchboard.Catalog;
using Switchboard.Contracts;

namespace Switchboard.Redaction;

/// <summary>Writes JSON as it may be recorded: the contract's marks say what each field becomes.</summary>
internal sealed class Redactor(RecipientHash recipients)
{
    /// <summary>Writes a value under its marks.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="marks">Its marks.</param>
    /// <param name="skipVolatile">Whether to leave volatile fields out, as a run's digest does.</param>
    public void Write(Utf8JsonWriter writer, JsonElement value, FieldMarks marks, bool skipVolatile = false)
    {
        if (marks.Mark != Mark.None && value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
        {
            WriteMarked(writer, value, marks.Mark);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object when marks.Fields.Count > 0:
                WriteObject(writer, value, marks, skipVolatile);
                break;
            case JsonValueKind.Array when marks.Fields.Count > 0 || marks.Mark != Mark.None:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, marks, skipVolatile);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void WriteObject(Utf8JsonWriter writer, JsonElement value, FieldMarks marks, bool skipVolatile)
    {
        writer.WriteStartObject();
        foreach (var property in value.EnumerateObject())
        {
            var of = marks.Fields.TryGetValue(property.Name, out var known) ? known : FieldMarks.None;
            if (skipVolatile && of.Volatile)
            {
                continue;
            }

            writer.WritePropertyName(property.Name);
            Write(writer, property.Value, of, skipVolatile);
        }

        writer.WriteEndObject();
    }

    private void WriteMarked(Utf8JsonWriter writer, JsonElement value, Mark mark)
    {
        switch (mark)
        {
            case Mark.Recipient:
                writer.WriteStringValue(recipients.Of(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
                break;
            case Mark.Content:
                writer.WriteStringValue(ContentText(value));
                break;
            default:
                writer.WriteStringValue("[secret]");
                break;
        }
    }

    private static string ContentText(JsonElement value)
    {
        var length = value.ValueKind == JsonValueKind.String ? value.GetString()!.Length : value.GetRawText().Length;
        return string.Create(CultureInfo.InvariantCulture, $"[content: {length} characters]");
    }
}
