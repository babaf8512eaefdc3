namespace Switchboard.Calls;

/// <summary>The caller stopped waiting. The outcome says whether anything was sent: cancelled, or in doubt.</summary>
public sealed class CallCancelledException(Outcome outcome, CancellationToken token)
    : OperationCanceledException(outcome.Error?.Message, token)
{
    /// <summary>How the call ended.</summary>
    public Outcome Outcome { get; } = outcome;
}
