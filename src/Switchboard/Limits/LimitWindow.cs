namespace Switchboard.Limits;

/// <summary>What a sliding window holds: takes in order of their instants. Its answers are functions of it and what is asked.</summary>
internal sealed class LimitWindow
{
    private readonly LinkedList<LimitTake> _takes = [];
    private long _used;

    /// <summary>The earliest instant, not before <paramref name="from"/>, at which the units fit.</summary>
    /// <param name="amount">Units allowed within the window.</param>
    /// <param name="window">Length of the window.</param>
    /// <param name="units">Units wanted.</param>
    /// <param name="from">Not before.</param>
    public DateTimeOffset EarliestStart(int amount, TimeSpan window, int units, DateTimeOffset from)
    {
        var earliest = _takes.Last is { } last && last.Value.At > from ? last.Value.At : from;
        var excess = _used + units - amount;
        for (var take = _takes.First; take is not null && excess > 0; take = take.Next)
        {
            var freed = take.Value.At + window;
            earliest = freed > earliest ? freed : earliest;
            excess -= take.Value.Units;
        }

        return earliest;
    }

    /// <summary>Adds a take, which may lie ahead.</summary>
    public LinkedListNode<LimitTake> Add(DateTimeOffset at, int units)
    {
        _used += units;
        return _takes.AddLast(new LimitTake(at, units));
    }

    /// <summary>Gives a take back.</summary>
    public void Remove(LinkedListNode<LimitTake> take)
    {
        if (take.List == _takes)
        {
            _used -= take.Value.Units;
            _takes.Remove(take);
        }
    }

    /// <summary>Forgets what the window no longer holds; true: it is empty.</summary>
    public bool Forget(TimeSpan window, DateTimeOffset now)
    {
        while (_takes.First is { } first && first.Value.At + window <= now)
        {
            Remove(first);
        }

        return _takes.Count == 0;
    }
}

/// <summary>Units taken at an instant.</summary>
internal readonly record struct LimitTake(DateTimeOffset At, int Units);
