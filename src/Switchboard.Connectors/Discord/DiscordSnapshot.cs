namespace Switchboard.Connectors.Discord;

/// <summary>The simulated server as it is saved; what its seed makes is made again.</summary>
internal sealed record DiscordSnapshot(IReadOnlyList<StoredMessage> Messages, IReadOnlyList<StoredNonce> Nonces, IReadOnlyList<StoredBucket> Buckets, string BotId, string GuildId);

/// <summary>What a request says, before it has a time.</summary>
internal sealed record DiscordDraft(
    string ChannelId, string Content, bool NotifiesEveryone, IReadOnlyList<string> Users, IReadOnlyList<string> Roles, bool Tts = false, string? Nonce = null);

internal sealed record StoredMessage(string Id, long At, DiscordDraft Draft);

internal sealed record StoredNonce(string Nonce, string MessageId, long At);

/// <summary>How much of a limit is used until it starts anew.</summary>
internal sealed record StoredBucket(string Key, int Used, long ResetAt);
