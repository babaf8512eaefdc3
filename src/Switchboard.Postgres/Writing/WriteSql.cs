namespace Switchboard.Postgres.Writing;

/// <summary>The statements of the writer: each takes a whole batch as arrays, in the order that they are bound.</summary>
internal static class WriteSql
{
    /// <summary>Takes free, expired and replaceable keys, each once in a batch; gives the executions that got theirs.</summary>
    public const string ClaimKeys = """
        INSERT INTO idempotency_keys AS held (org_id, key, execution_id, action, input_hash, expires_at, claimed_at, replaces)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS wanted (org_id, key) ORDER BY wanted.org_id, wanted.key
        ON CONFLICT (org_id, key) DO UPDATE SET execution_id = excluded.execution_id, action = excluded.action,
          input_hash = excluded.input_hash, expires_at = excluded.expires_at, claimed_at = excluded.claimed_at, replaces = excluded.replaces
        WHERE held.expires_at <= excluded.claimed_at OR held.execution_id = excluded.replaces OR held.execution_id = excluded.execution_id
        RETURNING execution_id
        """;

    /// <summary>Who holds keys, in the order asked.</summary>
    public const string FindHolders = """
        SELECT held.org_id, held.key, held.execution_id, held.action, held.input_hash
        FROM unnest($1, $2) AS wanted (org_id, key) JOIN idempotency_keys held USING (org_id, key)
        """;

    private const string InsertRunRows = """
        INSERT INTO agent_runs (id, org_id, agent, user_id, intent, status, input, output, metrics, error, started_at,
          completed_at, lease_owner, lease_until)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS run (id) ORDER BY run.id

        """;

    public const string InsertRuns = InsertRunRows + "ON CONFLICT (id) DO NOTHING";

    /// <summary>A run that ended stays as it ended, unless others only thought that its process was dead.</summary>
    public const string SaveRun = InsertRunRows + """
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, input = excluded.input, output = excluded.output,
          metrics = excluded.metrics, error = excluded.error, completed_at = excluded.completed_at,
          lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
        WHERE agent_runs.status = 'running' OR (agent_runs.status = 'abandoned' AND excluded.status <> 'running')
        """;

    public const string InsertExecutions = """
        INSERT INTO tool_executions (id, org_id, agent_run_id, run_link, agent, user_id, connector, action, connection,
          mode, effect, status, input, input_hash, output, error, attempts, idempotency_key, not_before, queued_at,
          started_at, dispatched_at, completed_at, duration_ms, metadata, lease_owner, fence, lease_until, priority, group_key,
          deadline_at, hold_reason, failures)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
          $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)
        """;

    public const string InsertSealed = """
        INSERT INTO sealed_payloads (execution_id, kind, key_id, row_key, data, expires_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
        """;

    /// <summary>Ends rows whose fence is still ours, and their sealed inputs with them; gives the rows ended.</summary>
    public const string CompleteExecutions = """
        WITH done AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            AS done (id, fence, status, output, error, metadata, attempts, completed_at, duration_ms, keep_input_until)),
        ended AS (
          UPDATE tool_executions AS row SET status = done.status, output = done.output, error = done.error, metadata = done.metadata,
            attempts = done.attempts, completed_at = done.completed_at, duration_ms = done.duration_ms, lease_owner = NULL,
            lease_until = NULL, dispatched_at = CASE done.status WHEN 'cancelled' THEN NULL ELSE row.dispatched_at END
          FROM done WHERE row.id = done.id AND row.fence = done.fence AND row.status = 'running'
          RETURNING row.id, done.keep_input_until),
        inputs AS (
          UPDATE sealed_payloads AS sealed SET
            expires_at = coalesce(ended.keep_input_until, '-infinity'),
            row_key = CASE WHEN ended.keep_input_until IS NULL THEN '' ELSE sealed.row_key END,
            data = CASE WHEN ended.keep_input_until IS NULL THEN '' ELSE sealed.data END
          FROM ended WHERE sealed.execution_id = ended.id AND sealed.kind = 'input'),
        outputs AS (
          INSERT INTO sealed_payloads (execution_id, kind, key_id, row_key, data, expires_at)
          SELECT sealed.* FROM unnest($11, $12, $13, $14, $15, $16) AS sealed (execution_id, kind, key_id, row_key, data, expires_at)
          JOIN ended ON ended.id = sealed.execution_id)
        SELECT id FROM ended
        """;

    public const string RenewRuns = "UPDATE agent_runs SET lease_until = $2 WHERE status = 'running' AND lease_owner = $1";

    /// <summary>Rows of a batch that stand already, whose commit nobody confirmed.</summary>
    public const string FindWritten = "SELECT id, fence, status FROM tool_executions WHERE id = ANY($1)";

    /// <summary>Running rows, whose leases are compared with the database's clock.</summary>
    public const string RunningExecutions = """
        SELECT id, fence, dispatched_at IS NOT NULL, not_before IS NOT NULL, failures, lease_owner, lease_until <= clock_timestamp()
        FROM tool_executions
        WHERE status = 'running'
        """;

    public const string RecoverExecution = """
        WITH settled AS (
          UPDATE tool_executions SET status = $3, error = $4, completed_at = $5, hold_reason = $7, failures = $8, fence = fence + 1,
            lease_owner = NULL, lease_until = NULL
          WHERE id = $1 AND fence = $2 AND status = 'running' RETURNING id, status),
        kept AS (
          UPDATE sealed_payloads AS sealed SET expires_at = $6 FROM settled
          WHERE settled.status = 'failed' AND sealed.execution_id = settled.id AND sealed.kind = 'input')
        SELECT count(*) FROM settled
        """;

    public const string RunningRuns = "SELECT id, lease_owner, lease_until <= clock_timestamp() FROM agent_runs WHERE status = 'running'";

    public const string AbandonRun = """
        UPDATE agent_runs SET status = 'abandoned', error = $2, completed_at = $3 WHERE id = $1 AND status = 'running'
        """;
}
