namespace Switchboard.Connectors.Google;

/// <summary>Visits to an invented site: counts that are a function of (seed, day, which visits), and that add up.</summary>
/// <param name="seed">Luck of the site, 0 to 1.</param>
internal readonly struct SeededTraffic(double seed)
{
    private const double Swing = 0.6;
    private const double Quietest = 4 / 24.0;
    private const double Growth = 0.0004;
    private static readonly int FirstDay = new DateOnly(2025, 1, 1).DayNumber;
    private readonly ulong _seed = (ulong)(seed * (1L << 53));

    /// <summary>First day with data.</summary>
    public static DateOnly First => DateOnly.FromDayNumber(FirstDay);

    /// <summary>Luck from 0 up to 1 of one cell on one day.</summary>
    /// <param name="day">Day number; 0 for what holds on every day.</param>
    /// <param name="cell">Which visits.</param>
    /// <param name="salt">Luck at what.</param>
    public double Luck(int day, int cell, int salt)
    {
        var x = _seed + ((ulong)day * 0x9E3779B97F4A7C15) + ((ulong)cell * 0xD1B54A32D192ED03) + ((ulong)salt * 0x8CB92BA72F3D8DD7);
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return ((x ^ (x >> 31)) >> 11) / (double)(1UL << 53);
    }

    /// <summary>How busy a day is beside others: weekends are quiet, and the site grows.</summary>
    public double Busyness(DateOnly day)
    {
        var weekly = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.7 : 1;
        return weekly * (1 + (Growth * (day.DayNumber - FirstDay))) * (0.9 + (0.2 * Luck(day.DayNumber, -1, 0)));
    }

    /// <summary>A whole number whose average over many cells is the mean.</summary>
    public long Whole(double mean, int day, int cell, int salt) => (long)(mean + Luck(day, cell, salt));

    /// <summary>The share of a day's visits that came by a time of day, 0 to 1; nights are quiet.</summary>
    public static double By(double time) => time <= 0 ? 0
        : time >= 1 ? 1
        : time - (Swing / (2 * Math.PI) * (Math.Sin(2 * Math.PI * (time - Quietest)) + Math.Sin(2 * Math.PI * Quietest)));

    /// <summary>How much of a day's count came by then; never falls, and is the whole at the end.</summary>
    /// <param name="total">Count of the whole day.</param>
    /// <param name="share">Of <see cref="By"/>.</param>
    /// <param name="luck">When in the day its visits come, 0 to 1.</param>
    public static long Part(long total, double share, double luck) => share >= 1 ? total : (long)((total * share) + luck);
}
