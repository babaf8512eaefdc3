using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;

namespace Switchboard.Ledger;

/// <summary>The ledger's keys: one to look things up, which never changes, and those that seal payloads.</summary>
internal sealed class KeyRing
{
    private const int KeyLength = 32;
    private const int FormatVersion = 1;
    private readonly byte[] _lookup;
    private readonly Dictionary<int, byte[]> _sealing;
    private readonly ConcurrentDictionary<int, KeyedHash> _payloadKeys = [];
    private readonly ConcurrentDictionary<string, byte[]> _organisations = new(StringComparer.Ordinal);

    private KeyRing(byte[] lookup, Dictionary<int, byte[]> sealing, int current)
    {
        _lookup = lookup;
        _sealing = sealing;
        CurrentSealingKey = current;
        CheckValue = Convert.ToHexStringLower(HMACSHA256.HashData(lookup, "check"u8));
    }

    /// <summary>Id of the key that seals new payloads.</summary>
    public int CurrentSealingKey { get; }

    /// <summary>Tells rings apart without giving anything away; the database holds it.</summary>
    public string CheckValue { get; }

    /// <summary>A ring of random keys.</summary>
    public static KeyRing Create() =>
        new(RandomNumberGenerator.GetBytes(KeyLength), new() { [1] = RandomNumberGenerator.GetBytes(KeyLength) }, 1);

    /// <summary>The same ring for the same seed; for simulations only.</summary>
    public static KeyRing FromSeed(long seed)
    {
        var secret = Encoding.UTF8.GetBytes($"switchboard key ring {seed}");
        return new(HMACSHA256.HashData(secret, "lookup"u8), new() { [1] = HMACSHA256.HashData(secret, "sealing"u8) }, 1);
    }

    /// <summary>Reads the JSON form.</summary>
    /// <exception cref="FormatException">It is not a key ring.</exception>
    public static KeyRing Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != FormatVersion)
                throw new FormatException($"The key ring's format is not version {FormatVersion}.");
            var sealing = root.GetProperty("sealing").EnumerateArray().ToDictionary(k => k.GetProperty("id").GetInt32(), k => ReadKey(k, "key"));
            var current = root.GetProperty("current").GetInt32();
            return sealing.ContainsKey(current)
                ? new(ReadKey(root, "lookup"), sealing, current)
                : throw new FormatException("The key ring's current sealing key is not among its keys.");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("The key ring is not JSON with version, lookup, sealing and current.", error);
        }
    }

    /// <summary>The JSON form, to be kept as secret as the data.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", FormatVersion);
            writer.WriteBase64String("lookup", _lookup);
            writer.WriteNumber("current", CurrentSealingKey);
            writer.WriteStartArray("sealing");
            foreach (var (id, key) in _sealing.OrderBy(k => k.Key))
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", id);
                writer.WriteBase64String("key", key);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The same ring with a new current sealing key; the old ones still open.</summary>
    public KeyRing WithNewSealingKey()
    {
        var next = _sealing.Keys.Max() + 1;
        return new(_lookup, new(_sealing) { [next] = RandomNumberGenerator.GetBytes(KeyLength) }, next);
    }

    /// <summary>Key of an organisation's hashes of recipients and inputs.</summary>
    public byte[] OrganisationKey(string orgId) =>
        _organisations.GetOrAdd(orgId, static (org, lookup) => HMACSHA256.HashData(lookup, Encoding.UTF8.GetBytes("org:" + org)), _lookup);

    /// <summary>A sealing key.</summary>
    /// <exception cref="CryptographicException">The ring does not hold it.</exception>
    public ReadOnlySpan<byte> SealingKey(int id) =>
        _sealing.TryGetValue(id, out var key) ? key : throw new CryptographicException($"The key ring has no sealing key {id}.");

    /// <summary>Makes the key of a payload out of its row's key.</summary>
    /// <exception cref="CryptographicException">The ring does not hold the sealing key.</exception>
    public KeyedHash Sealing(int id) => _payloadKeys.TryGetValue(id, out var known) ? known : _payloadKeys.GetOrAdd(id, new KeyedHash(SealingKey(id).ToArray()));

    private static byte[] ReadKey(JsonElement element, string name)
    {
        var key = element.GetProperty(name).GetBytesFromBase64();
        return key.Length == KeyLength ? key : throw new FormatException($"A key of the ring is not {KeyLength} bytes long.");
    }
}
