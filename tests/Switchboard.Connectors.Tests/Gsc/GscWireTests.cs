using Switchboard.Calls;
using Switchboard.Connectors.Gsc;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.Gsc;

/// <summary>What each action puts on the wire, and what Google's surprises mean.</summary>
public sealed class GscWireTests
{
    private const string Sites = "https://searchconsole.googleapis.com/webmasters/v3/sites";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGsc> _gsc = GscBench.New();

    [Theory]
    [InlineData("https://www.example.com/", "https%3A%2F%2Fwww.example.com%2F")]
    [InlineData("sc-domain:example.com", "sc-domain%3Aexample.com")]
    public async Task SiteUrl_is_one_segment_of_the_path_percent_encoded_whole(string site, string encoded)
    {
        await _gsc.New.QuerySearchAnalyticsAsync(new QuerySearchAnalytics(site, "2026-11-01", "2026-11-02"), Ct);
        _gsc.Last.Address.AbsoluteUri.ShouldBe($"{Sites}/{encoded}/searchAnalytics/query");
        _gsc.Last.RequestText.ShouldBe("""{"startDate":"2026-11-01","endDate":"2026-11-02"}""");
        await _gsc.New.ListSitemapsAsync(new ListSitemaps(site), Ct);
        _gsc.Last.Method.ShouldBe("GET");
        _gsc.Last.Address.AbsoluteUri.ShouldBe($"{Sites}/{encoded}/sitemaps");
    }

    [Fact]
    public async Task Surprise_enums_are_sent_as_the_documentation_writes_them_and_not_as_the_description_does()
    {
        await _gsc.New.QuerySearchAnalyticsAsync(
            new QuerySearchAnalytics(
                GscBench.Domain, "2026-11-01", "2026-11-30", [SearchDimension.Query, SearchDimension.Device], SearchType.Image,
                [new SearchFilter(SearchDimension.Country, "usa"), new SearchFilter(SearchDimension.Query, "^buy", SearchComparison.IncludingRegex)],
                SearchAggregation.ByProperty, SearchDataState.All, 500, 1000),
            Ct);
        _gsc.Last.RequestText.ShouldBe(
            """{"startDate":"2026-11-01","endDate":"2026-11-30","dimensions":["query","device"],"type":"image","dimensionFilterGroups":[{"groupType":"and","filters":[{"dimension":"country","operator":"equals","expression":"usa"},{"dimension":"query","operator":"includingRegex","expression":"^buy"}]}],"aggregationType":"byProperty","dataState":"all","rowLimit":500,"startRow":1000}""");
        await _gsc.New.QuerySearchAnalyticsAsync(
            new QuerySearchAnalytics(GscBench.Domain, "2026-11-01", "2026-11-30", [SearchDimension.SearchAppearance], SearchType.GoogleNews, AggregationType: SearchAggregation.ByPage), Ct);
        _gsc.Last.RequestText.ShouldContain("""
            "dimensions":["searchAppearance"],"type":"googleNews","aggregationType":"byPage"
            """.Trim());
    }

    [Theory]
    [InlineData("SITE_OWNER", "siteOwner")]
    [InlineData("siteOwner", "siteOwner")]
    [InlineData("SITE_LEVEL_OF_TOMORROW", "siteLevelOfTomorrow")]
    [InlineData("", "")]
    public async Task Surprise_both_writings_of_enums_are_read(string written, string read)
    {
        _gsc.Answer($$$"""{"siteEntry":[{"siteUrl":"https://a.example/","permissionLevel":"{{{written}}}"}]}""");
        (await _gsc.New.ListSitesAsync(new ListSites(), Ct)).Sites.Single().PermissionLevel.ShouldBe(read);
        _gsc.Answer("""{"rows":[],"responseAggregationType":"BY_NEWS_SHOWCASE_PANEL"}""");
        (await _gsc.Query("2026-11-01", "2026-11-02")).ResponseAggregationType.ShouldBe("byNewsShowcasePanel");
    }

