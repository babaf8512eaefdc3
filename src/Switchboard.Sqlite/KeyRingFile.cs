using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite;

/// <summary>The key ring beside the database file, and its check value in it.</summary>
internal static class KeyRingFile
{
    private const string CheckName = "key_check";

    /// <summary>The database's ring; makes one only for a database that never had one.</summary>
    /// <exception cref="LedgerException">The ring is missing, unreadable or another one.</exception>
    public static KeyRing Load(Database database, SqliteLedgerOptions options)
    {
        // Under the write lock, so that two processes that start together agree on one ring.
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            var expected = database.Ask($"SELECT value FROM meta WHERE name = '{CheckName}'");
            var ring = new KeyRingSource(PathOf(options), options.Path).Load(expected);
            if (expected is null)
                database.Execute($"INSERT INTO meta (name, value) VALUES ('{CheckName}', '{ring.CheckValue}')");
            database.Execute("COMMIT");
            return ring;
        }
        catch
        {
            if (database.InTransaction)
                database.Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary><c>switchboard.db</c> has its ring in <c>switchboard.keys</c>, unless the setting names another file.</summary>
    public static string PathOf(SqliteLedgerOptions options) => options.KeyRing ?? Path.ChangeExtension(options.Path, ".keys");
}
