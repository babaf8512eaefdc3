using Switchboard.Calls;
using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Tests.Meta;

namespace Switchboard.Connectors.Tests.Facebook;

/// <summary>Posts and figures of the page.</summary>
public sealed class FacebookPageTests
{
    private readonly FacebookBench _bench = new();

    [Fact]
    public async Task PublishPost_posts_a_form_to_the_pages_feed_with_the_pages_token()
    {
        var post = await _bench.PostAsync("Hello & goodbye", "https://example.com/?a=1");

        _bench.Last.Method.ShouldBe("POST");
        _bench.Last.Address.AbsoluteUri.ShouldBe("https://graph.facebook.com/v25.0/100000000000002/feed");
        _bench.Last.Authorization.ShouldBe("Bearer EAAsimulatedPageToken");
        _bench.Last.RequestType.ShouldBe("application/x-www-form-urlencoded");
        _bench.Last.RequestText.ShouldBe("message=Hello+%26+goodbye&link=https%3A%2F%2Fexample.com%2F%3Fa%3D1");
        post.Id.ShouldMatch("^100000000000002_122[0-9]{13}$");
    }

    [Fact]
    public async Task What_is_posted_is_listed_newest_first_page_by_page_and_fetched()
    {
        var one = await _bench.PostAsync("one");
        _bench.Graph.Clock.Advance(TimeSpan.FromMinutes(1));
        var two = await _bench.PostAsync("two");

        List<string> ids = [];
        string? after = "";
        while (after is not null)
        {
            var page = _bench.Graph.Ask($"/v25.0/{FacebookBench.Page}/posts?fields=id&limit=2&after={after}");
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(post => post.GetProperty("id").GetString()!));
            after = page.GetProperty("paging").TryGetProperty("next", out _) ? page.GetProperty("paging").GetProperty("cursors").GetProperty("after").GetString() : null;
        }

