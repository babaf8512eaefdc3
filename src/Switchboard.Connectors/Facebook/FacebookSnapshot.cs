using Switchboard.Connectors.Meta;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Facebook;

/// <summary>The simulated pages and ad accounts as they are saved.</summary>
internal sealed record FacebookSnapshot(
    DateTimeOffset StartedAt, GraphCallCount Calls, IReadOnlyList<StoredPost> Posts, IReadOnlyList<StoredCampaign> Campaigns);

/// <summary>A post of a page.</summary>
/// <param name="Id">Page and post, with an underscore between.</param>
/// <param name="PageId">The page.</param>
/// <param name="Message">Its text.</param>
/// <param name="Link">Its link.</param>
/// <param name="At">When it appears.</param>
/// <param name="IsHidden">Whether it never appears by itself.</param>
internal sealed record StoredPost(string Id, string PageId, string? Message, string? Link, DateTimeOffset At, bool IsHidden = false);

/// <summary>A campaign of an ad account. Budgets are in smallest units.</summary>
internal sealed record StoredCampaign
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required string Name { get; init; }

    public required string Objective { get; init; }

    public required string Status { get; init; }

    public long? DailyBudget { get; init; }

    public long? LifetimeBudget { get; init; }

    public required IReadOnlyList<string> SpecialAdCategories { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What was decided about it, oldest first.</summary>
    public required IReadOnlyList<AdChange> Changes { get; init; }
}
