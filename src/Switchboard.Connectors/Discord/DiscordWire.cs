using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Discord;

/// <summary>Body of create message.</summary>
internal sealed record WireMessageRequest
{
    public string? Content { get; init; }

    public string? Nonce { get; init; }

    public bool? EnforceNonce { get; init; }

    public WireAllowedMentions? AllowedMentions { get; init; }

    public bool? Tts { get; init; }
}

/// <summary>Which mentions notify; without it all do.</summary>
internal sealed record WireAllowedMentions(IReadOnlyList<string>? Parse = null, IReadOnlyList<string>? Users = null, IReadOnlyList<string>? Roles = null);

/// <summary>A message; null members are written where Discord always writes them.</summary>
internal sealed record WireMessage
{
    public int Type { get; init; }

    public string Content { get; init; } = "";

    public IReadOnlyList<WireUser>? Mentions { get; init; }

    public IReadOnlyList<string>? MentionRoles { get; init; }

    public IReadOnlyList<JsonElement>? Attachments { get; init; }

    public IReadOnlyList<JsonElement>? Embeds { get; init; }

    public string? Timestamp { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? EditedTimestamp { get; init; }

    public int Flags { get; init; }

    public IReadOnlyList<JsonElement>? Components { get; init; }

    public string? Id { get; init; }

    public string? ChannelId { get; init; }

    public WireUser? Author { get; init; }

    public bool Pinned { get; init; }

    public bool MentionEveryone { get; init; }

    public bool Tts { get; init; }

    public string? Nonce { get; init; }
}

/// <summary>Somebody as others see them.</summary>
internal record WireUser
{
    public string? Id { get; init; }

    public string? Username { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Avatar { get; init; }

    public string? Discriminator { get; init; }

    public int PublicFlags { get; init; }

    public long Flags { get; init; }

    public bool? Bot { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? GlobalName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? PrimaryGuild { get; init; }
}

/// <summary>The account of the token.</summary>
internal sealed record WireCurrentUser : WireUser
{
    public bool MfaEnabled { get; init; }

    public string? Locale { get; init; }

    public bool? Verified { get; init; }
}

/// <summary>A channel of a server.</summary>
internal sealed record WireChannel
{
    public string? Id { get; init; }

    public int Type { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? LastMessageId { get; init; }

    public int Flags { get; init; }

    public string? GuildId { get; init; }

    public string? Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ParentId { get; init; }

    public int? RateLimitPerUser { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Topic { get; init; }

    public int Position { get; init; }

    public IReadOnlyList<WireOverwrite>? PermissionOverwrites { get; init; }

    public bool? Nsfw { get; init; }
}

/// <summary>What a role or member may do in one channel, beyond what it may everywhere.</summary>
internal sealed record WireOverwrite(string Id, int Type, string Allow, string Deny);

/// <summary>A server that the bot is in.</summary>
internal sealed record WireGuild(
    string Id,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Icon,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Banner,
    bool Owner,
    string Permissions,
    IReadOnlyList<string> Features);

/// <summary>Body of an answer that is no success; <c>errors</c> is nested as the request was.</summary>
internal sealed record WireError(
    string? Message,
    long? Code = null,
    JsonElement? Errors = null,
    double? RetryAfter = null,
    bool? Global = null);
