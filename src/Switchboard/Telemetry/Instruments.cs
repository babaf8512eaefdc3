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

    private static readonly Counter<long> Executions = Meter.CreateCounter<long>("switchboard_tool_executions_total");

    private static readonly Histogram<double> ExecutionDuration = Meter.CreateHistogram<double>("switchboard_tool_execution_duration_seconds", "s");

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("switchboard_agent_runs_total");

    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram<double>("switchboard_agent_run_duration_seconds", "s");

    private static readonly Counter<long> LimitHits = Meter.CreateCounter<long>("switchboard_rate_limit_hits_total");

    private static readonly Gauge<int> BreakerState = Meter.CreateGauge<int>("switchboard_circuit_breaker_state");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("switchboard_retries_total");

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

    public static void Retried(string connector, string reason) => Retries.Add(1, new("connector", connector), new("reason", reason));
}
