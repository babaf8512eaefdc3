using System.Net;

namespace Switchboard.Calls;

/// <summary>Where a connection of bytes goes, and whom to trust there.</summary>
/// <param name="Host">Name or address; with TLS the certificate must be for it.</param>
/// <param name="Port">TCP port.</param>
public sealed record ConnectionTarget(string Host, int Port)
{
    /// <summary>Whether TLS begins before the first byte.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>PEM file of the certificates that alone are trusted there; null: the system's authorities.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Whether it stays on this machine.</summary>
    public bool IsLoopback =>
        Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
