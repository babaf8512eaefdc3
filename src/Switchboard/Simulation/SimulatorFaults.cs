using System.Buffers.Binary;

namespace Switchboard.Simulation;

/// <summary>Faults of a simulated provider: a script first, then seeded chance.</summary>
public sealed class SimulatorFaults
{
    private readonly Lock _gate = new();
    private readonly long _seed;
    private readonly List<(string? Route, SimulatorFault Fault)> _script = [];
    private readonly List<(string? Route, double Share, SimulatorFault Fault)> _chances = [];
    private readonly Dictionary<string, int> _seen = [];
    private TimeSpan _leastLatency;
    private TimeSpan _mostLatency;

    internal SimulatorFaults(long seed) => _seed = seed;

    /// <summary>The next request of a route meets this; once each, in order.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="route">Route name; null: any.</param>
    public void Script(SimulatorFault fault, string? route = null)
    {
        lock (_gate)
        {
            _script.Add((route, fault));
        }
    }

    /// <summary>A share of requests meets this: a function of (seed, route, input, how many times seen).</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="route">Route name; null: any.</param>
    public void Chance(double share, SimulatorFault fault, string? route = null)
    {
        lock (_gate)
        {
            _chances.Add((route, share, fault));
        }
    }

    /// <summary>Every answer takes a seeded time between the two, on the domain clock.</summary>
    public void Latency(TimeSpan least, TimeSpan most)
    {
        lock (_gate)
        {
            (_leastLatency, _mostLatency) = (least, most);
        }
    }

    internal bool IsQuiet
    {
        get
        {
            lock (_gate)
            {
                return _script.Count == 0 && _chances.Count == 0 && _mostLatency == TimeSpan.Zero;
            }
        }
    }

    internal SimulatorFault? Next(string route, string key)
    {
        lock (_gate)
        {
            var scripted = _script.FindIndex(entry => entry.Route is null || entry.Route == route);
            if (scripted >= 0)
            {
                var fault = _script[scripted].Fault;
                _script.RemoveAt(scripted);
                return fault;
            }

            return _chances.Count == 0 && _mostLatency == TimeSpan.Zero ? null : ByChance(route, key);
        }
    }

    private SimulatorFault? ByChance(string route, string key)
    {
        var name = route + " " + key;
        var times = _seen.GetValueOrDefault(name);
        _seen[name] = times + 1;
        Span<byte> hash = stackalloc byte[32];
        DeterministicIds.Hash(_seed, name, times, hash);
        var latency = _leastLatency + ((_mostLatency - _leastLatency) * Share(hash));
        for (var i = 0; i < _chances.Count; i++)
        {
            var (onRoute, share, fault) = _chances[i];
            if ((onRoute is null || onRoute == route) && Share(hash[(8 + (i % 3 * 8))..]) < share)
            {
                return fault with { Latency = fault.Latency + latency };
            }
        }

        return latency > TimeSpan.Zero ? SimulatorFault.Slow(latency) : null;
    }

    private static double Share(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt64BigEndian(hash) / (double)ulong.MaxValue;
}
