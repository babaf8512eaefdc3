using SQLitePCL;

namespace Switchboard.Sqlite.Native;

/// <summary>One connection to the file. Not for two threads at once.</summary>
internal sealed class Database : IDisposable
{
    private readonly List<Statement> _statements = [];

    private Database(string path, sqlite3 handle)
    {
        Path = path;
        Handle = handle;
    }

    static Database() => Batteries_V2.Init();

    public string Path { get; }

    public sqlite3 Handle { get; }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static Database Open(string path, bool create, TimeSpan timeout)
    {
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(path, handle);
        if (code == raw.SQLITE_OK)
        {
            _ = raw.sqlite3_extended_result_codes(handle, 1);
            database.WaitWhenBusy(timeout);
            return database;
        }

        var error = database.Error(code);
        handle.Dispose();
        throw error;
    }

    /// <summary>How long a statement waits for another process's lock.</summary>
    public void WaitWhenBusy(TimeSpan time) =>
        Check(raw.sqlite3_busy_timeout(Handle, (int)Math.Clamp(time.TotalMilliseconds, 0, int.MaxValue)));

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        var statement = PrepareOnce(sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs statements that give nothing back.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(Handle, sql);
        if (code != raw.SQLITE_OK)
            throw Error(code);
    }

    /// <summary>First column of the first row; null: no row.</summary>
    public string? Ask(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.ReadTextOrNull() : null;
    }

    /// <summary>Makes every statement ready to be bound, whatever interrupted it.</summary>
    public void ResetAll()
    {
        foreach (var statement in _statements)
        {
            statement.Reset();
        }
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Error(code);
    }

    public SqliteException Error(int code) =>
        new(raw.sqlite3_extended_errcode(Handle) is var extended && (extended & 0xFF) == (code & 0xFF) ? extended : code,
            raw.sqlite3_errmsg(Handle).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        Handle.Dispose();
    }

    /// <summary>Prepares a statement that its caller disposes of.</summary>
    public Statement PrepareOnce(string sql)
    {
        const uint Persistent = 1;
        var code = raw.sqlite3_prepare_v3(Handle, sql, Persistent, out var statement);
        return code == raw.SQLITE_OK ? new Statement(this, statement) : throw Error(code);
    }
}
