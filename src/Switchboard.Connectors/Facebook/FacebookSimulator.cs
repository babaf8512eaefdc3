using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchboard.Connectors.Meta;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Facebook;

/// <summary>Plays the Graph API for pages: posts that are seen by more and more people, and the page's figures. Ads: <see cref="FacebookAdRoutes"/>.</summary>
internal sealed class FacebookSimulator : GraphSimulator
{
    private static readonly TimeSpan LeastAhead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(30);

    private readonly SimulatedPages _pages;
    private readonly SimulatedAds _ads;
    private DateTimeOffset _startedAt;

    public FacebookSimulator(SimulatorContext context)
        : base(context)
    {
        _startedAt = Now;
        _pages = new SimulatedPages(Fraction);
        _ads = new SimulatedAds(Fraction);
        Populate();
        var ads = new FacebookAdRoutes(_ads, () => Now, Error, key => NewDecimalId("campaign", key, "120"));
        MapGraph("AdAccount.campaigns.post", "POST", "/{Version}/act_{account}/campaigns", ads.Create);
        MapGraph("AdAccount.campaigns.get", "GET", "/{Version}/act_{account}/campaigns", ads.List);
        MapGraph("AdAccount.get", "GET", "/{Version}/act_{account}", ads.GetAccount);
        MapGraph("Campaign.insights.get", "GET", "/{Version}/120{campaign}/insights", ads.Insights);
        MapGraph("Campaign.get", "GET", "/{Version}/120{campaign}", ads.Get);
        MapGraph("Campaign.update", "POST", "/{Version}/120{campaign}", ads.Update);
        MapGraph("Page.feed.post", "POST", "/{Version}/{id}/feed", Publish);
        MapGraph("Page.feed.get", "GET", "/{Version}/{id}/feed", ListPosts);
        MapGraph("Page.posts.get", "GET", "/{Version}/{id}/posts", ListPosts);
        MapGraph("Page.published_posts.get", "GET", "/{Version}/{id}/published_posts", ListPosts);
        MapGraph("Page.insights.get", "GET", "/{Version}/{id}/insights", Insights);
        MapGraph("Node.get", "GET", "/{Version}/{id}", GetNode);
        MapGraph("Node.update", "POST", "/{Version}/{id}", request => NoSuchObject(request, request.Route("id")));
    }

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(
        writer, new FacebookSnapshot(_startedAt, Calls, [.. _pages.All], [.. _ads.All]), FacebookWireJson.Default.FacebookSnapshot);

    protected override void LoadState(JsonElement state)
    {
        var saved = state.Deserialize(FacebookWireJson.Default.FacebookSnapshot)!;
        (_startedAt, Calls) = (saved.StartedAt, saved.Calls);
        _pages.Clear();
        _ads.Clear();
        foreach (var post in saved.Posts)
        {
            _pages.Keep(post);
        }

        foreach (var campaign in saved.Campaigns)
        {
            _ads.Keep(campaign);
        }
    }

    private void Populate()
    {
        string[] posts = ["We are open again after the holidays.", "Behind the scenes: how the first prototype was made.", "Thank you for 12,000 followers!"];
        for (var i = 0; i < posts.Length; i++)
        {
            var id = $"{SimulatedPages.SeededPage}_{NewDecimalId("post", posts[i], "122")}";
            _pages.Keep(new StoredPost(id, SimulatedPages.SeededPage, posts[i], null, _startedAt.AddDays(-3 * (i + 1))));
        }

        var began = _startedAt.AddDays(-30);
        _ads.Keep(SimulatedAds.Changed(
            new StoredCampaign
            {
                Id = NewDecimalId("campaign", "Always on", "120"),
                AccountId = SimulatedAds.SeededAccount,
                Name = "Always on",
                Objective = "OUTCOME_TRAFFIC",
                Status = "ACTIVE",
                DailyBudget = 2_000,
                SpecialAdCategories = [],
                CreatedAt = began,
                UpdatedAt = began,
                Changes = [],
            },
            began));
    }

