namespace Switchboard.Postgres.Writing;

/// <summary>The statements of the queue. Their conditions repeat those of the partial indexes word for word, or none is used.</summary>
internal static class QueueSql
{
    // Two nodes could each see the other's group free: a call that is being claimed still looks queued to others.
    private const string GroupLock = "6006012160671940609";

    /// <summary>Holds other nodes' claims of groups off, if there are any groups.</summary>
    public const string LockGroups = $"""
        SELECT pg_advisory_xact_lock({GroupLock}) FROM
          (SELECT 1 FROM tool_executions WHERE status = 'queued' AND group_key IS NOT NULL LIMIT 1) AS any_group
        """;

    /// <summary>The first call of each group that nothing holds; last, without an id, the group looked at last.</summary>
    public const string Heads = "SELECT org_id, group_key, id FROM waiting_heads($1, $2, $3)";

    /// <summary>The law of <see cref="Ledger.JobOrder"/>: priority first, then organisations in turn, then oldest.</summary>
    /// <remarks>Twice the room is looked at, so that what another node has just locked is stepped over. Of what is locked only the id is
    /// asked by index: without statistics the planner would read all that is queued.</remarks>
    public const string Claim = $"""
        WITH full_up AS (SELECT * FROM unnest($1, $2, $3, $4) AS full_up (org_id, connector, connection, room)),
        open AS MATERIALIZED (
          SELECT waiting.org_id, waiting.connector, waiting.connection, coalesce(full_up.room, $5) AS room
          FROM waiting_connections($6, 256) AS waiting LEFT JOIN full_up USING (org_id, connector, connection)
          WHERE coalesce(full_up.room, $5) > 0),
        candidates AS MATERIALIZED (
          SELECT job.id, job.priority, open.* FROM open CROSS JOIN LATERAL (
            SELECT id, priority FROM tool_executions
            WHERE status = 'queued' AND group_key IS NULL AND org_id = open.org_id AND connector = open.connector AND connection = open.connection
            ORDER BY priority DESC, id LIMIT 2 * least(open.room, $8)) AS job
          UNION ALL
          SELECT head.id, head.priority, head.org_id, head.connector, head.connection, coalesce(full_up.room, $5)
          FROM tool_executions AS head LEFT JOIN full_up USING (org_id, connector, connection)
          WHERE head.id = ANY($7) AND coalesce(full_up.room, $5) > 0),
        ranked AS MATERIALIZED (
          SELECT *, org_id <= $6 AS is_served FROM (
            SELECT *, row_number() OVER (PARTITION BY org_id, priority ORDER BY id) AS place FROM candidates) AS placed
          ORDER BY priority DESC, place, is_served, org_id LIMIT 4 * $8),
        locked AS MATERIALIZED (
          SELECT ranked.* FROM ranked JOIN tool_executions AS row ON row.id = ranked.id AND (row.status = 'queued') IS TRUE
          ORDER BY ranked.priority DESC, ranked.place, ranked.is_served, ranked.org_id LIMIT $8 FOR UPDATE OF row SKIP LOCKED),
        mine AS (
          SELECT id FROM (
            SELECT id, room, row_number() OVER (PARTITION BY org_id, connector, connection ORDER BY priority DESC, id) AS place FROM locked) AS numbered
          WHERE place <= room)
        UPDATE tool_executions SET status = 'running', fence = fence + 1, lease_owner = $9,
          lease_until = clock_timestamp() + make_interval(secs => $10), started_at = $11
        WHERE id = ANY (ARRAY(SELECT id FROM mine))
        RETURNING {ExecutionRow.Columns}
        """;

    public const string ClaimInDoubt = $"""
        UPDATE tool_executions SET status = 'running', fence = fence + 1, lease_owner = $3,
          lease_until = clock_timestamp() + make_interval(secs => $4), completed_at = NULL, hold_reason = NULL,
          started_at = coalesce(started_at, dispatched_at)
        WHERE id = ANY (ARRAY(
          SELECT id FROM tool_executions WHERE status = 'in_doubt' AND hold_reason = $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))
        RETURNING {ExecutionRow.Columns}
        """;

    public const string Dispatch = """
        UPDATE tool_executions AS row SET dispatched_at = going.at, lease_until = clock_timestamp() + make_interval(secs => going.lease)
        FROM unnest($1, $2, $3, $4) AS going (id, fence, at, lease)
        WHERE row.id = going.id AND row.fence = going.fence AND row.status = 'running' RETURNING row.id
        """;

    public const string HandBack = """
        UPDATE tool_executions AS row SET status = CASE WHEN back.not_before IS NULL THEN 'queued' ELSE 'deferred' END,
          not_before = coalesce(back.not_before, row.not_before, row.queued_at), hold_reason = back.reason, failures = back.failures,
          attempts = back.attempts, error = back.error, dispatched_at = NULL, lease_owner = NULL, lease_until = NULL
        FROM unnest($1, $2, $3, $4, $5, $6, $7) AS back (id, fence, not_before, reason, failures, attempts, error)
        WHERE row.id = back.id AND row.fence = back.fence AND row.status = 'running'
        """;

