using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Ledger;

namespace Switchboard.Server.Cli.Json;

/// <summary>Rows of the ledger as they are printed.</summary>
internal static class LedgerItems
{
    /// <summary>A call's row: every column.</summary>
    public static ExecutionItem Of(ToolExecution row) => new()
    {
        Id = row.Id,
        OrgId = row.OrgId,
        AgentRunId = row.AgentRunId,
        RunLink = row.RunLink.ToString().ToLowerInvariant(),
        Agent = row.Agent,
        UserId = row.UserId,
        Connector = row.Connector,
        Action = row.Action,
        Connection = row.Connection,
        Mode = row.Mode.ToText(),
        Effect = row.Effect.ToString().ToLowerInvariant(),
        Status = row.Status.ToText(),
        Input = JsonOutput.Element(row.Input),
        InputHash = row.InputHash,
        Output = JsonOutput.Element(row.Output),
        Error = JsonOutput.Element(row.Error),
        Attempts = row.Attempts,
        IdempotencyKey = row.IdempotencyKey,
        NotBefore = row.NotBefore,
        QueuedAt = row.QueuedAt,
        StartedAt = row.StartedAt,
        DispatchedAt = row.DispatchedAt,
        CompletedAt = row.CompletedAt,
        DurationMs = row.DurationMs,
        Metadata = JsonOutput.Element(row.Metadata),
    };

    /// <summary>A run's row.</summary>
    public static RunItem Of(AgentRunRow row) => new(
        row.Id,
        row.OrgId,
        row.Agent,
        row.UserId,
        row.Intent,
        row.Status.ToText(),
        JsonOutput.Element(row.Input),
        JsonOutput.Element(row.Output),
        JsonOutput.Element(row.Metrics),
        row.Error,
        row.StartedAt,
        row.CompletedAt);

    /// <summary>Counted rows.</summary>
    public static CountItem Of(ExecutionCount count) => new(count.Connector, count.Action, count.Status.ToText(), count.Count);

    /// <summary>Counted rows in a steady order: connector, action, status.</summary>
    public static IReadOnlyList<CountItem> Of(IEnumerable<ExecutionCount> counts) =>
    [
        .. counts.OrderBy(count => count.Connector, StringComparer.Ordinal)
            .ThenBy(count => count.Action, StringComparer.Ordinal)
            .ThenBy(count => count.Status)
            .Select(Of),
    ];
}
