using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.Tests.Meta;

namespace Switchboard.Connectors.Tests.Facebook;

/// <summary>Every exchange by the OpenAPI derived from Meta's own machine-readable description, v25.0.</summary>
/// <remarks>
/// It knows parameter names, types and enums and the fields of answers, but not which fields come back nor, with few exceptions,
/// which parameters are required; envelopes and errors were added from the documentation. What must be there is asserted in the other tests.
/// <c>appsecret_proof</c> is in no description, so the connection here has no app secret.
/// </remarks>
public sealed class FacebookDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Pages = "meta-pages.openapi.json";
    private const string Marketing = "meta-marketing.openapi.json";
    private const string Campaigns = "/{act_ad-account-id}/campaigns";
    private readonly FacebookBench _bench = new();

    [Fact]
    public async Task PublishPost()
    {
        await _bench.PostAsync("Hello", "https://example.com/");
        await JudgeAsync(Pages, "/{page-id}/feed", "publishPost", _bench.Last);
    }

    [Fact]
    public async Task GetPageInsights()
    {
        await _bench.InsightsAsync(new GetPageInsights(["page_media_view", "page_follows"], InsightsPeriod.Days28, "2026-11-01", "2026-12-01"));
        await JudgeAsync(Pages, "/{page-id}/insights", "getPageInsights", _bench.Last);
    }

    [Fact]
    public async Task CreateCampaign()
    {
        await _bench.NewCall().CreateCampaignAsync(new CreateCampaign("x", 20, "USD", CampaignObjective.AppPromotion, CampaignStatus.Paused, [SpecialAdCategory.Credit]), GraphBench.Ct);
        await JudgeAsync(Marketing, "/{act_ad-account-id}", "createCampaign", _bench.Graph.Exchanges[^2]);
        await JudgeAsync(Marketing, Campaigns, "createCampaign", _bench.Last);
        await _bench.NewCall().FindCampaignAsync(new CreateCampaign("x", 20, "USD"), GraphBench.Ct);
        await JudgeAsync(Marketing, Campaigns, "createCampaign (look-up)", _bench.Last);
    }

    [Fact]
    public async Task AdjustBudget()
    {
        await _bench.AdjustAsync((await _bench.CreateAsync()).Id, 30);
        await JudgeAsync(Marketing, "/{campaign-id}", "adjustBudget", _bench.Graph.Exchanges[^3]);
        await JudgeAsync(Marketing, "/{act_ad-account-id}", "adjustBudget", _bench.Graph.Exchanges[^2]);
        await JudgeAsync(Marketing, "/{campaign-id}", "adjustBudget", _bench.Last);
    }

    [Fact]
    public async Task GetCampaignMetrics()
    {
        var created = await _bench.CreateAsync();
        await _bench.MetricsAsync(created.Id);
        await JudgeAsync(Marketing, "/{campaign-id}/insights", "getCampaignMetrics", _bench.Graph.Exchanges[^3]);
        _bench.Graph.Clock.Advance(TimeSpan.FromDays(2));
        await _bench.MetricsAsync(created.Id, "2026-12-01", "2026-12-02");
        _bench.Last.ResponseText.ShouldContain("\"spend\":\"");
        await JudgeAsync(Marketing, "/{campaign-id}/insights", "getCampaignMetrics", _bench.Last);
    }

    [Theory]
    [InlineData(Pages, "/{page-id}/feed", "/v25.0/100000000000002/feed?fields=id,message,created_time,permalink_url,is_published,status_type&limit=2")]
    [InlineData(Pages, "/{page-id}", "/v25.0/100000000000002?fields=name,category,followers_count,fan_count")]
    [InlineData(Marketing, Campaigns, "/v25.0/act_100000000000003/campaigns?fields=name,objective,status,effective_status,configured_status,daily_budget,buying_type,special_ad_categories,created_time,updated_time,account_id")]
    [InlineData(Marketing, "/{act_ad-account-id}", "/v25.0/act_100000000000003?fields=account_id,name,account_status,currency,min_daily_budget,timezone_name,amount_spent,balance")]
    public async Task Reads_of_the_simulator(string spec, string path, string asked)
    {
        var reply = _bench.Graph.Send(asked);
        reply.Status.ShouldBe(200);
        await JudgeAsync(spec, path, null!, new WireExchange("GET", new Uri("https://graph.facebook.com" + asked), null, null, [], System.Net.HttpStatusCode.OK, reply.ContentType, reply.Body.ToArray()));
    }

    [Fact]
    public async Task Errors()
    {
        await Should.ThrowAsync<Calls.ProviderException>(() => _bench.MetricsAsync("1209"));
        await JudgeAsync(Marketing, "/{campaign-id}/insights", "getCampaignMetrics", _bench.Last);
    }

    [Fact]
    public async Task A_budget_with_decimals_would_be_seen()
    {
        await _bench.CreateAsync();
        var wrong = _bench.Last with { RequestBody = System.Text.Encoding.UTF8.GetBytes(_bench.Last.RequestText.Replace("=2050", "=20.50")) };
        (await Should.ThrowAsync<DescriptionException>(() => JudgeAsync(Marketing, Campaigns, "createCampaign", wrong))).Message.ShouldContain("daily_budget must be integer");
    }

    private Task JudgeAsync(string spec, string path, string action, WireExchange exchange) => judge.JudgeAsync(spec, path, exchange.Method, exchange, output, action);
}
