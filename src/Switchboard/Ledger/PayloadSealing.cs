using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Switchboard.Calls;

namespace Switchboard.Ledger;

/// <summary>Encrypts what the redacted row cannot give back, each payload under a key of its own.</summary>
/// <remarks>That key is the ring's sealing key applied to the row's random key: nobody who lacks either can make it again.</remarks>
internal static class PayloadSealing
{
    private const int KeyLength = 32;
    private const int TagLength = 16;

    /// <summary>Seals a payload so that only this row of this organisation opens it.</summary>
    public static SealedPayload Seal(
        KeyRing ring, Guid executionId, SealedKind kind, string orgId, ReadOnlySpan<byte> plaintext, DateTimeOffset? expiresAt)
    {
        var rowKey = new byte[KeyLength];
        Chance.System.Fill(rowKey);
        var keyId = ring.CurrentSealingKey;
        var data = new byte[plaintext.Length + TagLength];
        using (var aes = Cipher(ring, keyId, rowKey))
        {
            aes.Encrypt(Nonce, plaintext, data.AsSpan(0, plaintext.Length), data.AsSpan(plaintext.Length), Bind(orgId, executionId, kind, keyId));
        }

        return new(executionId, kind, keyId, rowKey, data, expiresAt);
    }

    /// <summary>Opens a payload.</summary>
    /// <exception cref="CryptographicException">It is another row's, another organisation's, changed, or the ring lacks its key.</exception>
    public static byte[] Open(KeyRing ring, SealedPayload payload, string orgId)
    {
        if (payload.Data.Length < TagLength)
            throw new CryptographicException("A sealed payload is cut off.");
        var plaintext = new byte[payload.Data.Length - TagLength];
        using var aes = Cipher(ring, payload.KeyId, payload.RowKey);
        aes.Decrypt(Nonce, payload.Data.AsSpan(0, plaintext.Length), payload.Data.AsSpan(plaintext.Length), plaintext, Bind(orgId, payload.ExecutionId, payload.Kind, payload.KeyId));
        return plaintext;
    }

    // Always the same: each key encrypts once.
    private static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static AesGcm Cipher(KeyRing ring, int keyId, ReadOnlySpan<byte> rowKey)
    {
        Span<byte> key = stackalloc byte[KeyedHash.Length];
        ring.Sealing(keyId).Of(rowKey, key);
        var cipher = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
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
}
