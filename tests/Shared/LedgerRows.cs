using System.Text;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Contracts;
using Switchboard.Ledger;

namespace Switchboard.Tests;

/// <summary>Rows for ledger tests. Ids count up within a millisecond, so that their order is known.</summary>
internal static class LedgerRows
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A UUIDv7 of an instant and a number.</summary>
    public static Guid Id(int number, DateTimeOffset? at = null) =>
        Guid.ParseExact($"{(at ?? Start).ToUnixTimeMilliseconds():x12}7000{0x8000000000000000UL + (ulong)number:x16}", "N");

    public static ToolExecution Running(int number, string owner = "owner", DateTimeOffset? at = null) => new()
    {
        Id = Id(number, at),
        OrgId = "org",
        Agent = "agent",
        UserId = "user",
        Connector = "slack",
        Action = "postMessage",
        Connection = "default",
        Mode = ConnectorMode.Simulated,
        Effect = Effect.Write,
        Status = ExecutionStatus.Running,
        Input = Utf8("""{"text":"hé"}"""),
        InputHash = "abc",
        QueuedAt = at ?? Start,
        StartedAt = at ?? Start,
        DispatchedAt = at ?? Start,
        LeaseOwner = owner,
        LeaseUntil = Start.AddMinutes(1),
        Fence = 1,
    };

    public static ToolExecution Final(int number, ExecutionStatus status, DateTimeOffset? at = null) => Running(number, at: at) with
    {
        Status = status,
        DispatchedAt = status is ExecutionStatus.Completed or ExecutionStatus.InDoubt or ExecutionStatus.Failed ? at ?? Start : null,
        CompletedAt = at ?? Start,
        LeaseOwner = null,
        LeaseUntil = null,
    };

    /// <summary>A row that waits, as it is enqueued.</summary>
    public static ToolExecution Waiting(int number, string org = "org", int priority = 0, string? group = null) => Running(number) with
    {
        OrgId = org,
        Status = ExecutionStatus.Queued,
        NotBefore = Start,
        StartedAt = null,
        DispatchedAt = null,
        LeaseOwner = null,
        LeaseUntil = null,
        Fence = 0,
        Priority = priority,
        GroupKey = group,
    };

    public static ToolExecution Deferred(int number, TimeSpan by) =>
        Waiting(number) with { Status = ExecutionStatus.Deferred, NotBefore = Start + by, HoldReason = "asked" };

    public static LedgerEntry Entry(ToolExecution row) => new() { Row = row };

    public static LedgerCompletion Completion(ToolExecution row) => new()
    {
        Id = row.Id,
        Fence = row.Fence,
        Status = ExecutionStatus.Completed,
        Output = Utf8("""{"ts":"1"}"""),
        Metadata = Utf8("""{"requestId":"r"}"""),
        Attempts = 2,
        CompletedAt = Start.AddSeconds(1),
        DurationMs = 1000,
    };

    public static AgentRunRow Run(int number, string owner = "owner") => new()
    {
        Id = Id(number),
        OrgId = "org",
        Agent = "agent",
        UserId = "user",
        Intent = "launch",
        Status = AgentRunStatus.Running,
        Input = Utf8("{}"),
        StartedAt = Start,
        LeaseOwner = owner,
        LeaseUntil = Start.AddMinutes(1),
    };

    public static AgentRunRow Ended(this AgentRunRow run, AgentRunStatus status) =>
        run with { Status = status, Output = Utf8("""{"ok":true}"""), CompletedAt = Start.AddSeconds(5) };

    public static SealedPayload Payload(Guid id, SealedKind kind, DateTimeOffset? expiresAt = null) =>
        new(id, kind, 1, [1, 2, 3], [4, 5, 6, 7], expiresAt);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
