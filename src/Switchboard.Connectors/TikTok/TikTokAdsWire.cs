namespace Switchboard.Connectors.TikTok;

/// <summary>Every answer of the business API: 0 is good, whatever the HTTP status.</summary>
internal sealed record WireReply<T>(long? Code, string? Message, string? RequestId, T? Data)
    where T : class;

/// <summary>The same without what it holds, which an error may shape as it likes.</summary>
internal sealed record WireReplyHead(long? Code, string? Message, string? RequestId);

internal sealed record WireList<T>(IReadOnlyList<T>? List, WireAdsPage? PageInfo)
    where T : class;

internal sealed record WireAdsPage(int Page, int PageSize, int TotalNumber, int TotalPage);

internal sealed record WireAdvertiser(string? AdvertiserId, string? Name, string? Currency, string? Timezone);

/// <summary>A campaign to create; budgets are decimals in currency units.</summary>
internal sealed record WireCampaignCreate
{
    public string? AdvertiserId { get; init; }

    public string? RequestId { get; init; }

    public string? CampaignName { get; init; }

    public string? ObjectiveType { get; init; }

    public string? BudgetMode { get; init; }

    public decimal? Budget { get; init; }

    public string? OperationStatus { get; init; }
}

internal sealed record WireCampaignUpdate(string? AdvertiserId, string? CampaignId, decimal? Budget);

internal sealed record WireCampaignFilter(string? CampaignName = null, IReadOnlyList<string>? CampaignIds = null);

internal sealed record WireCampaign
{
    public string? AdvertiserId { get; init; }

    public string? CampaignId { get; init; }

    public string? CampaignName { get; init; }

    public string? ObjectiveType { get; init; }

    public string? BudgetMode { get; init; }

    public decimal? Budget { get; init; }

    public string? OperationStatus { get; init; }

    public string? CreateTime { get; init; }
}

internal sealed record WireReportFilter(string FieldName, string FilterType, string FilterValue);

internal sealed record WireReportRow(WireReportDimensions? Dimensions, WireReportMetrics? Metrics);

internal sealed record WireReportDimensions(string? CampaignId);

/// <summary>Figures as text.</summary>
internal sealed record WireReportMetrics(string? Spend, string? Impressions, string? Reach, string? Clicks);
