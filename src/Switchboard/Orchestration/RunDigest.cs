using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Connections;
using Switchboard.Redaction;
using Switchboard.Validation;

namespace Switchboard.Orchestration;

/// <summary>What calls did, as one hash: the same for the same seed however they interleaved. No ids, times or attempts.</summary>
public sealed class RunDigest
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _calls = [];
    private readonly Redactor _redactor;

    /// <summary>Makes a digest whose recipients are hashed under a key of the seed.</summary>
    public RunDigest(long seed) =>
        _redactor = new Redactor(new RecipientHash(new KeyedHash(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(null, $"digest:{seed}"))))));

    /// <summary>SHA-256 of the sorted calls, lower-case hex.</summary>
    public string Value
    {
        get
        {
            lock (_gate)
            {
                _calls.Sort(static (a, b) => a.AsSpan().SequenceCompareTo(b));
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                foreach (var call in _calls)
                {
                    hash.AppendData(call);
                }

                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
        }
    }

    internal void Add(ActionDescriptor action, ConnectorMode mode, ExecutionStatus status, string? error, JsonElement? input, JsonElement? output)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(action.Connector);
            writer.WriteStringValue(action.Name);
            writer.WriteStringValue(mode.ToText());
            writer.WriteStringValue(status.ToText());
            writer.WriteStringValue(error);
            Write(writer, input, action.InputMarks);
            Write(writer, output, action.OutputMarks);
            writer.WriteEndArray();
        }

        var canonical = new ArrayBufferWriter<byte>(buffer.WrittenCount);
        using (var document = JsonDocument.Parse(buffer.WrittenMemory))
        {
            CanonicalJson.Write(canonical, document.RootElement);
        }

        var call = SHA256.HashData(canonical.WrittenSpan);
        lock (_gate)
        {
            _calls.Add(call);
        }
    }

    private void Write(Utf8JsonWriter writer, JsonElement? value, FieldMarks marks)
    {
        if (value is { } given)
        {
            _redactor.Write(writer, given, marks, skipVolatile: true);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
