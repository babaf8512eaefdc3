using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Email;

/// <summary>The contract's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendMail))]
[JsonSerializable(typeof(SentMail))]
[JsonSerializable(typeof(VerifyServer))]
[JsonSerializable(typeof(VerifiedServer))]
public sealed partial class EmailJson : JsonSerializerContext;

/// <summary>The simulator's state as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PostOfficeState))]
internal sealed partial class EmailStateJson : JsonSerializerContext;
