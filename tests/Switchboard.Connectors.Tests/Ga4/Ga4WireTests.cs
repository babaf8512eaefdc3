using Switchboard.Calls;
using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.Ga4;

/// <summary>What each action puts on the wire, and what Google's surprises mean.</summary>
public sealed class Ga4WireTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGa4> _ga4 = Ga4Bench.New();

    [Fact]
    public async Task RunReport_as_small_as_can_be()
    {
        await _ga4.Report("2026-11-01", "2026-11-30", "sessions");
        _ga4.Last.Method.ShouldBe("POST");
        _ga4.Last.Address.AbsoluteUri.ShouldBe("https://analyticsdata.googleapis.com/v1beta/properties/321654987:runReport");
        _ga4.Last.Authorization.ShouldBe("Bearer ya29.test");
        _ga4.Last.RequestType.ShouldBe("application/json");
        _ga4.Last.RequestText.ShouldBe(
            """{"dateRanges":[{"startDate":"2026-11-01","endDate":"2026-11-30"}],"metrics":[{"name":"sessions"}],"returnPropertyQuota":true}""");
    }

    [Fact]
    public async Task Surprise_limit_offset_and_whole_numbers_are_text_and_every_filter_has_its_form()
    {
        await _ga4.New.RunReportAsync(
            new RunReport(
                [new ReportDates("30daysAgo", "yesterday", "month")],
                ["sessions", "bounceRate"],
                ["country", "date"],
                [
                    new DimensionFilter("country", ["Germany", "France"]),
                    new DimensionFilter("pagePath", ["/blog/"], TextMatch.BeginsWith, CaseSensitive: true, Exclude: true),
                ],
                [new MetricFilter("sessions", NumberComparison.GreaterThan, 3), new MetricFilter("bounceRate", NumberComparison.LessThan, 0.5m)],
                [new ReportOrder("sessions", true), new ReportOrder("date", Numeric: true)],
                25,
                50,
                true,
                "EUR"),
            Ct);

        _ga4.Last.RequestText.ShouldBe(
            """{"dateRanges":[{"startDate":"30daysAgo","endDate":"yesterday","name":"month"}],"dimensions":[{"name":"country"},{"name":"date"}],"metrics":[{"name":"sessions"},{"name":"bounceRate"}]"""
            + ""","dimensionFilter":{"andGroup":{"expressions":[{"filter":{"fieldName":"country","inListFilter":{"values":["Germany","France"]}}},{"notExpression":{"filter":{"fieldName":"pagePath","stringFilter":{"matchType":"BEGINS_WITH","value":"/blog/","caseSensitive":true}}}}]}}"""
            + ""","metricFilter":{"andGroup":{"expressions":[{"filter":{"fieldName":"sessions","numericFilter":{"operation":"GREATER_THAN","value":{"int64Value":"3"}}}},{"filter":{"fieldName":"bounceRate","numericFilter":{"operation":"LESS_THAN","value":{"doubleValue":0.5}}}}]}}"""
            + ""","orderBys":[{"metric":{"metricName":"sessions"},"desc":true},{"dimension":{"dimensionName":"date","orderType":"NUMERIC"}}],"limit":"25","offset":"50","keepEmptyRows":true,"currencyCode":"EUR","returnPropertyQuota":true}""");
    }

    [Fact]
    public async Task Another_property_can_be_named()
    {
        await _ga4.New.RunReportAsync(new RunReport([new ReportDates("today", "today")], ["sessions"], PropertyId: "77"), Ct);
        _ga4.Last.Address.AbsolutePath.ShouldBe("/v1beta/properties/77:runReport");
        await _ga4.New.GetMetadataAsync(new GetMetadata("78"), Ct);
        _ga4.Last.Address.AbsolutePath.ShouldBe("/v1beta/properties/78/metadata");
        await _ga4.New.RunRealtimeReportAsync(new RunRealtimeReport(["activeUsers"], PropertyId: "79"), Ct);
        _ga4.Last.Address.AbsolutePath.ShouldBe("/v1beta/properties/79:runRealtimeReport");
    }

    [Fact]
    public async Task RunRealtimeReport_asks_for_minutes()
    {
        await _ga4.New.RunRealtimeReportAsync(
            new RunRealtimeReport(["activeUsers"], ["country"], [new MinuteSpan(9, 0, "now"), new MinuteSpan(29, 10)], Limit: 5), Ct);
        _ga4.Last.Address.AbsoluteUri.ShouldBe("https://analyticsdata.googleapis.com/v1beta/properties/321654987:runRealtimeReport");
        _ga4.Last.RequestText.ShouldBe(
            """{"minuteRanges":[{"startMinutesAgo":9,"endMinutesAgo":0,"name":"now"},{"startMinutesAgo":29,"endMinutesAgo":10}],"dimensions":[{"name":"country"}],"metrics":[{"name":"activeUsers"}],"limit":"5","returnPropertyQuota":true}""");
    }

    [Fact]
    public async Task GetMetadata_names_what_reports_take()
    {
        var metadata = await _ga4.New.GetMetadataAsync(new GetMetadata(), Ct);
        _ga4.Last.Method.ShouldBe("GET");
        _ga4.Last.Address.AbsoluteUri.ShouldBe("https://analyticsdata.googleapis.com/v1beta/properties/321654987/metadata");
        metadata.Dimensions.ShouldContain(one => one.ApiName == "country" && one.Category == "Geography");
        metadata.Metrics.ShouldContain(one => one.ApiName == "totalRevenue" && one.Type == "TYPE_CURRENCY");

        // Every name that is listed can be asked for.
        foreach (var metric in metadata.Metrics)
        {
            (await _ga4.Report("yesterday", "yesterday", metric.ApiName)).RowCount.ShouldBe(1, metric.ApiName);
        }

        foreach (var dimension in metadata.Dimensions)
        {
            (await _ga4.Report("yesterday", "yesterday", "eventCount", dimension.ApiName)).RowCount.ShouldBeGreaterThan(0, dimension.ApiName);
        }
    }

    [Fact]
    public async Task Paging_by_limit_and_offset_ends_and_gives_every_row_once()
    {
        var rows = new List<ReportRow>();
        Report page;
        long? offset = null;
        do
        {
            page = await _ga4.New.RunReportAsync(
                new RunReport([new ReportDates("2026-11-01", "2026-11-10")], ["sessions"], ["date", "country"], Limit: 7, Offset: offset), Ct);
            rows.AddRange(page.Rows);
            offset = page.NextOffset;
        }
        while (offset is not null);

        page.RowCount.ShouldBe(60);
        rows.Count.ShouldBe(60);
        rows.Select(row => row.Dimensions["date"] + row.Dimensions["country"]).ShouldBeUnique();
        rows.Sum("sessions").ShouldBe((await _ga4.Report("2026-11-01", "2026-11-10", "sessions")).Rows.Sum("sessions"));
        (await _ga4.New.RunReportAsync(new RunReport([new ReportDates("today", "today")], ["sessions"], Offset: 500), Ct)).NextOffset.ShouldBeNull();
    }

    [Fact]
    public async Task Surprise_zeros_are_left_out_of_Googles_JSON()
    {
        _ga4.Answer("""{"kind":"analyticsData#runReport","propertyQuota":{"tokensPerDay":{"consumed":1},"tokensPerHour":{"remaining":5}}}""");
        var report = await _ga4.Report("today", "today", "sessions");
        report.Rows.ShouldBeEmpty();
        report.RowCount.ShouldBe(0);
        report.Quota.ShouldBe(new ReportQuota(1, 5, 0));
    }

    [Fact]
    public async Task Quota_comes_back_with_every_report_and_what_is_used_up_holds_calls_back()
    {
        var first = await _ga4.Report("yesterday", "yesterday", "sessions");
        var second = await _ga4.Report("yesterday", "yesterday", "sessions");
        first.Quota!.TokensLeftToday.ShouldBeInRange(199_000, 199_999);
        (first.Quota.TokensLeftThisHour - second.Quota!.TokensLeftThisHour).ShouldBe(second.Quota.TokensConsumed);

        var attempt = _ga4.NewAttempt();
        _ga4.Answer("""{"propertyQuota":{"tokensPerDay":{"consumed":9,"remaining":100},"tokensPerHour":{"consumed":9,"remaining":26000},"tokensPerProjectPerHour":{"consumed":9}}}""");
        (await _ga4.On(attempt).RunReportAsync(new RunReport([new ReportDates("today", "today")], ["sessions"]), Ct)).Quota!.TokensLeftThisHour.ShouldBe(0);
        attempt.Pauses!.ShouldHaveSingleItem().ShouldBe((_ga4.Clock.GetUtcNow().AddHours(1), "core", null));
        var calm = _ga4.NewAttempt();
        await _ga4.On(calm).RunReportAsync(new RunReport([new ReportDates("today", "today")], ["sessions"]), Ct);
        calm.Pauses.ShouldBeNull();
    }

    [Fact]
    public async Task Surprise_a_quota_that_is_used_up_is_429_RESOURCE_EXHAUSTED_without_a_header()
    {
        _ga4.Answer("""{"error":{"code":429,"message":"Exhausted property tokens for a project per hour.","status":"RESOURCE_EXHAUSTED"}}""", 429);
        var fault = await GoogleBench<IGa4>.FaultOf(() => _ga4.Report("today", "today", "sessions"));
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Code.ShouldBe(ErrorCode.RateLimited);
        fault.ProviderCode.ShouldBe("RESOURCE_EXHAUSTED");
        fault.RetryAfter.ShouldBeNull();
    }

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(401, "UNAUTHENTICATED", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(403, "PERMISSION_DENIED", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(500, "INTERNAL", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(503, "UNAVAILABLE", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task Errors_have_a_verdict_and_keep_their_status(int status, string name, Verdict verdict, ErrorCode code)
    {
        _ga4.Answer($$$"""{"error":{"code":{{{status}}},"message":"Google's words.","status":"{{{name}}}"}}""", status);
        var fault = await GoogleBench<IGa4>.FaultOf(() => _ga4.Report("today", "today", "sessions"));
        (fault.Verdict, fault.Code, fault.ProviderCode).ShouldBe((verdict, code, name));
        fault.Message.ShouldContain("Google's words.");
    }

    [Fact]
    public async Task What_to_know_about_the_figures_is_told()
    {
        _ga4.Answer("""
            {"metricHeaders":[{"name":"sessions","type":"TYPE_OF_TOMORROW"}],"rows":[{"metricValues":[{"value":"12"}]}],"rowCount":1,
            "metadata":{"currencyCode":"EUR","timeZone":"Europe/Paris","subjectToThresholding":true,"dataLossFromOtherRow":true,"samplingMetadatas":[{"samplesReadCount":"1","samplingSpaceSize":"2"}]}}
            """);
        var report = await _ga4.Report("today", "today", "sessions");
        report.Rows.Single().Metrics["sessions"].ShouldBe("12");
        report.Metadata.ShouldBe(new ReportNotes("EUR", "Europe/Paris", null, true, true, true));
    }

    [Theory]
    [InlineData("""{"dateRanges":[],"metrics":["sessions"]}""", "$.dateRanges must have 1 to 4 items")]
    [InlineData("""{"dateRanges":[{"startDate":"2026-11-01","endDate":"2026-11-02"}],"metrics":[]}""", "$.metrics must have 1 to 10 items")]
    [InlineData("""{"dateRanges":[{"startDate":"2026-11-31","endDate":"2026-12-02"}],"metrics":["sessions"]}""", "$.dateRanges[0].startDate must be a day of the calendar")]
    [InlineData("""{"dateRanges":[{"startDate":"lastWeek","endDate":"today"}],"metrics":["sessions"]}""", "$.dateRanges[0].startDate must match")]
    [InlineData("""{"dateRanges":[{"startDate":"2026-11-02","endDate":"2026-11-01"}],"metrics":["sessions"]}""", "$.dateRanges[0].endDate must not be before startDate")]
    [InlineData("""{"dateRanges":[{"startDate":"yesterday","endDate":"7daysAgo"}],"metrics":["sessions"]}""", "$.dateRanges[0].endDate must not be before startDate")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today","name":"date_range_9"}],"metrics":["sessions"]}""", "$.dateRanges[0].name must not begin with")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":["a b"]}""", "$.metrics[0] must match")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":["sessions"],"limit":250001}""", "$.limit must be 1 to 250000")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":["sessions"],"orderBys":[{"field":"country"}]}""", "$.orderBys[0].field must be one of")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":["sessions"],"metricFilters":[{"metric":"newUsers","operation":"equal","value":1}]}""", "$.metricFilters[0].metric must be one of")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":["sessions"],"dimensionFilters":[{"dimension":"city","values":["a","b"],"match":"contains"}]}""", "$.dimensionFilters[0].values must have 1 item unless match is inList; it has 2")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":["sessions"],"dimensionFilters":[{"dimension":"city","values":["a"],"match":"like"}]}""", "$.dimensionFilters[0].match must be one of 'exact'")]
    [InlineData("""{"dateRanges":[{"startDate":"today","endDate":"today"}],"metrics":["sessions"],"propertyId":"G-1234"}""", "$.propertyId must match")]
    public void Bad_input_is_refused_by_the_contract(string input, string error) =>
        _ga4.ErrorsOf("runReport", input).ShouldContain(one => one.StartsWith(error), string.Join("; ", _ga4.ErrorsOf("runReport", input)));

    [Theory]
    [InlineData("""{"metrics":["activeUsers"],"minuteRanges":[{"startMinutesAgo":3,"endMinutesAgo":9}]}""", "$.minuteRanges[0].endMinutesAgo must not be more")]
    [InlineData("""{"metrics":["activeUsers"],"minuteRanges":[{"startMinutesAgo":60}]}""", "$.minuteRanges[0].startMinutesAgo must be 0 to 59")]
    public void Bad_minutes_are_refused_by_the_contract(string input, string error) =>
        _ga4.ErrorsOf("runRealtimeReport", input).ShouldContain(one => one.StartsWith(error), string.Join("; ", _ga4.ErrorsOf("runRealtimeReport", input)));

    [Fact]
    public void A_date_beside_a_word_is_left_to_Google_whose_today_may_be_another() =>
        _ga4.ErrorsOf("runReport", """{"dateRanges":[{"startDate":"2026-12-02","endDate":"today"}],"metrics":["sessions"]}""").ShouldBeEmpty();

    [Fact]
    public void The_long_name_finds_the_connector() => Ga4Connector.Binding.Aliases.ShouldBe(["google-analytics"]);
}
