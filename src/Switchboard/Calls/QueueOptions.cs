namespace Switchboard.Calls;

/// <summary>When and in which order a queued call runs.</summary>
public sealed record QueueOptions
{
    /// <summary>Due now, priority 0, no deadline, no group.</summary>
    public static QueueOptions Default { get; } = new();

    /// <summary>Due this long from now; null: at <see cref="At"/>.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Due at this instant; null or past: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>If it has not been sent by then, it expires; null: it waits as long as it takes.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Higher goes first among what is due; default 0.</summary>
    public int Priority { get; init; }

    /// <summary>Calls of one group run in order, one at a time; one in doubt holds those behind it. Null: none.</summary>
    public string? Group { get; init; }
}

/// <summary>One call of a batch.</summary>
/// <param name="FullName">Full action name.</param>
/// <param name="Input">JSON.</param>
public sealed record QueuedCall(string FullName, ReadOnlyMemory<byte> Input)
{
    /// <summary>When and in which order.</summary>
    public QueueOptions Queue { get; init; } = QueueOptions.Default;

    /// <summary>Who calls; null: as the batch says.</summary>
    public CallOptions? Options { get; init; }
}
