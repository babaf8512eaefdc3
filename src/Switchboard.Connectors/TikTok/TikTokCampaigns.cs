using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Resilience;

namespace Switchboard.Connectors.TikTok;

/// <summary>Speaks the business API about campaigns: create, budget, report.</summary>
internal sealed class TikTokCampaigns(Attempt attempt)
{
    private const int LargestPage = 1000;
    private readonly TikTokBusiness _business = new(attempt);

    public async Task<CreatedCampaign> CreateAsync(CreateCampaign input, CancellationToken ct)
    {
        // The currency is the account's: a budget meant in another would be another budget.
        var currency = await CurrencyAsync(ct).ConfigureAwait(false);
        if (currency != input.Currency)
        {
            throw TikTokFaults.Refused($"the ads account's currency is {currency}, not the one given");
        }

        if (await ByNameAsync(input.Name, ct).ConfigureAwait(false) is { } there)
        {
            // Where an earlier try may have made it, it is ours; else a look-up later could not tell the two apart.
            return attempt.MayHaveHappened ? Created(there, input) : throw TikTokFaults.Refused("the ads account has a campaign of this name already");
        }

        var body = new WireCampaignCreate
        {
            AdvertiserId = _business.Advertiser,
            RequestId = RequestId(),
            CampaignName = input.Name,
            ObjectiveType = TikTokNames.Of(input.Objective ?? CampaignObjective.Traffic),
            BudgetMode = "BUDGET_MODE_DAY",
            Budget = input.DailyBudget,
            OperationStatus = TikTokNames.Of(input.Status ?? CampaignStatus.Enabled),
        };
        var reply = await _business.PostAsync(
            "campaign/create/", JsonSerializer.SerializeToUtf8Bytes(body, TikTokWireJson.Default.WireCampaignCreate), TikTokWireJson.Default.WireReplyWireCampaign, ct).ConfigureAwait(false);
        return reply.Data.CampaignId is { Length: > 0 } ? Created(reply.Data, input) : throw TikTokFaults.Missing(reply.Response, "campaign_id");
    }

    public async Task<CreatedCampaign?> FindAsync(CreateCampaign input, CancellationToken ct) =>
        await ByNameAsync(input.Name, ct).ConfigureAwait(false) is { } found ? Created(found, input) : null;

    public async Task<AdjustedBudget> AdjustAsync(AdjustBudget input, CancellationToken ct)
    {
        var before = await ByIdAsync(input.CampaignId, ct).ConfigureAwait(false)
            ?? throw TikTokFaults.Refused("the ads account has no campaign of this id");
        if (before.BudgetMode is not (null or "BUDGET_MODE_DAY" or "BUDGET_MODE_DYNAMIC_DAILY_BUDGET"))
        {
            throw TikTokFaults.Refused($"the campaign has no daily budget but {before.BudgetMode}");
        }

        var body = new WireCampaignUpdate(_business.Advertiser, input.CampaignId, input.DailyBudget);
        var reply = await _business.PostAsync(
            "campaign/update/", JsonSerializer.SerializeToUtf8Bytes(body, TikTokWireJson.Default.WireCampaignUpdate), TikTokWireJson.Default.WireReplyWireCampaign, ct).ConfigureAwait(false);
        return new AdjustedBudget(input.CampaignId, reply.Data.Budget ?? input.DailyBudget, before.Budget ?? 0);
    }

    public async Task<CampaignMetrics> MetricsAsync(GetCampaignMetrics input, CancellationToken ct)
    {
        var currency = await CurrencyAsync(ct).ConfigureAwait(false);
        var report = await _business.GetAsync(
            "report/integrated/get/", ReportQuery(input), TikTokWireJson.Default.WireReplyWireListWireReportRow, isPreparing: false, ct).ConfigureAwait(false);
        if (report.Data.List is [{ Metrics: { } metrics }, ..])
        {
            return new CampaignMetrics(input.CampaignId, Count(metrics.Impressions), Count(metrics.Reach), Count(metrics.Clicks), Money(metrics.Spend), currency);
        }

        // A campaign that showed nothing has no row; nor has one that does not exist.
        return await ByIdAsync(input.CampaignId, ct).ConfigureAwait(false) is not null
            ? new CampaignMetrics(input.CampaignId, 0, 0, 0, 0, currency)
            : throw HttpFaults.Rejected(report.Response, "campaign_not_found", "The ads account has no campaign of this id.");
    }

