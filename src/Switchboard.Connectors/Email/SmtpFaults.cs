using Switchboard.Calls;

namespace Switchboard.Connectors.Email;

/// <summary>What a reply that is no yes says about the effect: a server that says no has not taken the mail.</summary>
internal static class SmtpFaults
{
    /// <summary>Greylisting lets a second try pass after minutes; a try right away would only be counted against us.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>A service that closes comes back sooner.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMinutes(1);

    /// <summary>The exception of a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="to">What it answers, as <c>RCPT TO</c>.</param>
    public static ProviderException Of(SmtpReply reply, string to)
    {
        var fault = new Fault
        {
            Verdict = Verdict.Rejected,
            Code = ErrorCode.ProviderRejected,
            Message = $"The server said {reply.FullCode} to {to}: {reply.Text}",
            ProviderCode = reply.FullCode,
        };
        return new ProviderException(reply switch
        {
            { Code: 530 or 534 or 535 or 538 } => fault with { Verdict = Verdict.NotSent, Code = ErrorCode.ReconnectRequired, IsUnauthorized = true },
            { Code: 421 } => Later(fault, ShortPause) with { TripsBreaker = true },
            { IsTransient: true } => Later(fault, Pause),
            _ => fault,
        });
    }

    /// <summary>No recipient was taken: later, if any may be taken later.</summary>
    public static ProviderException NobodyAccepted(IReadOnlyList<SmtpReply> replies)
    {
        var told = replies.FirstOrDefault(reply => reply.IsTransient) ?? replies[0];
        return Of(told, replies.Count == 1 ? "RCPT TO" : $"RCPT TO, and every one of {replies.Count} recipients was refused");
    }

    /// <summary>What the server lacks and the mail needs.</summary>
    public static ProviderException Lacking(string message, string? code = null) => new(new Fault
    {
        Verdict = Verdict.Rejected,
        Code = ErrorCode.ProviderRejected,
        Message = message,
        ProviderCode = code,
    });

    private static Fault Later(Fault fault, TimeSpan pause) =>
        fault with { Verdict = Verdict.NotSent, Code = ErrorCode.ProviderUnavailable, RetryAfter = pause };
}
