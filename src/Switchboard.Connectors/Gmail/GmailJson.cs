using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Gmail;

/// <summary>The contract's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendMessage))]
[JsonSerializable(typeof(SentMessage))]
[JsonSerializable(typeof(GetProfile))]
[JsonSerializable(typeof(MailboxProfile))]
[JsonSerializable(typeof(ListMessages))]
[JsonSerializable(typeof(MessageList))]
[JsonSerializable(typeof(GetMessage))]
[JsonSerializable(typeof(MailMessage))]
[JsonSerializable(typeof(CreateDraft))]
[JsonSerializable(typeof(CreatedDraft))]
[JsonSerializable(typeof(ModifyMessage))]
[JsonSerializable(typeof(ModifiedMessage))]
[JsonSerializable(typeof(ListLabels))]
[JsonSerializable(typeof(LabelList))]
public sealed partial class GmailJson : JsonSerializerContext;

/// <summary>Gmail's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WireReference))]
[JsonSerializable(typeof(WireMessageList))]
[JsonSerializable(typeof(WireDraft))]
[JsonSerializable(typeof(WireDraftList))]
[JsonSerializable(typeof(WireDraftRequest))]
[JsonSerializable(typeof(WireModify))]
[JsonSerializable(typeof(WireProfile))]
[JsonSerializable(typeof(WireLabel))]
[JsonSerializable(typeof(WireLabelList))]
[JsonSerializable(typeof(WireAttachment))]
[JsonSerializable(typeof(MailboxState))]
internal sealed partial class GmailWireJson : JsonSerializerContext;
