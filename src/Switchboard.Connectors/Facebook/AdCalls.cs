using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Meta;

namespace Switchboard.Connectors.Facebook;

/// <summary>Requests to the Marketing API. Money goes out as whole smallest units and comes back as text.</summary>
internal sealed class AdCalls(Attempt attempt, GraphCalls graph)
{
    private const int MostPages = 20;

    /// <summary>How far Meta's clock may be behind ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public async Task<CreatedCampaign> CreateAsync(CreateCampaign input, CancellationToken ct)
    {
        var account = await AccountAsync(AccountPath, ct).ConfigureAwait(false);
        if (account.Currency != input.Currency)
        {
            throw GraphFaults.Refusal($"the ad account's currency is {account.Currency}, and the budget is given in another; nothing was created. Give the amount in {account.Currency}.");
        }

        var status = input.Status == CampaignStatus.Paused ? "PAUSED" : "ACTIVE";
        using var request = graph.Post(
            AccountPath + "/campaigns",
            new("name", input.Name),
            new("objective", Objective(input.Objective)),
            new("status", status),
            new("special_ad_categories", JsonSerializer.Serialize([.. (input.SpecialAdCategories ?? []).Select(Category)], FacebookWireJson.Default.IReadOnlyListString)),
            new("daily_budget", Budget(input.DailyBudget, account)));
        var created = await graph.SendAsync(request, GraphJson.Default.GraphId, ct).ConfigureAwait(false);
        return new CreatedCampaign(created.Id, status);
    }

    public async Task<CreatedCampaign?> FindAsync(CreateCampaign input, CancellationToken ct)
    {
        var budget = AdCurrencies.Factor(input.Currency) is { } factor ? AdCurrencies.ToMinor(input.DailyBudget, factor)?.ToString(CultureInfo.InvariantCulture) : null;
        var began = BeganAt(attempt.ExecutionId) - Skew;
        List<WireCampaign> found = [];
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            using var request = graph.Get(AccountPath + "/campaigns", new("fields", "id,name,status,daily_budget,created_time"), new("limit", "100"), new("after", after));
            var list = await graph.SendAsync(request, FacebookWireJson.Default.GraphListWireCampaign, ct).ConfigureAwait(false);
            found.AddRange(list.Data.Where(campaign =>
                campaign.Name == input.Name && campaign.DailyBudget == budget && GraphNodes.ReadTime(campaign.CreatedTime) >= began));
            after = list.After;
            if (after is null)
            {
                return found is [{ } one] ? new CreatedCampaign(one.Id, one.Status ?? "") : null;
            }
        }