    [Theory]
    [InlineData("query")]
    [InlineData("QUERY")]
    public void The_simulator_takes_both_writings(string dimension)
    {
        var (status, body) = _gsc.Ask(
            "/webmasters/v3/sites/sc-domain%3Aexample.com/searchAnalytics/query",
            $$"""{"startDate":"2026-11-01","endDate":"2026-11-02","dimensions":["{{dimension}}"],"rowLimit":1,"type":"WEB"}""");
        status.ShouldBe(200);
        body.GetProperty("rows")[0].GetProperty("keys").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Surprise_there_is_no_page_token_fewer_rows_than_asked_for_are_the_last()
    {
        var rows = new List<SearchRow>();
        SearchAnalytics page;
        int? start = null;
        var pages = 0;
        do
        {
            page = await _gsc.New.QuerySearchAnalyticsAsync(
                new QuerySearchAnalytics(GscBench.Domain, "2026-11-01", "2026-11-20", [SearchDimension.Query, SearchDimension.Country], RowLimit: 32, StartRow: start), Ct);
            rows.AddRange(page.Rows);
            start = page.NextStartRow;
            pages++;
        }
        while (start is not null);

        // 96 rows fill three pages, so that only a fourth, empty one says it is the end.
        rows.Count.ShouldBe(96);
        pages.ShouldBe(4);
        page.Rows.ShouldBeEmpty();
        _gsc.Last.ResponseText.ShouldNotContain("rows", Case.Sensitive, "rows are absent where there are none");
        rows.Select(row => string.Join('|', row.Keys)).ShouldBeUnique();
    }

    [Fact]
    public async Task A_full_page_of_the_default_size_has_more_and_one_row_less_has_not()
    {
        var row = """{"keys":["a"],"clicks":1,"impressions":2,"ctr":0.5,"position":3.5}""";
        _gsc.Answer($$"""{"rows":[{{string.Join(',', Enumerable.Repeat(row, 1000))}}]}""");
        (await Ask()).NextStartRow.ShouldBe(1000);
        _gsc.Answer($$"""{"rows":[{{string.Join(',', Enumerable.Repeat(row, 999))}}]}""");
        (await Ask()).NextStartRow.ShouldBeNull();

        Task<SearchAnalytics> Ask() => _gsc.New.QuerySearchAnalyticsAsync(new QuerySearchAnalytics(GscBench.Domain, "2026-11-01", "2026-11-02", [SearchDimension.Query]), Ct);
    }

    [Fact]
    public async Task InspectUrl_and_listSites_on_the_wire()
    {
        await _gsc.New.InspectUrlAsync(new InspectUrl("https://www.example.com/products", "sc-domain:example.com", "de-CH"), Ct);
        _gsc.Last.Address.AbsoluteUri.ShouldBe("https://searchconsole.googleapis.com/v1/urlInspection/index:inspect");
        _gsc.Last.RequestText.ShouldBe("""{"inspectionUrl":"https://www.example.com/products","siteUrl":"sc-domain:example.com","languageCode":"de-CH"}""");
        await _gsc.New.ListSitesAsync(new ListSites(), Ct);
        _gsc.Last.Address.AbsoluteUri.ShouldBe(Sites);
        await _gsc.New.ListSitemapsAsync(new ListSitemaps("https://www.example.com/", "https://www.example.com/index.xml"), Ct);
        _gsc.Last.Address.Query.ShouldBe("?sitemapIndex=https%3A%2F%2Fwww.example.com%2Findex.xml");
    }

    [Fact]
    public async Task Surprise_counts_of_sitemaps_are_text()
    {
        _gsc.Answer("""{"sitemap":[{"path":"https://a.example/s.xml","type":"rssFeed","errors":"9007199254740993","warnings":"2","contents":[{"type":"web","submitted":"50","indexed":"0"}],"lastDownloaded":"2026-11-30T10:00:00.000Z"}]}""");
        var sitemap = (await _gsc.New.ListSitemapsAsync(new ListSitemaps("https://a.example/"), Ct)).Sitemaps.Single();
        sitemap.Errors.ShouldBe(9007199254740993);
        sitemap.Contents!.Single().ShouldBe(new SitemapContent("web", 50));
        sitemap.LastDownloaded.ShouldBe(new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(400, "invalidParameter", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(401, "authError", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(403, "forbidden", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(403, "quotaExceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(429, "rateLimitExceeded", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(500, "backendError", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task Errors_of_the_older_shape_have_a_verdict_and_keep_their_reason(int status, string reason, Verdict verdict, ErrorCode code)
    {
        _gsc.Answer($$$"""{"error":{"code":{{{status}}},"message":"Google's words.","errors":[{"domain":"global","reason":"{{{reason}}}","message":"m"}]}}""", status);
        var fault = await GoogleBench<IGsc>.FaultOf(() => _gsc.New.ListSitesAsync(new ListSites(), Ct));
        (fault.Verdict, fault.Code, fault.ProviderCode).ShouldBe((verdict, code, reason));
    }

    [Theory]
    [InlineData("querySearchAnalytics", """{"siteUrl":"example.com","startDate":"2026-11-01","endDate":"2026-11-02"}""", "$.siteUrl must match")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"https://example.com","startDate":"2026-11-01","endDate":"2026-11-02"}""", "$.siteUrl must match")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"sc-domain:a.b","startDate":"2026-11-31","endDate":"2026-12-02"}""", "$.startDate must be a day of the calendar")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"sc-domain:a.b","startDate":"2026-11-02","endDate":"2026-11-01"}""", "$.endDate must not be before startDate")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"sc-domain:a.b","startDate":"2026-11-01","endDate":"2026-11-02","rowLimit":25001}""", "$.rowLimit must be 1 to 25000")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"sc-domain:a.b","startDate":"2026-11-01","endDate":"2026-11-02","dimensions":["region"]}""", "$.dimensions[0] must be one of 'date', 'query'")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"sc-domain:a.b","startDate":"2026-11-01","endDate":"2026-11-02","dimensions":["page","page"]}""", "$.dimensions must not name one twice")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"sc-domain:a.b","startDate":"2026-11-01","endDate":"2026-11-02","dimensions":["page","searchAppearance"]}""", "$.dimensions searchAppearance goes with no other")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"sc-domain:a.b","startDate":"2026-11-01","endDate":"2026-11-02","dimensions":["query"],"type":"discover"}""", "$.dimensions discover and googleNews know no query")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"sc-domain:a.b","startDate":"2026-11-01","endDate":"2026-11-02","dimensions":["page"],"aggregationType":"byProperty"}""", "$.aggregationType byProperty does not go with pages")]
    [InlineData("querySearchAnalytics", """{"siteUrl":"sc-domain:a.b","startDate":"2026-11-01","endDate":"2026-11-02","filters":[{"dimension":"date","expression":"x"}]}""", "$.filters[0].dimension cannot be date")]
    [InlineData("inspectUrl", """{"siteUrl":"sc-domain:a.b","inspectionUrl":"/path"}""", "$.inspectionUrl must be an absolute")]
    public void Bad_input_is_refused_by_the_contract(string action, string input, string error) =>
        _gsc.ErrorsOf(action, input).ShouldContain(one => one.StartsWith(error), string.Join("; ", _gsc.ErrorsOf(action, input)));

    [Fact]
    public void The_long_name_finds_the_connector() => GscConnector.Binding.Aliases.ShouldBe(["google-search-console"]);
}
