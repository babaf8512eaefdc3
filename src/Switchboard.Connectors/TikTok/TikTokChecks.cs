using System.Globalization;
using Switchboard.Validation;

namespace Switchboard.Connectors.TikTok;

/// <summary>TikTok's limits that attributes cannot say, checked before anything is sent.</summary>
internal static class TikTokChecks
{
    private const string DayFormat = "yyyy-MM-dd";

    // Currencies of ads accounts that have no smaller coin: ISO 4217.
    private static readonly string[] WholeCurrencies = ["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND"];

    public static void Post(PublishPost input, ValidationErrors errors)
    {
        // TikTok's rule: what advertises another's business cannot be for the creator's eyes only.
        if (input is { IsPaidPartnership: true, PrivacyLevel: PrivacyLevel.SelfOnly })
        {
            errors.Add("$.isPaidPartnership", "does not go with privacyLevel 'selfOnly'");
        }
    }

    public static void Budget(decimal budget, string? currency, ValidationErrors errors)
    {
        var decimals = currency is not null && WholeCurrencies.Contains(currency) ? 0 : 2;
        if (decimal.Round(budget, decimals) != budget)
        {
            errors.Add("$.dailyBudget", decimals == 0 ? "must be whole in this currency" : "must have at most two decimals");
        }
    }

    public static void Days(GetCampaignMetrics input, ValidationErrors errors)
    {
        var isSince = IsDay("$.since", input.Since, out var since, errors);
        var isUntil = IsDay("$.until", input.Until, out var until, errors);
        if (input.Until is not null && input.Since is null)
        {
            errors.Add("$.until", "needs since");
        }
        else if (isSince && isUntil && until < since)
        {
            errors.Add("$.until", "must not be before since");
        }
    }

    /// <summary>A day of the calendar.</summary>
    public static bool TryDay(string? text, out DateOnly day) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static bool IsDay(string path, string? text, out DateOnly day, ValidationErrors errors)
    {
        var isDay = TryDay(text, out day);
        if (text is not null && !isDay)
        {
            errors.Add(path, "must be a day of the calendar, as in '2026-03-01'");
        }

        return isDay;
    }
}
