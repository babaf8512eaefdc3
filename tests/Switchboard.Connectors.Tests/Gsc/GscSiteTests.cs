using Switchboard.Connectors.Gsc;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.Gsc;

/// <summary>The invented domain: its search traffic adds up, comes late, and is what its pages say.</summary>
public sealed class GscSiteTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGsc> _gsc = GscBench.New();

    [Fact]
    public async Task Rows_add_up_to_the_whole_however_they_are_split()
    {
        var whole = (await _gsc.Query("2026-11-01", "2026-11-20")).Rows.Single();
        whole.Impressions.ShouldBeGreaterThan(50_000);
        whole.Keys.ShouldBeEmpty();
        foreach (SearchDimension[] dimensions in (SearchDimension[][])
            [[SearchDimension.Date], [SearchDimension.Query], [SearchDimension.Page, SearchDimension.Device], [SearchDimension.Country, SearchDimension.Date, SearchDimension.Query]])
        {
            var rows = (await _gsc.Query("2026-11-01", "2026-11-20", dimensions)).Rows;
            rows.Sum(row => row.Clicks).ShouldBe(whole.Clicks);
            rows.Sum(row => row.Impressions).ShouldBe(whole.Impressions);
            (rows.Sum(row => row.Position * row.Impressions) / whole.Impressions).ShouldBe(whole.Position, 1e-6, "the position is weighted by impressions");
            rows.ShouldAllBe(row => Math.Abs(row.Ctr - (row.Clicks / row.Impressions)) < 1e-12 && row.Position >= 1 && row.Clicks <= row.Impressions);
            rows[0].Keys.Count.ShouldBe(dimensions.Length);
        }
    }

    [Fact]
    public async Task Sites_by_address_add_up_to_the_domain()
    {
        var domain = (await _gsc.Query("2026-11-01", "2026-11-20")).Rows.Single();
        double clicks = 0;
        foreach (var site in new[] { "https://www.example.com/", "https://blog.example.com/", "https://example.com/" })
        {
            var part = await _gsc.Query("2026-11-01", "2026-11-20", [SearchDimension.Page], site);
            part.Rows.ShouldAllBe(row => row.Keys[0].StartsWith(site));
            clicks += part.Rows.Sum(row => row.Clicks);
        }

        clicks.ShouldBe(domain.Clicks);
    }

    [Fact]
    public async Task Surprise_figures_come_two_to_three_days_late_and_days_are_pacific()
    {
        // 01:00 of December 1 there: the last whole day is November 28; at 13:00 it is November 29.
        (await LastDay()).ShouldBe("2026-11-28");
        _gsc.Clock.Advance(TimeSpan.FromHours(12));
        (await LastDay()).ShouldBe("2026-11-29");
        (await _gsc.Query("2026-11-30", "2026-12-09")).Rows.ShouldBeEmpty();

        async Task<string> LastDay() => (await _gsc.Query("2026-11-20", "2026-12-09", [SearchDimension.Date])).Rows[^1].Keys[0];
    }

    [Fact]
    public async Task Fresh_days_come_when_asked_for_grow_and_say_from_when_they_are_incomplete()
    {
        var fresh = new QuerySearchAnalytics(GscBench.Domain, "2026-11-27", "2026-12-09", [SearchDimension.Date], DataState: SearchDataState.All);
        _gsc.Clock.Advance(TimeSpan.FromHours(9));
        var before = await _gsc.New.QuerySearchAnalyticsAsync(fresh, Ct);
        before.FirstIncompleteDate.ShouldBe("2026-11-29");
        before.Rows[^1].Keys[0].ShouldBe("2026-12-01");
        _gsc.Clock.Advance(TimeSpan.FromHours(8));
        var after = await _gsc.New.QuerySearchAnalyticsAsync(fresh, Ct);
        after.Rows[^1].Impressions.ShouldBeGreaterThan(before.Rows[^1].Impressions);
        after.Rows[0].ShouldBeEquivalentTo(before.Rows[0]);
        (await _gsc.Query("2026-11-27", "2026-12-09", [SearchDimension.Date])).FirstIncompleteDate.ShouldBeNull();
    }

    [Fact]
    public async Task Most_clicks_come_first_but_by_date_the_oldest()
    {
        (await _gsc.Query("2026-11-01", "2026-11-20", [SearchDimension.Query])).Rows.Select(row => row.Clicks).ShouldBeInOrder(SortDirection.Descending);
        (await _gsc.Query("2026-11-01", "2026-11-20", [SearchDimension.Date])).Rows.Select(row => row.Keys[0]).ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public async Task Filters_keep_what_they_say_and_paging_by_page_is_told()
    {
        var lamps = await _gsc.Query("2026-11-01", "2026-11-20", [SearchDimension.Query], GscBench.Domain, new SearchFilter(SearchDimension.Query, "LAMP", SearchComparison.Contains));
        lamps.Rows.Select(row => row.Keys[0]).ShouldAllBe(query => query.Contains("lamp"));
        lamps.ResponseAggregationType.ShouldBe("byProperty");
        var rest = await _gsc.Query("2026-11-01", "2026-11-20", [SearchDimension.Query], GscBench.Domain, new SearchFilter(SearchDimension.Query, "lamp", SearchComparison.NotContains));
        (lamps.Rows.Count + rest.Rows.Count).ShouldBe(16);
        var mobile = await _gsc.Query(
            "2026-11-01", "2026-11-20", null, GscBench.Domain, new SearchFilter(SearchDimension.Device, "mobile"), new SearchFilter(SearchDimension.Page, "/products", SearchComparison.IncludingRegex));
        mobile.ResponseAggregationType.ShouldBe("byPage");
        mobile.Rows.Single().Clicks.ShouldBeLessThan((await _gsc.Query("2026-11-01", "2026-11-20")).Rows.Single().Clicks);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_traffic_and_another_another()
    {
        var one = (await _gsc.Query("2026-11-01", "2026-11-20")).Rows.Single();
        (await GscBench.New().Query("2026-11-01", "2026-11-20")).Rows.Single().ShouldBeEquivalentTo(one);
        (await GscBench.New(2).Query("2026-11-01", "2026-11-20")).Rows.Single().Impressions.ShouldNotBe(one.Impressions);
        (await _gsc.Query("2026-11-01", "2026-11-20")).Rows.Single().ShouldBeEquivalentTo(one, "it is a function of the day and not of the calls");
    }

    [Theory]
    [InlineData("https://stranger.example/")]
    [InlineData("http://legacy.example.com/")]
    public async Task Unknown_and_unverified_sites_are_403(string site)
    {
        foreach (var call in (Func<Task>[])
            [() => _gsc.Query("2026-11-01", "2026-11-20", null, site), () => _gsc.New.ListSitemapsAsync(new ListSitemaps(site), Ct), () => _gsc.New.InspectUrlAsync(new InspectUrl(site + "x", site), Ct)])
        {
            var fault = await GoogleBench<IGsc>.FaultOf(call);
            fault.HttpStatus.ShouldBe(403);
            fault.ProviderCode.ShouldBe("forbidden");
            fault.Message.ShouldContain("sufficient permission");
        }
    }

    [Fact]
    public async Task Sites_sitemaps_and_pages_agree()
    {
        var sites = (await _gsc.New.ListSitesAsync(new ListSites(), Ct)).Sites;
        sites.ShouldContain(new Site("sc-domain:example.com", "siteOwner"));
        var sitemaps = (await _gsc.New.ListSitemapsAsync(new ListSitemaps(GscBench.Domain), Ct)).Sitemaps;
        var pages = (await _gsc.Query("2026-11-01", "2026-11-20", [SearchDimension.Page])).Rows.Select(row => row.Keys[0]).ToList();
        sitemaps.Sum(sitemap => sitemap.Contents!.Sum(content => content.Submitted)).ShouldBe(pages.Count);
        foreach (var page in pages)
        {
            var inspected = await _gsc.New.InspectUrlAsync(new InspectUrl(page, GscBench.Domain), Ct);
            inspected.Verdict.ShouldBe("PASS");
            inspected.GoogleCanonical.ShouldBe(page);
            inspected.LastCrawlTime!.Value.ShouldBeLessThan(_gsc.Clock.GetUtcNow());
            sitemaps.ShouldContain(sitemap => sitemap.Path == inspected.Sitemaps!.Single());
        }
    }

    [Fact]
    public async Task Pages_that_are_hidden_unknown_or_of_others_are_told_apart()
    {
        var hidden = await _gsc.New.InspectUrlAsync(new InspectUrl("https://www.example.com/thanks", GscBench.Domain), Ct);
        (hidden.Verdict, hidden.IndexingState, hidden.PageFetchState, hidden.GoogleCanonical).ShouldBe(("NEUTRAL", "BLOCKED_BY_META_TAG", "SUCCESSFUL", null));
        (await _gsc.New.InspectUrlAsync(new InspectUrl("https://www.example.com/old-shop", GscBench.Domain), Ct)).PageFetchState.ShouldBe("NOT_FOUND");
        var unknown = await _gsc.New.InspectUrlAsync(new InspectUrl("https://www.example.com/never", GscBench.Domain), Ct);
        (unknown.CoverageState, unknown.LastCrawlTime).ShouldBe(("URL is unknown to Google", null));
        (await GoogleBench<IGsc>.FaultOf(() => _gsc.New.InspectUrlAsync(new InspectUrl("https://blog.example.com/care", "https://www.example.com/"), Ct)))
            .ProviderCode.ShouldBe("PERMISSION_DENIED");
        (await GoogleBench<IGsc>.FaultOf(() => _gsc.New.InspectUrlAsync(new InspectUrl("https://notexample.com/", GscBench.Domain), Ct))).HttpStatus.ShouldBe(403);
    }

    [Theory]
    [InlineData("""{"startDate":"2026-11-31","endDate":"2026-12-02"}""", "start_date")]
    [InlineData("""{"startDate":"2026-11-02","endDate":"2026-11-01"}""", "start date")]
    [InlineData("""{"startDate":"2026-11-01","endDate":"2026-11-02","rowLimit":25001}""", "rowLimit")]
    [InlineData("""{"startDate":"2026-11-01","endDate":"2026-11-02","dimensions":["region"]}""", "'region'")]
    [InlineData("""{"startDate":"2026-11-01","endDate":"2026-11-02","pageToken":"x"}""", "JSON")]
    [InlineData("""{"startDate":"2026-11-01","endDate":"2026-11-02","dimensions":["query"],"type":"discover"}""", "discover")]
    public void Wrong_queries_are_400(string body, string message)
    {
        var (status, error) = _gsc.Ask("/webmasters/v3/sites/sc-domain%3Aexample.com/searchAnalytics/query", body);
        status.ShouldBe(400);
        error.GetProperty("error").GetProperty("message").GetString()!.ShouldContain(message);
        error.GetProperty("error").GetProperty("errors")[0].GetProperty("reason").GetString().ShouldBe("invalidParameter");
    }

    [Fact]
    public async Task Nothing_is_kept_so_a_snapshot_changes_nothing()
    {
        var one = (await _gsc.Query("2026-11-01", "2026-11-20")).Rows.Single();
        _gsc.Simulator.Load(GoogleBench<IGsc>.Save(_gsc.Simulator));
        (await _gsc.Query("2026-11-01", "2026-11-20")).Rows.Single().ShouldBeEquivalentTo(one);
        _gsc.Ask("/webmasters/v3/sites", authorization: null).Status.ShouldBe(401);
        _gsc.Ask("/webmasters/v3/sites/sc-domain%3Aexample.com").Body.GetRawText().ShouldBe("""{"siteUrl":"sc-domain:example.com","permissionLevel":"siteOwner"}""");
    }
}
