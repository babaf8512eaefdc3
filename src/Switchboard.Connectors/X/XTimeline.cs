using System.Globalization;

namespace Switchboard.Connectors.X;

/// <summary>State of the simulated account: its posts and what of its limits is used.</summary>
/// <param name="fraction">Seeded luck of (kind, key).</param>
/// <param name="newHexId">Hex id of (kind, key, digits).</param>
internal sealed class XTimeline(Func<string, string, double> fraction, Func<string, string, int, string> newHexId)
{
    /// <summary>How long a text may not be posted again.</summary>
    private const long DuplicateMilliseconds = 86_400_000;

    // Ids hold the milliseconds since then.
    private const long Epoch = 1_288_834_974_657;

    // 2025-01-06T09:00:00Z and the two days after: before any simulated call.
    private const long FirstSeeded = 1_736_154_000_000;
    private static readonly string[] Seeded = ["We are hiring in Lisbon and Graz.", "Our spring catalogue is out: https://example.com/spring", "Thank you for 10,000 followers!"];

    private readonly SortedDictionary<ulong, StoredPost> _posts = [];
    private readonly Dictionary<string, StoredLimit> _limits = [];

    public string UserId { get; private set; } = "";

    /// <summary>Posts, newest first.</summary>
    public IEnumerable<StoredPost> Posts => _posts.Values.Reverse();

    public void Populate()
    {
        UserId = Digits(FirstSeeded, fraction("user", ""));
        for (var i = 0; i < Seeded.Length; i++)
        {
            var at = FirstSeeded + (i * 86_400_000L);
            Keep(new StoredPost(Digits(at, fraction("seeded", Seeded[i])), at, Seeded[i], []));
        }
    }

    public StoredPost? Find(string id) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? _posts.GetValueOrDefault(number) : null;

    /// <summary>Publishes; null: the account said the same within a day.</summary>
    public StoredPost? Publish(string text, IReadOnlyList<string> mediaIds, long now)
    {
        var post = new StoredPost("", now, XComposition.Compose(text).Trim(), mediaIds);
        if (_posts.Values.Any(other => other.Key == post.Key && now - other.At < DuplicateMilliseconds))
        {
            return null;
        }

        string id;
        do
        {
            id = Digits(now, Convert.ToUInt32(newHexId("post", post.Key, 8), 16) / (uint.MaxValue + 1.0));
        }
        while (Find(id) is not null);

        return Keep(post with { Id = id });
    }

    public bool Delete(string id) => Find(id) is { } post && _posts.Remove(Number(post.Id));

    /// <summary>Takes one of a limit and says how it stands. Nothing is refused: at nothing left it stays there.</summary>
    public StoredLimit Take(string name, int limit, long windowSeconds, long now)
    {
        var found = _limits.GetValueOrDefault(name) is { } known && known.ResetAt > now ? known : new StoredLimit(name, 0, now + windowSeconds);
        return _limits[name] = found with { Used = Math.Min(found.Used + 1, limit) };
    }

    public XSnapshot Save() => new(UserId, [.. _posts.Values], [.. _limits.Values]);

    public void Load(XSnapshot saved)
    {
        UserId = saved.UserId;
        _posts.Clear();
        _limits.Clear();
        foreach (var post in saved.Posts)
        {
            Keep(post);
        }

        foreach (var limit in saved.Limits)
        {
            _limits[limit.Name] = limit;
        }
    }

    /// <summary>When an id was made, in Unix milliseconds; null: it is none.</summary>
    public static long? MadeAt(string id) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (long)(number >> 22) + Epoch : null;

    public static ulong Number(string id) => ulong.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Digits(long milliseconds, double low) =>
        (((ulong)(milliseconds - Epoch) << 22) | (ulong)(low * (1 << 22))).ToString(CultureInfo.InvariantCulture);

    private StoredPost Keep(StoredPost post) => _posts[Number(post.Id)] = post;
}
