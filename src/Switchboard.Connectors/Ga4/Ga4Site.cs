using Switchboard.Connectors.Google;

namespace Switchboard.Connectors.Ga4;

/// <summary>The invented site of a simulated property: its visits, split into the finest cells, which add up to everything else.</summary>
internal sealed class Ga4Site(SeededTraffic traffic)
{
    /// <summary>Currency of its shop.</summary>
    public const string Currency = "USD";

    /// <summary>Time zone of its days.</summary>
    public const string Zone = "Etc/UTC";

    private const double SessionsADay = 1500;

    private static readonly (string Name, string Id, string[] Cities, double Share)[] Countries =
    [
        ("United States", "US", ["New York", "Chicago"], 0.36), ("United Kingdom", "GB", ["London", "Leeds"], 0.18),
        ("Germany", "DE", ["Berlin", "Hamburg"], 0.15), ("France", "FR", ["Paris", "Lyon"], 0.11),
        ("India", "IN", ["Mumbai", "Pune"], 0.12), ("Brazil", "BR", ["São Paulo", "Recife"], 0.08),
    ];

    private static readonly (string Name, string System, double Share)[] Devices = [("mobile", "Android", 0.57), ("desktop", "Windows", 0.38), ("tablet", "iOS", 0.05)];

    private static readonly (string Name, string Source, string Medium, double Share)[] Channels =
    [
        ("Organic Search", "google", "organic", 0.38), ("Direct", "(direct)", "(none)", 0.22), ("Paid Search", "google", "cpc", 0.14),
        ("Email", "newsletter", "email", 0.1), ("Organic Social", "instagram", "social", 0.09), ("Referral", "partner.example", "referral", 0.07),
    ];

    private static readonly (string Path, string Title, double Share)[] Pages =
    [
        ("/", "Example Works", 0.27), ("/products", "Products", 0.18), ("/products/lamp", "Desk lamp", 0.13), ("/products/chair", "Oak chair", 0.1),
        ("/blog/launch", "Our launch", 0.12), ("/blog/care", "Caring for oak", 0.09), ("/pricing", "Pricing", 0.07), ("/contact", "Contact", 0.04),
    ];

    /// <summary>Every combination of country, device, channel and page.</summary>
    public static IReadOnlyList<Ga4Cell> Cells { get; } =
    [
        .. from country in Countries
           from device in Devices
           from channel in Channels
           from page in Pages.Index()
           select new Ga4Cell(
               country.Name, country.Id, country.Cities[page.Index % 2], device.Name, device.System, channel.Name, channel.Source, channel.Medium,
               page.Item.Path, page.Item.Title, country.Share * device.Share * channel.Share * page.Item.Share, 1900 + (1000 * page.Index)),
    ];

    /// <summary>What happened in a part of a day.</summary>
    /// <param name="slot">The part; shares of the day's visits are those that came by its ends.</param>
    /// <param name="cell">Index of the cell.</param>
    public Ga4Counts Count(in Ga4Slot slot, int cell)
    {
        var day = slot.Day.DayNumber;
        var of = Cells[cell];
        var likes = 0.6 + (0.8 * traffic.Luck(0, cell, 8));
        var sessions = traffic.Whole(SessionsADay * of.Share * likes * slot.Busyness, day, cell, 1);
        if (sessions == 0)
        {
            return default;
        }

        var views = sessions + traffic.Whole(sessions * (0.5 + traffic.Luck(0, cell, 9)), day, cell, 2);
        var users = Math.Max(1, sessions - traffic.Whole(sessions * 0.15, day, cell, 3));
        var engaged = Math.Min(sessions, traffic.Whole(sessions * (0.45 + (0.3 * traffic.Luck(0, cell, 10))), day, cell, 4));
        var whole = new Ga4Counts
        {
            Sessions = sessions,
            Views = views,
            Users = users,
            NewUsers = Math.Min(users, traffic.Whole(users * 0.6, day, cell, 5)),
            Engaged = engaged,
            Scrolls = Math.Min(views, traffic.Whole(views * 0.4, day, cell, 6)),
            Purchases = Math.Min(engaged, traffic.Whole(sessions * 0.025, day, cell, 7)),
            Seconds = engaged * (30 + (long)(90 * traffic.Luck(day, cell, 11))),
        };
        var part = slot.IsWholeDay ? whole : Part(whole, slot, traffic.Luck(day, cell, 12));
        return part with { Cents = part.Purchases * of.PriceCents };
    }

