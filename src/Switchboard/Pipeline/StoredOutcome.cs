using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Pipeline;

/// <summary>An outcome as a stored row tells it.</summary>
internal static class StoredOutcome
{
    public static Outcome Of(ToolExecution row, JsonElement? output) => new()
    {
        ExecutionId = row.Id,
        Connector = row.Connector,
        Action = row.Action,
        Mode = row.Mode,
        Status = row.Status,
        Attempts = row.Attempts,
        RunId = row.AgentRunId,
        Output = output,
        Error = row.Error.IsEmpty ? null : ErrorJson.Read(row.Error.Span),
        QueuedAt = row.QueuedAt,
        StartedAt = row.StartedAt,
        CompletedAt = row.CompletedAt,
        NotBefore = row.NotBefore,
    };
}
