using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite;

/// <summary>A call as its columns, in the order that they are read.</summary>
internal static class ExecutionRow
{
    public const string Columns = """
        id, org_id, agent_run_id, run_link, agent, user_id, connector, action, connection, mode, effect, status, input,
        input_hash, output, error, attempts, idempotency_key, not_before, queued_at, started_at, dispatched_at, completed_at,
        duration_ms, metadata, lease_owner, fence, lease_until, priority, group_key, deadline_at, hold_reason, failures
        """;

    public static ToolExecution Read(Statement row) => new()
    {
        Id = row.ReadId(),
        OrgId = row.ReadText(),
        AgentRunId = row.ReadIdOrNull(),
        RunLink = LedgerNames.RunLinkOf(row.ReadText()),
        Agent = row.ReadTextOrNull(),
        UserId = row.ReadTextOrNull(),
        Connector = row.ReadText(),
        Action = row.ReadText(),
        Connection = row.ReadText(),
        Mode = LedgerNames.ModeOf(row.ReadText()),
        Effect = LedgerNames.EffectOf(row.ReadText()),
        Status = ReadStatus(row),
        Input = row.ReadBytes(),
        InputHash = row.ReadTextOrNull(),
        Output = row.ReadBytes(),
        Error = row.ReadBytes(),
        Attempts = (int)row.ReadLong(),
        IdempotencyKey = row.ReadTextOrNull(),
        NotBefore = row.ReadTimeOrNull(),
        QueuedAt = row.ReadTime(),
        StartedAt = row.ReadTimeOrNull(),
        DispatchedAt = row.ReadTimeOrNull(),
        CompletedAt = row.ReadTimeOrNull(),
        DurationMs = row.ReadLongOrNull(),
        Metadata = row.ReadBytes(),
        LeaseOwner = row.ReadTextOrNull(),
        Fence = row.ReadLong(),
        LeaseUntil = row.ReadTimeOrNull(),
        Priority = (int)row.ReadLong(),
        GroupKey = row.ReadTextOrNull(),
        DeadlineAt = row.ReadTimeOrNull(),
        HoldReason = row.ReadTextOrNull(),
        Failures = (int)row.ReadLong(),
    };

    public static ExecutionStatus ReadStatus(Statement row) =>
        ExecutionStatuses.Parse(row.ReadText()) ?? throw new FormatException("A call has a state of no version.");
}
