using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Slack;

/// <summary>JSON of the contract's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PostMessage))]
[JsonSerializable(typeof(PostedMessage))]
[JsonSerializable(typeof(ScheduleMessage))]
[JsonSerializable(typeof(ScheduledMessage))]
[JsonSerializable(typeof(DeleteScheduledMessage))]
[JsonSerializable(typeof(DeletedScheduledMessage))]
[JsonSerializable(typeof(ListChannels))]
[JsonSerializable(typeof(ChannelPage))]
[JsonSerializable(typeof(GetUser))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(UploadFile))]
[JsonSerializable(typeof(UploadedFile))]
public sealed partial class SlackJson : JsonSerializerContext;

/// <summary>JSON as Slack writes it, and of the simulator's state. Numbers may come as text: Slack's own example has post_at so.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(SlackAnswer))]
[JsonSerializable(typeof(PostMessageAnswer))]
[JsonSerializable(typeof(ScheduleMessageAnswer))]
[JsonSerializable(typeof(ScheduledMessagesAnswer))]
[JsonSerializable(typeof(ConversationsAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(UploadAddressAnswer))]
[JsonSerializable(typeof(UploadedFilesAnswer))]
[JsonSerializable(typeof(AuthTestAnswer))]
[JsonSerializable(typeof(IReadOnlyList<WireFileReference>))]
[JsonSerializable(typeof(IReadOnlyList<JsonElement>))]
[JsonSerializable(typeof(SlackSnapshot))]
internal sealed partial class SlackWireJson : JsonSerializerContext;
