using Switchboard.Calls;
using Switchboard.Connectors.TikTok;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.TikTok;

/// <summary>Campaigns: what goes over the wire, and what they spend by the clock.</summary>
public sealed class TikTokCampaignTests
{
    private readonly TikTokBench _bench = new();

    [Fact]
    public async Task A_campaign_is_created_after_currency_and_name_were_looked_at()
    {
        var made = await _bench.Create("Launch & more", 50.5m);

        made.Id.ShouldMatch("^18[0-9]{14}$");
        made.Status.ShouldBe("ENABLE");
        _bench.Exchanges.Select(exchange => exchange.Address.AbsoluteUri.Split('?')[0]).ShouldBe(
            [TikTokBench.Business + "advertiser/info/", TikTokBench.Business + "campaign/get/", TikTokBench.Business + "campaign/create/"]);
        TikTokBench.Query(_bench.Exchanges[0]).ShouldBe($$"""?advertiser_ids=["{{TikTokBench.Advertiser}}"]&fields=["advertiser_id","currency"]""", "lists in a query are JSON text");
        TikTokBench.Query(_bench.Exchanges[1]).ShouldBe($$"""?advertiser_id={{TikTokBench.Advertiser}}&filtering={"campaign_name":"Launch \u0026 more"}&page=1&page_size=1000""");
        _bench.Last.RequestType.ShouldBe("application/json");
        _bench.Last.RequestText.ShouldMatch(
            """^\{"advertiser_id":"7000000000000000001","request_id":"[0-9]{1,19}","campaign_name":"Launch \\u0026 more","objective_type":"TRAFFIC","budget_mode":"BUDGET_MODE_DAY","budget":50.5,"operation_status":"ENABLE"\}$""");
    }

    [Fact]
    public async Task The_business_api_takes_its_token_in_a_header_of_its_own()
    {
        var made = await _bench.Create();
        await _bench.Adjust(made.Id, 60);
        await _bench.Metrics(made.Id);
        _bench.Simulator.Received.ShouldAllBe(request => request.Header("Access-Token") == TikTokBench.AdsToken && request.Header("Authorization") == null);
    }

    [Fact]
    public async Task The_request_id_is_of_the_call_and_never_of_the_try()
    {
        var call = new Guid(1, 2, 0x7000, [0x80, 1, 2, 3, 4, 5, 6, 7]);
        await new TikTokAdapter(_bench.NewAttempt(call)).CreateCampaignAsync(new CreateCampaign("a", 50, "USD"), TikTokBench.Ct);
        await _bench.Repeated(call, mayHaveHappened: false).CreateCampaignAsync(new CreateCampaign("b", 50, "USD"), TikTokBench.Ct);
        await _bench.Create("c");
        var ids = _bench.Simulator.Received.Where(request => request.RouteName == "business.campaign.create")
            .Select(request => request.Json()!.Value.GetProperty("request_id").GetString()).ToList();
        ids[1].ShouldBe(ids[0]);
        ids[2].ShouldNotBe(ids[0]);
    }

    [Fact]
    public async Task Status_and_objective_are_as_asked()
    {
        var made = await _bench.TikTok.CreateCampaignAsync(new CreateCampaign("Quiet", 50, "USD", CampaignStatus.Paused, CampaignObjective.VideoViews), TikTokBench.Ct);
        made.Status.ShouldBe("DISABLE");
        _bench.Last.RequestText.ShouldContain("\"objective_type\":\"VIDEO_VIEWS\"");
        _bench.Clock.Advance(TimeSpan.FromDays(3));
        (await _bench.Metrics(made.Id)).ShouldBe(new CampaignMetrics(made.Id, 0, 0, 0, 0, "USD"));
    }

