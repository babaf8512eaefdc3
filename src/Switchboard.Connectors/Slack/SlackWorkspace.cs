using System.Globalization;

namespace Switchboard.Connectors.Slack;

/// <summary>State of the simulated workspace: who and what is there, what was said, what waits.</summary>
/// <param name="newHexId">Hex id of (kind, key, digits).</param>
/// <param name="newId">Id of letters and digits, of the same.</param>
internal sealed class SlackWorkspace(Func<string, string, int, string> newHexId, Func<string, string, int, string> newId)
{
    public const int MostInWindow = 30;
    private const long WindowSeconds = 300;
    private const long FixedBefore = 60;

    private readonly Dictionary<string, SortedList<string, StoredMessage>> _messages = [];
    private readonly Dictionary<string, StoredScheduledMessage> _scheduled = [];
    private readonly Dictionary<string, StoredFile> _files = [];
    private Dictionary<string, string> _seedIds = [];
    private List<WireUser> _users = [];
    private long _nextDue = long.MaxValue;

    public SlackIdentity Identity { get; private set; } = null!;

    /// <summary>Channels of the seed, in its order; others exist by the shape of their id and are not listed.</summary>
    public IReadOnlyList<WireChannel> Channels { get; private set; } = [];

    public IEnumerable<StoredScheduledMessage> Scheduled => _scheduled.Values;

    public void Populate() => Populate((kind, key, digits) => _seedIds[kind + ":" + key] = newId(kind, key, digits));

    /// <summary>A channel by id, or by name with or without #; null: no such channel.</summary>
    public WireChannel? FindChannel(string? nameOrId)
    {
        var name = nameOrId?.TrimStart('#');
        return nameOrId is null
            ? null
            : Channels.FirstOrDefault(channel => channel.Id == nameOrId || channel.Name == name)
                ?? (IsId(nameOrId, "CGD") ? new WireChannel { Id = nameOrId, IsMember = true } : null);
    }

    public WireUser? FindUser(string? id) =>
        id is null ? null
        : _users.Find(user => user.Id == id) ?? (IsId(id, "UW") ? SlackSeed.Stranger(id, Identity) : null);

    /// <summary>Posts what is due, each at its own second.</summary>
    public void Settle(long now)
    {
        if (now < _nextDue)
        {
            return;
        }

        foreach (var due in _scheduled.Values.Where(s => s.PostAt <= now).OrderBy(s => s.PostAt).ThenBy(s => s.Id, StringComparer.Ordinal).ToList())
        {
            _scheduled.Remove(due.Id);
            if (!due.IsLost)
            {
                Post(due.Draft, due.PostAt);
            }
        }

        _nextDue = _scheduled.Count == 0 ? long.MaxValue : _scheduled.Values.Min(s => s.PostAt);
    }

    /// <summary>Posts now. The message's id is its second and a hash of what it says, so the order of calls within a second does not matter.</summary>
    public StoredMessage Post(SlackDraft draft, long second)
    {
        if (draft.ThreadTs is { } parent && Find(draft.Channel, parent)?.Draft.ThreadTs is { } thread)
        {
            draft = draft with { ThreadTs = thread };
        }

        var messages = In(draft.Channel);
        string ts;
        do
        {
            var micros = Convert.ToUInt32(newHexId("message", Key(draft), 8), 16) % 1_000_000;
            ts = string.Create(CultureInfo.InvariantCulture, $"{second}.{micros:D6}");
        }
        while (messages.ContainsKey(ts));

        return messages[ts] = new StoredMessage(ts, draft);
    }

    public StoredMessage? Find(string channel, string ts) => In(channel).GetValueOrDefault(ts);

    /// <summary>Messages of a channel without replies, newest first.</summary>
    public List<StoredMessage> History(string channel) => [.. In(channel).Values.Where(m => m.Draft.ThreadTs is null).Reverse()];

    /// <summary>The first message of a thread and its replies, oldest first.</summary>
    public List<StoredMessage> Thread(string channel, string ts) => [.. In(channel).Values.Where(m => m.Ts == ts || m.Draft.ThreadTs == ts)];

