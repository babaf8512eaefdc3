using System.Text.Json;

namespace Switchboard.Connectors.Slack;

/// <summary>The simulated workspace as it is saved: of the seed the ids alone, from which all else follows.</summary>
internal sealed record SlackSnapshot(
    Dictionary<string, string>? SeedIds,
    IReadOnlyList<StoredMessage> Messages,
    IReadOnlyList<StoredScheduledMessage> Scheduled,
    IReadOnlyList<StoredFile> Files);

/// <summary>The workspace and the app whose token is used.</summary>
internal sealed record SlackIdentity(string TeamId, string Team, string AppId, string BotId, string BotUserId, string BotName);

/// <summary>What a message says, before it has a time.</summary>
internal sealed record SlackDraft(
    string Channel, string Text, IReadOnlyList<JsonElement>? Blocks = null, string? ThreadTs = null, IReadOnlyList<string>? Files = null);

internal sealed record StoredMessage(string Ts, SlackDraft Draft);

internal sealed record StoredScheduledMessage(string Id, long PostAt, long DateCreated, SlackDraft Draft, bool IsLost);

internal sealed record StoredFile(string Id, string Token, string Name, long Length, long Created)
{
    public byte[]? Content { get; init; }

    public string? Title { get; init; }

    public string? Channel { get; init; }
}
