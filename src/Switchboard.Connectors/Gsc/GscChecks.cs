using System.Globalization;
using Switchboard.Validation;

namespace Switchboard.Connectors.Gsc;

/// <summary>Rules of search analytics over several fields, checked before anything is sent.</summary>
internal static class GscChecks
{
    public static void Query(QuerySearchAnalytics input, ValidationErrors errors)
    {
        var (start, end) = (Day("$.startDate", input.StartDate, errors), Day("$.endDate", input.EndDate, errors));
        if (start > end)
        {
            errors.Add("$.endDate", "must not be before startDate");
        }

        var dimensions = input.Dimensions ?? [];
        if (dimensions.Distinct().Count() < dimensions.Count)
        {
            errors.Add("$.dimensions", "must not name one twice");
        }

        if (dimensions.Contains(SearchDimension.SearchAppearance) && dimensions.Count > 1)
        {
            errors.Add("$.dimensions", "searchAppearance goes with no other dimension");
        }

        if (input.Type is SearchType.Discover or SearchType.GoogleNews && dimensions.Any(one => one is SearchDimension.Query or SearchDimension.Device))
        {
            errors.Add("$.dimensions", "discover and googleNews know no query and no device");
        }

        var looksAtPages = dimensions.Contains(SearchDimension.Page) || input.Filters?.Any(filter => filter.Dimension == SearchDimension.Page) == true;
        if (input.AggregationType == SearchAggregation.ByProperty && looksAtPages)
        {
            errors.Add("$.aggregationType", "byProperty does not go with pages; leave it out or use byPage");
        }

        for (var i = 0; i < input.Filters?.Count; i++)
        {
            if (input.Filters[i].Dimension == SearchDimension.Date)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"$.filters[{i}].dimension"), "cannot be date; use startDate and endDate");
            }
        }
    }

    public static DateOnly? ParseDay(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateOnly? Day(string path, string text, ValidationErrors errors)
    {
        var day = ParseDay(text);
        if (day is null)
        {
            errors.Add(path, "must be a day of the calendar, as 2026-12-01");
        }

        return day;
    }
}
