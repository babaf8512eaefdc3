namespace Switchboard.Simulation;

/// <summary>Plays a provider whose protocol is not HTTP: bytes over a connection.</summary>
/// <remarks>Its dialogue gives each step to <see cref="Simulator.Handle"/>, so that faults, the log and the state are as everywhere.</remarks>
public abstract class StreamSimulator(SimulatorContext context) : Simulator(context)
{
    /// <summary>A client connects.</summary>
    /// <param name="canEncrypt">Whether TLS can begin on this connection.</param>
    public abstract SimulatedDialogue Connect(bool canEncrypt);
}