    /// <summary>How busy a day is beside others.</summary>
    public double Busyness(DateOnly day) => traffic.Busyness(day);

    private static Ga4Counts Part(in Ga4Counts whole, in Ga4Slot slot, double luck)
    {
        var (from, to) = (slot.From, slot.To);
        return new Ga4Counts
        {
            Sessions = Between(whole.Sessions),
            Views = Between(whole.Views),
            Users = Between(whole.Users),
            NewUsers = Between(whole.NewUsers),
            Engaged = Between(whole.Engaged),
            Scrolls = Between(whole.Scrolls),
            Purchases = Between(whole.Purchases),
            Seconds = Between(whole.Seconds),
        };

        long Between(long total) => SeededTraffic.Part(total, to, luck) - SeededTraffic.Part(total, from, luck);
    }
}

/// <summary>The finest kind of visit that is told apart, beside time and event.</summary>
internal sealed record Ga4Cell(
    string Country, string CountryId, string City, string Device, string System, string Channel, string Source, string Medium, string Path, string Title, double Share, long PriceCents);

/// <summary>A part of a day: from one share of its visits to another.</summary>
/// <param name="Day">The day, in the property's time zone.</param>
/// <param name="From">Share of the day's visits that came before it.</param>
/// <param name="To">Share that came by its end.</param>
/// <param name="Busyness">How busy the day is.</param>
/// <param name="Hour">The hour that it is, or -1.</param>
/// <param name="MinutesAgo">The minute before now that it is, or -1.</param>
internal readonly record struct Ga4Slot(DateOnly Day, double From, double To, double Busyness, int Hour = -1, int MinutesAgo = -1)
{
    /// <summary>Whether it is all of the day.</summary>
    public bool IsWholeDay => From <= 0 && To >= 1;
}

/// <summary>What happened.</summary>
internal record struct Ga4Counts
{
    public long Sessions { get; set; }

    public long Views { get; set; }

    public long Users { get; set; }

    public long NewUsers { get; set; }

    public long Engaged { get; set; }

    public long Scrolls { get; set; }

    public long Purchases { get; set; }

    public long Seconds { get; set; }

    public long Cents { get; set; }

    /// <summary>Events of every kind; each kind is counted by one of the others.</summary>
    public readonly long Events => Views + Sessions + NewUsers + Engaged + Scrolls + Purchases;

    public readonly bool IsNothing => Sessions == 0 && Events == 0 && Seconds == 0;

    public void Add(in Ga4Counts other)
    {
        Sessions += other.Sessions;
        Views += other.Views;
        Users += other.Users;
        NewUsers += other.NewUsers;
        Engaged += other.Engaged;
        Scrolls += other.Scrolls;
        Purchases += other.Purchases;
        Seconds += other.Seconds;
        Cents += other.Cents;
    }

    /// <summary>Only what one kind of event counts.</summary>
    public readonly Ga4Counts Only(string eventName) => eventName switch
    {
        "page_view" => new Ga4Counts { Views = Views },
        "session_start" => new Ga4Counts { Sessions = Sessions },
        "first_visit" => new Ga4Counts { NewUsers = NewUsers },
        "user_engagement" => new Ga4Counts { Engaged = Engaged },
        "scroll" => new Ga4Counts { Scrolls = Scrolls },
        _ => new Ga4Counts { Purchases = Purchases },
    };
}
