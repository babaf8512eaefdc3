using System.Globalization;

namespace Switchboard.Connectors.Discord;

/// <summary>State of the simulated server: what was said, which keys it remembers, what of its limits is used.</summary>
/// <param name="fraction">Seeded luck of (kind, key).</param>
/// <param name="newHexId">Hex id of (kind, key, digits).</param>
internal sealed class DiscordServer(Func<string, string, double> fraction, Func<string, string, int, string> newHexId)
{
    /// <summary>How long a nonce is remembered: no longer than the contract says.</summary>
    public const long NonceMilliseconds = 180_000;

    private const int ManyBuckets = 256;
    private readonly Dictionary<string, StoredMessage> _messages = [];
    private readonly Dictionary<string, StoredNonce> _nonces = [];
    private readonly Dictionary<string, StoredBucket> _buckets = [];
    private readonly List<WireChannel> _channels = [];

    public DiscordSeed Seed { get; } = new(fraction);

    public string BotId { get; private set; } = "";

    public string GuildId { get; private set; } = "";

    public void Populate()
    {
        (BotId, GuildId) = (Seed.BotId, Seed.GuildId);
        _channels.AddRange(Seed.Channels(GuildId));
    }

    /// <summary>Channels of a server, each with its newest message; null: an id of the future, so no server.</summary>
    public List<WireChannel>? Channels(string guildId, long now) =>
        Exists(guildId, now) ? [.. Seed.Channels(guildId).Select(channel => channel with { LastMessageId = Newest(channel.Id!)?.Id })] : null;

    /// <summary>A channel: one of the seed, or a text channel for any id that is not of the future; null: no such channel.</summary>
    public WireChannel? FindChannel(string id, long now) =>
        _channels.Find(channel => channel.Id == id) is { } known ? known with { LastMessageId = Newest(id)?.Id }
        : Exists(id, now) ? new WireChannel { Id = id, Type = DiscordSeed.Text, GuildId = GuildId, Name = "channel-" + id, Position = _channels.Count, LastMessageId = Newest(id)?.Id }
        : null;

    /// <summary>Posts, or gives back the message that has the same key already.</summary>
    public StoredMessage Post(DiscordDraft draft, bool isNonceEnforced, long now)
    {
        if (isNonceEnforced && draft.Nonce is not null && _nonces.TryGetValue(draft.Nonce, out var known) && now - known.At < NonceMilliseconds)
        {
            return _messages[known.MessageId];
        }

        var key = string.Join('\n', draft.ChannelId, draft.Nonce, draft.Content, draft.NotifiesEveryone, string.Join(',', draft.Users), string.Join(',', draft.Roles));
        string id;
        do
        {
            id = DiscordSeed.Snowflake(now, Convert.ToUInt32(newHexId("message", key, 8), 16) / (uint.MaxValue + 1.0));
        }
        while (_messages.ContainsKey(id));

        if (draft.Nonce is not null)
        {
            _nonces[draft.Nonce] = new StoredNonce(draft.Nonce, id, now);
        }

        return _messages[id] = new StoredMessage(id, now, draft);
    }

    public StoredMessage? Find(string channelId, string id) =>
        _messages.TryGetValue(id, out var message) && message.Draft.ChannelId == channelId ? message : null;

    /// <summary>Messages of a channel, newest first.</summary>
    public List<StoredMessage> History(string channelId) =>
        [.. _messages.Values.Where(message => message.Draft.ChannelId == channelId).OrderByDescending(message => Number(message.Id))];

    /// <summary>Takes one of a limit and says how it stands. Nothing is refused: at nothing left it stays there.</summary>
    public StoredBucket Take(string key, int limit, long windowMilliseconds, long now)
    {
        if (_buckets.Count >= ManyBuckets)
        {
            foreach (var old in _buckets.Values.Where(bucket => bucket.ResetAt <= now).ToList())
            {
                _buckets.Remove(old.Key);
            }
        }

        var bucket = _buckets.TryGetValue(key, out var found) && found.ResetAt > now ? found : new StoredBucket(key, 0, now + windowMilliseconds);
        return _buckets[key] = bucket with { Used = Math.Min(bucket.Used + 1, limit) };
    }

    public DiscordSnapshot Save() => new([.. _messages.Values], [.. _nonces.Values], [.. _buckets.Values], BotId, GuildId);

    public void Load(DiscordSnapshot saved)
    {
        (BotId, GuildId) = (saved.BotId, saved.GuildId);
        _channels.Clear();
        _channels.AddRange(Seed.Channels(GuildId));
        _messages.Clear();
        _nonces.Clear();
        _buckets.Clear();
        foreach (var message in saved.Messages)
        {
            _messages[message.Id] = message;
        }

        foreach (var nonce in saved.Nonces)
        {
            _nonces[nonce.Nonce] = nonce;
        }

        foreach (var bucket in saved.Buckets)
        {
            _buckets[bucket.Key] = bucket;
        }
    }

    public static ulong Number(string id) => ulong.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool Exists(string id, long now) => id != "0" && DiscordSeed.MadeAt(id) is { } madeAt && madeAt <= now;

    private StoredMessage? Newest(string channelId) =>
        _messages.Values.Where(message => message.Draft.ChannelId == channelId).MaxBy(message => Number(message.Id));
}
