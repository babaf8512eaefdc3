using System.Buffers.Text;

namespace Switchboard.Connectors.YouTube;

/// <summary>The simulated channel: its videos and its uploads under way.</summary>
internal sealed class SimulatedChannel(Func<string, string, int, string> newId)
{
    private static readonly (string Title, string Description, string Uploaded, bool HidesLikes, bool HasNoComments)[] Seed =
    [
        ("Welcome to Example Works", "Who we are and what we make.", "2025-01-20T09:00:00Z", false, false),
        ("How our notebooks are bound", "A walk through the workshop.", "2025-03-04T16:30:00Z", false, true),
        ("Spring collection", "Everything new this spring.", "2025-04-22T12:00:00Z", true, false),
    ];

    private readonly Dictionary<string, StoredVideo> _videos = [];
    private readonly Dictionary<string, StoredUpload> _uploads = [];

    public string Id { get; } = "UC" + Text(newId("channel", "", 34))[..22];

    public string UploadsPlaylist => "UU" + Id[2..];

    public IEnumerable<StoredVideo> Videos => _videos.Values;

    /// <summary>The videos that a simulation starts with.</summary>
    public void Populate()
    {
        foreach (var (title, description, uploaded, hidesLikes, hasNoComments) in Seed)
        {
            Keep(new StoredVideo
            {
                Id = NewVideoId("seed " + title),
                Title = title,
                Description = description,
                CategoryId = "22",
                Privacy = "public",
                UploadedAt = YouTubeRequests.Time(uploaded)!.Value,
                FileName = "seed.mp4",
                Length = 4_000_000,
                HidesLikes = hidesLikes,
                HasNoComments = hasNoComments,
            });
        }
    }

    /// <summary>Newest first, ties by id.</summary>
    public List<StoredVideo> Newest() =>
        [.. _videos.Values.OrderByDescending(video => video.UploadedAt).ThenBy(video => video.Id, StringComparer.Ordinal)];

    public StoredVideo? Find(string id) => _videos.GetValueOrDefault(id);

    public StoredUpload? FindUpload(string? id) => id is null ? null : _uploads.GetValueOrDefault(id);

    public void Keep(StoredVideo video) => _videos[video.Id] = video;

    public void Keep(StoredUpload upload) => _uploads[upload.Id] = upload;

    public string NewVideoId(string key) => Text(newId("video", key, 18))[..11];

    public ChannelState ToState() => new([.. Newest()], [.. _uploads.Values.OrderBy(upload => upload.Id, StringComparer.Ordinal)]);

    public void Load(ChannelState state)
    {
        _videos.Clear();
        _uploads.Clear();
        foreach (var video in state.Videos)
        {
            Keep(video);
        }

        foreach (var upload in state.Uploads)
        {
            Keep(upload);
        }
    }

    private static string Text(string hex) => Base64Url.EncodeToString(Convert.FromHexString(hex));
}
