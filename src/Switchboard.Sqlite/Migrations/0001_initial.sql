-- The record of calls, and all that belongs to it. Ids are lower-case UUID text, times ISO 8601 UTC
-- with milliseconds: both sort as text. The CHECKs repeat the law of states (Ledger/Transitions.cs).

CREATE TABLE meta (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_runs (
  id           TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  org_id       TEXT NOT NULL,
  agent        TEXT NOT NULL,
  user_id      TEXT,
  intent       TEXT NOT NULL,
  status       TEXT NOT NULL,
  input        TEXT,
  output       TEXT,
  metrics      TEXT,
  error        TEXT,
  started_at   TEXT NOT NULL,
  completed_at TEXT,
  lease_owner  TEXT,
  lease_until  TEXT,
  CONSTRAINT agent_runs_status CHECK (
    CASE status
      WHEN 'running'   THEN completed_at IS NULL AND lease_owner IS NOT NULL AND lease_until IS NOT NULL
      WHEN 'completed' THEN completed_at IS NOT NULL
      WHEN 'failed'    THEN completed_at IS NOT NULL
      WHEN 'cancelled' THEN completed_at IS NOT NULL
      WHEN 'abandoned' THEN completed_at IS NOT NULL
      ELSE 0
    END)
) STRICT;

CREATE INDEX agent_runs_by_status ON agent_runs (status, id);

CREATE TABLE tool_executions (
  id              TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36),
  org_id          TEXT NOT NULL,
  agent_run_id    TEXT,
  run_link        TEXT NOT NULL,
  agent           TEXT,
  user_id         TEXT,
  connector       TEXT NOT NULL,
  action          TEXT NOT NULL,
  connection      TEXT NOT NULL,
  mode            TEXT NOT NULL CHECK (mode = 'live' OR mode = 'simulated'),
  effect          TEXT NOT NULL CHECK (effect = 'write' OR effect = 'read' OR effect = 'destructive'),
  status          TEXT NOT NULL,
  input           TEXT,
  input_hash      TEXT,
  output          TEXT,
  error           TEXT,
  attempts        INTEGER NOT NULL CHECK (attempts >= 0),
  idempotency_key TEXT,
  not_before      TEXT,
  queued_at       TEXT NOT NULL,
  started_at      TEXT,
  dispatched_at   TEXT,
  completed_at    TEXT,
  duration_ms     INTEGER,
  metadata        TEXT,
  lease_owner     TEXT,
  fence           INTEGER NOT NULL,
  lease_until     TEXT,
  priority        INTEGER NOT NULL,
  group_key       TEXT,
  deadline_at     TEXT,
  hold_reason     TEXT,
  failures        INTEGER NOT NULL CHECK (failures >= 0),
  CONSTRAINT tool_executions_run_link CHECK (
    CASE run_link
      WHEN 'none'   THEN agent_run_id IS NULL
      WHEN 'known'  THEN agent_run_id IS NOT NULL
      WHEN 'orphan' THEN agent_run_id IS NOT NULL
      ELSE 0
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
      ELSE 0
    END),
  CONSTRAINT tool_executions_lease CHECK (
    (status = 'running') = (lease_owner IS NOT NULL) AND (status = 'running') = (lease_until IS NOT NULL)),
  CONSTRAINT tool_executions_hold CHECK (hold_reason IS NULL OR status = 'deferred' OR status = 'in_doubt')
) STRICT;

CREATE INDEX tool_executions_by_status ON tool_executions (status, id);
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

CREATE TABLE idempotency_keys (
  org_id       TEXT NOT NULL,
  key          TEXT NOT NULL,
  execution_id TEXT NOT NULL,
  action       TEXT NOT NULL,
  input_hash   TEXT NOT NULL,
  expires_at   TEXT NOT NULL,
  PRIMARY KEY (org_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);

CREATE TABLE sealed_payloads (
  execution_id TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind = 'input' OR kind = 'output'),
  key_id       INTEGER NOT NULL,
  row_key      BLOB NOT NULL,
  data         BLOB NOT NULL,
  expires_at   TEXT,
  PRIMARY KEY (execution_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX sealed_payloads_by_expiry ON sealed_payloads (expires_at) WHERE expires_at IS NOT NULL;
