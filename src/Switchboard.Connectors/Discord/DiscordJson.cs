using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Discord;

/// <summary>JSON of the contract's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PostMessage))]
[JsonSerializable(typeof(PostedMessage))]
[JsonSerializable(typeof(ListChannels))]
[JsonSerializable(typeof(ChannelList))]
[JsonSerializable(typeof(GetCurrentUser))]
[JsonSerializable(typeof(CurrentUser))]
public sealed partial class DiscordJson : JsonSerializerContext;

/// <summary>JSON as Discord writes it, and of the simulator's state. Whole numbers may come as text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireMessageRequest))]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(List<WireMessage>))]
[JsonSerializable(typeof(WireChannel))]
[JsonSerializable(typeof(List<WireChannel>))]
[JsonSerializable(typeof(WireCurrentUser))]
[JsonSerializable(typeof(List<WireGuild>))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(DiscordSnapshot))]
internal sealed partial class DiscordWireJson : JsonSerializerContext;