    private SimulatorReply Publish(SimulatorRequest request)
    {
        var page = request.Route("id");
        if (!page.All(char.IsAsciiDigit))
        {
            return NoSuchObject(request, page);
        }

        var form = request.Form();
        var (message, link) = (form["message"], form["link"]);
        if (string.IsNullOrEmpty(message) && string.IsNullOrEmpty(link))
        {
            return Error(request, 100, "The parameter message or link is required");
        }

        if (link is not null && !Uri.TryCreate(link, UriKind.Absolute, out _))
        {
            return Error(request, 100, "Invalid parameter", 1500, userMessage: "The link is not an address.");
        }

        if (form["message"] is { Length: > 63_206 })
        {
            return Error(request, 100, "Invalid parameter", userMessage: "The message is too long.");
        }

        var at = Now;
        var isHidden = form["published"] == "false";
        if (form["scheduled_publish_time"] is { } scheduled)
        {
            if (!isHidden || !TryTime(scheduled, out at) || at - Now < LeastAhead || at - Now > MostAhead)
            {
                return Error(request, 100, "The specified scheduled publish time is invalid", userMessage: "With published=false, from 10 minutes to 30 days ahead.");
            }

            isHidden = false;
        }

        var id = $"{page}_{NewDecimalId("post", $"{page}\n{message}\n{link}", "122")}";
        _pages.Keep(new StoredPost(id, page, message, link, at, isHidden));
        return Created(id);
    }

    private SimulatorReply ListPosts(SimulatorRequest request)
    {
        var fields = request.QueryFields()["fields"];
        string? unknown = null;
        var page = GraphNodes.Page(request, _pages.On(request.Route("id"), Now), post => post.Id, post => GraphNodes.Select(SimulatedPages.ToNode(post, Now), fields, "created_time,message,id", out unknown));
        return unknown is not null ? NoField(request, unknown, "Post") : page ?? Error(request, 100, "Invalid parameter", userMessage: "limit or after");
    }

    private SimulatorReply GetNode(SimulatorRequest request)
    {
        var id = request.Route("id");
        var post = _pages.Find(id);
        if (post is null && !_pages.Knows(id))
        {
            return NoSuchObject(request, id);
        }

        var node = post is null ? _pages.ToNode(id, _startedAt, Now) : SimulatedPages.ToNode(post, Now);
        var picked = GraphNodes.Select(node, request.QueryFields()["fields"], post is null ? "name,id" : "created_time,message,id", out var unknown);
        return unknown is null ? GraphNodes.Reply(picked) : NoField(request, unknown, post is null ? "Page" : "Post");
    }

    private SimulatorReply Insights(SimulatorRequest request)
    {
        var query = request.QueryFields();
        if (query["metric"] is not { Length: > 0 } asked)
        {
            return Error(request, 3001, "Invalid query", 1504028, userMessage: "No metric was specified to be fetched. Please specify one or more metrics.");
        }

        var metrics = asked.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries).Select(metric => metric.Trim('"')).ToArray();
        var id = request.Route("id");
        JsonArray? data;
        if (_pages.Find(id) is { } post)
        {
            data = _pages.PostInsights(post, metrics, Now);
        }
        else if (Ends(query) is { } ends && query["period"] is null or "day" or "week" or "days_28")
        {
            data = _pages.PageInsights(id, metrics, query["period"] ?? "day", ends, _startedAt);
        }
        else
        {
            return Error(request, 100, "Invalid parameter", userMessage: "period, or since and until: at most 90 days");
        }

        return data is null
            ? Error(request, 100, "The value must be a valid insights metric")
            : GraphNodes.Reply(new JsonObject { ["data"] = data, ["paging"] = new JsonObject { ["previous"] = $"{request.Root}{request.Path}?metric={Uri.EscapeDataString(asked)}" } });
    }

    /// <summary>Ends of the whole days that are asked for and over; null: not a range that Facebook takes.</summary>
    private List<DateTimeOffset>? Ends(FormFields query)
    {
        var today = new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero);
        var (since, until) = (today.AddDays(-2), today);
        if ((query["since"] is { } first && !TryTime(first, out since)) || (query["until"] is { } last && !TryTime(last, out until)) || until < since || (until - since).TotalDays > 90)
        {
            return null;
        }

        List<DateTimeOffset> ends = [];
        for (var end = new DateTimeOffset(since.UtcDateTime.Date, TimeSpan.Zero).AddDays(1); end <= until && end <= today; end = end.AddDays(1))
        {
            ends.Add(end);
        }

        return ends;
    }

    private SimulatorReply NoField(SimulatorRequest request, string field, string node) =>
        Error(request, 100, $"Tried accessing nonexisting field ({field}) on node type ({node})");

    private static bool TryTime(string text, out DateTimeOffset time)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800)
        {
            time = DateTimeOffset.FromUnixTimeSeconds(seconds);
            return true;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }
}
