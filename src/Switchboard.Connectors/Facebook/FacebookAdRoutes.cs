using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchboard.Connectors.Meta;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Facebook;

/// <summary>Meta's error: request, code, message, subcode, HTTP status, details, message for people.</summary>
internal delegate SimulatorReply GraphRefusal(
    SimulatorRequest request, int code, string message, int? subcode = null, int status = 400, string? details = null, string? userMessage = null);

/// <summary>Plays the Marketing API: campaigns with budgets in smallest units, written as numbers and read as text.</summary>
internal sealed class FacebookAdRoutes(SimulatedAds ads, Func<DateTimeOffset> now, GraphRefusal error, Func<string, string> newId)
{
    private static readonly string[] Objectives =
        ["OUTCOME_APP_PROMOTION", "OUTCOME_AWARENESS", "OUTCOME_ENGAGEMENT", "OUTCOME_LEADS", "OUTCOME_SALES", "OUTCOME_TRAFFIC"];

    private static readonly string[] Categories =
        ["CREDIT", "EMPLOYMENT", "FINANCIAL_PRODUCTS_SERVICES", "HOUSING", "ISSUES_ELECTIONS_POLITICS", "NONE", "ONLINE_GAMBLING_AND_GAMING"];

    public SimulatorReply Create(SimulatorRequest request)
    {
        var form = request.Form();
        if (Refuse(request, form) is { } refusal)
        {
            return refusal;
        }

        var account = request.Route("account");
        var campaign = new StoredCampaign
        {
            Id = newId($"{account}\n{form["name"]}\n{form["objective"]}\n{form["daily_budget"]}\n{form["status"]}"),
            AccountId = account,
            Name = form["name"]!,
            Objective = form["objective"]!,
            Status = form["status"] ?? "PAUSED",
            DailyBudget = Minor(form["daily_budget"]),
            LifetimeBudget = Minor(form["lifetime_budget"]),
            SpecialAdCategories = [.. ReadCategories(form["special_ad_categories"])!.Where(category => category != "NONE")],
            CreatedAt = now(),
            UpdatedAt = now(),
            Changes = [],
        };
        ads.Keep(SimulatedAds.Changed(campaign, now()));
        return Used(SimulatorReply.Json(new GraphId(campaign.Id), GraphJson.Default.GraphId));
    }

    public SimulatorReply List(SimulatorRequest request)
    {
        string? unknown = null;
        var fields = request.QueryFields()["fields"];
        var page = GraphNodes.Page(request, ads.Of(request.Route("account")), campaign => campaign.Id, campaign => GraphNodes.Select(SimulatedAds.ToNode(campaign), fields, "id", out unknown));
        return unknown is not null ? NoField(request, unknown, "Campaign") : Used(page ?? error(request, 100, "Invalid parameter", userMessage: "limit or after"));
    }

    public SimulatorReply GetAccount(SimulatorRequest request) => Node(request, ads.AccountNode(request.Route("account"), now()), "account_id,id", "AdAccount");

    public SimulatorReply Get(SimulatorRequest request) =>
        ads.Find(Id(request)) is { } campaign ? Node(request, SimulatedAds.ToNode(campaign), "id", "Campaign") : None(request);

    public SimulatorReply Update(SimulatorRequest request)
    {
        if (ads.Find(Id(request)) is not { } campaign)
        {
            return None(request);
        }

        var form = request.Form();
        if (form["daily_budget"] is { } budget && RefuseBudget(request, "daily_budget", budget) is { } refusal)
        {
            return refusal;
        }

        if (form["status"] is not (null or "ACTIVE" or "PAUSED" or "DELETED" or "ARCHIVED"))
        {
            return Wrong(request, "status");
        }

        ads.Keep(SimulatedAds.Changed(
            campaign with { Name = form["name"] ?? campaign.Name, Status = form["status"] ?? campaign.Status, DailyBudget = Minor(form["daily_budget"]) ?? campaign.DailyBudget },
            now()));
        return Used(SimulatorReply.Json(new GraphSuccess(true), GraphJson.Default.GraphSuccess));
    }

