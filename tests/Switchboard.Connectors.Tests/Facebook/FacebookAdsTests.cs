using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Tests.Meta;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Facebook;

/// <summary>Campaigns, budgets and figures.</summary>
public sealed class FacebookAdsTests
{
    private readonly FacebookBench _bench = new();

    [Fact]
    public async Task Budgets_go_out_as_whole_cents_and_come_back_as_text()
    {
        var created = await _bench.CreateAsync("Spring & summer", 20.50m);

        _bench.Graph.Exchanges[^2].Address.PathAndQuery.ShouldBe($"/v25.0/{FacebookBench.Account}?fields=currency%2Cmin_daily_budget");
        _bench.Graph.Exchanges[^2].ResponseText.ShouldContain("\"min_daily_budget\":100");
        _bench.Last.Address.AbsoluteUri.ShouldBe($"https://graph.facebook.com/v25.0/{FacebookBench.Account}/campaigns");
        _bench.Last.Authorization.ShouldBe("Bearer EAAsimulatedAdsToken");
        _bench.Last.RequestText.ShouldBe("name=Spring+%26+summer&objective=OUTCOME_TRAFFIC&status=ACTIVE&special_ad_categories=%5B%5D&daily_budget=2050");
        created.Status.ShouldBe("ACTIVE");
        created.Id.ShouldMatch("^120[0-9]{13}$");
        _bench.Graph.Ask($"/v25.0/{created.Id}?fields=daily_budget,name,status,special_ad_categories").GetRawText()
            .ShouldBe($$"""{"daily_budget":"2050","name":"Spring \u0026 summer","status":"ACTIVE","special_ad_categories":[],"id":"{{created.Id}}"}""");
    }

    [Fact]
    public async Task Objective_status_and_special_categories_go_as_Metas_names()
    {
        await _bench.NewCall().CreateCampaignAsync(
            new CreateCampaign("Homes", 5, "USD", CampaignObjective.Leads, CampaignStatus.Paused, [SpecialAdCategory.Housing, SpecialAdCategory.FinancialProductsServices]), GraphBench.Ct);
        var form = GraphBench.Form(_bench.Last);
        form["objective"].ShouldBe("OUTCOME_LEADS");
        form["status"].ShouldBe("PAUSED");
        form["special_ad_categories"].ShouldBe("""["HOUSING","FINANCIAL_PRODUCTS_SERVICES"]""");
    }

    [Fact]
    public async Task Another_currency_than_the_accounts_is_refused_and_nothing_is_created()
    {
        var fault = await GraphBench.FaultOf(() => _bench.CreateAsync(currency: "EUR"));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldContain("currency is USD");
        _bench.Graph.Exchanges.ShouldAllBe(exchange => exchange.Method == "GET");
    }

    [Fact]
    public async Task A_currency_without_cents_goes_as_it_is_and_takes_no_decimals()
    {
        _bench.Graph.Answer("""{"currency":"JPY","min_daily_budget":114,"id":"act_1"}""", route: "AdAccount.get");
        await _bench.CreateAsync(budget: 5000, currency: "JPY");
        GraphBench.Form(_bench.Last)["daily_budget"].ShouldBe("5000");

        _bench.Graph.Answer("""{"daily_budget":"5000","account_id":"1","id":"1"}""", route: "Campaign.get");
        _bench.Graph.Answer("""{"currency":"JPY","min_daily_budget":114,"id":"act_1"}""", route: "AdAccount.get");
        (await GraphBench.FaultOf(() => _bench.AdjustAsync("1201", 5000.5m))).Message.ShouldContain("has none in ads");
    }

    [Fact]
    public async Task A_budget_below_the_accounts_minimum_is_refused_with_the_minimum()
    {
        var fault = await GraphBench.FaultOf(() => _bench.CreateAsync(budget: 0.99m));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldContain("minimum of 1 USD");
        await _bench.CreateAsync(budget: 1m);
    }

    [Fact]
    public async Task AdjustBudget_tells_the_budget_before()
    {
        var created = await _bench.CreateAsync();
        var adjusted = await _bench.AdjustAsync(created.Id, 30);
        adjusted.ShouldBe(new AdjustedBudget(created.Id, 30, 20.50m, "USD"));
        _bench.Last.Address.AbsolutePath.ShouldBe($"/v25.0/{created.Id}");
        _bench.Last.RequestText.ShouldBe("daily_budget=3000");
        _bench.Last.ResponseText.ShouldBe("""{"success":true}""");
    }

