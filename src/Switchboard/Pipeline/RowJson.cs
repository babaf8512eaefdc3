using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Contracts;
using Switchboard.Redaction;

namespace Switchboard.Pipeline;

/// <summary>Writes what a row holds, redacted under the keys of one organisation.</summary>
internal sealed class RowJson
{
    private readonly RecipientHash _recipients;
    private readonly Redactor _redactor;

    public RowJson(byte[] organisationKey)
    {
        Keyed = new KeyedHash(organisationKey);
        _recipients = new RecipientHash(Keyed);
        _redactor = new Redactor(_recipients);
    }

    /// <summary>Hashes under the organisation's key.</summary>
    public KeyedHash Keyed { get; }

    public byte[] Value(JsonElement value, FieldMarks marks)
    {
        using var scratch = Scratch.Rent();
        _redactor.Write(scratch.Json, value, marks);
        return scratch.ToJson();
    }

    public static byte[] Output(ActionBinding action, object output)
    {
        using var scratch = Scratch.Rent();
        action.WriteOutput(scratch.Json, output);
        return scratch.ToJson();
    }

    public static byte[] Shape(JsonElement value)
    {
        using var scratch = Scratch.Rent();
        ShapeOnly.Write(scratch.Json, value);
        return scratch.ToJson();
    }

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

    public static byte[] Error(CallError error)
    {
        using var scratch = Scratch.Rent();
        ErrorJson.Write(scratch.Json, error, forOperator: true);
        return scratch.ToJson();
    }

    public static byte[] Metadata(Submission call, IReadOnlyList<KeyValuePair<string, string>> notes)
    {
        using var scratch = Scratch.Rent();
        var writer = scratch.Json;
        writer.WriteStartObject();
        writer.WriteString("repeat"u8, RepeatText(call.Repeat));
        if ((call.StartedAt - call.QueuedAt).TotalMilliseconds is >= 1 and var waited)
        {
            writer.WriteNumber("waitedMs"u8, (long)waited);
        }

        if (call.Replaces is { } replaced)
        {
            writer.WriteString("replaces"u8, replaced);
        }

        for (var i = 0; i < notes.Count; i++)
        {
            writer.WriteString(notes[i].Key, notes[i].Value);
        }

        writer.WriteEndObject();
        return scratch.ToJson();
    }

    /// <summary>The metadata with how a person settled the call.</summary>
    public static byte[] Resolved(ReadOnlyMemory<byte> metadata, bool happened, string reason)
    {
        using var scratch = Scratch.Rent();
        using var before = metadata.IsEmpty ? null : JsonDocument.Parse(metadata);
        var writer = scratch.Json;
        writer.WriteStartObject();
        if (before is not null)
        {
            foreach (var one in before.RootElement.EnumerateObject())
            {
                one.WriteTo(writer);
            }
        }

        writer.WriteString("resolved"u8, happened ? "happened"u8 : "did-not-happen"u8);
        writer.WriteString("reason"u8, reason);
        writer.WriteEndObject();
        return scratch.ToJson();
    }

    private static ReadOnlySpan<byte> RepeatText(Repeat repeat) => repeat switch
    {
        Repeat.Read => "read"u8,
        Repeat.Natural => "natural"u8,
        Repeat.Keyed => "keyed"u8,
        Repeat.Reconcilable => "reconcilable"u8,
        _ => "blind"u8,
    };
}