    /// <summary>Replies of a channel by the message they answer, oldest first.</summary>
    public ILookup<string, StoredMessage> Replies(string channel) =>
        In(channel).Values.Where(m => m.Draft.ThreadTs is not null).ToLookup(m => m.Draft.ThreadTs!);

    /// <summary>Schedules a message; null: too many for the channel within five minutes.</summary>
    /// <param name="draft">What to post.</param>
    /// <param name="postAt">When, in Unix seconds.</param>
    /// <param name="now">Now, likewise.</param>
    /// <param name="isLost">Whether it will never be posted: Slack's own bug with metadata.</param>
    public StoredScheduledMessage? Schedule(SlackDraft draft, long postAt, long now, bool isLost)
    {
        var near = _scheduled.Values.Where(s => s.Draft.Channel == draft.Channel && Math.Abs(s.PostAt - postAt) < WindowSeconds).Select(s => s.PostAt);
        List<long> times = [.. near.Append(postAt).Order()];
        for (var i = MostInWindow; i < times.Count; i++)
        {
            if (times[i] - times[i - MostInWindow] < WindowSeconds)
            {
                return null;
            }
        }

        var id = "Q" + newId("scheduled", postAt.ToString(CultureInfo.InvariantCulture) + "\n" + Key(draft), 10);
        _nextDue = Math.Min(_nextDue, postAt);
        return _scheduled[id] = new StoredScheduledMessage(id, postAt, now, draft, isLost);
    }

    /// <summary>Takes a scheduled message back; false: gone, another channel's, or due within a minute.</summary>
    public bool Unschedule(string channel, string? id, long now) =>
        id is not null && _scheduled.TryGetValue(id, out var found) && found.Draft.Channel == channel && found.PostAt - now >= FixedBefore && _scheduled.Remove(id);

    public StoredFile AskUpload(string name, long length, long now)
    {
        var key = name + "\n" + length.ToString(CultureInfo.InvariantCulture);
        var file = new StoredFile("F" + newId("file", key, 10), newHexId("upload", key, 32), name, length, now);
        return _files[file.Id] = file;
    }

    public StoredFile? FindFile(string id) => _files.GetValueOrDefault(id);

    public StoredFile? FindUpload(string token) => _files.Values.FirstOrDefault(file => file.Token == token);

    public StoredFile Keep(StoredFile file) => _files[file.Id] = file;

    public SlackSnapshot Save() => new(_seedIds, [.. _messages.Values.SelectMany(m => m.Values)], [.. _scheduled.Values], [.. _files.Values]);

    public void Load(SlackSnapshot saved)
    {
        if (saved.SeedIds is { } ids)
        {
            _seedIds = ids;
            Populate((kind, key, _) => ids[kind + ":" + key]);
        }

        _messages.Clear();
        _scheduled.Clear();
        _files.Clear();
        foreach (var message in saved.Messages)
        {
            In(message.Draft.Channel)[message.Ts] = message;
        }

        foreach (var scheduled in saved.Scheduled)
        {
            _scheduled[scheduled.Id] = scheduled;
        }

        foreach (var file in saved.Files)
        {
            _files[file.Id] = file;
        }

        _nextDue = _scheduled.Count == 0 ? long.MaxValue : 0;
    }

    private void Populate(Func<string, string, int, string> id)
    {
        var seed = new SlackSeed(id);
        Identity = seed.Identity();
        _users = seed.Users(Identity);
        Channels = seed.Channels(_users);
    }

    private SortedList<string, StoredMessage> In(string channel)
    {
        if (!_messages.TryGetValue(channel, out var messages))
        {
            _messages[channel] = messages = new(StringComparer.Ordinal);
        }

        return messages;
    }

    private static string Key(SlackDraft draft) => string.Join(
        '\n', draft.Channel, draft.ThreadTs, draft.Text, string.Concat((draft.Blocks ?? []).Select(b => b.GetRawText())), string.Join(',', draft.Files ?? []));

    /// <summary>Whether it is of the shape of an id: one of the first letters, then at least two capitals or digits.</summary>
    private static bool IsId(string text, string firstLetters)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return text.Length > 2 && firstLetters.Contains(text[0]);
    }
}
