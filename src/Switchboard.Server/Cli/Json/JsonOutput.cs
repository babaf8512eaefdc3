using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;

namespace Switchboard.Server.Cli.Json;

/// <summary>Writes JSON to standard output: indented for a person, else on one line.</summary>
internal static class JsonOutput
{
    /// <summary>Writes one document.</summary>
    public static void Write<T>(Terminal terminal, T value, JsonTypeInfo<T> type) => Write(terminal, value, type, terminal.IsScreen);

    /// <summary>Writes how a call ended.</summary>
    public static void Write(Terminal terminal, Outcome outcome) => Write(terminal, outcome, CallJson.Write, terminal.IsScreen);

    /// <summary>Writes one line of JSON Lines.</summary>
    public static void WriteLine<T>(Terminal terminal, T value, JsonTypeInfo<T> type) => Write(terminal, value, type, isIndented: false);

    /// <summary>A value that is JSON already; null: there is none.</summary>
    public static JsonElement? Element(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? null : JsonElement.Parse(utf8.Span);

    /// <summary>JSON as people read it.</summary>
    public static string Pretty(JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            element.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write<T>(Terminal terminal, T value, JsonTypeInfo<T> type, bool isIndented) =>
        Write(terminal, value, (writer, document) => JsonSerializer.Serialize(writer, document, type), isIndented);

    private static void Write<T>(Terminal terminal, T value, Action<Utf8JsonWriter, T> write, bool isIndented)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer, value);
        }

        buffer.WriteByte((byte)'\n');
        terminal.Output.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
        terminal.Output.Flush();
    }
}
