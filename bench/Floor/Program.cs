using SQLitePCL;

// The least that a recorded call can cost as a process: open SQLite, commit twice. `floor hello FILE` only says hello.
if (args is ["hello", ..])
{
    Console.WriteLine("hello");
    return 0;
}

Batteries_V2.Init();
Check(raw.sqlite3_open_v2(args[0], out var database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null));
using (database)
{
    Run("PRAGMA journal_mode = WAL");
    Run("PRAGMA synchronous = FULL");
    Run("CREATE TABLE IF NOT EXISTS calls (id INTEGER PRIMARY KEY, status TEXT NOT NULL, input TEXT NOT NULL, output TEXT)");
    Run("""INSERT INTO calls (status, input) VALUES ('running', '{"to":"someone"}')""");
    Run("""UPDATE calls SET status = 'completed', output = '{"id":"1"}' WHERE id = last_insert_rowid()""");
}

Console.WriteLine("recorded");
return 0;

void Run(string sql) => Check(raw.sqlite3_exec(database, sql));

static void Check(int code)
{
    if (code != raw.SQLITE_OK)
    {
        throw new InvalidOperationException($"SQLite says {code}.");
    }
}
