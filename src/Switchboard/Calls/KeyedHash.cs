using System.Security.Cryptography;

namespace Switchboard.Calls;

/// <summary>HMAC-SHA-256 under one key, for any thread. What the key was prepared into is kept for the next.</summary>
internal sealed class KeyedHash(byte[] key)
{
    private IncrementalHash? _spare;

    /// <summary>Bytes of a hash.</summary>
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>Hashes a text into <see cref="Length"/> bytes.</summary>
    public void Of(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        var hmac = Interlocked.Exchange(ref _spare, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(text);
        hmac.GetHashAndReset(hash);
        Interlocked.Exchange(ref _spare, hmac)?.Dispose();
    }
}
