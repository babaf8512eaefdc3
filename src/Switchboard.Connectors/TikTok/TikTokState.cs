using Switchboard.Simulation;

namespace Switchboard.Connectors.TikTok;

/// <summary>Simulated accounts as they are kept in a snapshot.</summary>
internal sealed record TikTokState(IReadOnlyList<StoredPost> Posts, IReadOnlyList<StoredCampaign> Campaigns);

/// <summary>A post of the simulated creator.</summary>
internal sealed record StoredPost
{
    public required string PublishId { get; init; }

    public required string PostId { get; init; }

    public required string VideoUrl { get; init; }

    public required string Title { get; init; }

    public required string PrivacyLevel { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A campaign of the simulated ads account.</summary>
internal sealed record StoredCampaign
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Objective { get; init; }

    public required string BudgetMode { get; init; }

    public string? RequestId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Every budget and status, oldest first.</summary>
    public required IReadOnlyList<AdChange> Changes { get; init; }
}
