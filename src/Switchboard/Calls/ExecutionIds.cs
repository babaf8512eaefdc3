using System.Buffers.Binary;

namespace Switchboard.Calls;

/// <summary>Makes UUIDv7 that grow within a process, so that order by id is order by time.</summary>
public sealed class ExecutionIds(Chance chance)
{
    private readonly Lock _gate = new();
    private long _last;

    /// <summary>A new id of an instant, greater than all before.</summary>
    public Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        chance.Fill(bytes[8..]);
        var tick = now.ToUnixTimeMilliseconds() << 12;
        lock (_gate)
        {
            // 48 bits of milliseconds, then 12 that count within one.
            _last = tick > _last ? tick : _last + 1;
            tick = _last;
        }

        BinaryPrimitives.WriteInt64BigEndian(bytes, (tick >> 12 << 16) | 0x7000 | (tick & 0xfff));
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The least id of an instant: what was made at or after it is not smaller.</summary>
    public static Guid Least(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, (instant.ToUnixTimeMilliseconds() << 16) | 0x7000);
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }
}
