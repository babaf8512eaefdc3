using System.Globalization;
using System.Text.Json.Nodes;
using Switchboard.Connectors.Meta;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Facebook;

/// <summary>Campaigns of the simulated ad accounts. Each delivers as if it had an ad set with ads.</summary>
/// <param name="luck">Seeded luck of (kind, key), 0 to 1.</param>
internal sealed class SimulatedAds(Func<string, string, double> luck)
{
    public const string SeededAccount = "100000000000003";
    public const string Currency = "USD";
    public const long MinDailyBudget = 100;

    private readonly Dictionary<string, StoredCampaign> _campaigns = [];

    public IEnumerable<StoredCampaign> All => _campaigns.Values.OrderByDescending(campaign => campaign.CreatedAt).ThenBy(campaign => campaign.Id, StringComparer.Ordinal);

    public void Keep(StoredCampaign campaign) => _campaigns[campaign.Id] = campaign;

    public void Clear() => _campaigns.Clear();

    public StoredCampaign? Find(string id) => _campaigns.GetValueOrDefault(id);

    /// <summary>Campaigns of an account that were not deleted, newest first.</summary>
    public List<StoredCampaign> Of(string account) => [.. All.Where(campaign => campaign.AccountId == account && campaign.Status is not ("DELETED" or "ARCHIVED"))];

    /// <summary>The same with what it is from now on.</summary>
    public static StoredCampaign Changed(StoredCampaign campaign, DateTimeOffset now) => campaign with
    {
        UpdatedAt = now,
        Changes = [.. campaign.Changes, new AdChange(now, (campaign.DailyBudget ?? 0) / 100m, campaign.Status == "ACTIVE")],
    };

    public JsonObject AccountNode(string account, DateTimeOffset now) => new()
    {
        ["id"] = "act_" + account,
        ["account_id"] = account,
        ["name"] = "Example Works",
        ["account_status"] = 1,
        ["currency"] = Currency,
        ["min_daily_budget"] = MinDailyBudget,
        ["timezone_name"] = "Etc/UTC",
        ["amount_spent"] = Minor(Of(account).Sum(campaign => Delivery(campaign).Between(campaign.CreatedAt, now).Spend)),
        ["balance"] = "0",
    };

    public static JsonObject ToNode(StoredCampaign campaign) => new()
    {
        ["id"] = campaign.Id,
        ["account_id"] = campaign.AccountId,
        ["name"] = campaign.Name,
        ["objective"] = campaign.Objective,
        ["status"] = campaign.Status,
        ["configured_status"] = campaign.Status,
        ["effective_status"] = campaign.Status,
        ["daily_budget"] = campaign.DailyBudget?.ToString(CultureInfo.InvariantCulture),
        ["lifetime_budget"] = campaign.LifetimeBudget?.ToString(CultureInfo.InvariantCulture),
        ["buying_type"] = "AUCTION",
        ["special_ad_categories"] = new JsonArray([.. campaign.SpecialAdCategories.Select(JsonNode? (category) => category)]),
        ["created_time"] = GraphNodes.Time(campaign.CreatedAt),
        ["updated_time"] = GraphNodes.Time(campaign.UpdatedAt),
    };

    /// <summary>Figures between two instants; null: nothing was delivered.</summary>
    public JsonObject? Insights(StoredCampaign campaign, DateTimeOffset since, DateTimeOffset until, DateTimeOffset lastDay)
    {
        var figures = Delivery(campaign).Between(since, until);
        return figures.Impressions == 0 ? null : new JsonObject
        {
            ["id"] = null,
            ["campaign_id"] = campaign.Id,
            ["campaign_name"] = campaign.Name,
            ["impressions"] = figures.Impressions.ToString(CultureInfo.InvariantCulture),
            ["reach"] = figures.Reach.ToString(CultureInfo.InvariantCulture),
            ["clicks"] = figures.Clicks.ToString(CultureInfo.InvariantCulture),
            ["spend"] = figures.Spend.ToString("0.00", CultureInfo.InvariantCulture),
            ["account_currency"] = Currency,
            ["date_start"] = Day(since),
            ["date_stop"] = Day(lastDay),
        };
    }

    private AdDelivery Delivery(StoredCampaign campaign)
    {
        var delivery = new AdDelivery(luck("delivery", campaign.Id));
        foreach (var change in campaign.Changes)
        {
            delivery.Change(change);
        }

        return delivery;
    }

    private static string Minor(decimal amount) => decimal.Truncate(amount * 100).ToString(CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
