using System.Text.Json.Serialization;

namespace Switchboard.Connectors.YouTube;

/// <summary>The contract's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublishPost))]
[JsonSerializable(typeof(PublishedVideo))]
[JsonSerializable(typeof(GetVideoMetrics))]
[JsonSerializable(typeof(VideoMetrics))]
[JsonSerializable(typeof(ListVideos))]
[JsonSerializable(typeof(VideoList))]
public sealed partial class YouTubeJson : JsonSerializerContext;

/// <summary>YouTube's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireInsert))]
[JsonSerializable(typeof(WireVideo))]
[JsonSerializable(typeof(WireVideoList))]
[JsonSerializable(typeof(WireChannelList))]
[JsonSerializable(typeof(WirePlaylistItemList))]
[JsonSerializable(typeof(ChannelState))]
internal sealed partial class YouTubeWireJson : JsonSerializerContext;
