using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Meta;

/// <summary>Body of an answer that is no success.</summary>
internal sealed record GraphErrorBody(GraphError? Error);

/// <summary>The Graph API's error. The code says what it means, the HTTP status little.</summary>
internal sealed record GraphError
{
    public string? Message { get; init; }

    public string? Type { get; init; }

    public int? Code { get; init; }

    public int? ErrorSubcode { get; init; }

    public string? ErrorUserTitle { get; init; }

    public string? ErrorUserMsg { get; init; }

    public bool? IsTransient { get; init; }

    /// <summary>An object with details at WhatsApp, text or anything elsewhere.</summary>
    public JsonElement? ErrorData { get; init; }

    public string? FbtraceId { get; init; }

    /// <summary>Code, and subcode after a slash, as <c>9/2207042</c>.</summary>
    [JsonIgnore]
    public string? FullCode => Code is null ? null : ErrorSubcode is null or 0 ? $"{Code}" : $"{Code}/{ErrorSubcode}";
}

/// <summary>Answer to what was created.</summary>
internal sealed record GraphId(string Id);

/// <summary>Answer to what was changed.</summary>
internal sealed record GraphSuccess(bool Success);

/// <summary>One page of a list.</summary>
internal sealed record GraphList<T>(IReadOnlyList<T> Data, GraphPaging? Paging = null)
{
    /// <summary>Where the next page starts; null: this is the last. A last page has a cursor too, but no next.</summary>
    [JsonIgnore]
    public string? After => Paging?.Next is null ? null : Paging.Cursors?.After;
}

/// <summary>Where a page stands.</summary>
internal sealed record GraphPaging(GraphCursors? Cursors = null, string? Next = null, string? Previous = null);

/// <summary>Ends of a page.</summary>
internal sealed record GraphCursors(string? Before = null, string? After = null);

/// <summary>One metric of a page, an account or a post.</summary>
internal sealed record GraphInsight
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Period { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<GraphInsightValue>? Values { get; init; }

    public GraphInsightValue? TotalValue { get; init; }
}

/// <summary>A metric's value: a number, or an object of numbers.</summary>
internal sealed record GraphInsightValue(JsonElement? Value, string? EndTime = null);

/// <summary>How many calls a simulator took in one hour, so that its usage header says something.</summary>
internal sealed record GraphCallCount(long Hour, int Calls);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GraphErrorBody))]
[JsonSerializable(typeof(GraphId))]
[JsonSerializable(typeof(GraphSuccess))]
[JsonSerializable(typeof(GraphPaging))]
[JsonSerializable(typeof(GraphList<GraphInsight>))]
internal sealed partial class GraphJson : JsonSerializerContext;
