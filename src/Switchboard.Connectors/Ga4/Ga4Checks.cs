using System.Globalization;
using Switchboard.Validation;

namespace Switchboard.Connectors.Ga4;

/// <summary>Rules of reports over several fields, checked before anything is sent.</summary>
internal static class Ga4Checks
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string Ago = "daysAgo";
    private const int OldestMinute = 29;

    public static void Dates(IReadOnlyList<ReportDates> ranges, DateTimeOffset now, ValidationErrors errors)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        for (var i = 0; i < ranges.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"$.dateRanges[{i}]");
            var start = Day(path + ".startDate", ranges[i].StartDate, today, errors);
            var end = Day(path + ".endDate", ranges[i].EndDate, today, errors);
            if (start > end && IsComparable(ranges[i]))
            {
                errors.Add(path + ".endDate", "must not be before startDate");
            }

            Name(path, ranges[i].Name, errors);
        }
    }

    public static void Minutes(IReadOnlyList<MinuteSpan>? spans, ValidationErrors errors)
    {
        for (var i = 0; i < spans?.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"$.minuteRanges[{i}]");
            if ((spans[i].EndMinutesAgo ?? 0) > (spans[i].StartMinutesAgo ?? OldestMinute))
            {
                errors.Add(path + ".endMinutesAgo", "must not be more than startMinutesAgo, which is the older");
            }

            Name(path, spans[i].Name, errors);
        }
    }

    public static void Filters(
        IReadOnlyList<DimensionFilter>? dimensions, IReadOnlyList<MetricFilter>? metrics, IReadOnlyList<string> counted, ValidationErrors errors)
    {
        for (var i = 0; i < dimensions?.Count; i++)
        {
            if (dimensions[i] is { Values.Count: > 1, Match: not (null or TextMatch.InList) })
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"$.dimensionFilters[{i}].values"), $"must have 1 item unless match is inList; it has {dimensions[i].Values.Count}");
            }
        }

        for (var i = 0; i < metrics?.Count; i++)
        {
            if (!counted.Contains(metrics[i].Metric))
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"$.metricFilters[{i}].metric"), "must be one of the report's metrics");
            }
        }
    }

    public static void Orders(IReadOnlyList<ReportOrder>? orders, IReadOnlyList<string> metrics, IReadOnlyList<string>? dimensions, ValidationErrors errors)
    {
        for (var i = 0; i < orders?.Count; i++)
        {
            if (!metrics.Contains(orders[i].Field) && dimensions?.Contains(orders[i].Field) != true)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"$.orderBys[{i}].field"), "must be one of the report's metrics or dimensions");
            }
        }
    }

    /// <summary>A day as Google reads it; null: it is none.</summary>
    public static DateOnly? ParseDay(string? text, DateOnly today) => text switch
    {
        "today" => today,
        "yesterday" => today.AddDays(-1),
        not null when text.EndsWith(Ago, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(0, text.Length - Ago.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days < today.DayNumber =>
            today.AddDays(-days),
        _ => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
    };

    // A date beside a word as today depends on the property's time zone, which is not known here.
    private static bool IsComparable(ReportDates range) => char.IsAsciiDigit(range.StartDate[^1]) == char.IsAsciiDigit(range.EndDate[^1]);

    private static DateOnly? Day(string path, string text, DateOnly today, ValidationErrors errors)
    {
        var day = ParseDay(text, today);
        if (day is null)
        {
            errors.Add(path, "must be a day of the calendar, as 2026-12-01, today, yesterday or 7daysAgo");
        }

        return day;
    }

    private static void Name(string path, string? name, ValidationErrors errors)
    {
        if (name is not null && (name.StartsWith("date_range_", StringComparison.Ordinal) || name.StartsWith("RESERVED_", StringComparison.Ordinal)))
        {
            errors.Add(path + ".name", "must not begin with date_range_ or RESERVED_");
        }
    }
}
