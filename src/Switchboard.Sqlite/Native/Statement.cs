using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Switchboard.Sqlite.Native;

/// <summary>A prepared statement: values are bound in order, columns read in order.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    private const int SmallText = 512;
    private int _bound;
    private int _read;

    public Statement Bind(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return BindNull();
        database.Check(raw.sqlite3_bind_text(handle, ++_bound, text));
        return this;
    }

    public Statement Bind(ReadOnlyMemory<byte> text) => Bind(text.Span);

    public Statement Bind(string? text)
    {
        if (text is null)
            return BindNull();
        if (text.Length == 0)
            return BindEmpty();
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (size > SmallText)
            return BindLong(text, size);
        Span<byte> bytes = stackalloc byte[SmallText];
        return Bind(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    public Statement Bind(Guid id)
    {
        Span<byte> text = stackalloc byte[SqlText.IdLength];
        SqlText.WriteId(id, text);
        return Bind(text);
    }

    public Statement Bind(Guid? id) => id is { } value ? Bind(value) : BindNull();

    public Statement Bind(DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[SqlText.TimeLength];
        SqlText.WriteTime(time, text);
        return Bind(text);
    }

    public Statement Bind(DateTimeOffset? time) => time is { } value ? Bind(value) : BindNull();

    public Statement Bind(long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, ++_bound, value));
        return this;
    }

    public Statement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Statement BindBlob(byte[] bytes)
    {
        database.Check(raw.sqlite3_bind_blob(handle, ++_bound, bytes));
        return this;
    }

    public Statement BindNull()
    {
        database.Check(raw.sqlite3_bind_null(handle, ++_bound));
        return this;
    }

    /// <summary>Moves to the next row; false: there is none and the statement may be bound again.</summary>
    public bool Step()
    {
        _read = 0;
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
            return true;
        Reset();
        return code == raw.SQLITE_DONE ? false : throw database.Error(code);
    }

    /// <summary>Runs to the end; how many rows were changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(database.Handle);
    }

    /// <summary>Ends reading, so that the statement may be bound again.</summary>
    public void Reset()
    {
        _ = raw.sqlite3_reset(handle); // It repeats the error of the last step, which was thrown there.
        _bound = 0;
    }

    public Guid ReadId() => SqlText.ReadId(raw.sqlite3_column_blob(handle, _read++));

    public Guid? ReadIdOrNull() => IsNull() ? null : ReadId();

    public string ReadText() => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, _read++));

    public string? ReadTextOrNull() => IsNull() ? null : ReadText();

    public DateTimeOffset ReadTime() => SqlText.ReadTime(raw.sqlite3_column_blob(handle, _read++));

    public DateTimeOffset? ReadTimeOrNull() => IsNull() ? null : ReadTime();

    public long ReadLong() => raw.sqlite3_column_int64(handle, _read++);

    public long? ReadLongOrNull() => IsNull() ? null : ReadLong();

    public byte[] ReadBytes() => raw.sqlite3_column_blob(handle, _read++).ToArray();

    public void Dispose() => handle.Dispose();

    private bool IsNull()
    {
        if (raw.sqlite3_column_type(handle, _read) != raw.SQLITE_NULL)
            return false;
        _read++;
        return true;
    }

    private Statement BindEmpty()
    {
        database.Check(raw.sqlite3_bind_text(handle, ++_bound, string.Empty));
        return this;
    }

    private Statement BindLong(string text, int size)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return Bind(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
