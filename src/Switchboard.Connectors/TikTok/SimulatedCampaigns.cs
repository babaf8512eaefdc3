using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Simulation;

namespace Switchboard.Connectors.TikTok;

/// <summary>The simulated ads account: campaigns, their budgets, and what they bring by the clock.</summary>
internal sealed class SimulatedCampaigns(Func<string, string, int, string> newId, Func<string, string, double> fraction)
{
    public const string Currency = "USD";
    private const int MostName = 512;
    private static readonly TimeSpan RequestIdLives = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset SeedAt = new(2025, 11, 3, 9, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, StoredCampaign> _campaigns = [];

    public IReadOnlyList<StoredCampaign> ToState() => Newest();

    public void Load(IReadOnlyList<StoredCampaign> campaigns)
    {
        _campaigns.Clear();
        foreach (var campaign in campaigns)
        {
            _campaigns[campaign.Id] = campaign;
        }
    }

    /// <summary>The campaign that a simulation starts with.</summary>
    public void Populate() => Keep(new StoredCampaign
    {
        Id = NewId("Always on"),
        Name = "Always on",
        Objective = "TRAFFIC",
        BudgetMode = "BUDGET_MODE_DAY",
        CreatedAt = SeedAt,
        Changes = [new AdChange(SeedAt, 60, true)],
    });

    public SimulatorReply Advertisers(SimulatorRequest request)
    {
        var ids = Texts(request.QueryFields()["advertiser_ids"]);
        return ids is not { Count: > 0 }
            ? Error(request, 40002, "advertiser_ids: Missing data for required field.")
            : Reply(
                request,
                new WireList<WireAdvertiser>([.. ids.Select(id => new WireAdvertiser(id, "Example Works", Currency, "Etc/UTC"))], null),
                TikTokWireJson.Default.WireReplyWireListWireAdvertiser);
    }

    public SimulatorReply Create(SimulatorRequest request, DateTimeOffset now)
    {
        var body = Read(request.Text, TikTokWireJson.Default.WireCampaignCreate);
        if (body is not { AdvertiserId.Length: > 0 } || string.IsNullOrWhiteSpace(body.CampaignName) || string.IsNullOrEmpty(body.ObjectiveType))
        {
            return Error(request, 40002, "advertiser_id, campaign_name and objective_type are required.");
        }

        if (body.CampaignName.Length > MostName || body.BudgetMode is not ("BUDGET_MODE_DAY" or "BUDGET_MODE_INFINITE")
            || (body.BudgetMode == "BUDGET_MODE_DAY" && body.Budget is not > 0) || body.OperationStatus is not (null or "ENABLE" or "DISABLE"))
        {
            return Error(request, 40002, "Invalid value of campaign_name, budget_mode, budget or operation_status.");
        }

        var twin = _campaigns.Values.FirstOrDefault(campaign => body.RequestId is not null && campaign.RequestId == body.RequestId && now - campaign.CreatedAt <= RequestIdLives);
        if (twin is not null)
        {
            return Reply(request, ToWire(twin, body.AdvertiserId), TikTokWireJson.Default.WireReplyWireCampaign);
        }

        if (_campaigns.Values.Any(campaign => campaign.Name == body.CampaignName))
        {
            return Error(request, 40002, "Campaign name already exists. Please try another one.");
        }

        var made = new StoredCampaign
        {
            Id = NewId(body.CampaignName),
            Name = body.CampaignName,
            Objective = body.ObjectiveType,
            BudgetMode = body.BudgetMode,
            RequestId = body.RequestId,
            CreatedAt = now,
            Changes = [new AdChange(now, body.Budget ?? 0, body.OperationStatus != "DISABLE")],
        };
        Keep(made);
        return Reply(request, ToWire(made, body.AdvertiserId), TikTokWireJson.Default.WireReplyWireCampaign);
    }

    public SimulatorReply Update(SimulatorRequest request, DateTimeOffset now)
    {
        var body = Read(request.Text, TikTokWireJson.Default.WireCampaignUpdate);
        if (body is not { AdvertiserId.Length: > 0, CampaignId.Length: > 0 } || body.Budget is <= 0)
        {
            return Error(request, 40002, "advertiser_id, campaign_id or budget is not valid.");
        }

        if (!_campaigns.TryGetValue(body.CampaignId, out var campaign))
        {
            return Error(request, 40002, "The campaign does not exist.");
        }

        if (body.Budget is { } budget && budget != campaign.Changes[^1].DailyBudget)
        {
            Keep(campaign = campaign with { Changes = [.. campaign.Changes, campaign.Changes[^1] with { At = now, DailyBudget = budget }] });
        }

        return Reply(request, ToWire(campaign, body.AdvertiserId), TikTokWireJson.Default.WireReplyWireCampaign);
    }

    public SimulatorReply List(SimulatorRequest request)
    {
        var query = request.QueryFields();
        if (query["advertiser_id"] is not { Length: > 0 } advertiser || !TryPage(query, out var page, out var size))
        {
            return Error(request, 40002, "advertiser_id, page or page_size is not valid.");
        }

        var filter = new WireCampaignFilter();
        if (query["filtering"] is { } text && (filter = Read(text, TikTokWireJson.Default.WireCampaignFilter)) is null)
        {
            return Error(request, 40002, "filtering: Not a valid JSON object.");
        }

        var found = Newest().FindAll(campaign =>
            (filter.CampaignIds is null || filter.CampaignIds.Contains(campaign.Id))
            && (filter.CampaignName is null || campaign.Name.Contains(filter.CampaignName, StringComparison.OrdinalIgnoreCase)));
        return Reply(
            request,
            new WireList<WireCampaign>([.. found.Skip((page - 1) * size).Take(size).Select(campaign => ToWire(campaign, advertiser))], PageInfo(page, size, found.Count)),
            TikTokWireJson.Default.WireReplyWireListWireCampaign);
    }

    public SimulatorReply Report(SimulatorRequest request, DateTimeOffset now)
    {
        var query = request.QueryFields();
        var filters = Read(query["filtering"] ?? "[]", TikTokWireJson.Default.IReadOnlyListWireReportFilter);
        if (query["advertiser_id"] is not { Length: > 0 } || query["report_type"] != "BASIC" || query["data_level"] != "AUCTION_CAMPAIGN"
            || Texts(query["dimensions"]) is not ["campaign_id"] || Texts(query["metrics"]) is null || filters is null || !TryPage(query, out var page, out var size))
        {
            return Error(request, 40002, "A parameter of the report is missing, not valid or not JSON.");
        }

        if (!TrySpan(query, now, out var since, out var until))
        {
            return Error(request, 40002, "start_date and end_date are required in format YYYY-MM-DD unless query_lifetime is true.");
        }

        var only = filters.Where(filter => filter is { FieldName: "campaign_ids", FilterType: "IN" }).SelectMany(filter => Texts(filter.FilterValue) ?? []).ToList();
        List<WireReportRow> rows = [.. Newest()
            .Where(campaign => only.Count == 0 || only.Contains(campaign.Id))
            .Select(campaign => (campaign.Id, Figures: Figures(campaign, since, until)))
            .Where(one => one.Figures.Impressions > 0)
            .Select(one => new WireReportRow(new WireReportDimensions(one.Id), ToWire(one.Figures)))];
        return Reply(
            request,
            new WireList<WireReportRow>([.. rows.Skip((page - 1) * size).Take(size)], PageInfo(page, size, rows.Count)),
            TikTokWireJson.Default.WireReplyWireListWireReportRow);
    }

    public SimulatorReply Error(SimulatorRequest request, int code, string message, int status = 200) => SimulatorReply.Json(
        new WireReplyHead(code, message, RequestId(request)), TikTokWireJson.Default.WireReplyHead, status);

    private AdFigures Figures(StoredCampaign campaign, DateTimeOffset since, DateTimeOffset until)
    {
        var delivery = new AdDelivery(fraction("delivery", campaign.Id));
        foreach (var change in campaign.Changes)
        {
            delivery.Change(change);
        }

        return delivery.Between(since, until);
    }

    private List<StoredCampaign> Newest() => [.. _campaigns.Values.OrderByDescending(campaign => campaign.CreatedAt).ThenBy(campaign => campaign.Id, StringComparer.Ordinal)];

    private void Keep(StoredCampaign campaign) => _campaigns[campaign.Id] = campaign;

    private string NewId(string name) => "18" + SimulatedPosts.Digits(newId("campaign", name, 15), 14);

    private static WireCampaign ToWire(StoredCampaign campaign, string advertiser) => new()
    {
        AdvertiserId = advertiser,
        CampaignId = campaign.Id,
        CampaignName = campaign.Name,
        ObjectiveType = campaign.Objective,
        BudgetMode = campaign.BudgetMode,
        Budget = campaign.Changes[^1].DailyBudget,
        OperationStatus = campaign.Changes[^1].IsRunning ? "ENABLE" : "DISABLE",
        CreateTime = campaign.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    };

    private static WireReportMetrics ToWire(AdFigures figures) => new(
        figures.Spend.ToString("0.00", CultureInfo.InvariantCulture),
        figures.Impressions.ToString(CultureInfo.InvariantCulture),
        figures.Reach.ToString(CultureInfo.InvariantCulture),
        figures.Clicks.ToString(CultureInfo.InvariantCulture));

    private static WireAdsPage PageInfo(int page, int size, int total) => new(page, size, total, (total + size - 1) / size);

    private static bool TryPage(FormFields query, out int page, out int size)
    {
        (page, size) = (1, 10);
        return (query["page"] is not { } number || (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out page) && page > 0))
            && (query["page_size"] is not { } most || (int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is > 0 and <= 1000));
    }

    // Whole days of the account, whose zone is UTC; nothing to come counts.
    private static bool TrySpan(FormFields query, DateTimeOffset now, out DateTimeOffset since, out DateTimeOffset until)
    {
        (since, until) = (DateTimeOffset.MinValue, now);
        if (query["query_lifetime"] == "true")
        {
            return true;
        }

        if (!TikTokChecks.TryDay(query["start_date"], out var first) || !TikTokChecks.TryDay(query["end_date"], out var last) || last < first)
        {
            return false;
        }

        since = new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero);
        var end = new DateTimeOffset(last, TimeOnly.MinValue, TimeSpan.Zero).AddDays(1);
        until = end < now ? end : now;
        return true;
    }

    private SimulatorReply Reply<T>(SimulatorRequest request, T data, JsonTypeInfo<WireReply<T>> type)
        where T : class => SimulatorReply.Json(new WireReply<T>(0, "OK", RequestId(request), data), type);

    private string RequestId(SimulatorRequest request) => newId("request", request.Path + request.Query + request.Text, 32).ToUpperInvariant();

    private static IReadOnlyList<string>? Texts(string? json) => Read(json ?? "", TikTokWireJson.Default.IReadOnlyListString);

    private static T? Read<T>(string json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
