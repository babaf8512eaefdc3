namespace Switchboard.Simulation;

/// <summary>How a post is received: figures that only grow with its age and agree with one another.</summary>
/// <param name="chance">Seeded luck of the post, 0 to 1: <see cref="Simulator.Fraction"/>.</param>
/// <param name="followers">People who follow the account.</param>
/// <param name="postedAt">When it appeared.</param>
public readonly struct PostReception(double chance, long followers, DateTimeOffset postedAt)
{
    private static readonly TimeSpan HalfLife = TimeSpan.FromHours(9);

    private readonly double _reach = followers * (0.15 + (0.7 * chance));
    private readonly double _liking = 0.02 + (0.05 * chance);

    /// <summary>People who saw it.</summary>
    public long Reach(DateTimeOffset now) => At(_reach, now);

    /// <summary>Times it was shown: never below the reach.</summary>
    public long Impressions(DateTimeOffset now) => At(_reach * (1.2 + (0.4 * chance)), now);

    /// <summary>People who liked it.</summary>
    public long Likes(DateTimeOffset now) => At(_reach * _liking, now);

    /// <summary>People who passed it on.</summary>
    public long Shares(DateTimeOffset now) => At(_reach * _liking * 0.12, now);

    /// <summary>Comments and replies.</summary>
    public long Comments(DateTimeOffset now) => At(_reach * _liking * 0.08, now);

    /// <summary>Clicks on its link.</summary>
    public long Clicks(DateTimeOffset now) => At(_reach * 0.011, now);

    // Half of all who will ever see it did so after the half-life.
    private long At(double total, DateTimeOffset now) =>
        now <= postedAt ? 0 : (long)(total * (1 - Math.Pow(2, -(now - postedAt) / HalfLife)));
}
