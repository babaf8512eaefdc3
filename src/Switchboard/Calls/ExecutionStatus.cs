namespace Switchboard.Calls;

/// <summary>Where a call stands. Who moves each state on: <c>Ledger/Transitions.cs</c>.</summary>
public enum ExecutionStatus
{
    /// <summary>Validation, policy or authorization said no. Final; nothing was sent.</summary>
    Refused,

    /// <summary>Held for a person, who moves it on; expires by its deadline.</summary>
    AwaitingApproval,

    /// <summary>Durable and due; a worker claims it.</summary>
    Queued,

    /// <summary>Held with a reason and a time; the scheduler moves it on.</summary>
    Deferred,

    /// <summary>Leased by an owner, who moves it on; recovered when its lease ends.</summary>
    Running,

    /// <summary>Dispatched without a trustworthy verdict; a look-up or a person settles it.</summary>
    InDoubt,

    /// <summary>The provider confirmed. Final; pruned after retention.</summary>
    Completed,

    /// <summary>The provider said no, or nothing was sent and attempts are used up. Final, unless a person retries it.</summary>
    Failed,

    /// <summary>Stopped before dispatch. Final.</summary>
    Cancelled,

    /// <summary>Its deadline passed before dispatch. Final.</summary>
    Expired,
}

/// <summary>States as text.</summary>
public static class ExecutionStatuses
{
    private static readonly string[] Texts =
        ["refused", "awaiting_approval", "queued", "deferred", "running", "in_doubt", "completed", "failed", "cancelled", "expired"];

    /// <summary>Every state as it is written outside.</summary>
    public static IReadOnlyList<string> All => Texts;

    /// <summary>The state as it is written outside: <c>in_doubt</c>.</summary>
    public static string ToText(this ExecutionStatus status) => Texts[(int)status];

    /// <summary>The state of a text; null: no such state.</summary>
    public static ExecutionStatus? Parse(string text)
    {
        var index = Array.IndexOf(Texts, text);
        return index >= 0 ? (ExecutionStatus)index : null;
    }
}
