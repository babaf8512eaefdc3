using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Tests.Google;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.GoogleAds;

/// <summary>What each action puts on the wire, and what Google's surprises mean.</summary>
public sealed class GoogleAdsWireTests
{
    private static readonly Guid Execution = new("0192f000-0000-7000-8000-000000000001");
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGoogleAds> _ads = AdsBench.New();

    [Fact]
    public async Task CreateCampaign_asks_currency_and_name_makes_a_budget_of_its_own_then_the_campaign()
    {
        var made = await _ads.On(_ads.NewAttempt(Execution)).CreateCampaignAsync(new CreateCampaign("Ada's \\ launch", 25.5m, "USD"), Ct);

        made.Id.ShouldMatch("^[0-9]{11}$");
        made.Status.ShouldBe("ENABLED");
        _ads.Exchanges.Select(one => one.Address.AbsoluteUri).ShouldBe(
        [
            "https://googleads.googleapis.com/v25/customers/1234567890/googleAds:search",
            "https://googleads.googleapis.com/v25/customers/1234567890/googleAds:search",
            "https://googleads.googleapis.com/v25/customers/1234567890/campaignBudgets:mutate",
            "https://googleads.googleapis.com/v25/customers/1234567890/campaigns:mutate",
        ]);
        Query(0).ShouldBe("SELECT customer.currency_code FROM customer");
        Query(1).ShouldBe(@"SELECT campaign.id FROM campaign WHERE campaign.name = 'Ada\'s \\ launch' AND campaign.status != 'REMOVED'");
        _ads.Exchanges[2].RequestType.ShouldBe("application/json");
        Json(2).ShouldBe(
            """{"operations":[{"create":{"name":"Ada\u0027s \\ launch 0192f000000070008000000000000001","amountMicros":"25500000","explicitlyShared":false,"deliveryMethod":"STANDARD"}}]}""");
        var create = JsonElement.Parse(_ads.Exchanges[3].RequestBody).GetProperty("operations")[0].GetProperty("create");
        create.GetProperty("campaignBudget").GetString()!.ShouldMatch("^customers/1234567890/campaignBudgets/[0-9]{11}$");
        create.GetProperty("advertisingChannelType").GetString().ShouldBe("DISPLAY");
        create.GetProperty("targetSpend").GetRawText().ShouldBe("{}");
        create.GetProperty("networkSettings").GetRawText().ShouldBe("""{"targetGoogleSearch":false,"targetSearchNetwork":false,"targetContentNetwork":true}""");
        create.TryGetProperty("startDateTime", out _).ShouldBeFalse();
        Json(3).ShouldEndWith("\"responseContentType\":\"MUTABLE_RESOURCE\"}");
    }

    [Fact]
    public async Task Surprise_v25_takes_times_with_seconds_in_the_accounts_zone_and_no_startDate()
    {
        await _ads.New.CreateCampaignAsync(
            new CreateCampaign("Dated", 10, "USD", CampaignStatus.Paused, CampaignChannel.Search, "2026-12-05", "2026-12-24", true), Ct);

        var create = JsonElement.Parse(_ads.Last.RequestBody).GetProperty("operations")[0].GetProperty("create");
        create.GetProperty("startDateTime").GetString().ShouldBe("2026-12-05 00:00:00");
        create.GetProperty("endDateTime").GetString().ShouldBe("2026-12-24 23:59:59");
        create.GetProperty("status").GetString().ShouldBe("PAUSED");
        create.GetProperty("advertisingChannelType").GetString().ShouldBe("SEARCH");
        create.GetProperty("containsEuPoliticalAdvertising").GetString().ShouldBe("CONTAINS_EU_POLITICAL_ADVERTISING");
        var old = _ads.Ask(AdsBench.Root + "campaigns:mutate", """{"operations":[{"create":{"name":"x","startDate":"2026-12-05"}}]}""");
        old.Status.ShouldBe(400);
        old.Body.GetRawText().ShouldContain("startDate");
    }

