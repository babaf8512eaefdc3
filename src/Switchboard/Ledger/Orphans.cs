using Switchboard.Calls;

namespace Switchboard.Ledger;

/// <summary>What a call or run is told that a dead process left behind.</summary>
internal static class Orphans
{
    /// <summary>How long the input of a call is kept that had sent nothing, so that it can be run again.</summary>
    public static readonly TimeSpan FailedInputKept = TimeSpan.FromDays(7);

    /// <summary>Claims that may come to nothing before a job is given up.</summary>
    public const int MostFailures = 5;

    /// <summary>Why a call is in doubt that a worker may still settle: by the same key, or by a look-up.</summary>
    public const string Rescue = "rescue";

    /// <summary>Error of a call that had sent nothing.</summary>
    public static readonly byte[] NothingSent =
        """{"code":"internal","message":"The process that made this call ended before anything was sent."}"""u8.ToArray();

    /// <summary>Error of a call that may have happened.</summary>
    public static readonly byte[] MayHaveHappened =
        """{"code":"in_doubt","message":"The process that made this call ended after it may have been sent; whether it happened is not known. Do not repeat it."}"""u8.ToArray();

    /// <summary>Error of a job whose processes kept dying.</summary>
    public static readonly byte[] GivenUp =
        """{"code":"internal","message":"Every process that took this call up ended before it was sent; it was given up."}"""u8.ToArray();

    /// <summary>Error of a call that waited too long.</summary>
    public static readonly byte[] TooLate =
        """{"code":"expired","message":"Its deadline passed before it was sent."}"""u8.ToArray();

    /// <summary>Error of a call that was stopped while it waited.</summary>
    public static readonly byte[] Stopped =
        """{"code":"cancelled","message":"It was cancelled before anything was sent."}"""u8.ToArray();

    /// <summary>What becomes of a row whose process died.</summary>
    /// <param name="isDispatched">Bytes may have reached the provider.</param>
    /// <param name="isJob">It was queued; else its caller has gone with the process.</param>
    /// <param name="failures">Claims that came to nothing before this one.</param>
    public static (ExecutionStatus Status, byte[]? Error) Settle(bool isDispatched, bool isJob, int failures) => (isDispatched, isJob) switch
    {
        (true, _) => (ExecutionStatus.InDoubt, MayHaveHappened),
        (_, false) => (ExecutionStatus.Failed, NothingSent),
        _ when failures + 1 >= MostFailures => (ExecutionStatus.Failed, GivenUp),
        _ => (ExecutionStatus.Queued, null),
    };

    /// <summary>Error of a run.</summary>
    public const string Run = "The process that ran it ended.";
}