    public const string Renew = """
        UPDATE tool_executions AS row SET lease_until = clock_timestamp() + make_interval(secs => $3)
        FROM unnest($1, $2) AS held (id, fence) WHERE row.id = held.id AND row.fence = held.fence AND row.status = 'running'
        RETURNING row.id
        """;

    public const string Release = """
        UPDATE tool_executions SET status = 'queued', hold_reason = NULL WHERE id = ANY (ARRAY(
          SELECT id FROM tool_executions WHERE status = 'deferred' AND not_before <= $1 ORDER BY not_before, id LIMIT $2
          FOR UPDATE SKIP LOCKED))
        """;

    public const string Expire = """
        WITH late AS (
          UPDATE tool_executions SET status = 'expired', error = $3, completed_at = $1, hold_reason = NULL, fence = fence + 1
          WHERE id = ANY (ARRAY(
            SELECT id FROM tool_executions
            WHERE deadline_at IS NOT NULL AND status IN ('queued', 'deferred', 'awaiting_approval') AND deadline_at <= $1
            ORDER BY deadline_at LIMIT $2 FOR UPDATE SKIP LOCKED))
          RETURNING id),
        erased AS (
          UPDATE sealed_payloads AS sealed SET expires_at = '-infinity', row_key = '', data = '' FROM late
          WHERE sealed.execution_id = late.id AND sealed.kind = 'input')
        SELECT count(*) FROM late
        """;

    public const string Cancel = """
        WITH stopped AS (
          UPDATE tool_executions SET status = 'cancelled', error = $3, completed_at = $2, hold_reason = NULL, fence = fence + 1,
            lease_owner = NULL, lease_until = NULL
          WHERE id = $1 AND dispatched_at IS NULL AND status IN ('queued', 'deferred', 'awaiting_approval', 'running')
          RETURNING id),
        erased AS (
          UPDATE sealed_payloads AS sealed SET expires_at = '-infinity', row_key = '', data = '' FROM stopped
          WHERE sealed.execution_id = stopped.id AND sealed.kind = 'input')
        SELECT count(*) FROM stopped
        """;

    public const string Resolve = """
        WITH settled AS (
          UPDATE tool_executions SET status = $3, error = $4, metadata = $5, completed_at = $6, hold_reason = NULL, fence = fence + 1
          WHERE id = $1 AND fence = $2 AND status = 'in_doubt' RETURNING id),
        inputs AS (
          UPDATE sealed_payloads AS sealed SET expires_at = coalesce($7, '-infinity'),
            row_key = CASE WHEN $7 IS NULL THEN '' ELSE sealed.row_key END,
            data = CASE WHEN $7 IS NULL THEN '' ELSE sealed.data END
          FROM settled WHERE sealed.execution_id = settled.id AND sealed.kind = 'input')
        SELECT count(*) FROM settled
        """;

    /// <summary>Whether a failed row has its input, and its key to itself; no row: it did not fail.</summary>
    public const string FindFailed = """
        SELECT
          EXISTS (SELECT FROM sealed_payloads WHERE execution_id = row.id AND kind = 'input' AND row_key <> '' AND (expires_at IS NULL OR expires_at > $2)),
          NOT EXISTS (SELECT FROM idempotency_keys AS held
            WHERE held.org_id = row.org_id AND held.key = row.idempotency_key AND held.execution_id <> row.id AND held.expires_at > $2)
        FROM tool_executions AS row WHERE id = $1 AND status = 'failed' FOR UPDATE
        """;

    public const string Retry = """
        WITH kept AS (UPDATE sealed_payloads SET expires_at = NULL WHERE execution_id = $1 AND kind = 'input')
        UPDATE tool_executions SET status = 'queued', not_before = $2, dispatched_at = NULL, completed_at = NULL, duration_ms = NULL,
          deadline_at = NULL, error = NULL, failures = 0
        WHERE id = $1 AND status = 'failed'
        """;

    /// <summary>Ended rows in the order of their ids, which is that of their acceptance, with all that belongs to them.</summary>
    public const string Prune = """
        WITH ended AS (
          DELETE FROM tool_executions WHERE id = ANY (ARRAY(
            SELECT id FROM tool_executions
            WHERE id < first_id_of($1) AND completed_at < $1 AND status IN ('completed', 'failed', 'refused', 'cancelled', 'expired')
            ORDER BY id LIMIT $2))
          RETURNING id, org_id, idempotency_key),
        payloads AS (DELETE FROM sealed_payloads WHERE execution_id = ANY (ARRAY(SELECT id FROM ended))),
        keys AS (
          DELETE FROM idempotency_keys AS held USING ended
          WHERE held.org_id = ended.org_id AND held.key = ended.idempotency_key AND held.execution_id = ended.id)
        SELECT count(*) FROM ended
        """;

    public const string Depth = """
        SELECT status, count(*) FROM tool_executions
        WHERE status IN ('queued', 'deferred', 'awaiting_approval', 'running', 'in_doubt') GROUP BY status
        """;

    public const string OldestQueued = "SELECT queued_at FROM tool_executions WHERE status = 'queued' ORDER BY id LIMIT 1";
}
