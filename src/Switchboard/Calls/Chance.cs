using System.Security.Cryptography;

namespace Switchboard.Calls;

/// <summary>Where chance comes from: seeded in simulation and tests, the system's otherwise.</summary>
public sealed class Chance
{
    private readonly Lock _gate = new();
    private readonly Random? _seeded;
    private readonly byte[] _drawn = new byte[512];
    private int _left;

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
        lock (_gate)
        {
            if (_seeded is not null)
            {
                _seeded.NextBytes(bytes);
            }
            else if (bytes.Length > _drawn.Length)
            {
                RandomNumberGenerator.Fill(bytes);
            }
            else
            {
                Draw(bytes);
            }
        }
    }

    // The system takes as long for a few bytes as for many.
    private void Draw(Span<byte> bytes)
    {
        if (_left < bytes.Length)
        {
            RandomNumberGenerator.Fill(_drawn);
            _left = _drawn.Length;
        }

        _left -= bytes.Length;
        var taken = _drawn.AsSpan(_left, bytes.Length);
        taken.CopyTo(bytes);
        taken.Clear();
    }
}
