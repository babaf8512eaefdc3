namespace Switchboard.Calls;

/// <summary>What a direct call does when a limit or breaker holds it.</summary>
public enum OnBusy
{
    /// <summary>Fails at once, nothing sent, saying when to try again.</summary>
    Fail,

    /// <summary>Waits in the process for its turn, as long as its token allows.</summary>
    Wait,

    /// <summary>Is accepted as deferred, with a reason and a time; a worker sends it.</summary>
    Defer,
}

/// <summary>Who calls and how; what is not set comes from the ambient run.</summary>
public sealed record CallOptions
{
    /// <summary>Nothing set.</summary>
    public static CallOptions None { get; } = new();

    /// <summary>Organisation; <c>default</c> if nobody says.</summary>
    public string? Organisation { get; init; }

    /// <summary>User on whose behalf.</summary>
    public string? User { get; init; }

    /// <summary>Agent that calls.</summary>
    public string? Agent { get; init; }

    /// <summary>Run it belongs to.</summary>
    public Guid? Run { get; init; }

    /// <summary>Caller's key: the same key and input give the stored result for 7 days.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Connection name; <c>default</c> if nobody says.</summary>
    public string? Connection { get; init; }

    /// <summary>What to do when held.</summary>
    public OnBusy? OnBusy { get; init; }
}