    private List<(string Name, string Value)> ReportQuery(GetCampaignMetrics input)
    {
        IReadOnlyList<WireReportFilter> filtering = [new("campaign_ids", "IN", Text([input.CampaignId]))];
        List<(string Name, string Value)> query =
        [
            ("report_type", "BASIC"),
            ("data_level", "AUCTION_CAMPAIGN"),
            ("dimensions", Text(["campaign_id"])),
            ("metrics", Text(["spend", "impressions", "reach", "clicks"])),
            ("filtering", JsonSerializer.Serialize(filtering, TikTokWireJson.Default.IReadOnlyListWireReportFilter)),
        ];
        if (input.Since is { } since)
        {
            var today = attempt.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var until = input.Until ?? (string.CompareOrdinal(since, today) > 0 ? since : today);
            query.AddRange([("start_date", since), ("end_date", until)]);
        }
        else
        {
            query.Add(("query_lifetime", "true"));
        }

        return query;
    }

    private async Task<string> CurrencyAsync(CancellationToken ct)
    {
        var reply = await _business.GetAsync(
            "advertiser/info/",
            [("advertiser_ids", Text([_business.Advertiser])), ("fields", Text(["advertiser_id", "currency"]))],
            TikTokWireJson.Default.WireReplyWireListWireAdvertiser,
            isPreparing: true,
            ct,
            namesAdvertiser: false).ConfigureAwait(false);
        return reply.Data.List is [{ Currency: { Length: > 0 } currency }, ..] ? currency : throw TikTokFaults.Refused("TikTok tells no currency of the ads account");
    }

    private async Task<WireCampaign?> ByIdAsync(string id, CancellationToken ct) =>
        (await CampaignsAsync(new WireCampaignFilter(CampaignIds: [id]), 1, ct).ConfigureAwait(false)).List?.FirstOrDefault(campaign => campaign.CampaignId == id);

    // TikTok looks for the words; only the very name counts.
    private async Task<WireCampaign?> ByNameAsync(string name, CancellationToken ct)
    {
        for (var page = 1; ; page++)
        {
            var found = await CampaignsAsync(new WireCampaignFilter(CampaignName: name), page, ct).ConfigureAwait(false);
            if (found.List?.FirstOrDefault(campaign => campaign.CampaignName == name) is { } campaign)
            {
                return campaign;
            }

            if (page >= (found.PageInfo?.TotalPage ?? 1))
            {
                return null;
            }
        }
    }

    private async Task<WireList<WireCampaign>> CampaignsAsync(WireCampaignFilter filter, int page, CancellationToken ct) => (await _business.GetAsync(
        "campaign/get/",
        [
            ("filtering", JsonSerializer.Serialize(filter, TikTokWireJson.Default.WireCampaignFilter)),
            ("page", page.ToString(CultureInfo.InvariantCulture)),
            ("page_size", LargestPage.ToString(CultureInfo.InvariantCulture)),
        ],
        TikTokWireJson.Default.WireReplyWireListWireCampaign,
        isPreparing: true,
        ct).ConfigureAwait(false)).Data;

    // TikTok drops a second request of one id within 10 seconds. Digits, as its examples are.
    private string RequestId()
    {
        Span<byte> bytes = stackalloc byte[16];
        attempt.ExecutionId.TryWriteBytes(bytes, bigEndian: true, out _);
        var number = BinaryPrimitives.ReadUInt64BigEndian(bytes) ^ BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        return (number & long.MaxValue).ToString(CultureInfo.InvariantCulture);
    }

    private static CreatedCampaign Created(WireCampaign campaign, CreateCampaign input) =>
        new(campaign.CampaignId ?? "", campaign.OperationStatus ?? TikTokNames.Of(input.Status ?? CampaignStatus.Enabled));

    private static string Text(IReadOnlyList<string> items) => JsonSerializer.Serialize(items, TikTokWireJson.Default.IReadOnlyListString);

    private static long Count(string? text) => (long)Money(text);

    private static decimal Money(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
