using System.Diagnostics;
using System.Diagnostics.Metrics;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Ledger;

namespace Switchboard.Telemetry;

/// <summary>Every metric, in one place. No label carries a user, a recipient or an input.</summary>
internal static class Instruments
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Switchboard";

    private static readonly Meter Meter = new(Name);

    private static readonly ExecutionStatus[] Waiting =
        [ExecutionStatus.Queued, ExecutionStatus.Deferred, ExecutionStatus.AwaitingApproval, ExecutionStatus.Running, ExecutionStatus.InDoubt];

    private static readonly Counter<long> Executions = Meter.CreateCounter<long>("switchboard_tool_executions_total");

    private static readonly Histogram<double> ExecutionDuration = Meter.CreateHistogram<double>("switchboard_tool_execution_duration_seconds", "s");

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("switchboard_agent_runs_total");

    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram<double>("switchboard_agent_run_duration_seconds", "s");

    private static readonly Counter<long> LimitHits = Meter.CreateCounter<long>("switchboard_rate_limit_hits_total");

    private static readonly Gauge<int> BreakerState = Meter.CreateGauge<int>("switchboard_circuit_breaker_state");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("switchboard_retries_total");

    private static readonly Counter<long> Jobs = Meter.CreateCounter<long>("switchboard_queue_jobs_total");

    private static readonly Gauge<long> Depth = Meter.CreateGauge<long>("switchboard_queue_depth");

    private static readonly Gauge<double> OldestWaiting = Meter.CreateGauge<double>("switchboard_queue_oldest_waiting_seconds", "s");

    private static readonly Histogram<double> ClaimLatency = Meter.CreateHistogram<double>("switchboard_queue_claim_duration_seconds", "s");

    public static void CallEnded(string connector, string action, ExecutionStatus status, ConnectorMode mode, TimeSpan duration)
    {
        if (!Executions.Enabled && !ExecutionDuration.Enabled)
        {
            return;
        }

        var tags = new TagList
        {
            { "connector", connector },
            { "action", action },
            { "status", status.ToText() },
            { "mode", mode.ToText() },
        };
        Executions.Add(1, tags);
        ExecutionDuration.Record(duration.TotalSeconds, tags);
    }

    public static void RunEnded(AgentRunRow run)
    {
        Runs.Add(1, new("agent", run.Agent), new("intent", run.Intent), new("status", run.Status.ToText()));
        RunDuration.Record((run.CompletedAt!.Value - run.StartedAt).TotalSeconds, new("agent", run.Agent), new("intent", run.Intent), new("status", run.Status.ToText()));
    }

    public static void LimitHit(string limiter, string? agent) => LimitHits.Add(1, new("limiter", limiter), new("agent", agent ?? ""));

    /// <summary>State is 0 closed, 1 open, 2 half-open.</summary>
    public static void BreakerMoved(string connector, string connection, int state) =>
        BreakerState.Record(state, new("connector", connector), new("connection", connection));

    /// <summary>Event is added, completed or failed.</summary>
    public static void JobMoved(string connector, string moved) => Jobs.Add(1, new("connector", connector), new("event", moved));

    /// <summary>Whether anybody wants the depth of the queue, which must be counted.</summary>
    public static bool WantsDepth => Depth.Enabled || OldestWaiting.Enabled;

    public static void QueueIs(QueueDepth depth, DateTimeOffset now)
    {
        foreach (var state in Waiting)
        {
            Depth.Record(depth.Counts.GetValueOrDefault(state), new KeyValuePair<string, object?>("state", state.ToText()));
        }

        OldestWaiting.Record(depth.OldestQueuedAt is { } oldest ? (now - oldest).TotalSeconds : 0);
    }

    public static void Claimed(TimeSpan took) => ClaimLatency.Record(took.TotalSeconds);

    public static void Retried(string connector, string reason) => Retries.Add(1, new("connector", connector), new("reason", reason));
}