    [Fact]
    public async Task ContainsEuPoliticalAdvertising_is_always_declared()
    {
        await _ads.Create();
        Json(3).ShouldContain("\"containsEuPoliticalAdvertising\":\"DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING\"");
        var (status, body) = _ads.Ask(
            AdsBench.Root + "campaigns:mutate",
            """{"operations":[{"create":{"name":"x","campaignBudget":"customers/1/campaignBudgets/2","advertisingChannelType":"SEARCH","targetSpend":{}}}]}""");
        status.ShouldBe(400);
        body.GetRawText().ShouldContain("contains_eu_political_advertising");
    }

    [Fact]
    public async Task Surprise_the_description_has_no_mutate_of_both_so_a_later_try_takes_the_budget_of_the_earlier()
    {
        _ads.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), AdsBench.Budgets);
        var input = new CreateCampaign("Twice", 20, "USD");
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.On(_ads.NewAttempt(1, Execution)).CreateCampaignAsync(input, Ct));
        fault.Verdict.ShouldBe(Verdict.NotSent);

        await _ads.On(_ads.NewAttempt(2, Execution)).CreateCampaignAsync(input, Ct);
        _ads.Simulator.Received.Count(request => request.RouteName == AdsBench.Budgets).ShouldBe(1);
        _ads.Rows("SELECT campaign_budget.id FROM campaign_budget WHERE campaign_budget.amount_micros = 20000000").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500, Verdict.NotSent)]
    [InlineData(503, Verdict.NotSent)]
    public async Task What_fails_at_the_budget_created_no_campaign(int status, Verdict verdict)
    {
        _ads.Answer("{}", status, AdsBench.Budgets);
        (await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create())).Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task An_unreadable_budget_answer_is_not_in_doubt_but_an_unreadable_campaign_answer_is()
    {
        _ads.Answer("<html>", 200, AdsBench.Budgets);
        (await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create("a"))).Verdict.ShouldBe(Verdict.NotSent);
        _ads.Answer("{}", 200, AdsBench.Campaigns);
        (await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create("b"))).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Fact]
    public async Task Another_currency_than_the_accounts_is_refused_before_anything_is_made()
    {
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.New.CreateCampaignAsync(new CreateCampaign("Euro", 10, "EUR"), Ct));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.ProviderCode.ShouldBe("MONEY_AMOUNT_IN_WRONG_CURRENCY");
        fault.Message.ShouldContain("USD");
        _ads.Simulator.Received.ShouldAllBe(request => request.RouteName == AdsBench.Search);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_before_a_budget_is_made_and_by_Google_if_it_is_taken_meanwhile()
    {
        await _ads.Create("Taken");
        var budgets = _ads.Rows("SELECT campaign_budget.id FROM campaign_budget").Count;
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create("Taken"));
        fault.ProviderCode.ShouldBe("DUPLICATE_CAMPAIGN_NAME");
        fault.Verdict.ShouldBe(Verdict.Rejected);
        _ads.Rows("SELECT campaign_budget.id FROM campaign_budget").Count.ShouldBe(budgets);

        // The look-up finds nothing, since somebody else's comes right after it.
        _ads.Answer("""{"results":[{"customer":{"currencyCode":"USD"}}]}""", 200, AdsBench.Search);
        _ads.Answer("{}", 200, AdsBench.Search);
        fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.Create("Taken"));
        fault.ProviderCode.ShouldBe("DUPLICATE_CAMPAIGN_NAME");
        fault.Message.ShouldContain("operations[0].create.name");
    }

    [Fact]
    public async Task Read_back_finds_the_campaign_of_that_name_with_that_budget_and_no_other()
    {
        var input = new CreateCampaign("Lost", 30, "USD");
        (await ((GoogleAdsAdapter)_ads.New).FindCampaignAsync(input, Ct)).ShouldBeNull();
        _ads.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), AdsBench.Campaigns);
        (await GoogleBench<IGoogleAds>.FaultOf(() => _ads.New.CreateCampaignAsync(input, Ct))).Verdict.ShouldBe(Verdict.InDoubt);

        var found = await ((GoogleAdsAdapter)_ads.New).FindCampaignAsync(input, Ct);
        found.ShouldNotBeNull().Status.ShouldBe("ENABLED");
        (await ((GoogleAdsAdapter)_ads.New).FindCampaignAsync(input with { DailyBudget = 31 }, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task AdjustBudget_updates_only_the_amount_in_micros_as_text()
    {
        var made = await _ads.Create(budget: 50);
        var adjusted = await _ads.New.AdjustBudgetAsync(new AdjustBudget(made.Id, 75.5m), Ct);

        adjusted.ShouldBe(new AdjustedBudget(made.Id, 75.5m, 50, "USD"));
        _ads.Last.Address.AbsolutePath.ShouldBe(AdsBench.Root + "campaignBudgets:mutate");
        _ads.Last.RequestText.ShouldMatch(
            """^\{"operations":\[\{"update":\{"resourceName":"customers/1234567890/campaignBudgets/[0-9]{11}","amountMicros":"75500000"\},"updateMask":"amountMicros"\}\]\}$""");
        (await _ads.New.AdjustBudgetAsync(new AdjustBudget(made.Id, 20), Ct)).PreviousDailyBudget.ShouldBe(75.5m);
    }

    [Fact]
    public async Task A_shared_budget_is_left_alone()
    {
        var shared = _ads.Rows("SELECT campaign.id FROM campaign WHERE campaign.name = 'Newsletter north'")[0].GetProperty("campaign").GetProperty("id").GetString()!;
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.New.AdjustBudgetAsync(new AdjustBudget(shared, 99), Ct));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldContain("2 campaigns");
        _ads.Simulator.Received.ShouldNotContain(request => request.RouteName == AdsBench.Budgets);
    }

    [Fact]
    public async Task A_currency_without_coins_takes_whole_budgets_and_is_asked_before_the_change()
    {
        _ads.Answer("""{"results":[{"campaignBudget":{"resourceName":"customers/1/campaignBudgets/2","amountMicros":"1000000"},"customer":{"currencyCode":"JPY"}}]}""");
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => _ads.New.AdjustBudgetAsync(new AdjustBudget("1", 100.5m), Ct));
        fault.ProviderCode.ShouldBe("NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT");
        _ads.Exchanges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_such_campaign()
    {
        (await GoogleBench<IGoogleAds>.FaultOf(() => _ads.New.AdjustBudgetAsync(new AdjustBudget("1", 5), Ct))).ProviderCode.ShouldBe("RESOURCE_NOT_FOUND");
        (await GoogleBench<IGoogleAds>.FaultOf(() => _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics("1"), Ct))).ProviderCode.ShouldBe("RESOURCE_NOT_FOUND");
    }

    [Fact]
    public async Task GetCampaignMetrics_asks_for_days_of_the_account_and_for_people_apart()
    {
        var made = await _ads.Create();
        var before = _ads.Exchanges.Count;
        _ads.Clock.Advance(TimeSpan.FromDays(2));
        var metrics = await _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics(made.Id), Ct);

        // 09:00 in UTC is the same day in New York.
        metrics.Since.ShouldBe("2026-12-01");
        metrics.Until.ShouldBe("2026-12-03");
        metrics.Currency.ShouldBe("USD");
        Query(before + 1).ShouldBe(
            $"SELECT metrics.impressions, metrics.clicks, metrics.cost_micros FROM campaign WHERE campaign.id = {made.Id} AND segments.date BETWEEN '2026-12-01' AND '2026-12-03'");
        Query(before + 2).ShouldBe(
            $"SELECT metrics.unique_users FROM campaign WHERE campaign.id = {made.Id} AND segments.date BETWEEN '2026-12-01' AND '2026-12-03'");
        metrics.Reach.ShouldNotBeNull().ShouldBeLessThan(metrics.Impressions);
    }

    [Fact]
    public async Task Today_is_the_accounts_own_day()
    {
        var made = await _ads.Create();
        _ads.Clock.Advance(TimeSpan.FromHours(18));
        (await _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics(made.Id), Ct)).Until.ShouldBe("2026-12-01", "it is 03:00 of the next day in UTC");
    }

    [Fact]
    public async Task Surprise_reach_is_counted_for_display_and_for_92_days_only()
    {
        var search = await _ads.New.CreateCampaignAsync(new CreateCampaign("Words", 10, "USD", Channel: CampaignChannel.Search), Ct);
        var display = await _ads.Create("Banners");
        _ads.Clock.Advance(TimeSpan.FromDays(100));

        (await _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics(search.Id), Ct)).Reach.ShouldBeNull();
        (await _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics(display.Id), Ct)).Reach.ShouldBeNull();
        (await _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics(display.Id, "2026-12-01", "2027-03-02"), Ct)).Reach.ShouldNotBeNull();
        AdsBench.Code(_ads.Query($"SELECT metrics.unique_users FROM campaign WHERE segments.date BETWEEN '2026-12-01' AND '2027-03-03'").Body).ShouldBe("DATE_RANGE_TOO_WIDE");
    }

    [Fact]
    public async Task Surprise_pageSize_is_never_sent_since_Google_refuses_it()
    {
        var made = await _ads.Create();
        await _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics(made.Id), Ct);
        _ads.Exchanges.ShouldAllBe(one => !one.RequestText.Contains("pageSize"));
        var (status, body) = _ads.Ask(AdsBench.Root + "googleAds:search", """{"query":"SELECT customer.id FROM customer","pageSize":10}""");
        status.ShouldBe(400);
        AdsBench.Code(body).ShouldBe("PAGE_SIZE_NOT_SUPPORTED");
    }

    [Fact]
    public async Task Surprise_developer_tokens_are_ignored_since_2026_09_09_and_may_be_missing()
    {
        await _ads.Create("Without");
        _ads.Simulator.Received.ShouldAllBe(request => request.Header("developer-token") == null);

        var with = AdsBench.New(1, ("DeveloperToken", "old"));
        await with.Create("With");
        with.Simulator.Received.ShouldAllBe(request => request.Header("developer-token") == "old");
    }

    [Fact]
    public async Task Login_customer_id_goes_as_digits_and_hyphens_are_taken_out_of_both()
    {
        var ads = new GoogleBench<IGoogleAds>(
            GoogleAdsConnector.Binding, attempt => new GoogleAdsAdapter(attempt), credential: [("CustomerId", "123-456-7890"), ("LoginCustomerId", "987-654-3210")]);
        await ads.Create();
        ads.Simulator.Received.ShouldAllBe(request => request.Header("login-customer-id") == "9876543210");
        ads.Last.Address.AbsolutePath.ShouldStartWith("/v25/customers/1234567890/");
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("abcdefghij")]
    public async Task A_customer_id_that_is_none_is_not_sent(string id)
    {
        var ads = new GoogleBench<IGoogleAds>(GoogleAdsConnector.Binding, attempt => new GoogleAdsAdapter(attempt), credential: [("CustomerId", id)]);
        var fault = await GoogleBench<IGoogleAds>.FaultOf(() => ads.Create());
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Message.ShouldContain("10 digits");
        ads.Exchanges.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_id_is_noted_from_the_header_and_from_a_failure()
    {
        var attempt = _ads.NewAttempt(Execution);
        await _ads.On(attempt).CreateCampaignAsync(new CreateCampaign("Noted", 5, "USD"), Ct);
        attempt.Notes!["providerRequestId"].ShouldMatch("^[0-9a-f]{22}$");

        var other = _ads.NewAttempt();
        _ads.Answer(AdsBench.Failure("queryError", "QUERY_ERROR", "no"), 400);
        await GoogleBench<IGoogleAds>.FaultOf(() => _ads.On(other).GetCampaignMetricsAsync(new GetCampaignMetrics("1"), Ct));
        other.Notes!["providerRequestId"].ShouldBe("r-1");
    }

    private string Query(int exchange) => JsonElement.Parse(_ads.Exchanges[exchange].RequestBody).GetProperty("query").GetString()!;

    private string Json(int exchange) => _ads.Exchanges[exchange].RequestText;
}
