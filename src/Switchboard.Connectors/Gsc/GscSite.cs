using Switchboard.Connectors.Google;

namespace Switchboard.Connectors.Gsc;

/// <summary>The invented domain of a simulated account: what was searched, and which of its pages were shown and clicked.</summary>
internal sealed class GscSite(SeededTraffic traffic)
{
    private const double ImpressionsADay = 5200;

    private static readonly (string Text, int Page, double Share, double Position)[] Queries =
    [
        ("example works", 0, 0.12, 1.2), ("example works lamp", 2, 0.06, 1.6), ("example works chair", 3, 0.05, 1.7), ("oak desk lamp", 2, 0.09, 4.8),
        ("oak chair", 3, 0.1, 6.9), ("buy oak chair", 3, 0.06, 5.4), ("desk lamp with clamp", 2, 0.05, 8.3), ("care for oak furniture", 6, 0.08, 3.1),
        ("oil oak table", 6, 0.07, 5.9), ("how to remove stains from oak", 6, 0.09, 7.4), ("furniture launch 2026", 5, 0.03, 9.2), ("sustainable office chair", 3, 0.06, 11.8),
        ("small desk lamp", 2, 0.06, 12.6), ("example works prices", 4, 0.02, 1.4), ("example works contact", 7, 0.02, 1.3), ("handmade furniture", 1, 0.04, 14.2),
    ];

    private static readonly (string Name, double Share)[] Countries = [("usa", 0.36), ("gbr", 0.18), ("deu", 0.16), ("fra", 0.11), ("ind", 0.12), ("bra", 0.07)];

    private static readonly (string Name, double Share)[] Devices = [("MOBILE", 0.6), ("DESKTOP", 0.35), ("TABLET", 0.05)];

    /// <summary>Pages that are found, on three hosts of the domain.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "https://www.example.com/", "https://www.example.com/products", "https://www.example.com/products/lamp", "https://www.example.com/products/chair",
        "https://www.example.com/pricing", "https://blog.example.com/launch", "https://blog.example.com/care", "https://example.com/contact",
    ];

    /// <summary>Every combination of query, country and device.</summary>
    public static IReadOnlyList<GscCell> Cells { get; } =
    [
        .. from query in Queries
           from country in Countries
           from device in Devices
           select new GscCell(query.Text, Pages[query.Page], country.Name, device.Name, query.Share * country.Share * device.Share, query.Position),
    ];

    /// <summary>What one cell had on a day, up to a time of it.</summary>
    /// <param name="day">The day, Pacific time.</param>
    /// <param name="time">How much of the day there is, 0 to 1.</param>
    /// <param name="cell">Index of the cell.</param>
    /// <param name="share">Share of web results that the asked results have.</param>
    public GscCounts Count(DateOnly day, double time, int cell, double share)
    {
        var of = Cells[cell];
        var number = day.DayNumber;
        var mean = ImpressionsADay * of.Share * share * (0.6 + (0.8 * traffic.Luck(0, cell, 1))) * traffic.Busyness(day);
        var impressions = traffic.Whole(mean, number, cell, 2);
        var position = Math.Max(1, of.Position * (0.85 + (0.3 * traffic.Luck(number, cell, 3))));
        var clicks = Math.Min(impressions, traffic.Whole(impressions * 0.42 * Math.Pow(position, -1.1), number, cell, 4));
        var luck = traffic.Luck(number, cell, 5);
        var shown = SeededTraffic.Part(impressions, SeededTraffic.By(time), luck);
        return new GscCounts(shown, SeededTraffic.Part(clicks, SeededTraffic.By(time), luck), shown * position);
    }
}

/// <summary>The finest kind of result that is told apart, beside its day.</summary>
internal sealed record GscCell(string Query, string Page, string Country, string Device, double Share, double Position);

/// <summary>What results had: the places of all impressions are summed up, so that averages come out weighted.</summary>
internal readonly record struct GscCounts(long Impressions, long Clicks, double Places)
{
    public static GscCounts operator +(GscCounts one, GscCounts other) =>
        new(one.Impressions + other.Impressions, one.Clicks + other.Clicks, one.Places + other.Places);
}
