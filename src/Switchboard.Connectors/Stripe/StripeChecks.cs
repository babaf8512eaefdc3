using System.Globalization;
using Switchboard.Validation;

namespace Switchboard.Connectors.Stripe;

/// <summary>Stripe's limits that no attribute can say, checked before anything is sent.</summary>
internal static class StripeChecks
{
    /// <summary>Eight digits, as the description of <c>amount</c> says.</summary>
    public const long MaxAmount = 99_999_999;

    public const int MaxMetadataKeys = 50;
    public const int MaxMetadataKey = 40;
    public const int MaxMetadataValue = 500;

    /// <summary>How long Stripe lists events.</summary>
    public static readonly TimeSpan EventsKept = TimeSpan.FromDays(30);

    // Least charge by currency, from https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts.
    private static readonly Dictionary<string, long> Least = new()
    {
        ["usd"] = 50, ["eur"] = 50, ["aud"] = 50, ["brl"] = 50, ["cad"] = 50, ["chf"] = 50, ["inr"] = 50, ["nzd"] = 50, ["sgd"] = 50,
        ["gbp"] = 30, ["jpy"] = 50, ["aed"] = 200, ["bgn"] = 100, ["czk"] = 1500, ["dkk"] = 250, ["hkd"] = 400, ["huf"] = 17500,
        ["mxn"] = 1000, ["myr"] = 200, ["nok"] = 300, ["pln"] = 200, ["ron"] = 200, ["sek"] = 300, ["thb"] = 1000,
    };

    private static readonly string[] Thousandths = ["bhd", "jod", "kwd", "omr", "tnd"];
    private static readonly string[] WholeOnly = ["isk", "ugx"];

    /// <summary>Smallest amount that Stripe charges; 1 where it is not known.</summary>
    public static long LeastOf(string currency) => Least.GetValueOrDefault(currency, 1);

    /// <summary>What an amount of a currency must be divisible by.</summary>
    public static long StepOf(string currency) => Thousandths.Contains(currency) ? 10 : WholeOnly.Contains(currency) ? 100 : 1;

    public static void Amount(long amount, string currency, ValidationErrors errors)
    {
        if (amount < LeastOf(currency))
        {
            errors.Add("$.amount", string.Create(
                CultureInfo.InvariantCulture, $"is too small: Stripe charges at least {LeastOf(currency)} in the smallest unit of {currency}"));
        }
        else if (amount % StepOf(currency) != 0)
        {
            errors.Add("$.amount", string.Create(CultureInfo.InvariantCulture, $"must be divisible by {StepOf(currency)} for {currency}"));
        }
    }

    public static void Address(string path, string? email, ValidationErrors errors)
    {
        if (email?.Contains('<') == true)
        {
            errors.Add(path, "must be an address alone, without display name");
        }
    }

    public static void Metadata(IReadOnlyDictionary<string, string>? metadata, ValidationErrors errors)
    {
        if (metadata is null)
        {
            return;
        }

        if (metadata.Count > MaxMetadataKeys)
        {
            errors.Add("$.metadata", string.Create(CultureInfo.InvariantCulture, $"has {metadata.Count} keys; Stripe takes at most {MaxMetadataKeys}"));
        }

        foreach (var (key, value) in metadata)
        {
            if (key.Length is 0 or > MaxMetadataKey || key.AsSpan().ContainsAny('[', ']'))
            {
                errors.Add("$.metadata", string.Create(
                    CultureInfo.InvariantCulture, $"has a key of {key.Length} characters; keys have 1 to {MaxMetadataKey}, without square brackets"));
            }

            if (value.Length is 0 or > MaxMetadataValue)
            {
                errors.Add("$.metadata", string.Create(
                    CultureInfo.InvariantCulture, $"has a value of {value.Length} characters; values have 1 to {MaxMetadataValue}"));
            }
        }
    }

    public static void Times(DateTimeOffset? from, DateTimeOffset? before, ValidationErrors errors)
    {
        if (from is not null && before is not null && from >= before)
        {
            errors.Add("$.createdBefore", "must be after createdFrom");
        }
    }
}
