using Switchboard.Calls;
using Switchboard.Contracts;

namespace Switchboard.Ledger;

/// <summary>What must hold of a row in each state; the SQL stores repeat it as CHECK constraints.</summary>
internal static class RowLaw
{
    /// <summary>Whether a row may stand in the ledger.</summary>
    public static bool Allows(ToolExecution row) =>
        AllowsState(row)
        && (row.Status == ExecutionStatus.Running) == (row.LeaseOwner is not null)
        && (row.Status == ExecutionStatus.Running) == (row.LeaseUntil is not null)
        && (row.RunLink == RunLink.None) == (row.AgentRunId is null)
        && row is { Attempts: >= 0, Failures: >= 0 }
        && (row.HoldReason is null || row.Status is ExecutionStatus.Deferred or ExecutionStatus.InDoubt);

    /// <summary>Whether a run may stand in the ledger.</summary>
    public static bool Allows(AgentRunRow run) => run.Status == AgentRunStatus.Running
        ? run is { CompletedAt: null, LeaseOwner: not null, LeaseUntil: not null }
        : run.CompletedAt is not null;

    private static bool AllowsState(ToolExecution row) => row.Status switch
    {
        ExecutionStatus.Running => row.StartedAt is not null && row.CompletedAt is null,
        ExecutionStatus.Completed => row.CompletedAt is not null && (row.DispatchedAt is not null || row.Effect == Effect.Read),
        ExecutionStatus.Failed => row.CompletedAt is not null,
        ExecutionStatus.InDoubt => row.DispatchedAt is not null,
        ExecutionStatus.Refused or ExecutionStatus.Cancelled or ExecutionStatus.Expired => row is { CompletedAt: not null, DispatchedAt: null },
        ExecutionStatus.Deferred => row is { CompletedAt: null, DispatchedAt: null, NotBefore: not null, HoldReason: not null },
        ExecutionStatus.Queued or ExecutionStatus.AwaitingApproval => row is { CompletedAt: null, DispatchedAt: null },
        _ => false,
    };
}
