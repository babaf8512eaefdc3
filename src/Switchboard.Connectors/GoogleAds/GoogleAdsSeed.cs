namespace Switchboard.Connectors.GoogleAds;

/// <summary>The account that a simulation starts with: a search campaign, a paused one, and two that share a budget.</summary>
internal static class GoogleAdsSeed
{
    private const string NotPolitical = "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING";

    // Before any simulated call, so that nothing of the seed depends on when it is made.
    private static readonly DateTimeOffset Created = new(2025, 9, 1, 4, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, string Channel, string Status, string Budget)[] Campaigns =
    [
        ("Brand search", "SEARCH", "ENABLED", "Brand search"),
        ("Autumn sale", "DISPLAY", "PAUSED", "Autumn sale"),
        ("Newsletter north", "DISPLAY", "ENABLED", "Newsletter"),
        ("Newsletter south", "DISPLAY", "ENABLED", "Newsletter"),
    ];

    public static void Fill(AdsAccount account, Func<string, string, string> newId)
    {
        var budgets = new Dictionary<string, string>();
        foreach (var (name, amount, isShared) in new[] { ("Brand search", 40, false), ("Autumn sale", 25, false), ("Newsletter", 30, true) })
        {
            budgets[name] = newId("seed budget", name);
            account.Add(new AdsBudget(budgets[name], name, amount * 1_000_000L, isShared, "STANDARD", "ENABLED"));
        }

        foreach (var (name, channel, status, budget) in Campaigns)
        {
            account.Add(
                new AdsCampaign(newId("seed campaign", name), name, status, budgets[budget], channel, NotPolitical, "2025-09-01 00:00:00", null), Created);
        }
    }
}
