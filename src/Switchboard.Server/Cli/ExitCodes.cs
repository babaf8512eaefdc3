using Switchboard.Calls;

namespace Switchboard.Server.Cli;

/// <summary>Exit codes, as the outside contract gives them.</summary>
internal static class ExitCodes
{
    /// <summary>It worked, or was accepted for later.</summary>
    public const int Ok = 0;

    /// <summary>Nothing to answer with: no such row, no ledger, or a bug.</summary>
    public const int NoRow = 1;

    /// <summary>What was asked is not valid, or the configuration is not.</summary>
    public const int Usage = 2;

    /// <summary>Refused, held for a person, or stopped; nothing was sent.</summary>
    public const int Refused = 3;

    /// <summary>Failed.</summary>
    public const int Failed = 4;

    /// <summary>Whether it happened is not known.</summary>
    public const int InDoubt = 5;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>SIGTERM.</summary>
    public const int Terminated = 143;

    /// <summary>The exit code of an outcome.</summary>
    public static int Of(ExecutionStatus status, ErrorCode? error) => status switch
    {
        ExecutionStatus.Completed or ExecutionStatus.Queued or ExecutionStatus.Deferred or ExecutionStatus.Running => Ok,
        ExecutionStatus.InDoubt => InDoubt,
        ExecutionStatus.Refused => error is ErrorCode.InvalidInput or ErrorCode.UnknownAction or ErrorCode.TooLarge ? Usage : Of(error, Refused),
        ExecutionStatus.Failed => error is ErrorCode.RateLimited or ErrorCode.CircuitOpen ? Refused : Of(error, Failed),
        _ => Refused,
    };

    private static int Of(ErrorCode? error, int otherwise) =>
        error is ErrorCode.LedgerUnavailable or ErrorCode.Internal or ErrorCode.NotFound ? NoRow : otherwise;
}
