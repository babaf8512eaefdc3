using Switchboard.Connectors.Gsc;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.Tests.Google;

namespace Switchboard.Connectors.Tests.Gsc;

/// <summary>
/// Every request and answer, errors too, judged by Google's discovery document. Its enumerations of webmasters/v3 are written QUERY and
/// SITE_OWNER, while Google's own documentation and every client send and receive query and siteOwner: those are judged by a copy that
/// allows both writings and differs in nothing else.
/// </summary>
public sealed class GscDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Strict = "search-console.openapi.json";
    private const string Widened = "search-console.widened.openapi.json";
    private const string Query = "/webmasters/v3/sites/{siteUrl}/searchAnalytics/query";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly GoogleBench<IGsc> _gsc = GscBench.New();

    [Fact]
    public async Task QuerySearchAnalytics()
    {
        await _gsc.New.QuerySearchAnalyticsAsync(
            new QuerySearchAnalytics(
                GscBench.Domain, "2026-11-01", "2026-12-01", [SearchDimension.Date, SearchDimension.Query, SearchDimension.Country, SearchDimension.Device], SearchType.Image,
                [new SearchFilter(SearchDimension.Country, "usa", SearchComparison.NotEquals), new SearchFilter(SearchDimension.Query, "x", SearchComparison.ExcludingRegex)],
                SearchAggregation.ByProperty, SearchDataState.All, 50, 0),
            Ct);
        await Judge(Widened, Query, "querySearchAnalytics");
        await _gsc.New.QuerySearchAnalyticsAsync(new QuerySearchAnalytics(GscBench.Domain, "2027-11-01", "2027-12-01"), Ct);
        await Judge(Widened, Query, "querySearchAnalytics (nothing)");
        await Judge(Strict, Query, "querySearchAnalytics (no enumeration sent)").ShouldThrowAsync<DescriptionException>("its answer says byProperty");
    }

    [Fact]
    public async Task The_description_and_the_documentation_contradict_each_other_and_only_in_that()
    {
        await _gsc.Query("2026-11-01", "2026-11-02", [SearchDimension.Query]);
        var error = await Judge(Strict, Query, "querySearchAnalytics").ShouldThrowAsync<DescriptionException>();
        error.Message.ShouldContain("\"allowedValues\":[\"DATE\",\"QUERY\"");
        error.Message.Split('\n').Skip(1).ShouldAllBe(line => line.Contains("must be equal to one of the allowed values"));
    }

    [Fact]
    public async Task ListSites()
    {
        await _gsc.New.ListSitesAsync(new ListSites(), Ct);
        await Judge(Widened, "/webmasters/v3/sites", "listSites");
    }

    [Fact]
    public async Task ListSitemaps()
    {
        await _gsc.New.ListSitemapsAsync(new ListSitemaps(GscBench.Domain), Ct);
        await Judge(Widened, "/webmasters/v3/sites/{siteUrl}/sitemaps", "listSitemaps");
        await _gsc.New.ListSitemapsAsync(new ListSitemaps(GscBench.Domain, "https://www.example.com/index.xml"), Ct);
        await Judge(Strict, "/webmasters/v3/sites/{siteUrl}/sitemaps", "listSitemaps (of an index)");
    }

    [Fact]
    public async Task InspectUrl()
    {
        foreach (var page in new[] { "products", "thanks", "never" })
        {
            await _gsc.New.InspectUrlAsync(new InspectUrl("https://www.example.com/" + page, GscBench.Domain, "en-US"), Ct);
            await Judge(Strict, "/v1/urlInspection/index:inspect", "inspectUrl");
        }
    }

    [Fact]
    public async Task Errors()
    {
        await GoogleBench<IGsc>.FaultOf(() => _gsc.Query("2026-11-01", "2026-11-02", null, "https://stranger.example/"));
        await Judge(Strict, Query, "querySearchAnalytics (403)");
        await GoogleBench<IGsc>.FaultOf(() => _gsc.New.InspectUrlAsync(new InspectUrl("https://a.example/", GscBench.Domain), Ct));
        await Judge(Strict, "/v1/urlInspection/index:inspect", "inspectUrl (403)");
    }

    private Task Judge(string spec, string path, string action) => judge.JudgeAsync(spec, path, _gsc.Last.Method.ToLowerInvariant(), _gsc.Last, output, action);
}
