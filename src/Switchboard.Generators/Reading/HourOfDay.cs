namespace Switchboard.Generators.Reading;

/// <summary>Reads times of day.</summary>
internal static class HourOfDay
{
    /// <summary>Minutes from midnight of <c>21:00</c>; null: another shape.</summary>
    internal static int? Minutes(string text)
    {
        if (text.Length != 5 || text[2] != ':' || text.Where((_, i) => i != 2).Any(c => c is < '0' or > '9'))
        {
            return null;
        }

        var hour = ((text[0] - '0') * 10) + text[1] - '0';
        var minute = ((text[3] - '0') * 10) + text[4] - '0';
        return hour < 24 && minute < 60 ? (hour * 60) + minute : null;
    }
}