        ids.Take(2).ShouldBe([two.Id, one.Id]);
        ids.Count.ShouldBe(5, "three posts are there from the start");
        _bench.Graph.Ask($"/v25.0/{one.Id}").GetRawText().ShouldBe($$"""{"created_time":"2026-12-01T09:00:00\u002B0000","message":"one","id":"{{one.Id}}"}""");
        _bench.Graph.Ask($"/v25.0/{one.Id}?fields=colour", status: 400).GetProperty("error").GetProperty("message").GetString()!.ShouldContain("nonexisting field (colour)");
        _bench.Graph.Ask("/v25.0/42", status: 400).GetProperty("error").GetProperty("error_subcode").GetInt32().ShouldBe(33);
    }

    [Fact]
    public void A_scheduled_post_appears_when_it_is_due_and_only_10_minutes_to_30_days_ahead()
    {
        var at = TestClock.DefaultStart.AddHours(1);
        var id = _bench.Graph.Ask($"/v25.0/{FacebookBench.Page}/feed", $"message=later&published=false&scheduled_publish_time={at.ToUnixTimeSeconds()}", "POST").GetProperty("id").GetString();
        string First() => _bench.Graph.Ask($"/v25.0/{FacebookBench.Page}/feed").GetProperty("data")[0].GetProperty("id").GetString()!;
        First().ShouldNotBe(id);
        _bench.Graph.Clock.Advance(TimeSpan.FromHours(1));
        First().ShouldBe(id);

        foreach (var wrong in (string[])["9", "44641"])
        {
            var time = _bench.Graph.Clock.GetUtcNow().AddMinutes(int.Parse(wrong)).ToUnixTimeSeconds();
            _bench.Graph.Ask($"/v25.0/{FacebookBench.Page}/feed", $"message=x&published=false&scheduled_publish_time={time}", "POST", 400);
        }
    }

    [Fact]
    public async Task Figures_of_a_post_grow_with_time()
    {
        var post = await _bench.PostAsync();
        var path = $"/v25.0/{post.Id}/insights?metric=post_media_view,post_total_media_view_unique";
        long Views() => _bench.Graph.Ask(path).GetProperty("data")[0].GetProperty("values")[0].GetProperty("value").GetInt64();
        Views().ShouldBe(0);
        _bench.Graph.Clock.Advance(TimeSpan.FromHours(6));
        var early = Views();
        _bench.Graph.Clock.Advance(TimeSpan.FromDays(2));
        Views().ShouldBeGreaterThan(early);
        early.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task GetPageInsights_asks_for_the_living_metrics_and_a_post_lifts_them()
    {
        var quiet = new FacebookBench();
        await _bench.PostAsync();
        _bench.Graph.Clock.Advance(TimeSpan.FromDays(3));
        quiet.Graph.Clock.Advance(TimeSpan.FromDays(3));

        var insights = await _bench.InsightsAsync(new GetPageInsights(Since: "2026-12-01", Until: "2026-12-04"));

        _bench.Last.Address.Query.ShouldBe("?metric=page_media_view%2Cpage_total_media_view_unique%2Cpage_post_engagements%2Cpage_follows&period=day&since=2026-12-01&until=2026-12-04");
        insights.Metrics.Select(metric => metric.Name).ShouldBe(["page_media_view", "page_total_media_view_unique", "page_post_engagements", "page_follows"]);
        insights.Metrics.ShouldAllBe(metric => metric.Period == "day" && metric.Values.Count == 3);
        insights.Metrics[0].Values[0].EndTime.ShouldBe(new DateTimeOffset(2026, 12, 2, 0, 0, 0, TimeSpan.Zero));
        var without = await quiet.InsightsAsync(new GetPageInsights(Since: "2026-12-01", Until: "2026-12-04"));
        Sum(insights, 0).ShouldBeGreaterThan(Sum(without, 0));
        Sum(insights, 2).ShouldBeGreaterThan(Sum(without, 2));

        static long Sum(PageInsights of, int metric) => of.Metrics[metric].Values.Sum(value => value.Value.GetInt64());
    }

    [Fact]
    public async Task A_week_sums_seven_days_and_metrics_of_both_spans_agree()
    {
        var days = await _bench.InsightsAsync(new GetPageInsights(["page_media_view"], Since: "2026-11-24", Until: "2026-12-01"));
        var week = await _bench.InsightsAsync(new GetPageInsights(["page_media_view"], InsightsPeriod.Week, "2026-11-30", "2026-12-01"));
        week.Metrics[0].Values[^1].Value.GetInt64().ShouldBe(days.Metrics[0].Values.Sum(value => value.Value.GetInt64()));
        (await _bench.InsightsAsync(new GetPageInsights(["page_follows"], InsightsPeriod.Days28))).Metrics[0].Period.ShouldBe("days_28");
    }

    [Fact]
    public async Task An_unknown_metric_is_100_and_none_is_3001()
    {
        (await GraphBench.FaultOf(() => _bench.InsightsAsync(new GetPageInsights(["page_wishes"])))).ProviderCode.ShouldBe("100");
        var none = _bench.Graph.Ask($"/v25.0/{FacebookBench.Page}/insights", status: 400).GetProperty("error");
        (none.GetProperty("code").GetInt32(), none.GetProperty("error_subcode").GetInt32()).ShouldBe((3001, 1504028));
        _bench.Graph.Ask($"/v25.0/{FacebookBench.Page}/insights?metric=page_impressions", status: 400);
    }

    [Fact]
    public async Task A_split_metric_and_one_that_nobody_knows_yet_are_kept()
    {
        _bench.Graph.Answer("""{"data":[{"name":"page_new","period":"brand_new","values":[{"value":{"ad":1,"organic":2},"end_time":"2026-12-01T08:00:00+0000"},{}]},{"name":"page_empty"}]}""");
        var insights = await _bench.InsightsAsync();
        insights.Metrics.Count.ShouldBe(2);
        insights.Metrics[0].Values.ShouldHaveSingleItem().Value.GetProperty("organic").GetInt32().ShouldBe(2);
        insights.Metrics[1].Values.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("link=nowhere")]
    public void What_validation_keeps_from_the_wire_the_simulator_refuses_too(string form) =>
        _bench.Graph.Ask($"/v25.0/{FacebookBench.Page}/feed", form, "POST", 400).GetProperty("error").GetProperty("code").GetInt32().ShouldBe(100);

    [Fact]
    public async Task A_connection_for_the_page_alone_publishes_and_says_what_ads_would_need()
    {
        var bench = new FacebookBench(set: "page");
        await bench.PostAsync();
        bench.Last.Address.Query.ShouldStartWith("?appsecret_proof=", Case.Sensitive, "the page set of the bench has the app's secret");
        bench.Last.Address.Query.Length.ShouldBe("?appsecret_proof=".Length + 64);

        var fault = await GraphBench.FaultOf(() => bench.CreateAsync());
        fault.Code.ShouldBe(ErrorCode.CredentialsMissing);
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldContain("AdAccountId");
        bench.Graph.Exchanges.Count.ShouldBe(1);
    }
}
