using System.Globalization;
using System.Text.RegularExpressions;
using Switchboard.Connectors.Google;

namespace Switchboard.Connectors.Gsc;

/// <summary>Counts what a query asks for.</summary>
internal sealed class GscReporter(GscSite site, string siteUrl, DateTimeOffset now)
{
    private const int DefaultRows = 1000;
    private const int MostRows = 25_000;
    private const string DayFormat = "yyyy-MM-dd";

    // Between two and three days, as the hour is.
    private static readonly TimeSpan Lag = TimeSpan.FromHours(60);

    // Days are Pacific, without summer time: "in PST time (UTC - 8:00)".
    private static readonly TimeSpan Pacific = TimeSpan.FromHours(-8);
    private static readonly string[] Dimensions = ["date", "query", "page", "country", "device", "searchAppearance"];
    private readonly DateTimeOffset _pacific = now.ToOffset(Pacific);

    private DateOnly LastFinal => DateOnly.FromDateTime((_pacific - Lag).DateTime);

    /// <summary>The answer.</summary>
    /// <exception cref="GscException">Google would refuse the query.</exception>
    public WireAnalytics Answer(WireQuery query)
    {
        var dimensions = (query.Dimensions ?? []).Select(Name).ToArray();
        var filters = (query.DimensionFilterGroups ?? []).SelectMany(group => group.Filters ?? []).Select(Compile).ToArray();
        var byPage = dimensions.Contains("page") || filters.Any(filter => filter.Dimension == "page");
        var type = GscNames.Documented(query.Type ?? query.SearchType ?? "web");
        Check(query, dimensions, byPage, type);
        var isFresh = GscNames.Same(query.DataState, "all");
        var groups = Count(query, dimensions, filters, Share(type), isFresh);
        var rows = Sorted(groups, dimensions).Skip(query.StartRow ?? 0).Take(Math.Min(query.RowLimit ?? DefaultRows, MostRows)).ToList();
        var incomplete = LastFinal.AddDays(1);
        var hasIncomplete = isFresh && dimensions.Contains("date") && GscChecks.ParseDay(query.EndDate) >= incomplete;
        return new WireAnalytics(
            rows.Count == 0 ? null : rows,
            byPage || GscNames.Same(query.AggregationType, "byPage") ? "byPage" : "byProperty",
            hasIncomplete ? new WireAnalyticsMetadata(incomplete.ToString(DayFormat, CultureInfo.InvariantCulture)) : null);
    }

    /// <summary>Whether a page belongs to a site.</summary>
    public static bool Owns(string siteUrl, string page)
    {
        const string Domain = "sc-domain:";
        return siteUrl.StartsWith(Domain, StringComparison.Ordinal)
            ? Uri.TryCreate(page, UriKind.Absolute, out var address)
                && (address.Host == siteUrl[Domain.Length..] || address.Host.EndsWith("." + siteUrl[Domain.Length..], StringComparison.OrdinalIgnoreCase))
            : page.StartsWith(siteUrl, StringComparison.Ordinal);
    }

    private static void Check(WireQuery query, string[] dimensions, bool byPage, string type)
    {
        var (start, end) = (GscChecks.ParseDay(query.StartDate), GscChecks.ParseDay(query.EndDate));
        var error = start is null ? $"Invalid value at 'start_date': '{query.StartDate}'. Dates are written as YYYY-MM-DD."
            : end is null ? $"Invalid value at 'end_date': '{query.EndDate}'. Dates are written as YYYY-MM-DD."
            : start > end ? "The start date must not be after the end date."
            : query.RowLimit is < 1 or > MostRows ? $"rowLimit must be 1 to {MostRows}."
            : query.StartRow < 0 ? "startRow must not be negative."
            : dimensions.Distinct().Count() < dimensions.Length ? "Dimensions must not be repeated."
            : dimensions.Contains("searchAppearance") && dimensions.Length > 1 ? "searchAppearance cannot be combined with other dimensions."
            : byPage && GscNames.Same(query.AggregationType, "byProperty") ? "Aggregation type byProperty cannot be used when grouping or filtering by page."
            : type is not ("web" or "image" or "video" or "news" or "discover" or "googleNews") ? $"Invalid value at 'type': '{type}'"
            : type is "discover" or "googleNews" && (dimensions.Contains("query") || dimensions.Contains("device"))
                ? $"Dimensions query and device are not available for {type}."
            : null;
        if (error is not null)
        {
            throw new GscException(error);
        }
    }

