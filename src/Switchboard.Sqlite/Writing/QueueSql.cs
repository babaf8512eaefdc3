namespace Switchboard.Sqlite.Writing;

/// <summary>The statements of the queue. Their conditions repeat those of the partial indexes word for word; without statistics the planner must be told to use them.</summary>
internal static class QueueSql
{
    /// <summary>The next connection of which something waits outside groups: one step down the index.</summary>
    public const string NextConnection = """
        SELECT org_id, connector, connection FROM tool_executions INDEXED BY tool_executions_waiting
        WHERE status = 'queued' AND group_key IS NULL AND (org_id, connector, connection) > (?1, ?2, ?3)
        ORDER BY org_id, connector, connection LIMIT 1
        """;

    public const string FirstOfConnection = """
        SELECT id, priority FROM tool_executions INDEXED BY tool_executions_waiting
        WHERE status = 'queued' AND group_key IS NULL AND org_id = ?1 AND connector = ?2 AND connection = ?3
        ORDER BY priority DESC, id LIMIT ?4
        """;

    /// <summary>The next group in which something waits, with its oldest waiting call.</summary>
    public const string NextGroup = """
        SELECT org_id, group_key, id, priority, connector, connection FROM tool_executions INDEXED BY tool_executions_in_groups
        WHERE status = 'queued' AND group_key IS NOT NULL AND (org_id, group_key) > (?1, ?2)
        ORDER BY org_id, group_key, id LIMIT 1
        """;

    private const string OfGroup = """
        SELECT 1 FROM tool_executions INDEXED BY tool_executions_group_holds
        WHERE group_key IS NOT NULL AND status IN ('running', 'in_doubt', 'deferred', 'awaiting_approval') AND org_id = ?1 AND group_key = ?2
        """;

    /// <summary>Whether a group waits for a call under way or in doubt, or for an older one that is not due.</summary>
    public const string IsGroupHeld = $"""
        SELECT EXISTS ({OfGroup} AND status = 'running') OR EXISTS ({OfGroup} AND status = 'in_doubt')
          OR EXISTS ({OfGroup} AND status = 'deferred' AND id < ?3) OR EXISTS ({OfGroup} AND status = 'awaiting_approval' AND id < ?3)
        """;

    public const string Claim = """
        UPDATE tool_executions SET status = 'running', fence = fence + 1, lease_owner = ?2, lease_until = ?3, started_at = ?4
        WHERE id = ?1 AND status = 'queued'
        """;

    public const string FindInDoubt = """
        SELECT id FROM tool_executions WHERE status = 'in_doubt' AND hold_reason = ?1 ORDER BY id LIMIT ?2
        """;

    public const string ClaimInDoubt = """
        UPDATE tool_executions SET status = 'running', fence = fence + 1, lease_owner = ?2, lease_until = ?3, completed_at = NULL,
          hold_reason = NULL, started_at = coalesce(started_at, dispatched_at)
        WHERE id = ?1 AND status = 'in_doubt'
        """;

    public const string Dispatch = "UPDATE tool_executions SET dispatched_at = ?3, lease_until = ?4 WHERE id = ?1 AND fence = ?2 AND status = 'running'";

    public const string HandBack = """
        UPDATE tool_executions SET status = CASE WHEN ?3 IS NULL THEN 'queued' ELSE 'deferred' END,
          not_before = coalesce(?3, not_before, queued_at), hold_reason = ?4, failures = ?5, attempts = ?6, error = ?7,
          dispatched_at = NULL, lease_owner = NULL, lease_until = NULL
        WHERE id = ?1 AND fence = ?2 AND status = 'running'
        """;

    public const string Renew = "UPDATE tool_executions SET lease_until = ?3 WHERE id = ?1 AND fence = ?2 AND status = 'running'";

    public const string Release = """
        UPDATE tool_executions SET status = 'queued', hold_reason = NULL WHERE id IN
          (SELECT id FROM tool_executions INDEXED BY tool_executions_due WHERE status = 'deferred' AND not_before <= ?1 ORDER BY not_before, id LIMIT ?2)
        """;

    public const string FindTooLate = """
        SELECT id FROM tool_executions INDEXED BY tool_executions_deadlines
        WHERE deadline_at IS NOT NULL AND status IN ('queued', 'deferred', 'awaiting_approval') AND deadline_at <= ?1
        ORDER BY deadline_at LIMIT ?2
        """;

    public const string EndUnsent = """
        UPDATE tool_executions SET status = ?2, error = ?3, completed_at = ?4, hold_reason = NULL, fence = fence + 1,
          lease_owner = NULL, lease_until = NULL
        WHERE id = ?1 AND dispatched_at IS NULL AND status IN ('queued', 'deferred', 'awaiting_approval', 'running')
        """;

    public const string Resolve = """
        UPDATE tool_executions SET status = ?3, error = ?4, metadata = ?5, completed_at = ?6, hold_reason = NULL, fence = fence + 1
        WHERE id = ?1 AND fence = ?2 AND status = 'in_doubt'
        """;

    public const string FindFailed = "SELECT org_id, idempotency_key FROM tool_executions WHERE id = ?1 AND status = 'failed'";

    public const string FindInput = """
        SELECT 1 FROM sealed_payloads WHERE execution_id = ?1 AND kind = 'input' AND (expires_at IS NULL OR expires_at > ?2)
        """;

    public const string Retry = """
        UPDATE tool_executions SET status = 'queued', not_before = ?2, dispatched_at = NULL, completed_at = NULL, duration_ms = NULL,
          deadline_at = NULL, error = NULL, failures = 0
        WHERE id = ?1 AND status = 'failed'
        """;

    public const string KeepUntilFinal = "UPDATE sealed_payloads SET expires_at = NULL WHERE execution_id = ?1 AND kind = 'input'";

    /// <summary>Ended rows in the order of their ids, which is that of their acceptance.</summary>
    public const string FindEnded = """
        SELECT id, org_id, idempotency_key FROM tool_executions
        WHERE id < ?1 AND completed_at < ?2 AND +status IN ('completed', 'failed', 'refused', 'cancelled', 'expired')
        ORDER BY id LIMIT ?3
        """;

    public const string RemoveExecution = "DELETE FROM tool_executions WHERE id = ?1";

    public const string RemovePayloads = "DELETE FROM sealed_payloads WHERE execution_id = ?1";

    public const string RemoveKey = "DELETE FROM idempotency_keys WHERE org_id = ?1 AND key = ?2 AND execution_id = ?3";

    public const string Depth = """
        SELECT status, count(*) FROM tool_executions
        WHERE status IN ('queued', 'deferred', 'awaiting_approval', 'running', 'in_doubt') GROUP BY status
        """;

    public const string OldestQueued = "SELECT queued_at FROM tool_executions WHERE status = 'queued' ORDER BY id LIMIT 1";

    /// <summary>Every question, for the test that none of them reads the whole table.</summary>
    public static IReadOnlyList<string> Questions { get; } =
        [NextConnection, FirstOfConnection, NextGroup, IsGroupHeld, FindInDoubt, Release, FindTooLate, FindEnded, Depth, OldestQueued];
}
