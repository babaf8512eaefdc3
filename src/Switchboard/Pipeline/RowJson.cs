using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Redaction;

namespace Switchboard.Pipeline;

/// <summary>Writes what a row holds, redacted under the keys of one organisation.</summary>
internal sealed class RowJson(byte[] organisationKey)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly RecipientHash _recipients = new(organisationKey);

    public byte[] Value(JsonElement value, FieldMarks marks) =>
        Write(writer => new Redactor(_recipients).Write(writer, value, marks));

    public static byte[] Shape(JsonElement value) => Write(writer => ShapeOnly.Write(writer, value));

    /// <summary>The error without this call's marked values, which a provider may have echoed.</summary>
    public CallError Scrub(CallError error, Submission call)
    {
        if (error.OperatorMessage is null && error.Paths.Count == 0)
        {
            return error;
        }

        var marked = new MarkedValues(_recipients);
        if (call.InputElement is { } input)
        {
            marked.Collect(input, call.Action.Descriptor.InputMarks);
        }

        foreach (var name in call.Channel.Connection.Credential.Names)
        {
            marked.AddSecret(call.Channel.Connection.Credential[name]);
        }

        return error with
        {
            Message = error.Paths.Count > 0 ? "The input is not valid; see paths." : marked.Scrub(error.Message),
            OperatorMessage = error.OperatorMessage is { } text ? marked.Scrub(text) : null,
            Paths = [.. error.Paths.Select(path => path with { Path = ShapeOnly.Path(path.Path) })],
        };
    }

    public static byte[] Error(CallError error) => Write(writer => ErrorJson.Write(writer, error, forOperator: true));

    public static byte[] Metadata(Submission call, IReadOnlyList<KeyValuePair<string, string>> notes) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("repeat", call.Repeat.ToString().ToLowerInvariant());
        if (call.StartedAt > call.QueuedAt)
        {
            writer.WriteNumber("waitedMs", (long)(call.StartedAt - call.QueuedAt).TotalMilliseconds);
        }

        if (call.Replaces is { } replaced)
        {
            writer.WriteString("replaces", replaced);
        }

        foreach (var (name, value) in notes)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    });

    public static byte[] Json(Action<Utf8JsonWriter> write) => Write(write);

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