        // Not read to the end: there may be another of this name.
        return null;
    }

    public async Task<AdjustedBudget> AdjustAsync(AdjustBudget input, CancellationToken ct)
    {
        var path = Uri.EscapeDataString(input.CampaignId);
        var campaign = await CampaignAsync(path, ct).ConfigureAwait(false);
        if (!long.TryParse(campaign.DailyBudget, NumberStyles.None, CultureInfo.InvariantCulture, out var before) || before == 0)
        {
            throw GraphFaults.Refusal("the campaign has no daily budget of its own, its ad sets have, or it has one for its whole life; nothing was changed.");
        }

        var account = await AccountAsync("act_" + campaign.AccountId, ct).ConfigureAwait(false);
        var budget = Budget(input.DailyBudget, account);
        using var request = graph.Post(path, new KeyValuePair<string, string?>("daily_budget", budget));
        var done = await graph.SendAsync(request, GraphJson.Default.GraphSuccess, ct).ConfigureAwait(false);
        if (!done.Success)
        {
            throw GraphFaults.Refusal("Meta answered that it did not change the campaign.");
        }

        // What an earlier try of this call set is not what was there before it.
        var isOwn = attempt.MayHaveHappened && before.ToString(CultureInfo.InvariantCulture) == budget;
        return new AdjustedBudget(campaign.Id, input.DailyBudget, isOwn ? null : (decimal)before / Factor(account), account.Currency!);
    }

    public async Task<CampaignMetrics> MetricsAsync(GetCampaignMetrics input, CancellationToken ct)
    {
        var path = Uri.EscapeDataString(input.CampaignId);
        var until = input.Until ?? attempt.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var request = graph.Get(
            path + "/insights",
            new("fields", "impressions,reach,clicks,spend,account_currency"),
            new("date_preset", input.Since is null ? "maximum" : null),
            new("time_range", input.Since is null ? null : JsonSerializer.Serialize(new WireTimeRange(input.Since, until), FacebookWireJson.Default.WireTimeRange)));
        var rows = await graph.SendAsync(request, FacebookWireJson.Default.GraphListWireAdsInsights, ct).ConfigureAwait(false);
        if (rows.Data is [var row, ..])
        {
            return new CampaignMetrics(Count(row.Impressions), Count(row.Reach), Count(row.Clicks), Money(row.Spend), row.AccountCurrency ?? "");
        }

        // No row where nothing was delivered: the currency stands elsewhere.
        var campaign = await CampaignAsync(path, ct).ConfigureAwait(false);
        var account = await AccountAsync("act_" + campaign.AccountId, ct).ConfigureAwait(false);
        return new CampaignMetrics(0, 0, 0, 0, account.Currency!);
    }

    private string AccountPath
    {
        get
        {
            var id = graph.Setting("AdAccountId");
            return Uri.EscapeDataString(id.StartsWith("act_", StringComparison.Ordinal) ? id : "act_" + id);
        }
    }

    private async Task<WireAdAccount> AccountAsync(string path, CancellationToken ct)
    {
        using var request = graph.Get(path, new KeyValuePair<string, string?>("fields", "currency,min_daily_budget"));
        var account = await graph.PrepareAsync(request, FacebookWireJson.Default.WireAdAccount, ct).ConfigureAwait(false);
        return account.Currency is not null ? account : throw GraphFaults.Refusal("Meta does not tell the ad account's currency; nothing was done.");
    }

    private async Task<WireCampaign> CampaignAsync(string path, CancellationToken ct)
    {
        using var request = graph.Get(path, new KeyValuePair<string, string?>("fields", "daily_budget,account_id"));
        return await graph.PrepareAsync(request, FacebookWireJson.Default.WireCampaign, ct).ConfigureAwait(false);
    }

    private static int Factor(WireAdAccount account) =>
        AdCurrencies.Factor(account.Currency!) ?? throw GraphFaults.Refusal($"the ad account's currency {account.Currency} is not known here; nothing was done.");

    /// <summary>The amount in smallest units, at least the account's minimum.</summary>
    private static string Budget(decimal amount, WireAdAccount account)
    {
        var factor = Factor(account);
        var minor = AdCurrencies.ToMinor(amount, factor)
            ?? throw GraphFaults.Refusal($"the budget has {amount.Scale} decimals, and {account.Currency} has {(factor == 1 ? "none" : "2")} in ads; nothing was done.");
        return minor >= (account.MinDailyBudget ?? 0)
            ? minor.ToString(CultureInfo.InvariantCulture)
            : throw GraphFaults.Refusal(string.Create(
                CultureInfo.InvariantCulture,
                $"the budget is below the ad account's minimum of {(decimal)account.MinDailyBudget!.Value / factor} {account.Currency} a day; nothing was done."));
    }

    /// <summary>When the call was accepted: the first 48 bits of its id.</summary>
    private static DateTimeOffset BeganAt(Guid execution)
    {
        Span<byte> bytes = stackalloc byte[16];
        execution.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16 & 0xFFFF_FFFF_FFFF);
    }

    private static string Objective(CampaignObjective? objective) => objective switch
    {
        CampaignObjective.Awareness => "OUTCOME_AWARENESS",
        CampaignObjective.Engagement => "OUTCOME_ENGAGEMENT",
        CampaignObjective.Leads => "OUTCOME_LEADS",
        CampaignObjective.Sales => "OUTCOME_SALES",
        CampaignObjective.AppPromotion => "OUTCOME_APP_PROMOTION",
        _ => "OUTCOME_TRAFFIC",
    };

    private static string Category(SpecialAdCategory category) => category switch
    {
        SpecialAdCategory.Credit => "CREDIT",
        SpecialAdCategory.Employment => "EMPLOYMENT",
        SpecialAdCategory.FinancialProductsServices => "FINANCIAL_PRODUCTS_SERVICES",
        SpecialAdCategory.Housing => "HOUSING",
        SpecialAdCategory.IssuesElectionsPolitics => "ISSUES_ELECTIONS_POLITICS",
        _ => "ONLINE_GAMBLING_AND_GAMING",
    };

    private static long Count(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static decimal Money(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount : 0;
}
