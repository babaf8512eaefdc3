using System.Globalization;

namespace Switchboard.Connectors.Ga4;

/// <summary>Dimensions and metrics that simulated properties know.</summary>
internal static class Ga4Schema
{
    /// <summary>Kinds of events.</summary>
    public static readonly IReadOnlyList<string> Events = ["page_view", "session_start", "first_visit", "user_engagement", "scroll", "purchase"];

    /// <summary>The dimension of a row's date range, which comes by itself.</summary>
    public const string DateRange = "dateRange";

    /// <summary>The only metrics that go with eventName here.</summary>
    private static readonly string[] OfEvents = ["eventCount", "keyEvents"];

    public static IReadOnlyList<Ga4Dimension> Dimensions { get; } =
    [
        Time("date", "Date", "The date of the event, formatted as YYYYMMDD.", slot => slot.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
        Time("year", "Year", "The four-digit year of the event.", slot => slot.Day.ToString("yyyy", CultureInfo.InvariantCulture)),
        Time("month", "Month", "The month of the event, a two digit number from 01 to 12.", slot => slot.Day.ToString("MM", CultureInfo.InvariantCulture)),
        Time("yearMonth", "Year month", "The combined values of year and month.", slot => slot.Day.ToString("yyyyMM", CultureInfo.InvariantCulture)),
        Time("dayOfWeek", "Day of week", "The day of the week, a number from 0 for Sunday to 6.", slot => ((int)slot.Day.DayOfWeek).ToString(CultureInfo.InvariantCulture)),
        Time("dayOfWeekName", "Day of week name", "The day of the week in English.", slot => slot.Day.DayOfWeek.ToString()),
        Time("hour", "Hour", "The two-digit hour of the day.", slot => slot.Hour.ToString("00", CultureInfo.InvariantCulture)) with { IsHourly = true },
        Time("dateHour", "Date + hour", "The combined values of date and hour, formatted as YYYYMMDDHH.", slot =>
            slot.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + slot.Hour.ToString("00", CultureInfo.InvariantCulture)) with { IsHourly = true },
        Visit("country", "Country", "Geography", "The country that the activity came from.", cell => cell.Country),
        Visit("countryId", "Country ID", "Geography", "Its ISO 3166-1 alpha-2 code.", cell => cell.CountryId),
        Visit("city", "City", "Geography", "The city that the activity came from.", cell => cell.City),
        Visit("deviceCategory", "Device category", "Platform / Device", "Desktop, tablet or mobile.", cell => cell.Device),
        Visit("operatingSystem", "Operating system", "Platform / Device", "The operating system of the visitors' devices.", cell => cell.System),
        Visit("sessionDefaultChannelGroup", "Session default channel group", "Traffic Source", "The session's channel group.", cell => cell.Channel),
        Visit("sessionSource", "Session source", "Traffic Source", "The source that started the session.", cell => cell.Source),
        Visit("sessionMedium", "Session medium", "Traffic Source", "The medium that started the session.", cell => cell.Medium),
        Visit("sessionSourceMedium", "Session source / medium", "Traffic Source", "Source and medium of the session.", cell => cell.Source + " / " + cell.Medium),
        Visit("pagePath", "Page path", "Page / Screen", "The part of the address after the host.", cell => cell.Path),
        Visit("pageTitle", "Page title", "Page / Screen", "The title of the page.", cell => cell.Title),
        new Ga4Dimension("eventName", "Event name", "Event", "The name of the event."),
    ];

    public static IReadOnlyList<Ga4Metric> Metrics { get; } =
    [
        Whole("activeUsers", "Active users", "User", "Distinct users who visited.", counts => counts.Users),
        Whole("totalUsers", "Total users", "User", "Distinct users who logged an event.", counts => counts.Users),
        Whole("newUsers", "New users", "User", "Users who came for the first time.", counts => counts.NewUsers),
        Whole("sessions", "Sessions", "Session", "Sessions that began.", counts => counts.Sessions),
        Whole("engagedSessions", "Engaged sessions", "Session", "Sessions of more than 10 seconds, with a key event, or with 2 views.", counts => counts.Engaged),
        Rate("engagementRate", "Engagement rate", "Session", "Share of engaged sessions.", counts => Share(counts.Engaged, counts.Sessions)),
        Rate("bounceRate", "Bounce rate", "Session", "Share of sessions that were not engaged.", counts => Share(counts.Sessions - counts.Engaged, counts.Sessions)),
        new("averageSessionDuration", "Average session duration", "Session", "Seconds of a session on average.", "TYPE_SECONDS", counts => Share(counts.Seconds, counts.Sessions)),
        Rate("sessionsPerUser", "Sessions per user", "Session", "Sessions of a user on average.", counts => Share(counts.Sessions, counts.Users)),
        Whole("screenPageViews", "Views", "Page / Screen", "Pages or screens that were seen.", counts => counts.Views),
        Rate("screenPageViewsPerSession", "Views per session", "Page / Screen", "Views of a session on average.", counts => Share(counts.Views, counts.Sessions)),
        new("userEngagementDuration", "User engagement", "User", "Seconds in which the site was in front.", "TYPE_SECONDS", counts => counts.Seconds),
        Whole("eventCount", "Event count", "Event", "Events.", counts => counts.Events),
        Whole("keyEvents", "Key events", "Event", "Key events.", counts => counts.Purchases) with { OldName = "conversions" },
        Whole("ecommercePurchases", "Ecommerce purchases", "Ecommerce", "Purchases.", counts => counts.Purchases),
        Whole("transactions", "Transactions", "Ecommerce", "Transactions with revenue.", counts => counts.Purchases),
        new("purchaseRevenue", "Purchase revenue", "Ecommerce", "Revenue from purchases.", "TYPE_CURRENCY", counts => counts.Cents / 100.0),
        new("totalRevenue", "Total revenue", "Revenue", "Revenue from purchases, subscriptions and advertising.", "TYPE_CURRENCY", counts => counts.Cents / 100.0),
    ];

    public static IReadOnlyList<Ga4Dimension> RealtimeDimensions { get; } =
    [
        .. Dimensions.Where(dimension => dimension.ApiName is "country" or "countryId" or "city" or "deviceCategory" or "eventName"),
        Visit("unifiedScreenName", "Page title and screen name", "Page / Screen", "The page title or the screen's name.", cell => cell.Title),
        Visit("platform", "Platform", "Platform / Device", "The platform of the site or app.", _ => "web"),
        Time("minutesAgo", "Realtime minutes ago", "Minutes ago, from 00.", slot => slot.MinutesAgo.ToString("00", CultureInfo.InvariantCulture)),
    ];

    public static IReadOnlyList<Ga4Metric> RealtimeMetrics { get; } =
        [.. Metrics.Where(metric => metric.ApiName is "activeUsers" or "screenPageViews" or "eventCount" or "keyEvents")];

    /// <summary>Metrics of a request that do not go with its dimensions; none: all do.</summary>
    public static IReadOnlyList<string> Incompatible(IEnumerable<string> fields, IEnumerable<string> metrics) =>
        fields.Contains("eventName") ? [.. metrics.Except(OfEvents)] : [];

    private static Ga4Dimension Time(string name, string label, string description, Func<Ga4Slot, string> of) =>
        new(name, label, "Time", description) { OfSlot = of };

    private static Ga4Dimension Visit(string name, string label, string category, string description, Func<Ga4Cell, string> of) =>
        new(name, label, category, description) { OfCell = of };

    private static Ga4Metric Whole(string name, string label, string category, string description, Func<Ga4Counts, double> of) =>
        new(name, label, category, description, "TYPE_INTEGER", of);

    private static Ga4Metric Rate(string name, string label, string category, string description, Func<Ga4Counts, double> of) =>
        new(name, label, category, description, "TYPE_FLOAT", of);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}

/// <summary>A dimension: of a part of a day, of a cell, or (neither) of an event.</summary>
internal sealed record Ga4Dimension(string ApiName, string UiName, string Category, string Description)
{
    public Func<Ga4Slot, string>? OfSlot { get; init; }

    public Func<Ga4Cell, string>? OfCell { get; init; }

    public bool IsHourly { get; init; }

    public bool IsEvent => OfSlot is null && OfCell is null;
}

/// <summary>A metric.</summary>
internal sealed record Ga4Metric(string ApiName, string UiName, string Category, string Description, string Type, Func<Ga4Counts, double> Of)
{
    /// <summary>Name that it had before and that is still taken.</summary>
    public string? OldName { get; init; }

    public bool IsCalled(string name) => name == ApiName || name == OldName;
}
