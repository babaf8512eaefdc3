using Npgsql;
using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Postgres;

/// <summary>A call as its columns, in the order that they are read.</summary>
internal static class ExecutionRow
{
    public const string Columns = """
        id, org_id, agent_run_id, run_link, agent, user_id, connector, action, connection, mode, effect, status, input,
        input_hash, output, error, attempts, idempotency_key, not_before, queued_at, started_at, dispatched_at, completed_at,
        duration_ms, metadata, lease_owner, fence, lease_until, priority, group_key, deadline_at, hold_reason, failures
        """;

    public static ToolExecution Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        OrgId = row.GetString(1),
        AgentRunId = row.IsDBNull(2) ? null : row.GetGuid(2),
        RunLink = LedgerNames.RunLinkOf(row.GetString(3)),
        Agent = row.Text(4),
        UserId = row.Text(5),
        Connector = row.GetString(6),
        Action = row.GetString(7),
        Connection = row.GetString(8),
        Mode = LedgerNames.ModeOf(row.GetString(9)),
        Effect = LedgerNames.EffectOf(row.GetString(10)),
        Status = ReadStatus(row, 11),
        Input = row.Json(12),
        InputHash = row.Text(13),
        Output = row.Json(14),
        Error = row.Json(15),
        Attempts = row.GetInt32(16),
        IdempotencyKey = row.Text(17),
        NotBefore = row.Time(18),
        QueuedAt = row.GetFieldValue<DateTimeOffset>(19),
        StartedAt = row.Time(20),
        DispatchedAt = row.Time(21),
        CompletedAt = row.Time(22),
        DurationMs = row.IsDBNull(23) ? null : row.GetInt64(23),
        Metadata = row.Json(24),
        LeaseOwner = row.Text(25),
        Fence = row.GetInt64(26),
        LeaseUntil = row.Time(27),
        Priority = row.GetInt32(28),
        GroupKey = row.Text(29),
        DeadlineAt = row.Time(30),
        HoldReason = row.Text(31),
        Failures = row.GetInt32(32),
    };

    public static ExecutionStatus ReadStatus(NpgsqlDataReader row, int column) =>
        ExecutionStatuses.Parse(row.GetString(column)) ?? throw new FormatException("A call has a state of no version.");
}
