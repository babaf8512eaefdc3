namespace Switchboard.Connectors.Twilio;

/// <summary>Tells a phone number's country and national spelling, from a small table of numbering plans.</summary>
/// <remarks>
/// True for the ranges that <see cref="NumberingRanges"/> lists, silent about the rest: a number outside of them is not valid.
/// In North America any area code and exchange from 200 up counts. Area code 555, which nobody has, stands for made-up
/// numbers, as <c>+15551234567</c>: they are valid here, since examples and tests use them, and not at Twilio.
/// </remarks>
internal static class NumberingPlan
{
    private const int MaxDigits = 15;

    /// <summary>Looks a number up.</summary>
    /// <param name="text">E.164 with plus sign, or as within its country.</param>
    /// <param name="country">Country of a number without plus sign; default US.</param>
    public static LookupResource Look(string text, string? country)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var isInternational = text.StartsWith('+');
        if (digits.Length == 0 || text.Any(char.IsAsciiLetter))
        {
            return Invalid(text, "NOT_A_NUMBER");
        }

        var plan = isInternational ? PlanOf(digits) : NumberingRanges.All.FirstOrDefault(item => item.Countries.Contains(country ?? "US"));
        if (plan is null)
        {
            return Invalid(isInternational ? "+" + digits : digits, digits.Length > MaxDigits ? "TOO_LONG" : "INVALID_COUNTRY_CODE");
        }

        return Judge(plan, isInternational ? digits[plan.Code.Length..] : WithoutTrunk(plan, digits));
    }

    private static NumberingRanges? PlanOf(string digits) =>
        NumberingRanges.All.FirstOrDefault(plan => digits.StartsWith(plan.Code, StringComparison.Ordinal));

    /// <summary>Digits without the prefix that is dialled within the country only.</summary>
    private static string WithoutTrunk(NumberingRanges plan, string digits) =>
        plan.Trunk.Length > 0 && digits.StartsWith(plan.Trunk, StringComparison.Ordinal) && plan.MaskOf(digits) is null
            ? digits[plan.Trunk.Length..]
            : digits;

    private static LookupResource Judge(NumberingRanges plan, string national)
    {
        var number = "+" + plan.Code + national;
        return plan.MaskOf(national) is { } mask
            ? new LookupResource
            {
                CallingCountryCode = plan.Code,
                CountryCode = plan.CountryOf(national),
                PhoneNumber = number,
                NationalFormat = Fill(mask, national),
                Valid = true,
            }
            : Invalid(
                number,
                national.Length < plan.Shortest ? "TOO_SHORT"
                : national.Length > plan.Longest ? "TOO_LONG"
                : plan.HasLength(national.Length) ? "INVALID_BUT_POSSIBLE"
                : "INVALID_LENGTH");
    }

    private static string Fill(string mask, string digits)
    {
        var next = 0;
        return string.Concat(mask.Select(character => character == '#' ? digits[next++] : character));
    }

    private static LookupResource Invalid(string number, string error) =>
        new() { PhoneNumber = number, Valid = false, ValidationErrors = [error] };
}
