using System.Security.Cryptography;

namespace Switchboard.Calls;

/// <summary>Where chance comes from: seeded in simulation and tests, the system's otherwise.</summary>
public sealed class Chance
{
    private readonly Lock _gate = new();
    private readonly Random? _seeded;

    private Chance(Random? seeded) => _seeded = seeded;

    /// <summary>The system's own randomness.</summary>
    public static Chance System { get; } = new(null);

    /// <summary>The same sequence for the same seed.</summary>
#pragma warning disable RS0030 // The one place where seeded chance is made.
    public static Chance Seeded(int seed) => new(new Random(seed));
#pragma warning restore RS0030

    /// <summary>Fills a span.</summary>
    public void Fill(Span<byte> bytes)
    {
        if (_seeded is null)
        {
            RandomNumberGenerator.Fill(bytes);
            return;
        }

        lock (_gate)
        {
            _seeded.NextBytes(bytes);
        }
    }
}
