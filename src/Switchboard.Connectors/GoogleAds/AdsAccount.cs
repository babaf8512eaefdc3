using System.Globalization;
using Switchboard.Simulation;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>A simulated account: its campaigns, their budgets, and what they did.</summary>
internal sealed class AdsAccount(Func<string, double> luck)
{
    /// <summary>Currency of the account.</summary>
    public const string Currency = "USD";

    /// <summary>Its time zone, whose days the figures are split by.</summary>
    public const string Zone = "America/New_York";

    private static readonly TimeZoneInfo Clock = TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone) ? zone : TimeZoneInfo.Utc;
    private readonly List<AdsCampaign> _campaigns = [];
    private readonly List<AdsBudget> _budgets = [];

    /// <summary>Every campaign, newest first.</summary>
    public IEnumerable<AdsCampaign> Campaigns =>
        _campaigns.OrderByDescending(campaign => campaign.Changes[0].At).ThenBy(campaign => campaign.Id, StringComparer.Ordinal);

    /// <summary>Every budget, by id.</summary>
    public IEnumerable<AdsBudget> Budgets => _budgets.OrderBy(budget => budget.Id, StringComparer.Ordinal);

    public AdsCampaign? Campaign(string id) => _campaigns.Find(campaign => campaign.Id == id);

    public AdsBudget? Budget(string id) => _budgets.Find(budget => budget.Id == id);

    /// <summary>A campaign that is not removed, by its name.</summary>
    public AdsCampaign? Named(string name) => _campaigns.Find(campaign => campaign.Name == name && campaign.Status != "REMOVED");

    /// <summary>How many campaigns share a budget.</summary>
    public int References(AdsBudget budget) => _campaigns.Count(campaign => campaign.BudgetId == budget.Id && campaign.Status != "REMOVED");

    public void Add(AdsBudget budget) => _budgets.Add(budget);

    public void Add(AdsCampaign campaign, DateTimeOffset now)
    {
        _campaigns.Add(campaign);
        Note(campaign.BudgetId, now);
    }

    /// <summary>Takes a budget's or a campaign's change into the figures from now on.</summary>
    public void Note(string budgetId, DateTimeOffset now)
    {
        var budget = Budget(budgetId)!;
        var sharing = _campaigns.FindAll(campaign => campaign.BudgetId == budgetId);
        var running = Math.Max(1, sharing.Count(campaign => campaign.Status == "ENABLED"));
        foreach (var campaign in sharing)
        {
            campaign.Changes.Add(new AdChange(now, budget.Micros / 1_000_000m / running, campaign.Status == "ENABLED"));
        }
    }

    /// <summary>What a campaign did from one day to another, both included, up to now.</summary>
    public AdFigures Figures(AdsCampaign campaign, DateOnly since, DateOnly until, DateTimeOffset now)
    {
        var (from, to) = (Midnight(since), Midnight(until.AddDays(1)));
        return Delivery(campaign).Between(from, to < now ? to : now);
    }

    /// <summary>The day in the account's time zone.</summary>
    public static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Clock).DateTime);

    /// <summary>An instant as the account's clock shows it.</summary>
    public static string Local(DateTimeOffset at, string format) => TimeZoneInfo.ConvertTime(at, Clock).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>When a day begins there.</summary>
    public static DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Clock.GetUtcOffset(local));
    }

    public AdsAccountState ToState() => new([.. _campaigns.Select(campaign => campaign with { Changes = [.. campaign.Changes] })], [.. _budgets]);

    public void Load(AdsAccountState state)
    {
        _campaigns.Clear();
        _budgets.Clear();
        _campaigns.AddRange(state.Campaigns.Select(campaign => campaign with { Changes = [.. campaign.Changes] }));
        _budgets.AddRange(state.Budgets);
    }

    public void Replace(AdsCampaign campaign) => _campaigns[_campaigns.FindIndex(other => other.Id == campaign.Id)] = campaign;

    public void Replace(AdsBudget budget) => _budgets[_budgets.FindIndex(other => other.Id == budget.Id)] = budget;

    // Runs only between its first and its last day, whatever was decided when.
    private AdDelivery Delivery(AdsCampaign campaign)
    {
        var delivery = new AdDelivery(luck(campaign.Id));
        var start = Midnight(Day(campaign.StartDateTime));
        var end = campaign.EndDateTime is { } last ? Midnight(Day(last).AddDays(1)) : DateTimeOffset.MaxValue;
        for (var i = 0; i < campaign.Changes.Count; i++)
        {
            var change = campaign.Changes[i];
            var next = i + 1 < campaign.Changes.Count ? campaign.Changes[i + 1].At : DateTimeOffset.MaxValue;
            var from = change.At > start ? change.At : start;
            var to = next < end ? next : end;
            if (change.IsRunning && from < to)
            {
                delivery.Change(change with { At = from });
                delivery.Change(change with { At = to, IsRunning = false });
            }
        }

        return delivery;
    }

    private static DateOnly Day(string dateTime) => DateOnly.ParseExact(dateTime.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A campaign as it is kept.</summary>
internal sealed record AdsCampaign(
    string Id, string Name, string Status, string BudgetId, string Channel, string EuPolitical, string StartDateTime, string? EndDateTime)
{
    /// <summary>Budget and status over time, oldest first.</summary>
    public List<AdChange> Changes { get; init; } = [];
}

/// <summary>A budget as it is kept.</summary>
internal sealed record AdsBudget(string Id, string? Name, long Micros, bool IsShared, string DeliveryMethod, string Status);

/// <summary>The account as it is saved.</summary>
internal sealed record AdsAccountState(IReadOnlyList<AdsCampaign> Campaigns, IReadOnlyList<AdsBudget> Budgets);
