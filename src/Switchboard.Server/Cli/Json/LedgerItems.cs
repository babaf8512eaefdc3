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

    /// <summary>The execution that a call gave.</summary>
    public static CallDocument Of(Outcome outcome) => new(
        outcome.ExecutionId,
        outcome.Connector,
        outcome.Action,
        outcome.Mode.ToText(),
        outcome.Status.ToText(),
        outcome.Attempts,
        outcome.RunId,
        outcome.Output,
        outcome.Error is { } error ? Of(error) : null,
        Stored(outcome.QueuedAt),
        Stored(outcome.StartedAt),
        Stored(outcome.CompletedAt),
        Stored(outcome.NotBefore))
    {
        Replayed = outcome.IsReplayed ? true : null,
    };

    // Whole milliseconds, as the row has it: a replay tells the same.
    private static DateTimeOffset? Stored(DateTimeOffset? instant) =>
        instant is { } given ? new DateTimeOffset(given.UtcTicks - (given.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero) : null;

    private static CallErrorItem Of(CallError error) => new(
        error.CodeText,
        error.Message,
        error.Paths.Count == 0 ? null : [.. error.Paths.Select(path => new PathItem(path.Path, path.Message))],
        error.Retryable,
        error.RetryAfter is { } wait ? Math.Round(wait.TotalSeconds, 3) : null)
    {
        ProviderCode = error.ProviderCode,
    };
}
