namespace Switchboard.Connectors.YouTube;

/// <summary>A simulated channel as it is kept in a snapshot.</summary>
internal sealed record ChannelState(IReadOnlyList<StoredVideo> Videos, IReadOnlyList<StoredUpload> Uploads);

/// <summary>A video of the simulated channel.</summary>
internal sealed record StoredVideo
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? CategoryId { get; init; }

    public required string Privacy { get; init; }

    public DateTimeOffset? PublishAt { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public bool MadeForKids { get; init; }

    public required string FileName { get; init; }

    public required long Length { get; init; }

    public bool HidesLikes { get; init; }

    public bool HasNoComments { get; init; }

    /// <summary>When people could first see it; null: not yet.</summary>
    public DateTimeOffset? SeenFrom(DateTimeOffset now) =>
        Privacy != "private" ? UploadedAt : PublishAt is { } at && at <= now ? at : null;

    /// <summary>Who may see it now: what waited for its time is public after it.</summary>
    public string PrivacyAt(DateTimeOffset now) => Privacy == "private" && SeenFrom(now) is not null ? "public" : Privacy;
}

/// <summary>An upload of the simulated channel, under way or done.</summary>
internal sealed record StoredUpload
{
    public required string Id { get; init; }

    public required WireInsert Metadata { get; init; }

    public required string FileName { get; init; }

    public required long Length { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public long Received { get; init; }

    /// <summary>What the bytes were, however they were cut: FNV-1a of 64 bits.</summary>
    public ulong Hash { get; init; } = 14_695_981_039_346_656_037;

    public string? VideoId { get; init; }
}
