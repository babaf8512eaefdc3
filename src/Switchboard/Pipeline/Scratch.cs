using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchboard.Pipeline;

/// <summary>A buffer and its JSON writer, used again by the next who needs one on the same thread. Never held across an await.</summary>
internal sealed class Scratch : IDisposable
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static Scratch? _spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    private Scratch() => Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The buffer itself, for what is not written as JSON.</summary>
    public IBufferWriter<byte> Bytes => _buffer;

    /// <summary>Writes readable JSON into the buffer.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>What <see cref="Bytes"/> took.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public static Scratch Rent()
    {
        var spare = _spare ?? new Scratch();
        _spare = null;
        return spare;
    }

    /// <summary>A copy of the JSON that was written.</summary>
    public byte[] ToJson()
    {
        Json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public void Dispose()
    {
        if (_buffer.Capacity <= MostKept)
        {
            // Clear, not only reset: it held what is not redacted.
            _buffer.Clear();
            Json.Reset();
            _spare = this;
        }
    }
}
