using Switchboard.Calls;
using Switchboard.Connectors.Meta;
using Switchboard.Validation;

namespace Switchboard.Connectors.Facebook;

/// <summary>Speaks the Graph API of pages and the Marketing API: forms in, JSON out.</summary>
internal sealed class FacebookAdapter(Attempt attempt) : IFacebook
{
    /// <summary>The version whose official description judges these requests; v26.0 is newer, and the Marketing API answers both.</summary>
    public const string Version = "v25.0";

    /// <summary>Points of the Marketing API: a read takes 1, a write 3.</summary>
    public const string AdsScore = "ads_score";

    /// <summary>Calls of the use case ads_management.</summary>
    public const string AdsManagement = "ads_management";

    /// <summary>Calls of the use case ads_insights.</summary>
    public const string AdsInsights = "ads_insights";

    private const string DefaultMetrics = "page_media_view,page_total_media_view_unique,page_post_engagements,page_follows";

    private readonly GraphCalls _page = new(attempt, Version, "PageAccessToken") { BucketsOf = BucketsOf };
    private readonly AdCalls _ads = new(attempt, new(attempt, Version, "AdsAccessToken") { BucketsOf = BucketsOf });

    /// <summary>What attributes cannot say of metrics and time.</summary>
    public static void CheckInsights(GetPageInsights input, DateTimeOffset now, ValidationErrors errors) => FacebookChecks.Insights(input, errors);

    /// <summary>What attributes cannot say of a budget.</summary>
    public static void CheckCampaign(CreateCampaign input, DateTimeOffset now, ValidationErrors errors) => FacebookChecks.Budget(input.DailyBudget, input.Currency, errors);

    /// <summary>What attributes cannot say of a time range.</summary>
    public static void CheckMetrics(GetCampaignMetrics input, DateTimeOffset now, ValidationErrors errors) => FacebookChecks.Metrics(input, now, errors);

    public async Task<PublishedPost> PublishPostAsync(PublishPost input, CancellationToken ct = default)
    {
        using var request = _page.Post(PagePath("feed"), new("message", input.Message), new("link", input.Link));
        return new PublishedPost((await _page.SendAsync(request, GraphJson.Default.GraphId, ct).ConfigureAwait(false)).Id);
    }

    public async Task<PageInsights> GetPageInsightsAsync(GetPageInsights input, CancellationToken ct = default)
    {
        using var request = _page.Get(
            PagePath("insights"),
            new("metric", input.Metrics is null ? DefaultMetrics : string.Join(',', input.Metrics)),
            new("period", Text(input.Period ?? InsightsPeriod.Day)),
            new("since", input.Since),
            new("until", input.Until));
        var found = await _page.SendAsync(request, GraphJson.Default.GraphListGraphInsight, ct).ConfigureAwait(false);
        return new PageInsights([.. found.Data.Select(metric => new PageMetric(metric.Name ?? "", metric.Period ?? "", [.. (metric.Values ?? []).Where(value => value.Value is not null).Select(Value)]))]);
    }

    public Task<CreatedCampaign> CreateCampaignAsync(CreateCampaign input, CancellationToken ct = default) => _ads.CreateAsync(input, ct);

    /// <summary>The campaign of this name and budget that came after the call began; null: none, or more than one, which proves nothing.</summary>
    public Task<CreatedCampaign?> FindCampaignAsync(CreateCampaign input, CancellationToken ct = default) => _ads.FindAsync(input, ct);

    public Task<AdjustedBudget> AdjustBudgetAsync(AdjustBudget input, CancellationToken ct = default) => _ads.AdjustAsync(input, ct);

    public Task<CampaignMetrics> GetCampaignMetricsAsync(GetCampaignMetrics input, CancellationToken ct = default) => _ads.MetricsAsync(input, ct);

    private string PagePath(string edge) => $"{Uri.EscapeDataString(_page.Setting("PageId"))}/{edge}";

    private static PageMetricValue Value(GraphInsightValue value) => new(value.Value!.Value, GraphNodes.ReadTime(value.EndTime));

    private static string Text(InsightsPeriod period) => period switch
    {
        InsightsPeriod.Week => "week",
        InsightsPeriod.Days28 => "days_28",
        _ => "day",
    };

    /// <summary>What rests when a use case is used up; a page's has no bucket, since its limit has no number.</summary>
    private static IReadOnlyList<string>? BucketsOf(string useCase) => useCase switch
    {
        "ad_account" => [AdsScore, AdsInsights],
        AdsManagement => [AdsManagement],
        AdsInsights => [AdsInsights],
        _ => null,
    };
}
