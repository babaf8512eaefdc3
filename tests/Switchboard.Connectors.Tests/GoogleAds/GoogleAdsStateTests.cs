using System.Text.Json;
using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.GoogleAds;

/// <summary>The simulated account: what is made is found, what it does adds up and grows.</summary>
public sealed class GoogleAdsStateTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGoogleAds> _ads = AdsBench.New();

    [Fact]
    public async Task What_is_created_is_found_newest_first_beside_the_accounts_own()
    {
        var made = await _ads.Create("Launch", 12.34m);
        var rows = _ads.Rows("SELECT campaign.id, campaign.name, campaign.start_date_time, campaign_budget.name, campaign_budget.amount_micros, campaign_budget.explicitly_shared FROM campaign");
        rows.Count.ShouldBe(5);
        rows[0].GetRawText().ShouldMatch(
            "^\\{\"campaign\":\\{\"resourceName\":\"customers/1234567890/campaigns/" + made.Id + "\",\"id\":\"" + made.Id
            + "\",\"name\":\"Launch\",\"startDateTime\":\"2026-12-01 00:00:00\"\\},\"campaignBudget\":\\{\"resourceName\":\"[^\"]+\",\"name\":\"Launch\",\"amountMicros\":\"12340000\",\"explicitlyShared\":false\\}\\}$");
    }

    [Fact]
    public async Task Spend_grows_with_the_clock_within_the_budget_and_a_raised_budget_spends_more()
    {
        var one = await _ads.Create("Same", 100);
        var other = await AdsBench.New().Create("Same", 100);
        other.Id.ShouldBe(one.Id);
        (await Metrics(one.Id)).Spend.ShouldBe(0);

        _ads.Clock.Advance(TimeSpan.FromHours(6));
        var early = await Metrics(one.Id);
        early.Spend.ShouldBeInRange(20, 25);
        _ads.Clock.Advance(TimeSpan.FromHours(18));
        var day = await Metrics(one.Id);
        day.Spend.ShouldBeInRange(80, 100);
        day.Clicks.ShouldBeInRange(early.Clicks, day.Impressions);

        await _ads.New.AdjustBudgetAsync(new AdjustBudget(one.Id, 300), Ct);
        _ads.Clock.Advance(TimeSpan.FromDays(1));
        ((await Metrics(one.Id)).Spend - day.Spend).ShouldBeInRange(240, 300);
    }

    [Fact]
    public async Task Figures_of_days_add_up_to_the_campaigns_and_campaigns_to_the_accounts()
    {
        var made = await _ads.Create("Sum", 70);
        _ads.Clock.Advance(TimeSpan.FromDays(10));
        const string Span = "segments.date BETWEEN '2026-12-01' AND '2026-12-11'";
        var days = _ads.Rows($"SELECT segments.date, metrics.impressions, metrics.clicks, metrics.cost_micros FROM campaign WHERE campaign.id = {made.Id} AND {Span} ORDER BY segments.date");
        days.Count.ShouldBe(11);
        days[0].GetProperty("segments").GetProperty("date").GetString().ShouldBe("2026-12-01");
        var whole = await Metrics(made.Id);
        days.Sum(row => Number(row, "impressions")).ShouldBe(whole.Impressions);
        days.Sum(row => Number(row, "clicks")).ShouldBe(whole.Clicks);
        days.Sum(row => Number(row, "costMicros")).ShouldBe((long)(whole.Spend * 1_000_000));

        var campaigns = _ads.Rows($"SELECT metrics.impressions FROM campaign WHERE {Span}");
        Number(_ads.Rows($"SELECT metrics.impressions FROM customer WHERE {Span}").Single(), "impressions").ShouldBe(campaigns.Sum(row => Number(row, "impressions")));
    }

    [Fact]
    public async Task A_paused_campaign_and_one_that_has_not_begun_do_nothing_and_one_that_ended_stops()
    {
        var paused = await _ads.New.CreateCampaignAsync(new CreateCampaign("Paused", 50, "USD", CampaignStatus.Paused), Ct);
        var later = await _ads.New.CreateCampaignAsync(new CreateCampaign("Later", 50, "USD", StartDate: "2026-12-03", EndDate: "2026-12-04"), Ct);
        _ads.Clock.Advance(TimeSpan.FromDays(1));
        (await Metrics(paused.Id)).Impressions.ShouldBe(0);
        (await Metrics(later.Id)).Impressions.ShouldBe(0);
        _ads.Clock.Advance(TimeSpan.FromDays(9));
        (await Metrics(paused.Id)).Impressions.ShouldBe(0);
        (await Metrics(later.Id)).Spend.ShouldBeInRange(80, 100);
    }

    [Fact]
    public async Task Pausing_over_the_wire_stops_the_spend()
    {
        var made = await _ads.Create("Stop", 50);
        _ads.Clock.Advance(TimeSpan.FromDays(1));
        var (status, _) = _ads.Ask(
            AdsBench.Root + "campaigns:mutate",
            $$"""{"operations":[{"update":{"resourceName":"customers/1234567890/campaigns/{{made.Id}}","status":"PAUSED"},"updateMask":"status"}]}""");
        status.ShouldBe(200);
        var before = await Metrics(made.Id);
        _ads.Clock.Advance(TimeSpan.FromDays(1));
        (await Metrics(made.Id)).Spend.ShouldBe(before.Spend);
    }

    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        var forward = await CreateAll(AdsBench.New(), Enumerable.Range(0, 64));
        var backward = await CreateAll(AdsBench.New(), Enumerable.Range(0, 64).Reverse());
        backward.ShouldBe(forward, ignoreOrder: true);
        forward.Select(one => one.Id).ShouldBeUnique();
        (await CreateAll(AdsBench.New(2), Enumerable.Range(0, 64))).ShouldNotBe(forward);

        static async Task<List<(int Call, string Id)>> CreateAll(GoogleBench<IGoogleAds> ads, IEnumerable<int> calls) =>
            [.. await Task.WhenAll(calls.Select(call => Task.Run(async () => (call, (await ads.Create($"Campaign {call}", 10)).Id))))];
    }

    [Fact]
    public async Task The_fate_of_a_budget_does_not_depend_on_the_mark_in_its_name()
    {
        var (one, other) = (AdsBench.New(3), AdsBench.New(3));
        await other.Create("earlier");
        foreach (var ads in new[] { one, other })
        {
            ads.Simulator.Faults.Chance(0.5, Simulation.SimulatorFault.Answer(500), AdsBench.Budgets);
        }

        (await Fates(other)).ShouldBe(await Fates(one));

        static async Task<string> Fates(GoogleBench<IGoogleAds> ads)
        {
            var fates = "";
            for (var i = 0; i < 12; i++)
            {
                try
                {
                    await ads.Create($"n{i}");
                    fates += "+";
                }
                catch (Calls.ProviderException)
                {
                    fates += "-";
                }
            }

            return fates;
        }
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var made = await _ads.Create("Kept", 40);
        _ads.Clock.Advance(TimeSpan.FromDays(1));
        await _ads.New.AdjustBudgetAsync(new AdjustBudget(made.Id, 80), Ct);

        var after = AdsBench.New();
        after.Simulator.Load(GoogleBench<IGoogleAds>.Save(_ads.Simulator));
        GoogleBench<IGoogleAds>.Save(after.Simulator).GetRawText().ShouldBe(GoogleBench<IGoogleAds>.Save(_ads.Simulator).GetRawText());
        _ads.Clock.Advance(TimeSpan.FromDays(1));
        after.Clock.Advance(TimeSpan.FromDays(2));
        (await after.New.GetCampaignMetricsAsync(new GetCampaignMetrics(made.Id), Ct)).ShouldBe(await Metrics(made.Id));
    }

    [Theory]
    [InlineData("SELECT campaign.nme FROM campaign", "UNRECOGNIZED_FIELD")]
    [InlineData("SELECT campaign.id FROM kampaign", "BAD_RESOURCE_TYPE_IN_FROM_CLAUSE")]
    [InlineData("SELECT campaign.id", "EXPECTED_FROM")]
    [InlineData("UPDATE campaign", "EXPECTED_SELECT")]
    [InlineData("SELECT campaign.id FROM campaign WHERE campaign.name = 'open", "STRING_NOT_TERMINATED")]
    [InlineData("SELECT campaign.id FROM customer", "PROHIBITED_RESOURCE_TYPE_IN_SELECT_CLAUSE")]
    [InlineData("SELECT segments.date FROM campaign", "EXPECTED_FILTERS_ON_DATE_RANGE")]
    [InlineData("SELECT campaign.id FROM campaign WHERE segments.date DURING LAST_YEAR", "INVALID_VALUE_WITH_DURING_OPERATOR")]
    [InlineData("SELECT campaign.id FROM campaign LIMIT 0", "LIMIT_VALUE_TOO_LOW")]
    public void Wrong_queries_are_refused_as_Google_does(string query, string code)
    {
        var (status, body) = _ads.Query(query);
        status.ShouldBe(400);
        AdsBench.Code(body).ShouldBe(code);
    }

    [Theory]
    [InlineData("""{"create":{"name":"b","amountMicros":"-5"}}""", "NEGATIVE_MONEY_AMOUNT")]
    [InlineData("""{"create":{"name":"b","amountMicros":"9999"}}""", "BUDGET_BELOW_PER_DAY_MINIMUM")]
    [InlineData("""{"create":{"name":"b","amountMicros":"10001"}}""", "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT")]
    [InlineData("""{"create":{"name":"Newsletter","amountMicros":"10000"}}""", "DUPLICATE_NAME")]
    [InlineData("""{"create":{"amountMicros":"10000"}}""", "REQUIRED")]
    [InlineData("""{"update":{"resourceName":"customers/1234567890/campaignBudgets/1","amountMicros":"10000"},"updateMask":"amountMicros"}""", "RESOURCE_NOT_FOUND")]
    [InlineData("""{"remove":"customers/1234567890/campaignBudgets/1"}""", "RESOURCE_NOT_FOUND")]
    [InlineData("{}", "OPERATION_REQUIRED")]
    public void Wrong_budgets_are_refused_as_Google_does(string operation, string code)
    {
        var (status, body) = _ads.Ask(AdsBench.Root + "campaignBudgets:mutate", $$"""{"operations":[{{operation}}]}""");
        status.ShouldBe(400);
        AdsBench.Code(body).ShouldBe(code);
    }

    [Fact]
    public void One_wrong_operation_undoes_the_others_unless_partial_failure_is_asked_for()
    {
        const string Two = """[{"create":{"name":"good","amountMicros":"10000"}},{"create":{"name":"bad","amountMicros":"1"}}]""";
        _ads.Ask(AdsBench.Root + "campaignBudgets:mutate", $$"""{"operations":{{Two}}}""").Status.ShouldBe(400);
        Count().ShouldBe(0);
        _ads.Ask(AdsBench.Root + "campaignBudgets:mutate", """{"validateOnly":true,"operations":[{"create":{"name":"good","amountMicros":"10000"}}]}""").Status.ShouldBe(200);
        Count().ShouldBe(0);

        var (status, body) = _ads.Ask(AdsBench.Root + "campaignBudgets:mutate", $$"""{"partialFailure":true,"operations":{{Two}}}""");
        status.ShouldBe(200);
        Count().ShouldBe(1);
        body.GetProperty("results")[1].GetRawText().ShouldBe("{}");
        body.GetProperty("partialFailureError").GetRawText().ShouldContain("BUDGET_BELOW_PER_DAY_MINIMUM");

        int Count() => _ads.Rows("SELECT campaign_budget.id FROM campaign_budget WHERE campaign_budget.name = 'good'").Count;
    }

    [Fact]
    public void Without_a_token_and_with_customer_ids_that_are_none_it_answers_as_Google_does()
    {
        _ads.Ask(AdsBench.Root + "googleAds:search", "{}", authorization: null).Status.ShouldBe(401);
        AdsBench.Code(_ads.Ask("/v25/customers/123-456-7890/googleAds:search", "{}").Body).ShouldBe("INVALID_CUSTOMER_ID");
        _ads.Ask("/v22/customers/1234567890/googleAds:search", "{}").Status.ShouldBe(404);
        _ads.Ask("/v25/customers:listAccessibleCustomers").Body.GetRawText().ShouldBe("""{"resourceNames":["customers/1234567890"]}""");
    }

    private static long Number(JsonElement row, string metric) => long.Parse(row.GetProperty("metrics").GetProperty(metric).GetString()!);

    private Task<CampaignMetrics> Metrics(string id) => _ads.New.GetCampaignMetricsAsync(new GetCampaignMetrics(id), Ct);
}