    [Fact]
    public async Task A_second_try_does_not_take_its_own_budget_for_the_one_before()
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        var here = await host.Get<IFacebook>().CreateCampaignAsync(new CreateCampaign("Spring", 20.50m, "USD"), GraphBench.Ct);
        host.Simulator("facebook").Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "Campaign.update");
        var adjusted = await host.Get<IFacebook>().AdjustBudgetAsync(new AdjustBudget(here.Id, 30), GraphBench.Ct);
        adjusted.PreviousDailyBudget.ShouldBeNull();
        adjusted.DailyBudget.ShouldBe(30);
    }

    [Fact]
    public async Task A_campaign_whose_ad_sets_have_the_budgets_is_left_alone()
    {
        var id = _bench.Graph.Ask($"/v25.0/{FacebookBench.Account}/campaigns", "name=x&objective=OUTCOME_SALES&special_ad_categories=%5B%5D&is_adset_budget_sharing_enabled=false", "POST").GetProperty("id").GetString()!;
        (await GraphBench.FaultOf(() => _bench.AdjustAsync(id, 30))).Message.ShouldContain("no daily budget of its own");
        (await GraphBench.FaultOf(() => _bench.AdjustAsync("120999", 30))).ProviderCode.ShouldBe("100/33");
        _bench.Graph.Answer("""{"success":false}""", route: "Campaign.update");
        (await GraphBench.FaultOf(async () => await _bench.AdjustAsync((await _bench.CreateAsync()).Id, 30))).Verdict.ShouldBe(Verdict.Rejected);
    }

    [Fact]
    public async Task Spend_stays_within_the_budget_and_follows_its_change()
    {
        var raised = await _bench.CreateAsync("raised", 10);
        var same = await _bench.CreateAsync("same", 10);
        (await _bench.MetricsAsync(raised.Id)).ShouldBe(new CampaignMetrics(0, 0, 0, 0, "USD"), "no row where nothing was delivered");

        _bench.Graph.Clock.Advance(TimeSpan.FromDays(1));
        var first = await _bench.MetricsAsync(raised.Id);
        first.Spend.ShouldBeInRange(8, 10);
        first.Impressions.ShouldBeGreaterThan(first.Reach);
        first.Reach.ShouldBeGreaterThan(first.Clicks);
        await _bench.AdjustAsync(raised.Id, 100);
        _bench.Graph.Clock.Advance(TimeSpan.FromDays(1));

        (await _bench.MetricsAsync(raised.Id)).Spend.ShouldBeInRange(80, 110);
        (await _bench.MetricsAsync(same.Id)).Spend.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Metrics_between_two_days_add_up_to_the_whole()
    {
        var created = await _bench.CreateAsync();
        _bench.Graph.Clock.Advance(TimeSpan.FromDays(4));
        var all = await _bench.MetricsAsync(created.Id);
        _bench.Last.Address.Query.ShouldBe("?fields=impressions%2Creach%2Cclicks%2Cspend%2Caccount_currency&date_preset=maximum");
        var early = await _bench.MetricsAsync(created.Id, "2026-12-01", "2026-12-02");
        Uri.UnescapeDataString(_bench.Last.Address.Query).ShouldEndWith("""&time_range={"since":"2026-12-01","until":"2026-12-02"}""");
        var late = await _bench.MetricsAsync(created.Id, "2026-12-03");
        Uri.UnescapeDataString(_bench.Last.Address.Query).ShouldEndWith("""&time_range={"since":"2026-12-03","until":"2026-12-05"}""");
        (early.Spend + late.Spend).ShouldBe(all.Spend);
        (early.Impressions + late.Impressions).ShouldBe(all.Impressions);
        early.Spend.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_paused_campaign_spends_nothing()
    {
        var created = await _bench.NewCall().CreateCampaignAsync(new CreateCampaign("x", 10, "USD", Status: CampaignStatus.Paused), GraphBench.Ct);
        _bench.Graph.Clock.Advance(TimeSpan.FromDays(3));
        (await _bench.MetricsAsync(created.Id)).Spend.ShouldBe(0);
    }

    [Theory]
    [InlineData("objective=OUTCOME_SALES&special_ad_categories=%5B%5D&daily_budget=100", "name is required")]
    [InlineData("name=x&objective=OUTCOME_SALES&daily_budget=100", "special_ad_categories is required")]
    [InlineData("name=x&objective=OUTCOME_SALES&special_ad_categories=%5B%22PETS%22%5D&daily_budget=100", "special_ad_categories")]
    [InlineData("name=x&objective=SALES&special_ad_categories=%5B%5D&daily_budget=100", "objective")]
    [InlineData("name=x&objective=OUTCOME_SALES&special_ad_categories=%5B%5D&daily_budget=100&status=ON", "status")]
    [InlineData("name=x&objective=OUTCOME_SALES&special_ad_categories=%5B%5D&daily_budget=20.50", "must be an integer")]
    [InlineData("name=x&objective=OUTCOME_SALES&special_ad_categories=%5B%5D&daily_budget=99", "Invalid parameter")]
    [InlineData("name=x&objective=OUTCOME_SALES&special_ad_categories=%5B%5D", "Invalid parameter")]
    public void The_simulator_refuses_what_Meta_refuses(string form, string says) =>
        _bench.Graph.Ask($"/v25.0/{FacebookBench.Account}/campaigns", form, "POST", 400).GetProperty("error").GetProperty("message").GetString()!.ShouldContain(says);

    [Fact]
    public async Task A_lost_answer_is_looked_up_by_name_through_every_page()
    {
        await using var host = SwitchboardTest.Create();
        for (var i = 0; i < 120; i++)
        {
            await host.Get<IFacebook>().CreateCampaignAsync(new CreateCampaign($"other {i}", 5, "USD"), GraphBench.Ct);
        }

        host.Simulator("facebook").Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "AdAccount.campaigns.post");
        var found = await host.Get<IFacebook>().CreateCampaignAsync(new CreateCampaign("Spring", 20.50m, "USD"), GraphBench.Ct);

        found.Status.ShouldBe("ACTIVE");
        var requests = host.Received("facebook");
        requests.Count(request => request.RouteName == "AdAccount.campaigns.post").ShouldBe(121, "a look-up never licenses a second send");
        requests.Count(request => request.RouteName == "AdAccount.campaigns.get").ShouldBe(2, "two pages of a hundred");
        requests[^1].QueryFields()["after"].ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Two_campaigns_of_one_name_an_older_one_or_another_budget_prove_nothing()
    {
        async Task<CreatedCampaign?> Find(Guid call) => await new FacebookAdapter(_bench.Graph.NewAttempt(call)).FindCampaignAsync(new CreateCampaign("Spring", 20.50m, "USD"), GraphBench.Ct);
        var call = ExecutionIds.Least(TestClock.DefaultStart);
        (await Find(call)).ShouldBeNull();
        await _bench.CreateAsync(budget: 21);
        (await Find(call)).ShouldBeNull();
        var created = await _bench.CreateAsync();
        (await Find(call)).ShouldBe(created);
        (await Find(ExecutionIds.Least(TestClock.DefaultStart.AddHours(1)))).ShouldBeNull("it was there before the call");
        await _bench.CreateAsync();
        (await Find(call)).ShouldBeNull("either may be the call's own");
    }

    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        static async Task<string[]> RunAsync(IEnumerable<int> calls)
        {
            var bench = new FacebookBench();
            var all = await Task.WhenAll(calls.Select(call => Task.Run(async () => (await bench.PostAsync($"post {call % 40}")).Id + (await bench.CreateAsync($"campaign {call % 40}")).Id)));
            return [.. all.SelectMany(ids => new[] { ids[..32], ids[32..] }).Order(StringComparer.Ordinal)];
        }

        var forward = await RunAsync(Enumerable.Range(0, 64));
        (await RunAsync(Enumerable.Range(0, 64).Reverse())).ShouldBe(forward);
        forward.Distinct().Count().ShouldBe(128);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var created = await _bench.CreateAsync();
        await _bench.PostAsync();
        await _bench.AdjustAsync(created.Id, 40);
        var after = new FacebookBench();
        after.Graph.Simulator.Load(_bench.Graph.Save());
        after.Graph.Save().GetRawText().ShouldBe(_bench.Graph.Save().GetRawText());

        after.Graph.Clock.Advance(TimeSpan.FromDays(1));
        _bench.Graph.Clock.Advance(TimeSpan.FromDays(1));
        (await after.MetricsAsync(created.Id)).ShouldBe(await _bench.MetricsAsync(created.Id));
        (await after.CreateAsync()).ShouldBe(await _bench.CreateAsync(), "the count of equal calls is kept");
        JsonElement Feed(FacebookBench bench) => bench.Graph.Ask($"/v25.0/{FacebookBench.Page}/feed");
        Feed(after).GetRawText().ShouldBe(Feed(_bench).GetRawText());
    }
}
