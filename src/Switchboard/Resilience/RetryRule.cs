using Switchboard.Calls;
using Switchboard.Contracts;

namespace Switchboard.Resilience;

/// <summary>Whether a fault may be followed by another try in the same call.</summary>
internal static class RetryRule
{
    /// <summary>Share of a key's window after which nothing is sent again by itself.</summary>
    private const double SafeShare = 0.8;

    /// <summary>Later another call may have set what this one would set again.</summary>
    private static readonly TimeSpan NaturalWindow = TimeSpan.FromMinutes(5);

    /// <summary>Whether a call whose process died may be sent again under its own key.</summary>
    /// <param name="repeat">The action's class under the granted scopes.</param>
    /// <param name="keyWindow">For keyed actions: how long the provider keeps the key.</param>
    /// <param name="sinceSent">Time since it was first sent.</param>
    public static bool MaySendAgain(Repeat repeat, TimeSpan keyWindow, TimeSpan sinceSent) => repeat switch
    {
        Repeat.Keyed => sinceSent < keyWindow * SafeShare,
        Repeat.Natural => sinceSent < NaturalWindow * SafeShare,
        _ => false,
    };

    /// <summary>Whether to try again.</summary>
    /// <param name="fault">How the attempt failed.</param>
    /// <param name="repeat">The action's class under the granted scopes.</param>
    /// <param name="keyWindow">For keyed actions: how long the provider keeps the key.</param>
    /// <param name="sinceFirst">Time since the first try.</param>
    /// <param name="isRenewed">Whether a new access token can be had since this attempt began.</param>
    public static bool MayRetry(Fault fault, Repeat repeat, TimeSpan keyWindow, TimeSpan sinceFirst, bool isRenewed) => fault switch
    {
        { IsUnauthorized: true } => isRenewed,
        { Code: ErrorCode.RateLimited or ErrorCode.ReconnectRequired } => false,
        { Verdict: Verdict.NotSent, RetryAfter: { } wait } when wait > TimeSpan.FromSeconds(1) => false,
        { Verdict: Verdict.NotSent } => true,
        { Verdict: Verdict.InDoubt } => repeat switch
        {
            Repeat.Read or Repeat.Natural => true,
            Repeat.Keyed => sinceFirst < keyWindow * SafeShare,
            _ => false,
        },
        _ => false,
    };
}
