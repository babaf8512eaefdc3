using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Twilio;

/// <summary>The contract's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendSms))]
[JsonSerializable(typeof(SendTemplate))]
[JsonSerializable(typeof(QueuedMessage))]
[JsonSerializable(typeof(GetMessage))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(ListMessages))]
[JsonSerializable(typeof(MessagePage))]
[JsonSerializable(typeof(LookupPhoneNumber))]
[JsonSerializable(typeof(PhoneNumberLookup))]
internal sealed partial class TwilioJson : JsonSerializerContext;

/// <summary>What goes over the wire, and what the simulator keeps.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MessageResource))]
[JsonSerializable(typeof(MessageListResource))]
[JsonSerializable(typeof(LookupResource))]
[JsonSerializable(typeof(ContentResource))]
[JsonSerializable(typeof(ContentListResource))]
[JsonSerializable(typeof(ErrorResource))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
[JsonSerializable(typeof(List<SimulatedMessage>))]
internal sealed partial class TwilioWireJson : JsonSerializerContext;
