using System.Text.Json.Serialization;

namespace Switchboard.Connectors.X;

/// <summary>JSON of the contract's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublishPost))]
[JsonSerializable(typeof(PublishedPost))]
[JsonSerializable(typeof(DeletePost))]
[JsonSerializable(typeof(DeletedPost))]
[JsonSerializable(typeof(GetPostMetrics))]
[JsonSerializable(typeof(PostMetrics))]
public sealed partial class XJson : JsonSerializerContext;

/// <summary>JSON as X writes it, and of the simulator's state. Whole numbers may come as text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireCreate))]
[JsonSerializable(typeof(WirePostAnswer))]
[JsonSerializable(typeof(WirePostsAnswer))]
[JsonSerializable(typeof(WireDeleteAnswer))]
[JsonSerializable(typeof(WireUserAnswer))]
[JsonSerializable(typeof(WireProblem))]
[JsonSerializable(typeof(XSnapshot))]
internal sealed partial class XWireJson : JsonSerializerContext;
