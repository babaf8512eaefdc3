using System.Globalization;
using System.Text;
using Switchboard.Validation;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>Rules of Google Ads over money, days and names, checked before anything is sent.</summary>
internal static class GoogleAdsChecks
{
    /// <summary>Most bytes of a name: a budget's takes after its campaign's, and has this limit.</summary>
    public const int MostNameBytes = 255;

    private const string DayFormat = "yyyy-MM-dd";
    private const decimal Micros = 1_000_000;

    // Currencies without a smaller coin (ISO 4217): their budgets are whole.
    private static readonly HashSet<string> Whole =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

    public static void Name(string name, ValidationErrors errors)
    {
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes > MostNameBytes)
        {
            errors.Add("$.name", string.Create(CultureInfo.InvariantCulture, $"must have at most {MostNameBytes} bytes as UTF-8; it has {bytes}"));
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            errors.Add("$.name", "must not be blank");
        }
    }

    /// <summary>Notes an amount that the currency's coins cannot make up.</summary>
    public static void Amount(decimal amount, string? currency, ValidationErrors errors)
    {
        if (!FitsCoins(amount, currency))
        {
            errors.Add("$.dailyBudget", $"must be a multiple of {SmallestCoin(currency).ToString(CultureInfo.InvariantCulture)}, the currency's smallest coin");
        }
    }

    /// <summary>Whether the currency's coins make up the amount.</summary>
    public static bool FitsCoins(decimal amount, string? currency) => amount % SmallestCoin(currency) == 0;

    /// <summary>Smallest coin of a currency.</summary>
    public static decimal SmallestCoin(string? currency) => currency is not null && Whole.Contains(currency) ? 1 : 0.01m;

    /// <summary>Notes days that do not exist or come in the wrong order.</summary>
    public static void Span(string firstField, string? first, string lastField, string? last, ValidationErrors errors)
    {
        var from = Day("$." + firstField, first, errors);
        var to = Day("$." + lastField, last, errors);
        if (from > to)
        {
            errors.Add("$." + lastField, $"must not be before {firstField}");
        }
    }

    /// <summary>Notes a first day that is past everywhere on earth.</summary>
    public static void NotPast(string field, string? day, DateTimeOffset now, ValidationErrors errors)
    {
        if (ParseDay(day) is { } date && date < DateOnly.FromDateTime(now.UtcDateTime.AddHours(-12)))
        {
            errors.Add("$." + field, "must not be past");
        }
    }

    public static DateOnly? ParseDay(string? day) =>
        DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static string Write(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Money as Google writes it: millionths, as text.</summary>
    public static string ToMicros(decimal amount) => decimal.ToInt64(amount * Micros).ToString(CultureInfo.InvariantCulture);

    /// <summary>Money as people write it; absent is 0.</summary>
    public static decimal FromMicros(string? micros) => ToLong(micros) / Micros;

    /// <summary>A count that Google writes as text; absent is 0.</summary>
    public static long ToLong(string? number) => long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static DateOnly? Day(string path, string? day, ValidationErrors errors)
    {
        var date = ParseDay(day);
        if (day is not null && date is null)
        {
            errors.Add(path, "must be a day of the calendar, as 2026-12-01");
        }

        return date;
    }
}
