using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Tests.Descriptions;

/// <summary>What the judge is asked; without a path: whether the file compiles.</summary>
internal sealed record JudgeQuestion
{
    public required string File { get; init; }

    public string? Path { get; init; }

    public string? Method { get; init; }

    public string? SentMethod { get; init; }

    public string? Address { get; init; }

    public string? RequestType { get; init; }

    public byte[] RequestBody { get; init; } = [];

    public int Status { get; init; }

    public string? ResponseType { get; init; }

    public byte[] ResponseBody { get; init; } = [];
}

/// <summary>What the judge found wrong.</summary>
internal sealed record JudgeAnswer(string Operation, IReadOnlyList<string> Request, IReadOnlyList<string> Response);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JudgeQuestion))]
[JsonSerializable(typeof(JudgeAnswer))]
internal sealed partial class JudgeJson : JsonSerializerContext;
