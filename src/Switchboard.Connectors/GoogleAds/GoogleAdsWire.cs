using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>Body of a search. pageSize is left out: set, Google answers PAGE_SIZE_NOT_SUPPORTED.</summary>
internal sealed record WireSearch(string? Query, string? PageToken = null, int? PageSize = null, bool? ValidateOnly = null);

/// <summary>One page of rows, 10,000 at most.</summary>
internal sealed record WireSearchAnswer(IReadOnlyList<WireRow>? Results, string? NextPageToken = null, string? FieldMask = null);

/// <summary>A row: of each resource only what was selected.</summary>
internal sealed record WireRow
{
    public WireCampaign? Campaign { get; init; }

    public WireBudget? CampaignBudget { get; init; }

    public WireCustomer? Customer { get; init; }

    public WireMetrics? Metrics { get; init; }

    public WireSegments? Segments { get; init; }
}

/// <summary>A campaign, as far as this connector looks.</summary>
internal sealed record WireCampaign
{
    public string? ResourceName { get; init; }

    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Status { get; init; }

    public string? CampaignBudget { get; init; }

    public string? AdvertisingChannelType { get; init; }

    public WireTargetSpend? TargetSpend { get; init; }

    public WireNetworks? NetworkSettings { get; init; }

    public string? ContainsEuPoliticalAdvertising { get; init; }

    public string? StartDateTime { get; init; }

    public string? EndDateTime { get; init; }
}

/// <summary>Bids that get most clicks for the budget; no field is needed.</summary>
internal sealed record WireTargetSpend(string? CpcBidCeilingMicros = null);

/// <summary>Where ads are shown.</summary>
internal sealed record WireNetworks(bool? TargetGoogleSearch, bool? TargetSearchNetwork, bool? TargetContentNetwork);

/// <summary>A budget; amounts are micros as text.</summary>
internal sealed record WireBudget
{
    public string? ResourceName { get; init; }

    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? AmountMicros { get; init; }

    public bool? ExplicitlyShared { get; init; }

    public string? DeliveryMethod { get; init; }

    public string? Period { get; init; }

    public string? Status { get; init; }

    public string? ReferenceCount { get; init; }
}

/// <summary>The account.</summary>
internal sealed record WireCustomer
{
    public string? ResourceName { get; init; }

    public string? Id { get; init; }

    public string? DescriptiveName { get; init; }

    public string? CurrencyCode { get; init; }

    public string? TimeZone { get; init; }
}

/// <summary>Figures; counts are text.</summary>
internal sealed record WireMetrics
{
    public string? Impressions { get; init; }

    public string? Clicks { get; init; }

    public string? CostMicros { get; init; }

    public string? UniqueUsers { get; init; }
}

/// <summary>What the figures are split by.</summary>
internal sealed record WireSegments(string? Date);

/// <summary>A change of campaigns or budgets.</summary>
internal sealed record WireMutate<T>(
    IReadOnlyList<WireOperation<T>>? Operations, string? ResponseContentType = null, bool? PartialFailure = null, bool? ValidateOnly = null);

/// <summary>One operation of a change: exactly one of create, update and remove.</summary>
internal sealed record WireOperation<T>
{
    public T? Create { get; init; }

    public T? Update { get; init; }

    public string? UpdateMask { get; init; }

    public string? Remove { get; init; }
}

/// <summary>Answer of a change; a partial failure stands beside results and a status of 200.</summary>
internal sealed record WireMutateAnswer(IReadOnlyList<WireMutateResult>? Results, WireStatus? PartialFailureError = null);

/// <summary>What one operation did; empty where it failed.</summary>
internal sealed record WireMutateResult
{
    public string? ResourceName { get; init; }

    public WireCampaign? Campaign { get; init; }

    public WireBudget? CampaignBudget { get; init; }
}

/// <summary>A google.rpc.Status.</summary>
internal sealed record WireStatus(int Code, string? Message, IReadOnlyList<JsonElement>? Details = null, string? Status = null);

/// <summary>Body of an answer that is no success.</summary>
internal sealed record WireAdsErrorBody(WireStatus? Error);

/// <summary>Google Ads' own detail of an error.</summary>
internal sealed record WireFailure(
    [property: JsonPropertyName("@type")] string? Type, IReadOnlyList<WireAdsError>? Errors, string? RequestId);

/// <summary>One error: the code's only member names its kind, as in <c>{"campaignError":"DUPLICATE_CAMPAIGN_NAME"}</c>.</summary>
internal sealed record WireAdsError(
    IReadOnlyDictionary<string, string>? ErrorCode, string? Message, WireTrigger? Trigger = null, WireLocation? Location = null, WireErrorDetails? Details = null);

/// <summary>What caused the error.</summary>
internal sealed record WireTrigger(string? StringValue = null, string? Int64Value = null);

/// <summary>Where it is in the request.</summary>
internal sealed record WireLocation(IReadOnlyList<WirePathElement>? FieldPathElements);

/// <summary>A step of that path.</summary>
internal sealed record WirePathElement(string? FieldName, int? Index = null);

/// <summary>More about quota errors and budgets that are too small.</summary>
internal sealed record WireErrorDetails(WireQuotaDetails? QuotaErrorDetails = null, WireMinimumDetails? BudgetPerDayMinimumErrorDetails = null);

/// <summary>Which limit, and how long to wait, as <c>30s</c>.</summary>
internal sealed record WireQuotaDetails(string? RateScope, string? RateName, string? RetryDelay);

/// <summary>Smallest budget of the currency.</summary>
internal sealed record WireMinimumDetails(string? CurrencyCode, string? BudgetPerDayMinimumMicros);

/// <summary>Accounts that the user can reach.</summary>
internal sealed record WireCustomerList(IReadOnlyList<string> ResourceNames);
