using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Discord;

file static class Pages
{
    internal const string Limits = "https://docs.discord.com/developers/topics/rate-limits";
}

/// <summary>Posts messages in the channels of a Discord server as a bot, and lists those channels.</summary>
/// <remarks>
/// Discord publishes one number, 50 requests a second for a bot. What else holds, a channel's own limit above all, it says
/// in the headers of each answer and asks not to be written down: when they say that nothing is left, calls on that
/// channel or server wait until Discord takes them again. The split buckets are declared with the number for all.
/// </remarks>
[Connector(
    "discord",
    Category = "Chat",
    BaseAddress = "https://discord.com",
    ApiVersion = "v10",
    Adapter = typeof(DiscordAdapter),
    Simulator = typeof(DiscordSimulator),
    Json = typeof(DiscordJson),
    Triggers = ["message.received"])]
[Credential("BotToken", "Token of the bot: discord.com/developers/applications, the application, Bot, Reset Token.", Simulated = "MDAwMDAwMDAwMDAwMDAwMDAw.simula.ted-bot-token")]
[RateLimit(DiscordBuckets.Bot, 50, 1, Source = Pages.Limits)]
[RateLimit(DiscordBuckets.Channel, 50, 1, Source = Pages.Limits)]
[RateLimit(DiscordBuckets.Guild, 50, 1, Source = Pages.Limits)]
[RateLimit(DiscordBuckets.User, 50, 1, Source = Pages.Limits)]
public interface IDiscord
{
    /// <summary>
    /// Posts a message to a channel now. Nobody is notified by mentions in it unless the field mentions allows them. Discord
    /// keeps a key of each call for a few minutes, so a lost answer never makes two messages of one call.
    /// </summary>
    /// <remarks>Discord says "past few minutes" and no number: 180 seconds are taken, which is cautious.</remarks>
    [Action(Effect.Write, Repeat.Keyed, KeyWindowSeconds = 180, Check = nameof(DiscordAdapter.CheckPost))]
    [Cost(DiscordBuckets.Bot)]
    [Cost(DiscordBuckets.Channel, Per = "channelId")]
    Task<PostedMessage> PostMessageAsync(PostMessage input, CancellationToken ct = default);

    /// <summary>
    /// Lists every channel of a server that the bot is in, whole, in one answer, threads left out. Use it to find a channel's id.
    /// A channel in the list may still refuse the bot's messages.
    /// </summary>
    [Action(Effect.Read, Repeat.Read)]
    [Cost(DiscordBuckets.Bot)]
    [Cost(DiscordBuckets.Guild, Per = "guildId")]
    Task<ChannelList> ListChannelsAsync(ListChannels input, CancellationToken ct = default);

    /// <summary>Tells which bot account the token belongs to. Use it to check the connection.</summary>
    [Action(Effect.Read, Repeat.Read)]
    [Cost(DiscordBuckets.Bot)]
    [Cost(DiscordBuckets.User)]
    Task<CurrentUser> GetCurrentUserAsync(GetCurrentUser input, CancellationToken ct = default);
}

/// <summary>What shares a limit of Discord's.</summary>
internal static class DiscordBuckets
{
    public const string Bot = "bot";
    public const string Channel = "channel";
    public const string Guild = "guild";
    public const string User = "user";
}

/// <summary>Kinds of mentions that may notify people.</summary>
[JsonConverter(typeof(EnumText<MentionKind>))]
public enum MentionKind
{
    /// <summary>People, written &lt;@id&gt;.</summary>
    Users,

    /// <summary>Everybody with a role, written &lt;@&amp;id&gt;.</summary>
    Roles,

    /// <summary>Everybody in the channel, written @everyone or @here.</summary>
    Everyone,
}

/// <summary>A message to post now.</summary>
/// <param name="ChannelId">Id of a text channel, a thread or a direct message, 17 to 20 digits as 1188531230551539722; no name. See listChannels.</param>
/// <param name="Content">Text in Discord's Markdown (**bold**, *italic*, `code`), 1 to 2,000 characters. An emoji counts as one for each of its code points. A person is mentioned as &lt;@id&gt;, a channel as &lt;#id&gt;.</param>
/// <param name="Mentions">Kinds of mentions in the text that notify: users, roles, everyone. Default none: they are shown and nobody is notified.</param>
public sealed record PostMessage(
    [Pattern("^[1-9][0-9]{0,19}$")] string ChannelId,
    [Content][Length(1, 4000)] string Content,
    [Items(0, 3)] IReadOnlyList<MentionKind>? Mentions = null);

/// <summary>A message that was posted.</summary>
/// <param name="Id">Id of the message, digits; text, never a number.</param>
/// <param name="ChannelId">Id of its channel.</param>
public sealed record PostedMessage([Volatile] string Id, string ChannelId);

/// <summary>Whose channels to list.</summary>
/// <param name="GuildId">Id of the server, 17 to 20 digits: in Discord, with developer mode on, Copy Server ID.</param>
public sealed record ListChannels([Pattern("^[1-9][0-9]{0,19}$")] string GuildId);

/// <summary>All channels of a server.</summary>
/// <param name="Channels">By category and position as Discord sorts them; empty when the bot may see none.</param>
public sealed record ChannelList(IReadOnlyList<Channel> Channels);

/// <summary>A channel of a server.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Name without #.</param>
/// <param name="Type">text, announcement, voice, stage, forum, media, directory or category; Discord's number for a kind that is newer. Messages go to text, announcement, voice and stage.</param>
/// <param name="Position">Place among its siblings, from 0.</param>
/// <param name="ParentId">Id of its category; absent: none.</param>
/// <param name="Topic">What it is about; absent: not said.</param>
public sealed record Channel(string Id, [Content] string Name, string Type, int Position, string? ParentId = null, [Content] string? Topic = null);

/// <summary>Asks for the bot's account.</summary>
public sealed record GetCurrentUser();

/// <summary>The account of the token.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Username">Its name, unique among people but not among bots.</param>
/// <param name="IsBot">Whether it is an application's.</param>
/// <param name="GlobalName">Name shown to others; absent: the username.</param>
public sealed record CurrentUser([Recipient] string Id, [Content] string Username, bool IsBot, [Content] string? GlobalName = null);
