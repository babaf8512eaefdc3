using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.GoogleAds;

/// <summary>Every request and answer, errors too, judged by Google's discovery document of v25.</summary>
public sealed class GoogleAdsDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Spec = "google-ads.openapi.json";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGoogleAds> _ads = AdsBench.New();

    [Fact]
    public async Task CreateCampaign()
    {
        await _ads.New.CreateCampaignAsync(
            new CreateCampaign("Judged", 10, "USD", CampaignStatus.Paused, CampaignChannel.Search, "2026-12-05", "2026-12-24", true), Ct);
        await JudgeAllAsync("createCampaign");
    }

    [Fact]
    public async Task CreateCampaign_read_back()
    {
        await _ads.Create("Judged");
        await ((GoogleAdsAdapter)_ads.New).FindCampaignAsync(new CreateCampaign("Judged", 50, "USD"), Ct);
        await JudgeAllAsync("createCampaign (read-back)");
    }

    [Fact]
    public async Task AdjustBudget()
    {
        var made = await _ads.Create();
        await _ads.New.AdjustBudgetAsync(new AdjustBudget(made.Id, 60), Ct);
        await JudgeAllAsync("adjustBudget");
    }

    [Fact]
    public async Task GetCampaignMetrics()
    {
        var made = await _ads.Create();
        _ads.Clock.Advance(TimeSpan.FromDays(3));
        await _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics(made.Id), Ct);
        await JudgeAllAsync("getCampaignMetrics");
    }

    [Fact]
    public async Task Errors_of_the_simulator_are_Googles()
    {
        await _ads.Create("Taken");
        _ads.Answer("""{"results":[{"customer":{"currencyCode":"USD"}}]}""", 200, AdsBench.Search);
        _ads.Answer("{}", 200, AdsBench.Search);
        await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create("Taken"));
        _ads.Last.Status.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        await JudgeAllAsync("createCampaign (400)");
    }

    private async Task JudgeAllAsync(string action)
    {
        foreach (var exchange in _ads.Exchanges)
        {
            await judge.JudgeAsync(
                Spec, exchange.Address.AbsolutePath.Replace("1234567890", "{customersId}", StringComparison.Ordinal), "post", exchange, output, action);
        }
    }
}
