using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Tests.Meta;

namespace Switchboard.Connectors.Tests.Facebook;

/// <summary>A page and an ad account on a clock that the test sets.</summary>
internal sealed class FacebookBench(long seed = 1, string set = "", params (string Name, string Value)[] more)
{
    public const string Page = "100000000000002";
    public const string Account = "act_100000000000003";

    public GraphBench Graph { get; } = new(FacebookConnector.Binding, seed, set, more);

    public WireExchange Last => Graph.Last;

    public FacebookAdapter NewCall() => new(Graph.NewAttempt());

    public Task<PublishedPost> PostAsync(string message = "Hello", string? link = null) => NewCall().PublishPostAsync(new PublishPost(message, link), GraphBench.Ct);

    public Task<CreatedCampaign> CreateAsync(string name = "Spring", decimal budget = 20.50m, string currency = "USD") =>
        NewCall().CreateCampaignAsync(new CreateCampaign(name, budget, currency), GraphBench.Ct);

    public Task<AdjustedBudget> AdjustAsync(string campaign, decimal budget) => NewCall().AdjustBudgetAsync(new AdjustBudget(campaign, budget), GraphBench.Ct);

    public Task<CampaignMetrics> MetricsAsync(string campaign, string? since = null, string? until = null) =>
        NewCall().GetCampaignMetricsAsync(new GetCampaignMetrics(campaign, since, until), GraphBench.Ct);

    public Task<PageInsights> InsightsAsync(GetPageInsights? input = null) => NewCall().GetPageInsightsAsync(input ?? new GetPageInsights(), GraphBench.Ct);
}