    public SimulatorReply Insights(SimulatorRequest request)
    {
        if (ads.Find(Id(request)) is not { } campaign)
        {
            return None(request);
        }

        if (Range(request.QueryFields(), campaign) is not var (since, lastDay))
        {
            return error(request, 100, "Param time_range is not a range of dates", userMessage: "since and until, as 2026-12-01, in their order");
        }

        var end = lastDay.AddDays(1) < now() ? lastDay.AddDays(1) : now();
        var data = new JsonArray();
        if (ads.Insights(campaign, since, end, lastDay) is { } row)
        {
            var fields = request.QueryFields()["fields"];
            var picked = GraphNodes.Select(row, (fields ?? "impressions,spend") + ",date_start,date_stop", "", out var unknown);
            if (unknown is not null)
            {
                return NoField(request, unknown, "AdsInsights");
            }

            data.Add((JsonNode)picked);
        }

        return Used(GraphNodes.Reply(new JsonObject { ["data"] = data }));
    }

    private SimulatorReply? Refuse(SimulatorRequest request, FormFields form)
    {
        if (string.IsNullOrEmpty(form["name"]))
        {
            return error(request, 100, "The parameter name is required.");
        }

        if (form["special_ad_categories"] is null)
        {
            return error(request, 100, "The parameter special_ad_categories is required.", userMessage: "Send an empty list where none applies.");
        }

        if (ReadCategories(form["special_ad_categories"])?.All(Categories.Contains) != true)
        {
            return Wrong(request, "special_ad_categories");
        }

        if (!Objectives.Contains(form["objective"]))
        {
            return Wrong(request, "objective");
        }

        if (form["status"] is not (null or "ACTIVE" or "PAUSED"))
        {
            return Wrong(request, "status");
        }

        if (form["daily_budget"] is null && form["lifetime_budget"] is null && form["is_adset_budget_sharing_enabled"] is null)
        {
            return error(request, 100, "Invalid parameter", 4834011, userMessage: "Must specify True or False in is_adset_budget_sharing_enabled for a campaign without a budget of its own.");
        }

        return RefuseBudget(request, "daily_budget", form["daily_budget"]) ?? RefuseBudget(request, "lifetime_budget", form["lifetime_budget"]);
    }

    private SimulatorReply? RefuseBudget(SimulatorRequest request, string name, string? text) =>
        text is null ? null
        : Minor(text) is not { } minor ? error(request, 100, $"Param {name} must be an integer")
        : minor < SimulatedAds.MinDailyBudget ? error(request, 100, "Invalid parameter", 1885272, userMessage: "Your budget is too low: it must be at least $1.00 a day.")
        : null;

    private SimulatorReply Node(SimulatorRequest request, JsonObject node, string defaults, string type)
    {
        var picked = GraphNodes.Select(node, request.QueryFields()["fields"], defaults, out var unknown);
        return unknown is null ? Used(GraphNodes.Reply(picked)) : NoField(request, unknown, type);
    }

    private (DateTimeOffset Since, DateTimeOffset LastDay)? Range(FormFields query, StoredCampaign campaign)
    {
        var today = new DateTimeOffset(now().UtcDateTime.Date, TimeSpan.Zero);
        if (query["time_range"] is not { } range)
        {
            return query["date_preset"] switch
            {
                "maximum" or "data_maximum" => (new DateTimeOffset(campaign.CreatedAt.UtcDateTime.Date, TimeSpan.Zero), today),
                "today" => (today, today),
                "yesterday" => (today.AddDays(-1), today.AddDays(-1)),
                "last_7d" => (today.AddDays(-7), today.AddDays(-1)),
                null or "last_30d" => (today.AddDays(-30), today.AddDays(-1)),
                _ => null,
            };
        }

        try
        {
            var days = JsonSerializer.Deserialize(range, FacebookWireJson.Default.WireTimeRange);
            return Day(days?.Since) is { } since && Day(days?.Until) is { } until && since <= until ? (since, until) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private SimulatorReply None(SimulatorRequest request) => error(
        request,
        100,
        $"Unsupported {request.Method.ToLowerInvariant()} request. Object with ID '{Id(request)}' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
        33);

    private SimulatorReply Wrong(SimulatorRequest request, string name) => error(request, 100, $"Param {name} is not one of its values");

    private SimulatorReply NoField(SimulatorRequest request, string field, string node) =>
        error(request, 100, $"Tried accessing nonexisting field ({field}) on node type ({node})");

    private static SimulatorReply Used(SimulatorReply reply) =>
        reply.With("X-Ad-Account-Usage", """{"acc_id_util_pct":0.5,"reset_time_duration":0,"ads_api_access_tier":"standard_access"}""");

    private static string Id(SimulatorRequest request) => "120" + request.Route("campaign");

    private static long? Minor(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : null;

    private static IReadOnlyList<string>? ReadCategories(string? json)
    {
        try
        {
            return JsonSerializer.Deserialize(json ?? "", FacebookWireJson.Default.IReadOnlyListString);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Day(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : null;
}