    [Fact]
    public async Task Another_currency_than_the_accounts_is_refused_before_anything_is_made()
    {
        var fault = await TikTokBench.FaultOf(() => _bench.TikTok.CreateCampaignAsync(new CreateCampaign("Launch", 50, "EUR"), TikTokBench.Ct));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldContain("currency is USD");
        _bench.Exchanges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_is_there_is_refused_so_that_a_look_up_can_tell()
    {
        await _bench.Create();
        (await TikTokBench.FaultOf(() => _bench.Create())).Message.ShouldContain("has a campaign of this name already");
        _bench.Simulator.Received.Count(request => request.RouteName == "business.campaign.create").ShouldBe(1);
    }

    [Fact]
    public async Task A_later_try_takes_what_an_earlier_one_may_have_made()
    {
        var made = await _bench.Create();
        (await _bench.Repeated().CreateCampaignAsync(new CreateCampaign("Launch", 50, "USD"), TikTokBench.Ct)).ShouldBe(made);
    }

    [Fact]
    public async Task A_lost_answer_is_proved_by_the_very_name_and_by_no_other()
    {
        await _bench.Create("Launch in spring");
        _bench.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "business.campaign.create");
        (await TikTokBench.FaultOf(() => _bench.Create("Launch"))).Verdict.ShouldBe(Verdict.InDoubt);

        var found = await _bench.TikTok.FindCampaignAsync(new CreateCampaign("Launch", 50, "USD"), TikTokBench.Ct);
        found!.Id.ShouldNotBeEmpty();
        (await _bench.TikTok.FindCampaignAsync(new CreateCampaign("launch", 50, "USD"), TikTokBench.Ct)).ShouldBeNull("TikTok finds words in any case; a name is exact");
        (await _bench.TikTok.FindCampaignAsync(new CreateCampaign("Laun", 50, "USD"), TikTokBench.Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task The_look_up_reads_every_page()
    {
        const string Page = """{"code":0,"message":"OK","request_id":"R","data":{"list":[{"campaign_id":"1","campaign_name":"Launch 2"}],"page_info":{"page":1,"page_size":1,"total_number":2,"total_page":2}}}""";
        const string Next = """{"code":0,"message":"OK","request_id":"R","data":{"list":[{"campaign_id":"2","campaign_name":"Launch","operation_status":"ENABLE"}],"page_info":{"page":2,"page_size":1,"total_number":2,"total_page":2}}}""";
        _bench.Answer(Page, "business.campaign.get");
        _bench.Answer(Next, "business.campaign.get");
        (await _bench.TikTok.FindCampaignAsync(new CreateCampaign("Launch", 50, "USD"), TikTokBench.Ct)).ShouldBe(new CreatedCampaign("2", "ENABLE"));
        TikTokBench.Query(_bench.Last).ShouldContain("&page=2&");
    }

    [Fact]
    public async Task A_budget_is_set_and_the_one_before_is_told()
    {
        var id = (await _bench.Create(budget: 50)).Id;
        (await _bench.Adjust(id, 75.25m)).ShouldBe(new AdjustedBudget(id, 75.25m, 50));
        _bench.Last.Address.AbsoluteUri.ShouldBe(TikTokBench.Business + "campaign/update/");
        _bench.Last.RequestText.ShouldBe($$"""{"advertiser_id":"7000000000000000001","campaign_id":"{{id}}","budget":75.25}""");
        (await _bench.Adjust(id, 60)).PreviousDailyBudget.ShouldBe(75.25m);
    }

    [Fact]
    public async Task A_campaign_without_a_daily_budget_or_that_is_not_there_is_refused()
    {
        (await TikTokBench.FaultOf(() => _bench.Adjust("1", 60))).Message.ShouldContain("no campaign of this id");
        _bench.Answer("""{"code":0,"message":"OK","request_id":"R","data":{"list":[{"campaign_id":"1","budget_mode":"BUDGET_MODE_INFINITE"}]}}""", "business.campaign.get");
        (await TikTokBench.FaultOf(() => _bench.Adjust("1", 60))).Message.ShouldContain("BUDGET_MODE_INFINITE");
    }

    [Fact]
    public async Task Spend_grows_within_the_budget_and_a_raised_budget_spends_more()
    {
        var id = (await _bench.Create(budget: 50)).Id;
        (await _bench.Metrics(id)).Impressions.ShouldBe(0, "a campaign that showed nothing has no row in the report");
        _bench.Clock.Advance(TimeSpan.FromDays(2));
        var early = await _bench.Metrics(id);
        await _bench.Adjust(id, 200);
        _bench.Clock.Advance(TimeSpan.FromDays(2));
        var late = await _bench.Metrics(id);

        early.Spend.ShouldBeInRange(1, 100);
        (late.Spend - early.Spend).ShouldBeInRange(early.Spend * 2, 400);
        late.Impressions.ShouldBeGreaterThan(early.Impressions);
        late.Reach.ShouldBeInRange(early.Reach, late.Impressions);
        late.Clicks.ShouldBeInRange(early.Clicks, late.Impressions);
        late.Currency.ShouldBe("USD");
    }

    [Fact]
    public async Task A_report_counts_whole_days_and_days_add_up()
    {
        var id = (await _bench.Create(budget: 100)).Id;
        _bench.Clock.Advance(TimeSpan.FromDays(3));
        var one = await _bench.Metrics(id, "2026-12-01", "2026-12-01");
        TikTokBench.Query(_bench.Exchanges[^1]).ShouldBe(
            $$"""?advertiser_id=7000000000000000001&report_type=BASIC&data_level=AUCTION_CAMPAIGN&dimensions=["campaign_id"]&metrics=["spend","impressions","reach","clicks"]&filtering=[{"field_name":"campaign_ids","filter_type":"IN","filter_value":"[\u0022{{id}}\u0022]"}]&start_date=2026-12-01&end_date=2026-12-01""");
        var rest = await _bench.Metrics(id, "2026-12-02");
        TikTokBench.Query(_bench.Exchanges[^1]).ShouldEndWith("&start_date=2026-12-02&end_date=2026-12-04");
        var all = await _bench.Metrics(id);
        TikTokBench.Query(_bench.Exchanges[^1]).ShouldEndWith("&query_lifetime=true");

        (one.Spend + rest.Spend).ShouldBe(all.Spend);
        (one.Impressions + rest.Impressions).ShouldBe(all.Impressions);
        (await _bench.Metrics(id, "2025-01-01", "2025-01-31")).Spend.ShouldBe(0);
    }

    [Fact]
    public async Task Figures_come_as_text()
    {
        _bench.Answer(
            """{"code":0,"message":"OK","request_id":"R","data":{"list":[{"dimensions":{"campaign_id":"5"},"metrics":{"spend":"1234.56","impressions":"9007199254740993","reach":"7","clicks":"-"}}],"page_info":{"page":1,"page_size":10,"total_number":1,"total_page":1}}}""",
            "business.report.integrated.get");
        (await _bench.Metrics("5")).ShouldBe(new CampaignMetrics("5", 9007199254740993, 7, 0, 1234.56m, "USD"));
    }

    [Fact]
    public async Task A_campaign_that_does_not_exist_is_no_campaign_without_figures() =>
        (await TikTokBench.FaultOf(() => _bench.Metrics("1"))).ProviderCode.ShouldBe("campaign_not_found");
}
