using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Slack;

/// <summary>What every answer of the Web API has: success and failure are both HTTP 200.</summary>
internal record SlackAnswer
{
    [JsonPropertyOrder(-2)]
    public bool? Ok { get; init; }

    [JsonPropertyOrder(-1)]
    public string? Error { get; init; }

    public string? Needed { get; init; }

    public string? Provided { get; init; }

    public string? Warning { get; init; }

    public WireMetadata? ResponseMetadata { get; init; }
}

internal sealed record PostMessageAnswer : SlackAnswer
{
    public string? Channel { get; init; }

    public string? Ts { get; init; }

    public WireMessage? Message { get; init; }
}

internal sealed record ScheduleMessageAnswer : SlackAnswer
{
    public string? ScheduledMessageId { get; init; }

    public string? Channel { get; init; }

    public long? PostAt { get; init; }

    public WireMessage? Message { get; init; }
}

internal sealed record ScheduledMessagesAnswer : SlackAnswer
{
    public required IReadOnlyList<WireScheduledMessage> ScheduledMessages { get; init; }
}

internal sealed record ConversationsAnswer : SlackAnswer
{
    public IReadOnlyList<WireChannel>? Channels { get; init; }
}

internal sealed record HistoryAnswer : SlackAnswer
{
    public required IReadOnlyList<WireMessage> Messages { get; init; }

    public bool HasMore { get; init; }
}

internal sealed record UserAnswer : SlackAnswer
{
    public WireUser? User { get; init; }
}

internal sealed record UploadAddressAnswer : SlackAnswer
{
    public string? UploadUrl { get; init; }

    public string? FileId { get; init; }
}

internal sealed record UploadedFilesAnswer : SlackAnswer
{
    public IReadOnlyList<WireFile>? Files { get; init; }
}

internal sealed record AuthTestAnswer : SlackAnswer
{
    public required string Url { get; init; }

    public required string Team { get; init; }

    public required string User { get; init; }

    public required string TeamId { get; init; }

    public required string UserId { get; init; }

    public required string BotId { get; init; }

    public bool IsEnterpriseInstall { get; init; }
}

internal sealed record WireMetadata(string? NextCursor = null, IReadOnlyList<string>? Messages = null);

internal sealed record WireMessage
{
    public string? Type { get; init; }

    public string? Text { get; init; }

    public string? User { get; init; }

    public string? BotId { get; init; }

    public string? AppId { get; init; }

    public string? Team { get; init; }

    public string? Ts { get; init; }

    public IReadOnlyList<JsonElement>? Blocks { get; init; }

    public IReadOnlyList<WireFile>? Files { get; init; }

    public string? ThreadTs { get; init; }

    public string? ParentUserId { get; init; }

    public int? ReplyCount { get; init; }

    public string? LatestReply { get; init; }
}

internal sealed record WireScheduledMessage(string Id, string ChannelId, long PostAt, long DateCreated, string Text);

internal sealed record WireTopic(string Value, string Creator, long LastSet);

internal sealed record WireChannel
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? NameNormalized { get; init; }

    public bool? IsChannel { get; init; }

    public bool? IsGroup { get; init; }

    public bool? IsIm { get; init; }

    public bool? IsMpim { get; init; }

    public bool? IsPrivate { get; init; }

    public bool? IsArchived { get; init; }

    public bool? IsGeneral { get; init; }

    public bool? IsMember { get; init; }

    public string? User { get; init; }

    public bool? IsUserDeleted { get; init; }

    public long? Created { get; init; }

    public string? Creator { get; init; }

    public WireTopic? Topic { get; init; }

    public WireTopic? Purpose { get; init; }

    public int? NumMembers { get; init; }

    public int? Priority { get; init; }
}

internal sealed record WireProfile
{
    public string? RealName { get; init; }

    public string? RealNameNormalized { get; init; }

    public string? DisplayName { get; init; }

    public string? DisplayNameNormalized { get; init; }

    public string? Title { get; init; }

    public string? Email { get; init; }

    public string? BotId { get; init; }

    public string? ApiAppId { get; init; }

    public string? Team { get; init; }
}

internal sealed record WireUser
{
    public string? Id { get; init; }

    public string? TeamId { get; init; }

    public string? Name { get; init; }

    public bool? Deleted { get; init; }

    public string? RealName { get; init; }

    public string? Tz { get; init; }

    public WireProfile? Profile { get; init; }

    public bool? IsAdmin { get; init; }

    public bool? IsOwner { get; init; }

    public bool? IsBot { get; init; }

    public bool? IsAppUser { get; init; }

    public long? Updated { get; init; }
}

internal sealed record WireFile
{
    public string? Id { get; init; }

    public long? Created { get; init; }

    public long? Timestamp { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Mimetype { get; init; }

    public string? Filetype { get; init; }

    public string? User { get; init; }

    public long? Size { get; init; }

    public string? Mode { get; init; }

    public bool? IsExternal { get; init; }

    public bool? IsPublic { get; init; }

    public string? UrlPrivate { get; init; }

    public IReadOnlyList<string>? Channels { get; init; }
}

/// <summary>One item of <c>files</c> in files.completeUploadExternal.</summary>
internal sealed record WireFileReference(string Id, string? Title = null);
