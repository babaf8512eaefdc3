using Switchboard.Connectors.Meta;

namespace Switchboard.Connectors.Instagram;

/// <summary>The simulated account as it is saved.</summary>
internal sealed record InstagramSnapshot(
    DateTimeOffset StartedAt, GraphCallCount Calls, IReadOnlyList<StoredContainer> Containers, IReadOnlyList<StoredMedia> Media);

/// <summary>A picture that is not published yet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">The account.</param>
/// <param name="ImageUrl">Where the picture is.</param>
/// <param name="Caption">Its text.</param>
/// <param name="CreatedAt">When it came.</param>
/// <param name="IsPublished">Whether it was published.</param>
internal sealed record StoredContainer(string Id, string UserId, string ImageUrl, string? Caption, DateTimeOffset CreatedAt, bool IsPublished = false)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private static readonly TimeSpan SlowReading = TimeSpan.FromSeconds(3);

    /// <summary>What its status_code is at an instant.</summary>
    public string StatusAt(DateTimeOffset now) =>
        IsPublished ? "PUBLISHED"
        : now - CreatedAt > Life ? "EXPIRED"
        : ImageUrl.EndsWith("/broken.jpg", StringComparison.Ordinal) ? "ERROR"
        : ImageUrl.EndsWith("/stuck.jpg", StringComparison.Ordinal) || (ImageUrl.EndsWith("/slow.jpg", StringComparison.Ordinal) && now - CreatedAt < SlowReading) ? "IN_PROGRESS"
        : "FINISHED";
}

/// <summary>A published picture.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">The account.</param>
/// <param name="Shortcode">Its name in addresses.</param>
/// <param name="ImageUrl">The picture.</param>
/// <param name="Caption">Its text.</param>
/// <param name="At">When it was published.</param>
internal sealed record StoredMedia(string Id, string UserId, string Shortcode, string ImageUrl, string? Caption, DateTimeOffset At);
