namespace Switchboard.Simulation;

/// <summary>The provider's side of one connection of bytes.</summary>
public abstract class SimulatedDialogue
{
    /// <summary>What the provider says first.</summary>
    public abstract SimulatedTurn Greet();

    /// <summary>Takes bytes, cut anywhere; gives what the provider says to them, in order.</summary>
    public abstract IReadOnlyList<SimulatedTurn> Receive(ReadOnlySpan<byte> bytes);

    /// <summary>TLS has begun.</summary>
    public abstract void Encrypted();
}

/// <summary>What a provider says at once on a connection of bytes.</summary>
/// <param name="Bytes">As they go over the wire.</param>
public sealed record SimulatedTurn(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Time that passes on the domain clock before it.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Whether the provider closes the connection after it.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether no connection was made at all.</summary>
    public bool IsRefused { get; init; }

    /// <summary>A simulator's answer as bytes, with what goes wrong on the wire.</summary>
    public static SimulatedTurn Of(SimulatorReply reply, ReadOnlyMemory<byte> bytes) => reply.WireFault switch
    {
        WireFault.ConnectRefused => new(default(ReadOnlyMemory<byte>)) { Latency = reply.Latency, Closes = true, IsRefused = true },
        WireFault.AnswerLost => new(default(ReadOnlyMemory<byte>)) { Latency = reply.Latency, Closes = true },
        WireFault.Truncated => new(bytes[..(bytes.Length / 2)]) { Latency = reply.Latency, Closes = true },
        _ => new(bytes) { Latency = reply.Latency },
    };
}
