namespace Switchboard.Connectors.Facebook;

/// <summary>An ad account. The minimum is a number of smallest units, unlike every other amount that is read.</summary>
internal sealed record WireAdAccount(string? Currency, long? MinDailyBudget);

/// <summary>A campaign. Budgets are read as text, in smallest units; they are written as numbers.</summary>
internal sealed record WireCampaign
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Status { get; init; }

    public string? DailyBudget { get; init; }

    public string? AccountId { get; init; }

    public string? CreatedTime { get; init; }
}

/// <summary>Figures of a campaign: numbers as text.</summary>
internal sealed record WireAdsInsights
{
    public string? Impressions { get; init; }

    public string? Reach { get; init; }

    public string? Clicks { get; init; }

    public string? Spend { get; init; }

    public string? AccountCurrency { get; init; }
}

/// <summary>First and last day of figures.</summary>
internal sealed record WireTimeRange(string? Since, string? Until);