    private static double Share(string type) => type switch { "web" => 1, "image" => 0.15, "video" => 0.05, "discover" => 0.1, _ => 0 };

    private static string Name(string name) => Array.Find(Dimensions, known => GscNames.Same(name, known))
        ?? throw new GscException($"Invalid value at 'dimensions': '{name}'");

    private static (string Dimension, Func<string, bool> Passes) Compile(WireFilter filter)
    {
        var dimension = Name(filter.Dimension ?? "");
        var wanted = filter.Expression ?? "";
        Func<string, bool> passes = GscNames.Documented(filter.Operator ?? "equals") switch
        {
            "equals" => value => value.Equals(wanted, StringComparison.OrdinalIgnoreCase),
            "notEquals" => value => !value.Equals(wanted, StringComparison.OrdinalIgnoreCase),
            "contains" => value => value.Contains(wanted, StringComparison.OrdinalIgnoreCase),
            "notContains" => value => !value.Contains(wanted, StringComparison.OrdinalIgnoreCase),
            "includingRegex" => Regex(wanted).IsMatch,
            "excludingRegex" => value => !Regex(wanted).IsMatch(value),
            var other => throw new GscException($"Invalid value at 'dimension_filter_groups[0].filters[0].operator': '{other}'"),
        };
        return dimension == "date" ? throw new GscException("The date cannot be filtered; use startDate and endDate.") : (dimension, passes);
    }

    private static Regex Regex(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new GscException("The regular expression is invalid.");
        }
    }

    private Dictionary<string, GscCounts> Count(
        WireQuery query, string[] dimensions, (string Dimension, Func<string, bool> Passes)[] filters, double share, bool isFresh)
    {
        var groups = new Dictionary<string, GscCounts>();
        var cells = Enumerable.Range(0, GscSite.Cells.Count)
            .Where(i => Owns(siteUrl, GscSite.Cells[i].Page) && Array.TrueForAll(filters, filter => filter.Passes(Value(filter.Dimension, GscSite.Cells[i], ""))))
            .ToList();

        // No result of this site has a special look.
        if (dimensions.Contains("searchAppearance"))
        {
            return groups;
        }

        var today = DateOnly.FromDateTime(_pacific.DateTime);
        var last = isFresh ? today : LastFinal;
        var first = GscChecks.ParseDay(query.StartDate)!.Value;
        for (var day = first < SeededTraffic.First ? SeededTraffic.First : first; day <= GscChecks.ParseDay(query.EndDate)!.Value && day <= last; day = day.AddDays(1))
        {
            var date = day.ToString(DayFormat, CultureInfo.InvariantCulture);
            var time = day == today ? _pacific.TimeOfDay.TotalDays : 1;
            foreach (var cell in cells)
            {
                var counts = site.Count(day, time, cell, share);
                if (counts.Impressions > 0)
                {
                    var key = string.Join('\0', dimensions.Select(dimension => Value(dimension, GscSite.Cells[cell], date)));
                    groups[key] = groups.GetValueOrDefault(key) + counts;
                }
            }
        }

        return groups;
    }

    private static string Value(string dimension, GscCell cell, string date) => dimension switch
    {
        "date" => date,
        "query" => cell.Query,
        "page" => cell.Page,
        "country" => cell.Country,
        "device" => cell.Device,
        _ => "",
    };

    // Most clicks first, but by date the oldest first; ties by their keys.
    private static IEnumerable<WireRow> Sorted(Dictionary<string, GscCounts> groups, string[] dimensions)
    {
        var date = Array.IndexOf(dimensions, "date");
        return groups
            .Select(group => (Keys: dimensions.Length == 0 ? [] : group.Key.Split('\0'), Counts: group.Value))
            .OrderBy(row => date < 0 ? "" : row.Keys[date], StringComparer.Ordinal)
            .ThenByDescending(row => row.Counts.Clicks)
            .ThenByDescending(row => row.Counts.Impressions)
            .ThenBy(row => string.Join('\0', row.Keys), StringComparer.Ordinal)
            .Select(row => new WireRow(
                row.Keys.Length == 0 ? null : row.Keys,
                row.Counts.Clicks,
                row.Counts.Impressions,
                (double)row.Counts.Clicks / row.Counts.Impressions,
                row.Counts.Places / row.Counts.Impressions));
    }
}

/// <summary>A query that Google would refuse as invalid.</summary>
internal sealed class GscException(string message) : Exception(message);
