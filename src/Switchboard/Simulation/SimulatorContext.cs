namespace Switchboard.Simulation;

/// <summary>What a simulator is given: time, chance and whose account it plays.</summary>
public sealed class SimulatorContext
{
    /// <summary>The domain clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Seed of ids, latency and faults.</summary>
    public required long Seed { get; init; }

    /// <summary>Organisation whose account it plays.</summary>
    public string Organisation { get; init; } = "default";

    /// <summary>Connection whose account it plays.</summary>
    public string Connection { get; init; } = "default";
}
