using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
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
            var of = marks.Find(property);
            if (skipVolatile && of.Volatile)
            {
                continue;
            }

            WriteName(writer, property);
            Write(writer, property.Value, of, skipVolatile);
        }

        writer.WriteEndObject();
    }

    // As it stands in its document where it can be, without making a string.
    private static void WriteName(Utf8JsonWriter writer, JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (raw.Contains((byte)'\\'))
        {
            writer.WritePropertyName(property.Name);
        }
        else
        {
            writer.WritePropertyName(raw);
        }
    }

    private void WriteMarked(Utf8JsonWriter writer, JsonElement value, Mark mark)
    {
        switch (mark)
        {
            case Mark.Recipient:
                writer.WriteStringValue(recipients.Of(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
                break;
            case Mark.Content:
                WriteContent(writer, value);
                break;
            default:
                writer.WriteStringValue("[secret]");
                break;
        }
    }

    private static void WriteContent(Utf8JsonWriter writer, JsonElement value)
    {
        Span<byte> text = stackalloc byte[64];
        Utf8.TryWrite(text, CultureInfo.InvariantCulture, $"[content: {Length(value)} characters]", out var written);
        writer.WriteStringValue(text[..written]);
    }

    /// <summary>Length in UTF-16 units, without making a string of what is not to be kept.</summary>
    private static int Length(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var length = Encoding.UTF8.GetCharCount(raw);
        if (value.ValueKind != JsonValueKind.String)
        {
            return length;
        }

        // Each escape is one unit, be it \n or \u00e9; that of a backslash holds two.
        var rest = raw[1..^1];
        if (rest.IndexOf("\\u"u8) < 0)
        {
            return length - 2 - (rest.Count((byte)'\\') - rest.Count("\\\\"u8));
        }

        while (rest.IndexOf((byte)'\\') is >= 0 and var escape)
        {
            var taken = rest[escape + 1] == (byte)'u' ? 6 : 2;
            length -= taken - 1;
            rest = rest[(escape + taken)..];
        }

        return length - 2;
    }
}
