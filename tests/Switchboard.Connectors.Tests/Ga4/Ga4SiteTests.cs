using System.Text.Json;
using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.Ga4;

/// <summary>The invented site: its figures add up, whatever they are split by, and come as time passes.</summary>
public sealed class Ga4SiteTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGa4> _ga4 = Ga4Bench.New();

    [Theory]
    [InlineData("date")]
    [InlineData("country")]
    [InlineData("city,deviceCategory")]
    [InlineData("sessionDefaultChannelGroup,pagePath,dayOfWeek")]
    [InlineData("hour")]
    [InlineData("dateHour,country")]
    public async Task Rows_add_up_to_the_whole_however_they_are_split(string dimensions)
    {
        const string Metrics = "sessions,screenPageViews,newUsers,eventCount,userEngagementDuration,ecommercePurchases,totalRevenue";
        var whole = (await _ga4.Report("7daysAgo", "today", Metrics)).Rows.Single();
        var split = (await _ga4.Report("7daysAgo", "today", Metrics, dimensions)).Rows;

        split.Count.ShouldBeGreaterThan(5);
        foreach (var metric in Metrics.Split(','))
        {
            split.Sum(metric).ShouldBe(whole.Figure(metric), 0.001, metric);
        }

        whole.Figure("sessions").ShouldBeGreaterThan(5000);
    }

    [Fact]
    public async Task Events_add_up_and_each_is_what_its_metric_counts()
    {
        var whole = (await _ga4.Report("yesterday", "yesterday", "eventCount,screenPageViews,sessions")).Rows.Single();
        var events = (await _ga4.Report("yesterday", "yesterday", "eventCount", "eventName")).Rows;
        events.Sum("eventCount").ShouldBe(whole.Figure("eventCount"));
        events.Single(row => row.Dimensions["eventName"] == "page_view").Figure("eventCount").ShouldBe(whole.Figure("screenPageViews"));
        events.Single(row => row.Dimensions["eventName"] == "session_start").Figure("eventCount").ShouldBe(whole.Figure("sessions"));
    }

    [Fact]
    public async Task Yesterday_is_whole_today_grows_and_tomorrow_is_empty()
    {
        var yesterday = await Sessions("yesterday");
        var morning = await Sessions("today");
        morning.ShouldBeInRange(1, yesterday);
        (await _ga4.Report("2026-12-02", "2026-12-09", "sessions")).RowCount.ShouldBe(0);

        _ga4.Clock.Advance(TimeSpan.FromHours(6));
        (await Sessions("yesterday")).ShouldBe(yesterday);
        var afternoon = await Sessions("today");
        afternoon.ShouldBeGreaterThan(morning);
        _ga4.Clock.Advance(TimeSpan.FromHours(12));
        (await Sessions("yesterday")).ShouldBeGreaterThan(afternoon, "what was today is whole now");
    }

    [Fact]
    public async Task Ranges_are_kept_apart_by_name_and_overlapping_days_count_in_both()
    {
        var report = await _ga4.New.RunReportAsync(
            new RunReport([new ReportDates("2026-11-02", "2026-11-08"), new ReportDates("2026-11-08", "2026-11-08", "sunday")], ["sessions"], ["date"]), Ct);
        report.Rows.Count(row => row.Dimensions["dateRange"] == "date_range_0").ShouldBe(7);
        var sunday = report.Rows.Single(row => row.Dimensions["dateRange"] == "sunday");
        sunday.Dimensions["date"].ShouldBe("20261108");
        sunday.Metrics.ShouldBe(report.Rows.Single(row => row.Dimensions["dateRange"] == "date_range_0" && row.Dimensions["date"] == "20261108").Metrics);
    }

    [Fact]
    public async Task Filters_keep_what_they_say_also_by_what_is_not_split()
    {
        var germany = (await _ga4.Report("7daysAgo", "yesterday", "sessions", "country")).Rows.Single(row => row.Dimensions["country"] == "Germany").Figure("sessions");
        (await _ga4.Report("7daysAgo", "yesterday", "sessions", "", new DimensionFilter("country", ["GERMANY"]))).Rows.Sum("sessions").ShouldBe(germany);
        (await _ga4.Report("7daysAgo", "yesterday", "sessions", "", new DimensionFilter("country", ["GERMANY"], CaseSensitive: true))).RowCount.ShouldBe(0);
        var others = await _ga4.Report("7daysAgo", "yesterday", "sessions", "country", new DimensionFilter("country", ["Germany"], Exclude: true));
        others.RowCount.ShouldBe(5);
        var blog = await _ga4.Report("7daysAgo", "yesterday", "sessions", "pagePath", new DimensionFilter("pagePath", ["^/blog/.+"], TextMatch.FullRegexp));
        blog.Rows.Select(row => row.Dimensions["pagePath"]).ShouldBe(["/blog/launch", "/blog/care"], ignoreOrder: true);
    }

    [Fact]
    public async Task Metric_filters_order_and_limit_hold()
    {
        var all = (await _ga4.Report("7daysAgo", "yesterday", "sessions", "date")).Rows;
        var floor = (decimal)all.Average(row => row.Figure("sessions"));
        var report = await _ga4.New.RunReportAsync(
            new RunReport(
                [new ReportDates("7daysAgo", "yesterday")], ["sessions"], ["date"], MetricFilters: [new MetricFilter("sessions", NumberComparison.GreaterThan, floor)],
                OrderBys: [new ReportOrder("sessions")], Limit: 2),
            Ct);
        report.RowCount.ShouldBe(all.Count(row => row.Figure("sessions") > (double)floor));
        report.Rows.Count.ShouldBe(2);
        report.Rows[0].Figure("sessions").ShouldBeLessThanOrEqualTo(report.Rows[1].Figure("sessions"));

        var byDate = await _ga4.New.RunReportAsync(
            new RunReport([new ReportDates("7daysAgo", "yesterday")], ["sessions"], ["date"], OrderBys: [new ReportOrder("date", true)]), Ct);
        byDate.Rows[0].Dimensions["date"].ShouldBe("20261130");
        all.Select(row => row.Figure("sessions")).ShouldBeInOrder(SortDirection.Descending, "without an order the most come first");
    }

    [Fact]
    public async Task Rates_are_of_sums_and_not_sums_of_rates()
    {
        var row = (await _ga4.Report("7daysAgo", "yesterday", "sessions,engagedSessions,engagementRate,bounceRate,averageSessionDuration,userEngagementDuration")).Rows.Single();
        row.Figure("engagementRate").ShouldBe(row.Figure("engagedSessions") / row.Figure("sessions"), 1e-9);
        (row.Figure("engagementRate") + row.Figure("bounceRate")).ShouldBe(1, 1e-9);
        row.Figure("averageSessionDuration").ShouldBe(row.Figure("userEngagementDuration") / row.Figure("sessions"), 1e-9);
    }

    [Fact]
    public async Task Realtime_is_the_last_minutes_of_today()
    {
        var before = (await _ga4.Report("today", "today", "screenPageViews")).Rows.Sum("screenPageViews");
        _ga4.Clock.Advance(TimeSpan.FromMinutes(30));
        var after = (await _ga4.Report("today", "today", "screenPageViews")).Rows.Sum("screenPageViews");
        var minutes = await _ga4.New.RunRealtimeReportAsync(new RunRealtimeReport(["screenPageViews", "activeUsers"], ["minutesAgo"]), Ct);

        // The minute that just began is empty, so that its 29 full ones are half an hour less one minute.
        minutes.Rows.Sum("screenPageViews").ShouldBeInRange((after - before) * 0.85, after - before);
        minutes.RowCount.ShouldBeInRange(15, 30);
        var pages = await _ga4.New.RunRealtimeReportAsync(new RunRealtimeReport(["screenPageViews"], ["unifiedScreenName"]), Ct);
        pages.Rows.Sum("screenPageViews").ShouldBe(minutes.Rows.Sum("screenPageViews"));
        (await GoogleBench<IGa4>.FaultOf(() => _ga4.New.RunRealtimeReportAsync(new RunRealtimeReport(["sessions"]), Ct))).Message.ShouldContain("Field sessions is not a valid metric");
    }

    [Fact]
    public async Task The_same_seed_and_property_give_the_same_site_and_others_another()
    {
        var one = await _ga4.Report("7daysAgo", "today", "sessions", "date");
        Text(await Ga4Bench.New().Report("7daysAgo", "today", "sessions", "date")).ShouldBe(Text(one));
        Text(await Ga4Bench.New(2).Report("7daysAgo", "today", "sessions", "date")).ShouldNotBe(Text(one));
        var other = await _ga4.New.RunReportAsync(new RunReport([new ReportDates("7daysAgo", "today")], ["sessions"], ["date"], PropertyId: "5"), Ct);
        Text(other).ShouldNotBe(Text(one));

        static string Text(Report report) => string.Join(';', report.Rows.Select(row => row.Dimensions["date"] + row.Metrics["sessions"]));
    }

    [Theory]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":[{"name":"visits"}]}""", "Field visits is not a valid metric")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":[{"name":"sessions"}],"dimensions":[{"name":"land"}]}""", "Field land is not a valid dimension")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":[{"name":"sessions"}],"dimensions":[{"name":"eventName"}]}""", "Please remove sessions to make the request compatible")]
    [InlineData("""{"dateRanges":[{"startDate":"2026-13-01","endDate":"today"}],"metrics":[{"name":"sessions"}]}""", "Invalid startDate")]
    [InlineData("""{"metrics":[{"name":"sessions"}]}""", "date range")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":[{"name":"sessions"}],"limit":"0"}""", "limit must be positive")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":[{"name":"sessions"}],"pageSize":5}""", "Cannot find field")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":[{"name":"sessions"}],"dimensionFilter":{}}""", "filter expression")]
    [InlineData("""{"property":"properties/9","dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":[{"name":"sessions"}]}""", "property")]
    public void Wrong_requests_are_INVALID_ARGUMENT_and_name_the_field(string body, string message)
    {
        var (status, error) = _ga4.Ask("/v1beta/properties/321654987:runReport", body);
        status.ShouldBe(400);
        error.GetProperty("error").GetProperty("status").GetString().ShouldBe("INVALID_ARGUMENT");
        error.GetProperty("error").GetProperty("message").GetString()!.ShouldContain(message);
    }

    [Fact]
    public void Measurement_ids_are_no_properties_and_no_token_is_401()
    {
        _ga4.Ask("/v1beta/properties/G-12345/metadata").Body.GetRawText().ShouldContain("A numeric Property ID is required");
        _ga4.Ask("/v1beta/properties/1/metadata", authorization: null).Status.ShouldBe(401);
        _ga4.Ask("/v1beta/properties/1:runPivotReport", "{}").Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_quota_runs_out_comes_back_with_the_hour_and_is_saved()
    {
        var taken = """{"ids":{},"state":{"taken":{"321654987 core 2026120101":13999}}}""";
        _ga4.Simulator.Load(JsonElement.Parse(taken));
        (await Sessions("yesterday")).ShouldBeGreaterThan(0);
        GoogleBench<IGa4>.Save(_ga4.Simulator).GetRawText().ShouldContain("\"321654987 core 2026120101\":14000");
        (await GoogleBench<IGa4>.FaultOf(() => Sessions("yesterday"))).ProviderCode.ShouldBe("RESOURCE_EXHAUSTED");
        _ga4.Clock.Advance(TimeSpan.FromHours(1));
        (await Sessions("yesterday")).ShouldBeGreaterThan(0);
    }

    private async Task<double> Sessions(string day) => (await _ga4.Report(day, day, "sessions")).Rows.Sum("sessions");
}
