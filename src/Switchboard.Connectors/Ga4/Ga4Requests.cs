using System.Globalization;

namespace Switchboard.Connectors.Ga4;

/// <summary>Writes inputs as Google's requests.</summary>
internal static class Ga4Requests
{
    public static WireReportRequest Report(RunReport input) => new()
    {
        DateRanges = [.. input.DateRanges.Select(range => new WireDates(range.StartDate, range.EndDate, range.Name))],
        Dimensions = Names(input.Dimensions),
        Metrics = Names(input.Metrics),
        DimensionFilter = Filter(input.DimensionFilters),
        MetricFilter = Filter(input.MetricFilters),
        OrderBys = Orders(input.OrderBys, input.Metrics),
        Limit = input.Limit?.ToString(CultureInfo.InvariantCulture),
        Offset = input.Offset?.ToString(CultureInfo.InvariantCulture),
        KeepEmptyRows = input.KeepEmptyRows,
        CurrencyCode = input.CurrencyCode,
        ReturnPropertyQuota = true,
    };

    public static WireReportRequest Realtime(RunRealtimeReport input) => new()
    {
        MinuteRanges = input.MinuteRanges is null
            ? null
            : [.. input.MinuteRanges.Select(range => new WireMinutes(range.StartMinutesAgo, range.EndMinutesAgo, range.Name))],
        Dimensions = Names(input.Dimensions),
        Metrics = Names(input.Metrics),
        DimensionFilter = Filter(input.DimensionFilters),
        MetricFilter = Filter(input.MetricFilters),
        OrderBys = Orders(input.OrderBys, input.Metrics),
        Limit = input.Limit?.ToString(CultureInfo.InvariantCulture),
        ReturnPropertyQuota = true,
    };

    private static WireName[]? Names(IReadOnlyList<string>? names) => names is { Count: > 0 } ? [.. names.Select(name => new WireName(name))] : null;

    private static WireFilterExpression? Filter(IReadOnlyList<DimensionFilter>? filters) => All([.. (filters ?? []).Select(One)]);

    private static WireFilterExpression? Filter(IReadOnlyList<MetricFilter>? filters) => All([.. (filters ?? []).Select(filter => new WireFilterExpression
    {
        Filter = new WireFilter { FieldName = filter.Metric, NumericFilter = new WireNumericFilter(Name(filter.Operation), Number(filter.Value)) },
    })]);

    private static WireFilterExpression? All(IReadOnlyList<WireFilterExpression> filters) =>
        filters.Count > 1 ? new WireFilterExpression { AndGroup = new WireFilterList(filters) } : filters.FirstOrDefault();

    private static WireFilterExpression One(DimensionFilter filter)
    {
        var isList = filter.Match == TextMatch.InList || (filter.Match is null && filter.Values.Count > 1);
        var expression = new WireFilterExpression
        {
            Filter = new WireFilter
            {
                FieldName = filter.Dimension,
                InListFilter = isList ? new WireInListFilter(filter.Values, filter.CaseSensitive) : null,
                StringFilter = isList ? null : new WireStringFilter(Name(filter.Match ?? TextMatch.Exact), filter.Values[0], filter.CaseSensitive),
            },
        };
        return filter.Exclude == true ? new WireFilterExpression { NotExpression = expression } : expression;
    }

    private static WireNumber Number(decimal value) =>
        decimal.IsInteger(value) && Math.Abs(value) <= long.MaxValue
            ? new WireNumber(Int64Value: decimal.ToInt64(value).ToString(CultureInfo.InvariantCulture))
            : new WireNumber(DoubleValue: (double)value);

    private static WireOrder[]? Orders(IReadOnlyList<ReportOrder>? orders, IReadOnlyList<string> metrics) => orders is { Count: > 0 }
        ? [.. orders.Select(order => metrics.Contains(order.Field)
            ? new WireOrder(new WireMetricOrder(order.Field), Desc: order.Descending)
            : new WireOrder(Dimension: new WireDimensionOrder(order.Field, order.Numeric == true ? "NUMERIC" : null), Desc: order.Descending))]
        : null;

    private static string Name(TextMatch match) => match switch
    {
        TextMatch.Exact => "EXACT",
        TextMatch.BeginsWith => "BEGINS_WITH",
        TextMatch.EndsWith => "ENDS_WITH",
        TextMatch.Contains => "CONTAINS",
        TextMatch.FullRegexp => "FULL_REGEXP",
        _ => "PARTIAL_REGEXP",
    };

    private static string Name(NumberComparison comparison) => comparison switch
    {
        NumberComparison.Equal => "EQUAL",
        NumberComparison.LessThan => "LESS_THAN",
        NumberComparison.LessThanOrEqual => "LESS_THAN_OR_EQUAL",
        NumberComparison.GreaterThan => "GREATER_THAN",
        _ => "GREATER_THAN_OR_EQUAL",
    };
}
