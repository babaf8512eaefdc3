using Switchboard.Calls;
using Switchboard.Contracts;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Conformance;

/// <summary>A row of the fault menu (reliability, section 4), and what it means for each repeat class.</summary>
/// <param name="Name">Name in failures.</param>
/// <param name="Fault">What goes wrong, once.</param>
/// <param name="Verdict">What it says about the effect.</param>
/// <param name="Error">Error of a call that is not tried again.</param>
public sealed record FaultCase(string Name, SimulatorFault Fault, Verdict Verdict, ErrorCode Error)
{
    private static readonly SimulatorFault Html = new() { Reply = SimulatorReply.Text("<html>busy</html>", 200, "text/html") };

    /// <summary>Whether the provider acted before it went wrong.</summary>
    public bool Acted { get; init; }

    public static IReadOnlyList<FaultCase> Menu { get; } =
    [
        new("connect refused", SimulatorFault.On(WireFault.ConnectRefused), Verdict.NotSent, ErrorCode.ProviderUnavailable),
        new("answer lost", SimulatorFault.On(WireFault.AnswerLost), Verdict.InDoubt, ErrorCode.InDoubt) { Acted = true },
        new("answer truncated", SimulatorFault.On(WireFault.Truncated), Verdict.InDoubt, ErrorCode.InDoubt) { Acted = true },
        new("no answer in time", SimulatorFault.Slow(TimeSpan.FromSeconds(12)), Verdict.InDoubt, ErrorCode.InDoubt) { Acted = true },
        new("HTML with 200", Html, Verdict.InDoubt, ErrorCode.InDoubt),
        new("500", SimulatorFault.Answer(500), Verdict.InDoubt, ErrorCode.InDoubt),
        new("502", SimulatorFault.Answer(502), Verdict.InDoubt, ErrorCode.InDoubt),
        new("503", SimulatorFault.Answer(503), Verdict.InDoubt, ErrorCode.InDoubt),
        new("504", SimulatorFault.Answer(504), Verdict.InDoubt, ErrorCode.InDoubt),
        new("429", SimulatorFault.TooManyRequests(30), Verdict.NotSent, ErrorCode.RateLimited),
        new("401", SimulatorFault.Answer(401), Verdict.NotSent, ErrorCode.ReconnectRequired),
        new("400", SimulatorFault.Answer(400), Verdict.Rejected, ErrorCode.ProviderRejected),
        new("403", SimulatorFault.Answer(403), Verdict.Rejected, ErrorCode.ProviderRejected),
        new("404", SimulatorFault.Answer(404), Verdict.Rejected, ErrorCode.ProviderRejected),
        new("422", SimulatorFault.Answer(422), Verdict.Rejected, ErrorCode.ProviderRejected),
        new("302", SimulatorFault.Answer(302, [new("Location", "https://elsewhere.example/")]), Verdict.Rejected, ErrorCode.ProviderRejected),
    ];

    /// <summary>How a call of a class ends that meets this once, at the request with its effect.</summary>
    public Expectation For(Repeat repeat) => (Verdict, Error, repeat) switch
    {
        (Verdict.NotSent, ErrorCode.ProviderUnavailable, _) => Expectation.Completed(2),
        (Verdict.InDoubt, _, Repeat.Read or Repeat.Natural or Repeat.Keyed) => Expectation.Completed(2),
        (Verdict.InDoubt, _, Repeat.Reconcilable) when Acted => Expectation.Completed(1),
        (Verdict.InDoubt, _, _) => new Expectation(ExecutionStatus.InDoubt, ErrorCode.InDoubt, 1),
        _ => new Expectation(ExecutionStatus.Failed, Error, 1),
    };
}

/// <summary>How a call ends.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Error">Its error; null: none.</param>
/// <param name="Attempts">How many tries it took.</param>
public sealed record Expectation(ExecutionStatus Status, ErrorCode? Error, int Attempts)
{
    public static Expectation Completed(int attempts) => new(ExecutionStatus.Completed, null, attempts);

    public static Expectation Of(Outcome outcome) => new(outcome.Status, outcome.Error?.Code, outcome.Attempts);
}
