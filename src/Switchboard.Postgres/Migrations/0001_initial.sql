-- The record of calls, and all that belongs to it. The CHECKs repeat the law of states (Ledger/Transitions.cs).
-- JSON that is only stored and shown is text: it is written as it was redacted, and half as dear as jsonb.

CREATE TABLE meta (
  name  text NOT NULL PRIMARY KEY,
  value text NOT NULL
);

CREATE TABLE agent_runs (
  id           uuid NOT NULL PRIMARY KEY,
  org_id       text NOT NULL,
  agent        text NOT NULL,
  user_id      text,
  intent       text NOT NULL,
  status       text NOT NULL,
  input        text,
  output       text,
  metrics      text,
  error        text,
  started_at   timestamptz NOT NULL,
  completed_at timestamptz,
  lease_owner  text,
  lease_until  timestamptz,
  CONSTRAINT agent_runs_status CHECK (
    CASE status
      WHEN 'running'   THEN completed_at IS NULL AND lease_owner IS NOT NULL AND lease_until IS NOT NULL
      WHEN 'completed' THEN completed_at IS NOT NULL
      WHEN 'failed'    THEN completed_at IS NOT NULL
      WHEN 'cancelled' THEN completed_at IS NOT NULL
      WHEN 'abandoned' THEN completed_at IS NOT NULL
      ELSE false
    END)
);

CREATE INDEX agent_runs_by_status ON agent_runs (status, id);

-- By month of the id: a UUIDv7 begins with its milliseconds since 1970, so old months are dropped whole.
CREATE TABLE tool_executions (
  id              uuid NOT NULL PRIMARY KEY,
  org_id          text NOT NULL,
  agent_run_id    uuid,
  run_link        text NOT NULL,
  agent           text,
  user_id         text,
  connector       text NOT NULL,
  action          text NOT NULL,
  connection      text NOT NULL,
  mode            text NOT NULL CHECK (mode = 'live' OR mode = 'simulated'),
  effect          text NOT NULL CHECK (effect = 'write' OR effect = 'read' OR effect = 'destructive'),
  status          text NOT NULL,
  input           text,
  input_hash      text,
  output          text,
  error           text,
  attempts        integer NOT NULL CHECK (attempts >= 0),
  idempotency_key text,
  not_before      timestamptz,
  queued_at       timestamptz NOT NULL,
  started_at      timestamptz,
  dispatched_at   timestamptz,
  completed_at    timestamptz,
  duration_ms     bigint,
  metadata        text,
  lease_owner     text,
  fence           bigint NOT NULL,
  lease_until     timestamptz,
  priority        integer NOT NULL,
  group_key       text,
  deadline_at     timestamptz,
  hold_reason     text,
  failures        integer NOT NULL CHECK (failures >= 0),
  CONSTRAINT tool_executions_run_link CHECK (
    CASE run_link
      WHEN 'none'   THEN agent_run_id IS NULL
      WHEN 'known'  THEN agent_run_id IS NOT NULL
      WHEN 'orphan' THEN agent_run_id IS NOT NULL
      ELSE false
    END),
  CONSTRAINT tool_executions_status CHECK (
    CASE status
      WHEN 'running'           THEN started_at IS NOT NULL AND completed_at IS NULL
      WHEN 'completed'         THEN completed_at IS NOT NULL AND (dispatched_at IS NOT NULL OR effect = 'read')
      WHEN 'failed'            THEN completed_at IS NOT NULL
      WHEN 'in_doubt'          THEN dispatched_at IS NOT NULL
      WHEN 'refused'           THEN completed_at IS NOT NULL AND dispatched_at IS NULL
      WHEN 'cancelled'         THEN completed_at IS NOT NULL AND dispatched_at IS NULL
      WHEN 'expired'           THEN completed_at IS NOT NULL AND dispatched_at IS NULL
      WHEN 'queued'            THEN completed_at IS NULL AND dispatched_at IS NULL
      WHEN 'deferred'          THEN completed_at IS NULL AND dispatched_at IS NULL AND not_before IS NOT NULL AND hold_reason IS NOT NULL
      WHEN 'awaiting_approval' THEN completed_at IS NULL AND dispatched_at IS NULL
      ELSE false
    END),
  CONSTRAINT tool_executions_lease CHECK (
    (status = 'running') = (lease_owner IS NOT NULL) AND (status = 'running') = (lease_until IS NOT NULL)),
  CONSTRAINT tool_executions_hold CHECK (hold_reason IS NULL OR status = 'deferred' OR status = 'in_doubt')
) PARTITION BY RANGE (id);

-- Nearly every row is completed; the index holds the others, so that a call's end is one index entry fewer.
CREATE INDEX tool_executions_by_status ON tool_executions (status, id) WHERE status <> 'completed';
CREATE INDEX tool_executions_by_action ON tool_executions (connector, action, id);
CREATE INDEX tool_executions_by_run ON tool_executions (agent_run_id, id) WHERE agent_run_id IS NOT NULL;

-- What waits, by connection, so that one which cannot be sent now is stepped over and not read through.
CREATE INDEX tool_executions_waiting ON tool_executions (org_id, connector, connection, priority DESC, id)
  WHERE status = 'queued' AND group_key IS NULL;
-- What waits in groups, each of which is one step down the index, and what holds a group.
CREATE INDEX tool_executions_in_groups ON tool_executions (org_id, group_key, id)
  WHERE status = 'queued' AND group_key IS NOT NULL;
CREATE INDEX tool_executions_group_holds ON tool_executions (org_id, group_key, status, id)
  WHERE group_key IS NOT NULL AND status IN ('running', 'in_doubt', 'deferred', 'awaiting_approval');
