using System.Collections.Frozen;

namespace Switchboard.Connectors.Facebook;

/// <summary>Currencies that Meta bills ads in, and how many of their smallest units make one.</summary>
internal static class AdCurrencies
{
    private static readonly FrozenSet<string> Whole =
        ["CLP", "COP", "CRC", "HUF", "IDR", "ISK", "JPY", "KRW", "PYG", "TWD", "VND"];

    private static readonly FrozenSet<string> InHundredths =
    [
        "AED", "ARS", "AUD", "BDT", "BGN", "BOB", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "DZD", "EGP", "EUR", "GBP", "GTQ", "HKD", "HNL", "ILS",
        "INR", "KES", "LKR", "MOP", "MXN", "MYR", "NGN", "NIO", "NOK", "NZD", "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "SAR", "SEK", "SGD", "THB",
        "TRY", "UAH", "USD", "UYU", "ZAR",
    ];

    /// <summary>Smallest units in one: 100 or, where nothing smaller is billed, 1; null: no currency of ads.</summary>
    public static int? Factor(string currency) => Whole.Contains(currency) ? 1 : InHundredths.Contains(currency) ? 100 : null;

    /// <summary>An amount in smallest units; null: it is finer than these.</summary>
    public static long? ToMinor(decimal amount, int factor) =>
        amount * factor is var minor && minor == decimal.Truncate(minor) && minor <= long.MaxValue ? (long)minor : null;
}
