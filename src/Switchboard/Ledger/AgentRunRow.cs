namespace Switchboard.Ledger;

/// <summary>Where an agent's run stands.</summary>
public enum AgentRunStatus
{
    /// <summary>Going on.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Stopped.</summary>
    Cancelled,

    /// <summary>Its process died.</summary>
    Abandoned,
}

/// <summary>Run states as text.</summary>
public static class AgentRunStatuses
{
    private static readonly string[] Texts = ["running", "completed", "failed", "cancelled", "abandoned"];

    /// <summary>The state as it is written outside.</summary>
    public static string ToText(this AgentRunStatus status) => Texts[(int)status];

    /// <summary>The state of a text; null: no such state.</summary>
    public static AgentRunStatus? Parse(string text)
    {
        var index = Array.IndexOf(Texts, text);
        return index >= 0 ? (AgentRunStatus)index : null;
    }
}

/// <summary>The row of one run of an agent.</summary>
public sealed record AgentRunRow
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Organisation.</summary>
    public required string OrgId { get; init; }

    /// <summary>Agent.</summary>
    public required string Agent { get; init; }

    /// <summary>User on whose behalf.</summary>
    public string? UserId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Intent { get; init; }

    /// <summary>Where it stands.</summary>
    public required AgentRunStatus Status { get; init; }

    /// <summary>What it was given, UTF-8 JSON; empty: nothing.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>What it gave, UTF-8 JSON; empty: nothing.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Its own counts, UTF-8 JSON; empty: none.</summary>
    public ReadOnlyMemory<byte> Metrics { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>Begun.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Ended.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Process that runs it.</summary>
    public string? LeaseOwner { get; init; }

    /// <summary>End of its lease, by the machine's clock; the owner renews it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }
}
