using System.Globalization;
using Switchboard.Validation;

namespace Switchboard.Connectors.Facebook;

/// <summary>Facebook's limits that no attribute can say, checked before anything is sent.</summary>
internal static class FacebookChecks
{
    /// <summary>Days that one reading of a page's figures may span: developers.facebook.com/docs/graph-api/reference/page/insights.</summary>
    private const int MostDays = 90;

    private static readonly (string Family, string Instead)[] Removed =
        [("page_impressions_unique", "page_total_media_view_unique"), ("page_impressions", "page_media_view"), ("page_fan", "page_follows")];

    /// <summary>Metrics that are gone, and time ranges that Facebook does not take.</summary>
    public static void Insights(GetPageInsights input, ValidationErrors errors)
    {
        for (var i = 0; i < input.Metrics?.Count; i++)
        {
            if (Removed.FirstOrDefault(gone => input.Metrics[i].StartsWith(gone.Family, StringComparison.Ordinal)) is { Family: { } family, Instead: var instead })
            {
                errors.Add($"$.metrics[{i}]", $"is of the family {family}, which Facebook removed on 2025-11-15; use {instead}");
            }
        }

        if (Range(input.Since, input.Until, errors) is { } days && days > MostDays)
        {
            errors.Add("$.until", $"is {days} days after since; Facebook takes at most {MostDays}");
        }
    }

    /// <summary>A time range that cannot be.</summary>
    public static void Metrics(GetCampaignMetrics input, DateTimeOffset now, ValidationErrors errors)
    {
        if (input.Since is null && input.Until is not null)
        {
            errors.Add("$.until", "needs since");
        }

        Range(input.Since, input.Until, errors);
        if (Read(input.Since) is { } since && since > DateOnly.FromDateTime(now.UtcDateTime.AddDays(1)))
        {
            errors.Add("$.since", "must not be after today");
        }
    }

    /// <summary>A currency that Meta does not bill ads in, and an amount finer than its smallest unit.</summary>
    public static void Budget(decimal dailyBudget, string currency, ValidationErrors errors)
    {
        if (AdCurrencies.Factor(currency) is not { } factor)
        {
            errors.Add("$.currency", "must be a currency that Meta bills ads in, as USD, EUR, GBP or JPY");
        }
        else if (AdCurrencies.ToMinor(dailyBudget, factor) is null)
        {
            errors.Add("$.dailyBudget", $"has {dailyBudget.Scale} decimals; the currency has {(factor == 1 ? "none" : "2")} in ads");
        }
    }

    private static int? Range(string? since, string? until, ValidationErrors errors)
    {
        var (first, last) = (Day(since, "$.since", errors), Day(until, "$.until", errors));
        if (first is not { } from || last is not { } to)
        {
            return null;
        }

        if (to < from)
        {
            errors.Add("$.until", "must not be before since");
        }

        return to.DayNumber - from.DayNumber;
    }

    private static DateOnly? Day(string? text, string path, ValidationErrors errors)
    {
        if (text is not null && Read(text) is null)
        {
            errors.Add(path, "must be a day of the calendar");
        }

        return Read(text);
    }

    private static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
