using System.Globalization;

namespace Switchboard.Connectors.Discord;

/// <summary>The server and bot that a simulation starts with: the same for the same seed.</summary>
/// <param name="fraction">Seeded luck of (kind, key).</param>
internal sealed class DiscordSeed(Func<string, string, double> fraction)
{
    public const int Text = 0;
    public const int Voice = 2;
    public const int Category = 4;
    public const int Announcement = 5;
    public const int Stage = 13;
    public const int Forum = 15;

    // 2025-01-06T09:00:00Z: before any simulated call, so that nothing of the seed depends on when it is made.
    private const long Created = 1736154000000;
    private const long Epoch = 1420070400000;
    private const string SendMessages = "2048";
    private const string ViewChannel = "1024";

    private static readonly (string Name, int Type, string? Parent, string? Topic, string? Denied)[] Rooms =
    [
        ("Office", Category, null, null, null),
        ("Voice rooms", Category, null, null, null),
        ("general", Text, "Office", "Company-wide talk", null),
        ("announcements", Announcement, "Office", "News for everybody", null),
        ("launch", Text, "Office", "Everything about the next launch", null),
        ("support", Text, "Office", "What customers ask", null),
        ("rules", Text, "Office", "Read only", SendMessages),
        ("leadership", Text, "Office", null, ViewChannel),
        ("ideas", Forum, "Office", null, null),
        ("Standup", Voice, "Voice rooms", null, null),
    ];

    public string BotId { get; } = Snowflake(Created, fraction("user", "bot"));

    public string GuildId { get; } = Snowflake(Created, fraction("guild", ""));

    public WireCurrentUser Bot => new()
    {
        Id = BotId,
        Username = "agent",
        Discriminator = "0000",
        Bot = true,
        MfaEnabled = false,
        Locale = "en-US",
        Verified = true,
    };

    public WireGuild Guild => new(GuildId, "Example Works", null, null, false, "3072", []);

    /// <summary>Channels of a server; every server has the same ones under ids of its own.</summary>
    public List<WireChannel> Channels(string guildId) =>
    [
        .. Rooms.Select((room, i) => new WireChannel
        {
            Id = ChannelId(guildId, room.Name),
            Type = room.Type,
            GuildId = guildId,
            Name = room.Name,
            ParentId = room.Parent is null ? null : ChannelId(guildId, room.Parent),
            Topic = room.Topic,
            Position = i,
            RateLimitPerUser = room.Type == Category ? null : 0,
            Nsfw = false,
            PermissionOverwrites = room.Denied is null ? [] : [new WireOverwrite(guildId, 0, "0", room.Denied)],
        }),
    ];

    /// <summary>Somebody for an id that the message named.</summary>
    public static WireUser Stranger(string id) => new() { Id = id, Username = "user" + id, Discriminator = "0" };

    /// <summary>An id of an instant: milliseconds, then 22 bits.</summary>
    public static string Snowflake(long milliseconds, double low) =>
        (((ulong)(milliseconds - Epoch) << 22) | (ulong)(low * (1 << 22))).ToString(CultureInfo.InvariantCulture);

    /// <summary>When an id was made, in Unix milliseconds; null: it is no snowflake.</summary>
    public static long? MadeAt(string id) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && (value > 0 || id == "0") ? (long)(value >> 22) + Epoch : null;

    public static bool Denies(WireChannel channel, bool viewing) =>
        channel.PermissionOverwrites?.Any(overwrite => overwrite.Deny == (viewing ? ViewChannel : SendMessages)) == true;

    private string ChannelId(string guildId, string name) => Snowflake(Created, fraction("channel", guildId + "\n" + name));
}
