using System.Globalization;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Discord;

/// <summary>Plays Discord to one bot: servers, channels, messages, keys of calls, and the headers of its limits.</summary>
internal sealed class DiscordSimulator : Simulator
{
    private const string Root = "/api/v10";
    private readonly DiscordServer _server;

    public DiscordSimulator(SimulatorContext context)
        : base(context)
    {
        _server = new DiscordServer(Fraction, NewHexId);
        _server.Populate();
        MapLimited("create_message", "POST", "/channels/{channel_id}/messages", CreateMessage, 5, 5000);
        MapLimited("list_messages", "GET", "/channels/{channel_id}/messages", ListMessages);
        MapLimited("get_message", "GET", "/channels/{channel_id}/messages/{message_id}", GetMessage);
        MapLimited("get_channel", "GET", "/channels/{channel_id}", GetChannel);
        MapLimited("list_guild_channels", "GET", "/guilds/{guild_id}/channels", ListChannels);
        MapLimited("get_my_user", "GET", "/users/@me", _ => SimulatorReply.Json(_server.Seed.Bot with { Id = _server.BotId }, DiscordWireJson.Default.WireCurrentUser));
        MapLimited("list_my_guilds", "GET", "/users/@me/guilds", _ => SimulatorReply.Json([_server.Seed.Guild with { Id = _server.GuildId }], DiscordWireJson.Default.ListWireGuild));
    }

    private long Milliseconds => Now.ToUnixTimeMilliseconds();

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        request.Header("Authorization") is { } given
        && (given.StartsWith("Bot ", StringComparison.Ordinal) || given.StartsWith("Bearer ", StringComparison.Ordinal))
            ? null
            : DiscordReplies.Error(401, 0, "401: Unauthorized");

    protected override SimulatorReply NotFound(SimulatorRequest request) => DiscordReplies.Error(404, 0, "404: Not Found");

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, _server.Save(), DiscordWireJson.Default.DiscordSnapshot);

    protected override void LoadState(JsonElement state) => _server.Load(state.Deserialize(DiscordWireJson.Default.DiscordSnapshot)!);

    private void MapLimited(string name, string method, string path, Func<SimulatorRequest, SimulatorReply> act, int limit = 50, long window = 1000)
    {
        var bucket = ((long)(Fraction("bucket", name) * uint.MaxValue)).ToString("x8", CultureInfo.InvariantCulture);
        var major = path.Split('/')[2].Trim('{', '}');
        Map(name, method, Root + path, request =>
        {
            var part = major[0] == '@' ? "" : request.Route(major);
            var reply = part.Length > 0 && DiscordSeed.MadeAt(part) is null ? DiscordReplies.NotSnowflake(major, part) : act(request);
            var taken = _server.Take(name + "\n" + part, limit, window, Milliseconds);
            return DiscordReplies.WithLimit(reply, taken, limit, bucket, Milliseconds);
        });
    }

    private SimulatorReply CreateMessage(SimulatorRequest request)
    {
        if (Find(request, out var channel) is { } no)
        {
            return no;
        }

        if (channel.Type is not (DiscordSeed.Text or DiscordSeed.Announcement or DiscordSeed.Voice or DiscordSeed.Stage))
        {
            return DiscordReplies.Error(400, 50008, "Cannot send messages in a non-text channel");
        }

        if (DiscordSeed.Denies(channel, viewing: false))
        {
            return DiscordReplies.Error(403, 50013, "Missing Permissions");
        }

        return DiscordRequests.ReadMessage(request, channel.Id!, out var draft, out var isNonceEnforced)
            ?? SimulatorReply.Json(ToWire(_server.Post(draft, isNonceEnforced, Milliseconds)), DiscordWireJson.Default.WireMessage);
    }

    private SimulatorReply ListMessages(SimulatorRequest request) =>
        Find(request, out var channel)
        ?? DiscordRequests.Page(request.QueryFields(), _server.History(channel.Id!), out var page)
        ?? SimulatorReply.Json([.. page.Select(ToWire)], DiscordWireJson.Default.ListWireMessage);

    private SimulatorReply GetMessage(SimulatorRequest request) =>
        Find(request, out var channel) is { } no ? no
        : DiscordSeed.MadeAt(request.Route("message_id")) is null ? DiscordReplies.NotSnowflake("message_id", request.Route("message_id"))
        : _server.Find(channel.Id!, request.Route("message_id")) is { } message ? SimulatorReply.Json(ToWire(message), DiscordWireJson.Default.WireMessage)
        : DiscordReplies.Error(404, 10008, "Unknown Message");

    private SimulatorReply GetChannel(SimulatorRequest request) =>
        Find(request, out var channel) ?? SimulatorReply.Json(channel, DiscordWireJson.Default.WireChannel);

    private SimulatorReply ListChannels(SimulatorRequest request) =>
        _server.Channels(request.Route("guild_id"), Milliseconds) is { } channels
            ? SimulatorReply.Json(channels, DiscordWireJson.Default.ListWireChannel)
            : DiscordReplies.Error(404, 10004, "Unknown Guild");

    private SimulatorReply? Find(SimulatorRequest request, out WireChannel channel)
    {
        channel = _server.FindChannel(request.Route("channel_id"), Milliseconds)!;
        return channel is null ? DiscordReplies.Error(404, 10003, "Unknown Channel")
            : DiscordSeed.Denies(channel, viewing: true) ? DiscordReplies.Error(403, 50001, "Missing Access")
            : null;
    }

    private WireMessage ToWire(StoredMessage message) => new()
    {
        Content = message.Draft.Content,
        Mentions = [.. message.Draft.Users.Select(DiscordSeed.Stranger)],
        MentionRoles = message.Draft.Roles,
        Attachments = [],
        Embeds = [],
        Components = [],
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(message.At).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
        Id = message.Id,
        ChannelId = message.Draft.ChannelId,
        Author = new WireUser { Id = _server.BotId, Username = "agent", Discriminator = "0000", Bot = true },
        MentionEveryone = message.Draft.NotifiesEveryone,
        Tts = message.Draft.Tts,
        Nonce = message.Draft.Nonce,
    };
}
