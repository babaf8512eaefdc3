namespace Switchboard.Sqlite.Writing;

/// <summary>The statements of the writer, in the order that they are bound.</summary>
internal static class WriteSql
{
    public const string Begin = "BEGIN IMMEDIATE";
    public const string Commit = "COMMIT";
    public const string Rollback = "ROLLBACK";
    public const string Savepoint = "SAVEPOINT one";
    public const string Release = "RELEASE one";
    public const string RollbackToSavepoint = "ROLLBACK TO one";

    public const string InsertExecution = """
        INSERT INTO tool_executions (id, org_id, agent_run_id, run_link, agent, user_id, connector, action, connection,
          mode, effect, status, input, input_hash, output, error, attempts, idempotency_key, not_before, queued_at,
          started_at, dispatched_at, completed_at, duration_ms, metadata, lease_owner, fence, lease_until, priority, group_key,
          deadline_at, hold_reason, failures)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
          ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)
        """;

    public const string CompleteExecution = """
        UPDATE tool_executions SET status = ?3, output = ?4, error = ?5, metadata = ?6, attempts = ?7, completed_at = ?8,
          duration_ms = ?9, lease_owner = NULL, lease_until = NULL,
          dispatched_at = CASE ?3 WHEN 'cancelled' THEN NULL ELSE dispatched_at END
        WHERE id = ?1 AND fence = ?2 AND status = 'running'
        """;

    /// <summary>Whether a row stands as a completion would have left it.</summary>
    public const string FindOutcome = "SELECT 1 FROM tool_executions WHERE id = ?1 AND fence = ?2 AND status = ?3";

    public const string FindExecution = "SELECT 1 FROM tool_executions WHERE id = ?1";

    public const string InsertSealed = """
        INSERT INTO sealed_payloads (execution_id, kind, key_id, row_key, data, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """;

    public const string EraseInput = "DELETE FROM sealed_payloads WHERE execution_id = ?1 AND kind = 'input'";

    public const string KeepInput = "UPDATE sealed_payloads SET expires_at = ?2 WHERE execution_id = ?1 AND kind = 'input'";

    public const string FindKey = "SELECT execution_id, action, input_hash, expires_at FROM idempotency_keys WHERE org_id = ?1 AND key = ?2";

    public const string ClaimKey = """
        INSERT INTO idempotency_keys (org_id, key, execution_id, action, input_hash, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (org_id, key) DO UPDATE SET execution_id = excluded.execution_id, action = excluded.action,
          input_hash = excluded.input_hash, expires_at = excluded.expires_at
        """;

    private const string InsertRunRow = """
        INSERT INTO agent_runs (id, org_id, agent, user_id, intent, status, input, output, metrics, error, started_at,
          completed_at, lease_owner, lease_until)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """;

    public const string InsertRun = InsertRunRow + " ON CONFLICT (id) DO NOTHING";

    /// <summary>A run that ended stays as it ended, unless others only thought that its process was dead.</summary>
    public const string SaveRun = InsertRunRow + """
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, input = excluded.input, output = excluded.output,
          metrics = excluded.metrics, error = excluded.error, completed_at = excluded.completed_at,
          lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
        WHERE agent_runs.status = 'running' OR (agent_runs.status = 'abandoned' AND excluded.status <> 'running')
        """;

    public const string RenewRuns = "UPDATE agent_runs SET lease_until = ?2 WHERE status = 'running' AND lease_owner = ?1";

    public const string RunningExecutions = """
        SELECT id, fence, dispatched_at, not_before, failures, lease_owner, lease_until FROM tool_executions WHERE status = 'running'
        """;

    public const string RecoverExecution = """
        UPDATE tool_executions SET status = ?3, error = ?4, completed_at = ?5, hold_reason = ?6, failures = ?7, fence = fence + 1,
          lease_owner = NULL, lease_until = NULL
        WHERE id = ?1 AND fence = ?2 AND status = 'running'
        """;

    public const string RunningRuns = "SELECT id, lease_owner, lease_until FROM agent_runs WHERE status = 'running'";

    public const string AbandonRun = """
        UPDATE agent_runs SET status = 'abandoned', error = ?2, completed_at = ?3 WHERE id = ?1 AND status = 'running'
        """;

    public const string RemoveExpiredKeys = """
        DELETE FROM idempotency_keys WHERE (org_id, key) IN
          (SELECT org_id, key FROM idempotency_keys WHERE expires_at <= ?1 ORDER BY expires_at LIMIT 32)
        """;

    public const string RemoveExpiredPayloads = """
        DELETE FROM sealed_payloads WHERE (execution_id, kind) IN
          (SELECT execution_id, kind FROM sealed_payloads WHERE expires_at <= ?1 ORDER BY expires_at LIMIT 32)
        """;
}
