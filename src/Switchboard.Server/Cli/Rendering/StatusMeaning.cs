using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>What a row's status means, and what to do.</summary>
internal static class StatusMeaning
{
    /// <summary>One or two sentences.</summary>
    public static string Of(ToolExecution row) => row.Status switch
    {
        ExecutionStatus.Refused => "Refused before anything was sent; the error says why. Correct it and call again.",
        ExecutionStatus.AwaitingApproval => "Held for a person; nothing was sent.",
        ExecutionStatus.Queued => "Durable and due; nothing was sent since the last verdict.",
        ExecutionStatus.Deferred => "Held until notBefore; nothing was sent.",
        ExecutionStatus.Running when row.DispatchedAt is null => "Running; nothing was sent yet. If its process died, it is queued again when its lease ends.",
        ExecutionStatus.Running => "Running; bytes may have reached the provider. If its process died, it is in doubt when its lease ends.",
        ExecutionStatus.InDoubt => "It may or may not have happened: it was sent, and no answer that can be trusted came. Look at the provider before you repeat it.",
        ExecutionStatus.Completed => "The provider confirmed it: it happened once.",
        ExecutionStatus.Failed => "It did not happen: the provider said no, or certainly nothing was sent. Calling again is safe.",
        ExecutionStatus.Cancelled => "Stopped before anything was sent.",
        _ => "Its deadline passed before anything was sent.",
    };

    /// <summary>Colour of a status.</summary>
    public static string Colour(string status) => status switch
    {
        "completed" => "green",
        "in_doubt" => "magenta",
        "failed" or "refused" => "red",
        "cancelled" or "expired" => "grey",
        _ => "yellow",
    };
}
