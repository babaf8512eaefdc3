using System.Text.Json.Serialization;
using Switchboard.Connectors.Meta;

namespace Switchboard.Connectors.Instagram;

/// <summary>JSON of the contract's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublishPost))]
[JsonSerializable(typeof(PublishedPost))]
[JsonSerializable(typeof(GetInsights))]
[JsonSerializable(typeof(Insights))]
public sealed partial class InstagramJson : JsonSerializerContext;

/// <summary>JSON as Instagram writes it, and of the simulator's state.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireContainer))]
[JsonSerializable(typeof(WireMedia))]
[JsonSerializable(typeof(GraphList<WireMedia>))]
[JsonSerializable(typeof(InstagramSnapshot))]
internal sealed partial class InstagramWireJson : JsonSerializerContext;
