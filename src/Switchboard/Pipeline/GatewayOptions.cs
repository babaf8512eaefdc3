using Switchboard.Connections;
using Switchboard.Orchestration;
using Switchboard.Simulation;

namespace Switchboard.Pipeline;

/// <summary>How a gateway runs. What is not set comes from configuration and environment, read once at start.</summary>
public sealed class GatewayOptions
{
    /// <summary>Forces the mode of every connector; null: the toggle decides.</summary>
    public ConnectorMode? Mode { get; set; }

    /// <summary>Gives a setting's value, names with colons; default: configuration if registered, then environment.</summary>
    public Func<string, string?>? Setting { get; set; }

    /// <summary>The domain clock: limits, due times, row times. May be simulated.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The machine's clock: leases. Never simulated outside tests.</summary>
    public TimeProvider MachineTime { get; set; } = TimeProvider.System;

    /// <summary>Seed of everything simulated.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>Whether ids in the ledger come from the seed too, as tests want.</summary>
    public bool IsSeededThroughout { get; set; }

    /// <summary>Called with every simulator that is made, to set faults or latency.</summary>
    public Action<string, Simulator>? OnSimulatorCreated { get; set; }

    /// <summary>Gathers a digest of every call; null: none.</summary>
    public RunDigest? Digest { get; set; }

    /// <summary>Longest time of one try. Default 10 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time of a call's tries together. Default 30 s.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Pauses before each further try, one each. Default 75, 150, 300 ms.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; set; } =
        [TimeSpan.FromMilliseconds(75), TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(300)];

    /// <summary>Calls of a connection that fail in a row before its breaker opens. Default 3.</summary>
    public int BreakerFailures { get; set; } = 3;

    /// <summary>How long an open breaker rests. Default 10 s.</summary>
    public TimeSpan BreakerRest { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a direct call's lease holds. Default 60 s; longer than <see cref="TotalTimeout"/>.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    internal void Check()
    {
        Require(AttemptTimeout > TimeSpan.Zero && TotalTimeout >= AttemptTimeout, $"TotalTimeout ({TotalTimeout}) must not be shorter than AttemptTimeout ({AttemptTimeout}).");
        Require(Lease > TotalTimeout, $"Lease ({Lease}) must be longer than TotalTimeout ({TotalTimeout}).");
        Require(BreakerFailures > 0 && BreakerRest > TimeSpan.Zero, $"BreakerFailures ({BreakerFailures}) and BreakerRest ({BreakerRest}) must be positive.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new StartException(message);
        }
    }
}
