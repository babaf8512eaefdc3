namespace Switchboard.Simulation;

/// <summary>How an ads campaign spends its budget: cumulative figures that follow every change of budget and status.</summary>
/// <remarks>Spend, impressions and clicks of adjoining spans add up to those of the whole; reach does not, as in life.</remarks>
/// <param name="chance">Seeded luck of the campaign, 0 to 1: <see cref="Simulator.Fraction"/>.</param>
public sealed class AdDelivery(double chance)
{
    private readonly List<AdChange> _changes = [];
    private readonly double _pace = 0.85 + (0.13 * chance);
    private readonly double _pricePerThousand = 4 + (8 * (1 - chance));
    private readonly double _clickRate = 0.008 + (0.016 * chance);

    /// <summary>What was decided about the campaign, oldest first: for a snapshot.</summary>
    public IReadOnlyList<AdChange> Changes => _changes;

    /// <summary>A budget or status that holds from that instant on.</summary>
    public void Change(AdChange change) => _changes.Add(change);

    /// <summary>Figures of a span of time.</summary>
    /// <param name="since">Start, included.</param>
    /// <param name="until">End, not included; nothing after it counts.</param>
    public AdFigures Between(DateTimeOffset since, DateTimeOffset until)
    {
        var (before, after) = (Spent(since), Spent(until < since ? since : until));
        var impressions = Impressions(after) - Impressions(before);
        return new AdFigures(
            impressions,
            (long)(impressions * 0.72),
            Clicks(after) - Clicks(before),
            Cents(after) - Cents(before));
    }

    private double Spent(DateTimeOffset until)
    {
        var total = 0.0;
        for (var i = 0; i < _changes.Count; i++)
        {
            var end = i + 1 < _changes.Count && _changes[i + 1].At < until ? _changes[i + 1].At : until;
            if (_changes[i].IsRunning && end > _changes[i].At)
            {
                total += (double)_changes[i].DailyBudget * (end - _changes[i].At).TotalDays * _pace;
            }
        }

        return total;
    }

    private long Impressions(double spent) => (long)(spent / _pricePerThousand * 1000);

    private long Clicks(double spent) => (long)(spent / _pricePerThousand * 1000 * _clickRate);

    private static decimal Cents(double spent) => decimal.Floor((decimal)spent * 100) / 100;
}

/// <summary>A budget and status from an instant on.</summary>
/// <param name="At">From when.</param>
/// <param name="DailyBudget">In the account's currency.</param>
/// <param name="IsRunning">Whether it delivers.</param>
public sealed record AdChange(DateTimeOffset At, decimal DailyBudget, bool IsRunning);

/// <summary>What a campaign did in a span of time.</summary>
/// <param name="Impressions">Times shown.</param>
/// <param name="Reach">People who saw it.</param>
/// <param name="Clicks">Clicks.</param>
/// <param name="Spend">In the account's currency, whole cents.</param>
public readonly record struct AdFigures(long Impressions, long Reach, long Clicks, decimal Spend);
