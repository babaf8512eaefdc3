using System.Text.Json.Serialization;

namespace Switchboard.Connectors.WhatsApp;

/// <summary>JSON of the contract's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendMessage))]
[JsonSerializable(typeof(SendTemplate))]
[JsonSerializable(typeof(SentMessage))]
public sealed partial class WhatsAppJson : JsonSerializerContext;

/// <summary>JSON as WhatsApp writes it, and of the simulator's state.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WireTaken))]
[JsonSerializable(typeof(WireWebhook))]
[JsonSerializable(typeof(WhatsAppSnapshot))]
internal sealed partial class WhatsAppWireJson : JsonSerializerContext;
