using System.Runtime.InteropServices;
using Switchboard.Catalog;

namespace Switchboard.Limits;

/// <summary>The published limits of one connection: several windows at once, all of which hold.</summary>
internal sealed class ConnectionLimits(ConnectorDescriptor connector)
{
    private const int ManyWindows = 1024;
    private static readonly List<LimitWindowTake> Nothing = [];
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Limit, string Part), LimitWindow> _windows = [];
    private readonly Dictionary<(string Bucket, string? Part), DateTimeOffset> _bucketsPausedUntil = [];
    private DateTimeOffset _pausedUntil;

    /// <summary>Takes what a call costs, at once or at a reserved instant.</summary>
    /// <param name="action">The action.</param>
    /// <param name="part">Gives the value of the input field that splits a bucket.</param>
    /// <param name="now">Now.</param>
    /// <param name="mayWait">Whether a later instant may be reserved; else nothing is taken when it is later.</param>
    public LimitPermit Take(ActionDescriptor action, Func<string, string> part, DateTimeOffset now, bool mayWait)
    {
        lock (_gate)
        {
            var start = _pausedUntil > now ? _pausedUntil : now;
            if (action.Costs.Count == 0)
            {
                return new LimitPermit(this, start, Nothing);
            }

            var takes = new List<LimitWindowTake>(action.Costs.Count);
            foreach (var cost in action.Costs)
            {
                var of = cost.Per is null ? "" : part(cost.Per);
                start = Later(start, (cost.Bucket, null), (cost.Bucket, of));
                for (var i = 0; i < connector.RateLimits.Count; i++)
                {
                    var limit = connector.RateLimits[i];
                    if (limit.Bucket == cost.Bucket)
                    {
                        var window = Window(i, of, now);
                        start = window.EarliestStart(limit.Amount, limit.Window, cost.Units, start);
                        takes.Add(new LimitWindowTake(window, cost.Units));
                    }
                }
            }

            if (start > now && !mayWait)
            {
                return new LimitPermit(this, start, Nothing);
            }

            foreach (ref var take in CollectionsMarshal.AsSpan(takes))
            {
                take.Node = take.Window.Add(start, take.Units);
            }

            return new LimitPermit(this, start, takes);
        }
    }

    /// <summary>The provider asked to wait: nothing that costs from the bucket starts before that instant.</summary>
    /// <param name="until">When the provider takes calls again.</param>
    /// <param name="bucket">What is used up; null: everything.</param>
    /// <param name="part">Value of the field that splits the bucket; null: all of its parts.</param>
    public void Pause(DateTimeOffset until, string? bucket = null, string? part = null)
    {
        lock (_gate)
        {
            if (bucket is null)
            {
                _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
            }
            else
            {
                _bucketsPausedUntil[(bucket, part)] = Later(until, (bucket, part));
            }
        }
    }

    internal void GiveBack(List<LimitWindowTake> takes)
    {
        lock (_gate)
        {
            foreach (var take in takes)
            {
                take.Window.Remove(take.Node!);
            }
        }
    }

    private DateTimeOffset Later(DateTimeOffset start, params ReadOnlySpan<(string Bucket, string? Part)> buckets)
    {
        foreach (var bucket in buckets)
        {
            start = _bucketsPausedUntil.TryGetValue(bucket, out var until) && until > start ? until : start;
        }

        return start;
    }

    private LimitWindow Window(int limit, string part, DateTimeOffset now)
    {
        if (!_windows.TryGetValue((limit, part), out var window))
        {
            if (_windows.Count >= ManyWindows)
            {
                ForgetIdle(now);
            }

            _windows[(limit, part)] = window = new LimitWindow();
        }

        window.Forget(connector.RateLimits[limit].Window, now);
        return window;
    }

    private void ForgetIdle(DateTimeOffset now)
    {
        foreach (var ((limit, part), window) in _windows)
        {
            if (window.Forget(connector.RateLimits[limit].Window, now))
            {
                _windows.Remove((limit, part));
            }
        }

        foreach (var (bucket, until) in _bucketsPausedUntil)
        {
            if (until <= now)
            {
                _bucketsPausedUntil.Remove(bucket);
            }
        }
    }
}

/// <summary>When a call may start, and what it took.</summary>
internal readonly struct LimitPermit(ConnectionLimits limits, DateTimeOffset start, List<LimitWindowTake> takes)
{
    /// <summary>The instant at which the call may start.</summary>
    public DateTimeOffset Start { get; } = start;

    /// <summary>Gives back what was taken: nothing was sent.</summary>
    public void GiveBack() => limits.GiveBack(takes);
}

/// <summary>What a call takes from one window, and the take once it is made.</summary>
internal struct LimitWindowTake(LimitWindow window, int units)
{
    public LimitWindow Window { get; } = window;

    public int Units { get; } = units;

    public LinkedListNode<LimitTake>? Node { get; set; }
}
