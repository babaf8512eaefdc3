using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Ledger;

/// <summary>Encrypts what the redacted row cannot give back, each payload under a key of its own.</summary>
internal static class PayloadSealing
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    internal const int TagLength = 16;
    private const int Overhead = NonceLength + TagLength;

    /// <summary>Seals a payload so that only this row of this organisation opens it.</summary>
    public static SealedPayload Seal(
        KeyRing ring, Guid executionId, SealedKind kind, string orgId, ReadOnlySpan<byte> plaintext, DateTimeOffset? expiresAt)
    {
        // The payload's key and both nonces from one draw.
        Span<byte> random = stackalloc byte[KeyLength + NonceLength + NonceLength];
        RandomNumberGenerator.Fill(random);
        var key = random[..KeyLength];
        try
        {
            var keyId = ring.CurrentSealingKey;
            var bound = Bind(orgId, executionId, kind, keyId);
            var wrapping = ring.TakeCipher();
            var wrappedKey = Encrypt(wrapping, random.Slice(KeyLength, NonceLength), key, bound);
            ring.GiveBack(wrapping);
            using var sealing = new AesGcm(key, TagLength);
            return new(executionId, kind, keyId, wrappedKey, Encrypt(sealing, random[^NonceLength..], plaintext, bound), expiresAt);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Opens a payload.</summary>
    /// <exception cref="CryptographicException">It is another row's, another organisation's, changed, or the ring lacks its key.</exception>
    public static byte[] Open(KeyRing ring, SealedPayload payload, string orgId)
    {
        var bound = Bind(orgId, payload.ExecutionId, payload.Kind, payload.KeyId);
        var key = Decrypt(ring.SealingKey(payload.KeyId), payload.WrappedKey, bound);
        try
        {
            return Decrypt(key, payload.Data, bound);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Associated data: what may not be swapped.</summary>
    private static byte[] Bind(string orgId, Guid executionId, SealedKind kind, int keyId)
    {
        const int Fixed = 16 + 1 + 4;
        var bound = new byte[Fixed + Encoding.UTF8.GetByteCount(orgId)];
        executionId.TryWriteBytes(bound, bigEndian: true, out _);
        bound[16] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(bound.AsSpan(17), keyId);
        Encoding.UTF8.GetBytes(orgId, bound.AsSpan(Fixed));
        return bound;
    }

    private static byte[] Encrypt(AesGcm aes, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> bound)
    {
        var sealedBytes = new byte[Overhead + plaintext.Length];
        nonce.CopyTo(sealedBytes);
        aes.Encrypt(nonce, plaintext, sealedBytes.AsSpan(NonceLength, plaintext.Length), sealedBytes.AsSpan(NonceLength + plaintext.Length), bound);
        return sealedBytes;
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> bound)
    {
        if (sealedBytes.Length < Overhead)
            throw new CryptographicException("A sealed payload is cut off.");
        var plaintext = new byte[sealedBytes.Length - Overhead];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(sealedBytes[..NonceLength], sealedBytes.Slice(NonceLength, plaintext.Length), sealedBytes[^TagLength..], plaintext, bound);
        return plaintext;
    }
}
