namespace Switchboard.Ledger;

/// <summary>What a call or run is told that a dead process left behind.</summary>
internal static class Orphans
{
    /// <summary>How long the input of a call is kept that had sent nothing, so that it can be run again.</summary>
    public static readonly TimeSpan FailedInputKept = TimeSpan.FromDays(7);

    /// <summary>Error of a call that had sent nothing.</summary>
    public static readonly byte[] NothingSent =
        """{"code":"internal","message":"The process that made this call ended before anything was sent."}"""u8.ToArray();

    /// <summary>Error of a call that may have happened.</summary>
    public static readonly byte[] MayHaveHappened =
        """{"code":"in_doubt","message":"The process that made this call ended after it may have been sent; whether it happened is not known. Do not repeat it."}"""u8.ToArray();

    /// <summary>Error of a run.</summary>
    public const string Run = "The process that ran it ended.";
}
