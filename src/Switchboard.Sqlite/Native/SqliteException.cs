namespace Switchboard.Sqlite.Native;

/// <summary>What SQLite answered; never leaves this assembly.</summary>
internal sealed class SqliteException(int code, string message) : Exception($"SQLite {code}: {message}")
{
    /// <summary>Extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>Primary result code.</summary>
    public int Primary => Code & 0xFF;
}
