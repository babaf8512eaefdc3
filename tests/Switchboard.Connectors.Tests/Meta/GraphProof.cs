using System.Security.Cryptography;

namespace Switchboard.Connectors.Tests.Meta;

/// <summary>The proof that a request of the simulated Instagram account carries, worked out apart from the adapter.</summary>
internal static class GraphProof
{
    public static string Expected { get; } =
        Convert.ToHexStringLower(HMACSHA256.HashData("00000000000000000000000000000001"u8, "EAAsimulatedInstagramToken"u8));
}
