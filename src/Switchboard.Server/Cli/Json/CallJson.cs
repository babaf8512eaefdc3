using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Pipeline;

namespace Switchboard.Server.Cli.Json;

/// <summary>What <c>call</c> prints: the execution. Written by hand, since making its serialiser would take longer than much of the call.</summary>
internal static class CallJson
{
    /// <summary>Writes how a call ended.</summary>
    public static void Write(Utf8JsonWriter writer, Outcome outcome)
    {
        writer.WriteStartObject();
        WriteId(writer, "id", outcome.ExecutionId);
        writer.WriteString("connector", outcome.Connector);
        writer.WriteString("action", outcome.Action);
        writer.WriteString("mode", outcome.Mode.ToText());
        writer.WriteString("status", outcome.Status.ToText());
        writer.WriteNumber("attempts", outcome.Attempts);
        WriteId(writer, "runId", outcome.RunId);
        writer.WritePropertyName("output");
        if (outcome.Output is { } output)
        {
            output.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WritePropertyName("error");
        if (outcome.Error is { } error)
        {
            ErrorJson.Write(writer, error, forOperator: false);
        }
        else
        {
            writer.WriteNullValue();
        }

        WriteTime(writer, "queuedAt", outcome.QueuedAt);
        WriteTime(writer, "startedAt", outcome.StartedAt);
        WriteTime(writer, "completedAt", outcome.CompletedAt);
        WriteTime(writer, "notBefore", outcome.NotBefore);
        if (outcome.IsReplayed)
        {
            writer.WriteBoolean("replayed", true);
        }

        writer.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter writer, string name, Guid? id)
    {
        if (id is { } given)
        {
            writer.WriteString(name, given);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    // Whole milliseconds, as the row has it: a replay tells the same.
    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? instant)
    {
        if (instant is { } given)
        {
            writer.WriteString(name, new DateTimeOffset(given.UtcTicks - (given.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero));
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
