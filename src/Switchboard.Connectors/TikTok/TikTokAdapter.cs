using Switchboard.Calls;
using Switchboard.Validation;

namespace Switchboard.Connectors.TikTok;

/// <summary>Speaks TikTok's two APIs: content posting v2 and business v1.3.</summary>
internal sealed class TikTokAdapter(Attempt attempt) : ITikTok
{
    private readonly TikTokPosts _posts = new(attempt);
    private readonly TikTokCampaigns _campaigns = new(attempt);

    /// <summary>What attributes cannot say of a post.</summary>
    public static void CheckPost(PublishPost input, DateTimeOffset now, ValidationErrors errors) => TikTokChecks.Post(input, errors);

    /// <summary>What attributes cannot say of a campaign.</summary>
    public static void CheckCampaign(CreateCampaign input, DateTimeOffset now, ValidationErrors errors) =>
        TikTokChecks.Budget(input.DailyBudget, input.Currency, errors);

    /// <summary>What attributes cannot say of a budget.</summary>
    public static void CheckBudget(AdjustBudget input, DateTimeOffset now, ValidationErrors errors) => TikTokChecks.Budget(input.DailyBudget, null, errors);

    /// <summary>What attributes cannot say of a span of days.</summary>
    public static void CheckMetrics(GetCampaignMetrics input, DateTimeOffset now, ValidationErrors errors) => TikTokChecks.Days(input, errors);

    public Task<PublishedPost> PublishPostAsync(PublishPost input, CancellationToken ct = default) => _posts.PublishAsync(input, ct);

    public Task<PostStatus> GetPostStatusAsync(GetPostStatus input, CancellationToken ct = default) => _posts.StatusAsync(input, ct);

    public Task<CreatedCampaign> CreateCampaignAsync(CreateCampaign input, CancellationToken ct = default) => _campaigns.CreateAsync(input, ct);

    /// <summary>The campaign of this name, which was not there before this call; null proves nothing.</summary>
    public Task<CreatedCampaign?> FindCampaignAsync(CreateCampaign input, CancellationToken ct = default) => _campaigns.FindAsync(input, ct);

    public Task<AdjustedBudget> AdjustBudgetAsync(AdjustBudget input, CancellationToken ct = default) => _campaigns.AdjustAsync(input, ct);

    public Task<CampaignMetrics> GetCampaignMetricsAsync(GetCampaignMetrics input, CancellationToken ct = default) => _campaigns.MetricsAsync(input, ct);
}