CREATE INDEX tool_executions_due ON tool_executions (not_before, id) WHERE status = 'deferred';
CREATE INDEX tool_executions_deadlines ON tool_executions (deadline_at, id)
  WHERE deadline_at IS NOT NULL AND status IN ('queued', 'deferred', 'awaiting_approval');

-- The connections of which something waits, from an organisation's on and around to it.
CREATE FUNCTION waiting_connections(from_org text, most integer)
RETURNS TABLE (org_id text, connector text, connection text) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  last record;
  found_one record;
  is_around boolean := from_org = '';
BEGIN
  SELECT from_org AS org_id, '' AS connector, '' AS connection INTO last;
  WHILE most > 0 LOOP
    SELECT e.org_id, e.connector, e.connection INTO found_one FROM tool_executions e
    WHERE e.status = 'queued' AND e.group_key IS NULL AND (e.org_id, e.connector, e.connection) > (last.org_id, last.connector, last.connection)
    ORDER BY e.org_id, e.connector, e.connection LIMIT 1;
    IF NOT FOUND THEN
      EXIT WHEN is_around;
      is_around := true;
      SELECT '' AS org_id, '' AS connector, '' AS connection INTO last;
      CONTINUE;
    END IF;
    EXIT WHEN is_around AND from_org <> '' AND found_one.org_id >= from_org;
    RETURN QUERY SELECT found_one.org_id, found_one.connector, found_one.connection;
    last := found_one;
    most := most - 1;
  END LOOP;
END
$$;

-- The first waiting call of each group that nothing holds; if there may be more groups, last the group looked at last, without an id.
CREATE FUNCTION waiting_heads(after_org text, after_group text, most integer)
RETURNS TABLE (org_id text, group_key text, id uuid) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  last record;
  looked integer := 0;
BEGIN
  SELECT after_org AS org_id, after_group AS group_key, NULL::uuid AS id INTO last;
  LOOP
    IF looked = 512 OR most = 0 THEN
      RETURN QUERY SELECT last.org_id, last.group_key, NULL::uuid;
      EXIT;
    END IF;
    SELECT e.org_id, e.group_key, e.id INTO last FROM tool_executions e
    WHERE e.status = 'queued' AND e.group_key IS NOT NULL AND (e.org_id, e.group_key) > (last.org_id, last.group_key)
    ORDER BY e.org_id, e.group_key, e.id LIMIT 1;
    EXIT WHEN NOT FOUND;
    looked := looked + 1;
    IF NOT EXISTS (SELECT FROM tool_executions h WHERE h.group_key IS NOT NULL AND h.status = 'running' AND h.org_id = last.org_id AND h.group_key = last.group_key)
      AND NOT EXISTS (SELECT FROM tool_executions h WHERE h.group_key IS NOT NULL AND h.status = 'in_doubt' AND h.org_id = last.org_id AND h.group_key = last.group_key)
      AND NOT EXISTS (SELECT FROM tool_executions h WHERE h.group_key IS NOT NULL AND h.status = 'deferred' AND h.org_id = last.org_id AND h.group_key = last.group_key AND h.id < last.id)
      AND NOT EXISTS (SELECT FROM tool_executions h WHERE h.group_key IS NOT NULL AND h.status = 'awaiting_approval' AND h.org_id = last.org_id AND h.group_key = last.group_key AND h.id < last.id)
    THEN
      RETURN QUERY SELECT last.org_id, last.group_key, last.id;
      most := most - 1;
    END IF;
  END LOOP;
END
$$;

-- What no month holds: simulated clocks far off, or months that nobody made in time.
CREATE TABLE tool_executions_default PARTITION OF tool_executions DEFAULT;

-- The first id of an instant.
CREATE FUNCTION first_id_of(instant timestamptz) RETURNS uuid LANGUAGE sql STABLE
RETURN (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;

-- Makes the partitions of this month and of those ahead; safe to repeat, at any time, on any node.
CREATE FUNCTION make_partitions(months_ahead integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month timestamp;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('switchboard.make_partitions'));
  FOR i IN 0..months_ahead LOOP
    month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i);
    IF to_regclass('tool_executions_' || to_char(month, 'YYYY_MM')) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF tool_executions FOR VALUES FROM (%L) TO (%L)',
        'tool_executions_' || to_char(month, 'YYYY_MM'),
        first_id_of(month AT TIME ZONE 'UTC'),
        first_id_of((month + interval '1 month') AT TIME ZONE 'UTC'));
    END IF;
  END LOOP;
END
$$;

SELECT make_partitions(3);

CREATE TABLE idempotency_keys (
  org_id       text NOT NULL,
  key          text NOT NULL,
  execution_id uuid NOT NULL,
  action       text NOT NULL,
  input_hash   text NOT NULL,
  expires_at   timestamptz NOT NULL,
  claimed_at   timestamptz NOT NULL,
  replaces     uuid,
  PRIMARY KEY (org_id, key)
);

CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);

-- Erasing a payload empties its key and data: the row goes with the pruner, who alone may delete.
CREATE TABLE sealed_payloads (
  execution_id uuid NOT NULL,
  kind         text NOT NULL CHECK (kind = 'input' OR kind = 'output'),
  key_id       integer NOT NULL,
  row_key      bytea NOT NULL,
  data         bytea NOT NULL,
  expires_at   timestamptz,
  PRIMARY KEY (execution_id, kind)
);

CREATE INDEX sealed_payloads_by_expiry ON sealed_payloads (expires_at) WHERE expires_at IS NOT NULL;
