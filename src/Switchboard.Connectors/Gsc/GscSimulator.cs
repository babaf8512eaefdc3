using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Connectors.Google;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Gsc;

/// <summary>Plays Search Console: sites of one domain, whose search traffic is a function of (seed, day, query, country, device).</summary>
internal sealed class GscSimulator : Simulator
{
    private const string SitePath = "/webmasters/v3/sites/{siteUrl}";
    private const string Unverified = "siteUnverifiedUser";

    private static readonly WireSite[] Sites =
    [
        new("sc-domain:example.com", "siteOwner"), new("https://www.example.com/", "siteOwner"), new("https://example.com/", "siteOwner"),
        new("https://blog.example.com/", "siteFullUser"), new("http://legacy.example.com/", Unverified),
    ];

    // Pages that are known beside those that are found.
    private static readonly Dictionary<string, (string Coverage, string Indexing, string Fetch)> Hidden = new()
    {
        ["https://www.example.com/thanks"] = ("Excluded by 'noindex' tag", "BLOCKED_BY_META_TAG", "SUCCESSFUL"),
        ["https://www.example.com/old-shop"] = ("Not found (404)", "INDEXING_ALLOWED", "NOT_FOUND"),
    };

    private readonly GscSite _site;

    public GscSimulator(SimulatorContext context)
        : base(context)
    {
        _site = new GscSite(new SeededTraffic(Fraction("site", "example.com")));
        Map("oauth2.token", "POST", SimulatedGoogle.TokenPath, request =>
            SimulatedGoogle.ExchangeToken(request, GscTexts.ReadOnly, Now, key => NewHexId("token", key, 40)));
        Map("webmasters.sites.list", "GET", "/webmasters/v3/sites", _ => SimulatorReply.Json(new WireSiteList(Sites), GscWireJson.Default.WireSiteList));
        Map("webmasters.sites.get", "GET", SitePath, request => Array.Find(Sites, site => site.SiteUrl == request.Route("siteUrl")) is { } site
            ? SimulatorReply.Json(site, GscWireJson.Default.WireSite)
            : Forbidden(request.Route("siteUrl")));
        Map("webmasters.searchanalytics.query", "POST", SitePath + "/searchAnalytics/query", Query);
        Map("webmasters.sitemaps.list", "GET", SitePath + "/sitemaps", ListSitemaps);
        Map("searchconsole.urlInspection.index.inspect", "POST", "/v1/urlInspection/index:inspect", Inspect);
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        SimulatedGoogle.IsAuthenticated(request) ? null : SimulatedGoogle.Unauthenticated();

    protected override SimulatorReply NotFound(SimulatorRequest request) =>
        SimulatedGoogle.Error(404, "NOT_FOUND", "Requested entity was not found.", new GoogleErrorItem("Not Found", "global", "notFound"));

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, new GscState(1), GscWireJson.Default.GscState);

    // All that it shows is a function of seed and time.
    protected override void LoadState(JsonElement state)
    {
    }

    private static SimulatorReply Invalid(string message) =>
        SimulatedGoogle.Error(400, "INVALID_ARGUMENT", message, new GoogleErrorItem(message, "global", "invalidParameter"));

    private static SimulatorReply Forbidden(string siteUrl)
    {
        var message = $"User does not have sufficient permission for site '{siteUrl}'. See also: https://support.google.com/webmasters/answer/2451999.";
        return SimulatedGoogle.Error(403, "PERMISSION_DENIED", message, new GoogleErrorItem(message, "global", "forbidden"));
    }

    private static bool MayRead(string? siteUrl) => Array.Exists(Sites, site => site.SiteUrl == siteUrl && site.PermissionLevel != Unverified);

    private SimulatorReply Query(SimulatorRequest request)
    {
        var siteUrl = request.Route("siteUrl");
        if (!MayRead(siteUrl))
        {
            return Forbidden(siteUrl);
        }

        if (Read(request, GscWireJson.Default.WireQuery, out var error) is not { } query)
        {
            return error!;
        }

        try
        {
            return SimulatorReply.Json(new GscReporter(_site, siteUrl, Now).Answer(query), GscWireJson.Default.WireAnalytics);
        }
        catch (GscException e)
        {
            return Invalid(e.Message);
        }
    }

