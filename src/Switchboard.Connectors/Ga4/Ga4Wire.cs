using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Ga4;

/// <summary>Body of runReport and of runRealtimeReport, which has minutes for dates; numbers of 64 bits are text.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WireReportRequest
{
    public string? Property { get; init; }

    public IReadOnlyList<WireDates>? DateRanges { get; init; }

    public IReadOnlyList<WireMinutes>? MinuteRanges { get; init; }

    public IReadOnlyList<WireName>? Dimensions { get; init; }

    public IReadOnlyList<WireName>? Metrics { get; init; }

    public WireFilterExpression? DimensionFilter { get; init; }

    public WireFilterExpression? MetricFilter { get; init; }

    public IReadOnlyList<WireOrder>? OrderBys { get; init; }

    public string? Limit { get; init; }

    public string? Offset { get; init; }

    public bool? KeepEmptyRows { get; init; }

    public string? CurrencyCode { get; init; }

    public bool? ReturnPropertyQuota { get; init; }
}

/// <summary>Days.</summary>
internal sealed record WireDates(string? StartDate, string? EndDate, string? Name = null);

/// <summary>Minutes.</summary>
internal sealed record WireMinutes(int? StartMinutesAgo, int? EndMinutesAgo, string? Name = null);

/// <summary>A dimension or metric.</summary>
internal sealed record WireName(string? Name);

/// <summary>A filter or a combination of filters: exactly one member.</summary>
internal sealed record WireFilterExpression
{
    public WireFilterList? AndGroup { get; init; }

    public WireFilterList? OrGroup { get; init; }

    public WireFilterExpression? NotExpression { get; init; }

    public WireFilter? Filter { get; init; }
}

/// <summary>Filters that are combined.</summary>
internal sealed record WireFilterList(IReadOnlyList<WireFilterExpression>? Expressions);

/// <summary>A filter of one field.</summary>
internal sealed record WireFilter
{
    public string? FieldName { get; init; }

    public WireStringFilter? StringFilter { get; init; }

    public WireInListFilter? InListFilter { get; init; }

    public WireNumericFilter? NumericFilter { get; init; }

    public WireBetweenFilter? BetweenFilter { get; init; }
}

/// <summary>Text to compare with.</summary>
internal sealed record WireStringFilter(string? MatchType, string? Value, bool? CaseSensitive = null);

/// <summary>Texts any of which will do.</summary>
internal sealed record WireInListFilter(IReadOnlyList<string>? Values, bool? CaseSensitive = null);

/// <summary>Number to compare with.</summary>
internal sealed record WireNumericFilter(string? Operation, WireNumber? Value);

/// <summary>Two numbers to lie between.</summary>
internal sealed record WireBetweenFilter(WireNumber? FromValue, WireNumber? ToValue);

/// <summary>A number: whole as text, or not.</summary>
internal sealed record WireNumber(string? Int64Value = null, double? DoubleValue = null);

/// <summary>A key of the order.</summary>
internal sealed record WireOrder(WireMetricOrder? Metric = null, WireDimensionOrder? Dimension = null, bool? Desc = null);

/// <summary>Order by a metric.</summary>
internal sealed record WireMetricOrder(string? MetricName);

/// <summary>Order by a dimension.</summary>
internal sealed record WireDimensionOrder(string? DimensionName, string? OrderType = null);

/// <summary>A report.</summary>
internal sealed record WireReport
{
    public IReadOnlyList<WireName>? DimensionHeaders { get; init; }

    public IReadOnlyList<WireMetricHeader>? MetricHeaders { get; init; }

    public IReadOnlyList<WireReportRow>? Rows { get; init; }

    public int? RowCount { get; init; }

    public WireReportMetadata? Metadata { get; init; }

    public WireQuota? PropertyQuota { get; init; }

    public string? Kind { get; init; }
}

/// <summary>A metric's column.</summary>
internal sealed record WireMetricHeader(string? Name, string? Type);

/// <summary>A row; its values stand in the headers' order.</summary>
internal sealed record WireReportRow(IReadOnlyList<WireValue>? DimensionValues, IReadOnlyList<WireValue>? MetricValues);

/// <summary>A value, always text.</summary>
internal sealed record WireValue(string? Value);

/// <summary>What to know about the figures.</summary>
internal sealed record WireReportMetadata
{
    public string? CurrencyCode { get; init; }

    public string? TimeZone { get; init; }

    public string? EmptyReason { get; init; }

    public bool? DataLossFromOtherRow { get; init; }

    public bool? SubjectToThresholding { get; init; }

    public IReadOnlyList<WireSampling>? SamplingMetadatas { get; init; }
}

/// <summary>That a date range was sampled.</summary>
internal sealed record WireSampling(string? SamplesReadCount, string? SamplingSpaceSize);

/// <summary>State of the property's quota.</summary>
internal sealed record WireQuota
{
    public WireQuotaStatus? TokensPerDay { get; init; }

    public WireQuotaStatus? TokensPerHour { get; init; }

    public WireQuotaStatus? TokensPerProjectPerHour { get; init; }

    public WireQuotaStatus? ConcurrentRequests { get; init; }

    public WireQuotaStatus? ServerErrorsPerProjectPerHour { get; init; }

    public WireQuotaStatus? PotentiallyThresholdedRequestsPerHour { get; init; }
}

/// <summary>One quota: what this request took, what is left. What is 0 may be absent.</summary>
internal sealed record WireQuotaStatus(int? Consumed, int? Remaining);

/// <summary>Names that reports take.</summary>
internal sealed record WireMetadata(string? Name, IReadOnlyList<WireDimensionMetadata>? Dimensions, IReadOnlyList<WireMetricMetadata>? Metrics);

/// <summary>A dimension.</summary>
internal sealed record WireDimensionMetadata
{
    public string? ApiName { get; init; }

    public string? UiName { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public bool? CustomDefinition { get; init; }
}

/// <summary>A metric.</summary>
internal sealed record WireMetricMetadata
{
    public string? ApiName { get; init; }

    public string? UiName { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public string? Type { get; init; }

    public bool? CustomDefinition { get; init; }

    public IReadOnlyList<string>? DeprecatedApiNames { get; init; }
}

/// <summary>What a simulated property keeps: what was taken of its quotas, by hour and by day.</summary>
internal sealed record Ga4State(Dictionary<string, int> Taken);
