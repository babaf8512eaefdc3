using System.Text.Json;
using Switchboard.Calls;

namespace Switchboard.Pipeline;

/// <summary>A call's error as JSON, in rows and in answers.</summary>
internal static class ErrorJson
{
    /// <summary>Writes an error.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="error">The error.</param>
    /// <param name="forOperator">Whether to add what only an operator sees.</param>
    public static void Write(Utf8JsonWriter writer, CallError error, bool forOperator)
    {
        writer.WriteStartObject();
        writer.WriteString("code", error.CodeText);
        writer.WriteString("message", error.Message);
        if (error.Paths.Count > 0)
        {
            writer.WriteStartArray("paths");
            foreach (var path in error.Paths)
            {
                writer.WriteStartObject();
                writer.WriteString("path", path.Path);
                writer.WriteString("message", path.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteBoolean("retryable", error.Retryable);
        if (error.RetryAfter is { } wait)
        {
            writer.WriteNumber("retryAfterSeconds", Math.Round(wait.TotalSeconds, 3));
        }

        if (error.ProviderCode is { } providerCode)
        {
            writer.WriteString("providerCode", providerCode);
        }

        if (forOperator && error.OperatorMessage is { } operatorMessage)
        {
            writer.WriteString("operatorMessage", operatorMessage);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static CallError Read(ReadOnlySpan<byte> utf8)
    {
        var json = JsonElement.Parse(utf8);
        return new CallError(ErrorCodes.Parse(json.GetProperty("code").GetString()!), json.GetProperty("message").GetString()!)
        {
            Retryable = json.TryGetProperty("retryable", out var retryable) && retryable.GetBoolean(),
            RetryAfter = json.TryGetProperty("retryAfterSeconds", out var wait) ? TimeSpan.FromSeconds(wait.GetDouble()) : null,
            ProviderCode = json.TryGetProperty("providerCode", out var code) ? code.GetString() : null,
            OperatorMessage = json.TryGetProperty("operatorMessage", out var text) ? text.GetString() : null,
            Paths = json.TryGetProperty("paths", out var paths)
                ? [.. paths.EnumerateArray().Select(path => new PathError(path.GetProperty("path").GetString()!, path.GetProperty("message").GetString()!))]
                : [],
        };
    }
}
