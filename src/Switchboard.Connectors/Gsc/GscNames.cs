namespace Switchboard.Connectors.Gsc;

/// <summary>Names of values as Google's documentation writes them (siteOwner), whatever of both writings came (SITE_OWNER).</summary>
internal static class GscNames
{
    /// <summary>A value as the documentation writes it; one that is in its writing already, or unknown, stays.</summary>
    public static string Documented(string value)
    {
        if (value.AsSpan().ContainsAnyInRange('a', 'z'))
        {
            return value;
        }

        var words = value.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, i) => i == 0 ? word.ToLowerInvariant() : word[0] + word[1..].ToLowerInvariant()));
    }

    /// <summary>Whether two writings mean one value.</summary>
    public static bool Same(string? one, string other) => one is not null && Documented(one).Equals(other, StringComparison.OrdinalIgnoreCase);

    public static string Of(SearchDimension dimension) => dimension switch
    {
        SearchDimension.Date => "date",
        SearchDimension.Query => "query",
        SearchDimension.Page => "page",
        SearchDimension.Country => "country",
        SearchDimension.Device => "device",
        _ => "searchAppearance",
    };

    public static string Of(SearchType type) => type switch
    {
        SearchType.Web => "web",
        SearchType.Image => "image",
        SearchType.Video => "video",
        SearchType.News => "news",
        SearchType.Discover => "discover",
        _ => "googleNews",
    };

    public static string Of(SearchAggregation aggregation) => aggregation switch
    {
        SearchAggregation.Auto => "auto",
        SearchAggregation.ByProperty => "byProperty",
        _ => "byPage",
    };

    public static string Of(SearchComparison comparison) => comparison switch
    {
        SearchComparison.Equals => "equals",
        SearchComparison.NotEquals => "notEquals",
        SearchComparison.Contains => "contains",
        SearchComparison.NotContains => "notContains",
        SearchComparison.IncludingRegex => "includingRegex",
        _ => "excludingRegex",
    };
}