    private SimulatorReply ListSitemaps(SimulatorRequest request)
    {
        var siteUrl = request.Route("siteUrl");
        if (!MayRead(siteUrl))
        {
            return Forbidden(siteUrl);
        }

        var index = request.QueryFields()["sitemapIndex"];
        var sitemaps = GscSite.Pages.Where(page => GscReporter.Owns(siteUrl, page)).GroupBy(Sitemap).Where(_ => index is null).Select(pages => new WireSitemap
        {
            Path = pages.Key,
            LastSubmitted = new DateTimeOffset(2025, 9, 1, 8, 0, 0, TimeSpan.Zero),
            LastDownloaded = Midnight(Now).AddHours(-20),
            IsPending = false,
            IsSitemapsIndex = false,
            Type = "sitemap",
            Errors = "0",
            Warnings = "0",
            Contents = [new WireSitemapContent("web", pages.Count().ToString(CultureInfo.InvariantCulture), "0")],
        }).ToList();
        return SimulatorReply.Json(new WireSitemapList(sitemaps.Count == 0 ? null : sitemaps), GscWireJson.Default.WireSitemapList);
    }

    private SimulatorReply Inspect(SimulatorRequest request)
    {
        if (Read(request, GscWireJson.Default.WireInspect, out var error) is not { } asked)
        {
            return error!;
        }

        if (!MayRead(asked.SiteUrl))
        {
            return Forbidden(asked.SiteUrl ?? "");
        }

        if (asked.InspectionUrl is not { } page || !GscReporter.Owns(asked.SiteUrl!, page))
        {
            return SimulatedGoogle.Error(403, "PERMISSION_DENIED", "You do not own this site, or the inspected URL is not part of this property.");
        }

        var link = "https://search.google.com/search-console/inspect?resource_id=" + Uri.EscapeDataString(asked.SiteUrl!) + "&id=" + ((long)(Fraction("inspection", page) * (1L << 52))).ToString("x13", CultureInfo.InvariantCulture);
        return SimulatorReply.Json(new WireInspected(new WireInspection(link, Status(page))), GscWireJson.Default.WireInspected);
    }

    private WireIndexStatus Status(string page)
    {
        // Pages are crawled every few days, each at its own hour.
        var crawled = Midnight(Now).AddDays(-1 - (int)(5 * Fraction("crawl", page))).AddSeconds((int)(86_400 * Fraction("crawl time", page)));
        var read = new WireIndexStatus { RobotsTxtState = "ALLOWED", LastCrawlTime = crawled, CrawledAs = "MOBILE" };
        return GscSite.Pages.Contains(page)
            ? read with
            {
                Verdict = "PASS",
                CoverageState = "Submitted and indexed",
                IndexingState = "INDEXING_ALLOWED",
                PageFetchState = "SUCCESSFUL",
                GoogleCanonical = page,
                UserCanonical = page,
                Sitemap = [Sitemap(page)],
                ReferringUrls = [Root(page)],
            }
            : Hidden.TryGetValue(page, out var why)
                ? read with { Verdict = "NEUTRAL", CoverageState = why.Coverage, IndexingState = why.Indexing, PageFetchState = why.Fetch, ReferringUrls = [Root(page)] }
            : new WireIndexStatus
            {
                Verdict = "NEUTRAL",
                CoverageState = "URL is unknown to Google",
                RobotsTxtState = "ROBOTS_TXT_STATE_UNSPECIFIED",
                IndexingState = "INDEXING_STATE_UNSPECIFIED",
                PageFetchState = "PAGE_FETCH_STATE_UNSPECIFIED",
            };
    }

    private static string Sitemap(string page) => Root(page) + "sitemap.xml";

    private static string Root(string page) => new Uri(page).GetLeftPart(UriPartial.Authority) + "/";

    private static DateTimeOffset Midnight(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);

    private static T? Read<T>(SimulatorRequest request, JsonTypeInfo<T> type, out SimulatorReply? error)
        where T : class
    {
        error = null;
        try
        {
            if (JsonSerializer.Deserialize(request.Body.Span, type) is { } body)
            {
                return body;
            }
        }
        catch (JsonException)
        {
            // Answered below.
        }

        error = Invalid("Invalid JSON payload received.");
        return null;
    }
}
