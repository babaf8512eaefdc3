namespace Switchboard.Connectors.YouTube;

/// <summary>YouTube's quota of a project: two buckets, which start anew at midnight Pacific time.</summary>
internal static class YouTubeLimits
{
    public const string Inserts = "videos.insert";

    public const string Units = "units";

    public const string Source = "https://developers.google.com/youtube/v3/determine_quota_cost";

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>When a used-up quota may be had again: midnight Pacific, asked anew after an hour.</summary>
    public static DateTimeOffset ResetAfter(DateTimeOffset now)
    {
        var soonest = now + LongestWait;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var pacific))
        {
            return soonest;
        }

        var local = TimeZoneInfo.ConvertTime(now, pacific);
        var midnight = local.Date.AddDays(1);
        var reset = new DateTimeOffset(midnight, pacific.GetUtcOffset(midnight));
        return reset < soonest ? reset : soonest;
    }
}
