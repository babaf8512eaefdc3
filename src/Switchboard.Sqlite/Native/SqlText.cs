using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Switchboard.Sqlite.Native;

/// <summary>Ids and times as the text that the file holds: fixed width, so that they sort.</summary>
internal static class SqlText
{
    public const int IdLength = 36;
    public const int TimeLength = 24;

    public static void WriteId(Guid id, Span<byte> text) => id.TryFormat(text, out _, "D");

    public static Guid ReadId(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out Guid id, out var read, 'D') && read == text.Length ? id : throw NotOurs(text, "id");

    /// <summary>Writes <c>2026-01-31T23:59:59.999Z</c>.</summary>
    public static void WriteTime(DateTimeOffset time, Span<byte> text)
    {
        var utc = time.UtcDateTime;
        WriteDigits(utc.Year, text[..4]);
        text[4] = (byte)'-';
        WriteDigits(utc.Month, text[5..7]);
        text[7] = (byte)'-';
        WriteDigits(utc.Day, text[8..10]);
        text[10] = (byte)'T';
        WriteDigits(utc.Hour, text[11..13]);
        text[13] = (byte)':';
        WriteDigits(utc.Minute, text[14..16]);
        text[16] = (byte)':';
        WriteDigits(utc.Second, text[17..19]);
        text[19] = (byte)'.';
        WriteDigits(utc.Millisecond, text[20..23]);
        text[23] = (byte)'Z';
    }

    public static string Time(DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[TimeLength];
        WriteTime(time, text);
        return Encoding.ASCII.GetString(text);
    }

    public static DateTimeOffset ReadTime(ReadOnlySpan<byte> text) =>
        DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(text), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw NotOurs(text, "time");

    /// <summary>Smallest id of an instant: a UUIDv7 begins with its milliseconds.</summary>
    public static string FirstIdOf(DateTimeOffset time)
    {
        var milliseconds = Math.Clamp(time.ToUnixTimeMilliseconds(), 0, 0xFFFF_FFFF_FFFF);
        var hex = milliseconds.ToString("x12", CultureInfo.InvariantCulture);
        return $"{hex[..8]}-{hex[8..]}";
    }

    private static void WriteDigits(int value, Span<byte> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }

    private static FormatException NotOurs(ReadOnlySpan<byte> text, string what) =>
        new($"'{Encoding.UTF8.GetString(text)}' is not a ledger's {what}.");
}
