using Switchboard.Calls;

namespace Switchboard.Ledger;

/// <summary>What can happen to a call.</summary>
internal enum Transition
{
    /// <summary>A worker or the direct caller takes it under a lease.</summary>
    Claim,

    /// <summary>The provider confirmed, or a read-back proved it.</summary>
    Complete,

    /// <summary>The provider said no, or certainly nothing was sent and attempts are used up.</summary>
    Fail,

    /// <summary>No trustworthy verdict came.</summary>
    Doubt,

    /// <summary>Back to waiting, due now: nothing was sent.</summary>
    Requeue,

    /// <summary>Held until a time: nothing was sent.</summary>
    Defer,

    /// <summary>Stopped by the caller or an operator.</summary>
    Cancel,

    /// <summary>Its deadline passed.</summary>
    Expire,

    /// <summary>A person said yes.</summary>
    Approve,

    /// <summary>A person or policy said no.</summary>
    Refuse,

    /// <summary>A person runs again what certainly had no effect.</summary>
    Retry,
}

/// <summary>The law of states: the one place that says what may follow what.</summary>
internal static class Transitions
{
    /// <summary>The state after a transition; null: it is not allowed.</summary>
    /// <param name="from">State now.</param>
    /// <param name="transition">What happens.</param>
    /// <param name="dispatched">Whether bytes may have reached the provider since the last verdict.</param>
    public static ExecutionStatus? Next(ExecutionStatus from, Transition transition, bool dispatched) => (from, transition) switch
    {
        (ExecutionStatus.AwaitingApproval, Transition.Approve) => ExecutionStatus.Queued,
        (ExecutionStatus.AwaitingApproval, Transition.Refuse) => ExecutionStatus.Refused,
        (ExecutionStatus.AwaitingApproval, Transition.Cancel) => ExecutionStatus.Cancelled,
        (ExecutionStatus.AwaitingApproval, Transition.Expire) => ExecutionStatus.Expired,

        (ExecutionStatus.Deferred, Transition.Requeue) => ExecutionStatus.Queued,
        (ExecutionStatus.Deferred or ExecutionStatus.Queued, Transition.Cancel) => ExecutionStatus.Cancelled,
        (ExecutionStatus.Deferred or ExecutionStatus.Queued, Transition.Expire) => ExecutionStatus.Expired,
        (ExecutionStatus.Queued, Transition.Claim) => ExecutionStatus.Running,
        (ExecutionStatus.Queued, Transition.Defer) => ExecutionStatus.Deferred,

        (ExecutionStatus.Running, Transition.Complete) when dispatched => ExecutionStatus.Completed,
        (ExecutionStatus.Running, Transition.Doubt) when dispatched => ExecutionStatus.InDoubt,
        (ExecutionStatus.Running, Transition.Fail) => ExecutionStatus.Failed,
        (ExecutionStatus.Running, Transition.Requeue) => ExecutionStatus.Queued,
        (ExecutionStatus.Running, Transition.Defer) => ExecutionStatus.Deferred,
        (ExecutionStatus.Running, Transition.Refuse) when !dispatched => ExecutionStatus.Refused,
        (ExecutionStatus.Running, Transition.Cancel) when !dispatched => ExecutionStatus.Cancelled,
        (ExecutionStatus.Running, Transition.Expire) when !dispatched => ExecutionStatus.Expired,

        (ExecutionStatus.InDoubt, Transition.Complete) => ExecutionStatus.Completed,
        (ExecutionStatus.InDoubt, Transition.Fail) => ExecutionStatus.Failed,
        (ExecutionStatus.InDoubt, Transition.Claim) => ExecutionStatus.Running,

        (ExecutionStatus.Failed, Transition.Retry) => ExecutionStatus.Queued,
        _ => null,
    };

    /// <summary>Whether a row may begin in this state.</summary>
    public static bool MayBeginAs(ExecutionStatus status) => status is not ExecutionStatus.InDoubt;

    /// <summary>Whether nothing moves the row on by itself; a person may retry what failed.</summary>
    public static bool IsFinal(ExecutionStatus status) =>
        status is ExecutionStatus.Refused or ExecutionStatus.Completed or ExecutionStatus.Failed or ExecutionStatus.Cancelled or ExecutionStatus.Expired;
}
