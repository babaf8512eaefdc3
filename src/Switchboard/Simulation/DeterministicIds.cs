using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Switchboard.Simulation;

/// <summary>Ids from a hash of (seed, kind, key, how many times seen).</summary>
internal sealed class DeterministicIds(long seed)
{
    private readonly Dictionary<string, int> _seen = [];

    public string Next(string kind, string key)
    {
        Span<byte> hash = stackalloc byte[32];
        Hash(seed, kind + "\0" + key, 0, hash);
        var name = Convert.ToHexStringLower(hash[..16]);
        var times = _seen.GetValueOrDefault(name);
        _seen[name] = times + 1;
        if (times > 0)
        {
            Hash(seed, kind + "\0" + key, times, hash);
        }

        return Convert.ToHexStringLower(hash);
    }

    public static void Hash(long seed, string text, int times, Span<byte> hash)
    {
        var bytes = new byte[12 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, seed);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), times);
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(12));
        SHA256.HashData(bytes, hash);
    }

    public static string ToBase36(string hex, int digits)
    {
        const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var bytes = Convert.FromHexString(hex);
        return string.Create(digits, bytes, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[source[i] % 36];
            }
        });
    }

    public static double Fraction(long seed, string kind, string key)
    {
        Span<byte> hash = stackalloc byte[32];
        Hash(seed, kind + "\0" + key, 0, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }

    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, times) in _seen)
        {
            writer.WriteNumber(name, times);
        }

        writer.WriteEndObject();
    }

    public void Load(JsonElement saved)
    {
        _seen.Clear();
        foreach (var entry in saved.EnumerateObject())
        {
            _seen[entry.Name] = entry.Value.GetInt32();
        }
    }
}
