using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Switchboard.Simulation;

/// <summary>A simulator's answer.</summary>
public sealed record SimulatorReply
{
    /// <summary>HTTP status.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Content type; null: no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Headers beside the content's.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Time that passes on the domain clock before the answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What goes wrong on the way back; null: nothing.</summary>
    public WireFault? WireFault { get; init; }

    /// <summary>A JSON answer.</summary>
    public static SimulatorReply Json<T>(T value, JsonTypeInfo<T> type, int status = 200) => new()
    {
        Status = status,
        ContentType = "application/json; charset=utf-8",
        Body = JsonSerializer.SerializeToUtf8Bytes(value, type),
    };

    /// <summary>A text answer.</summary>
    public static SimulatorReply Text(string text, int status = 200, string contentType = "text/plain; charset=utf-8") => new()
    {
        Status = status,
        ContentType = contentType,
        Body = System.Text.Encoding.UTF8.GetBytes(text),
    };

    /// <summary>An answer without a body.</summary>
    public static SimulatorReply Empty(int status = 204) => new() { Status = status };

    /// <summary>The same with one more header.</summary>
    public SimulatorReply With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}

/// <summary>What goes wrong on the wire.</summary>
public enum WireFault
{
    /// <summary>No connection is made; the simulator saw nothing.</summary>
    ConnectRefused,

    /// <summary>The request was taken and acted on, then the connection closed without an answer.</summary>
    AnswerLost,

    /// <summary>The request was taken and acted on; half of the answer's body came.</summary>
    Truncated,
}
