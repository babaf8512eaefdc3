using System.Globalization;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite;

/// <summary>The file's settings, and its tables from version to version.</summary>
internal static class Schema
{
    /// <summary>Version that this program reads and writes.</summary>
    public const int Version = 1;

    /// <summary>"SWBD": says whose file it is.</summary>
    private const int ApplicationId = 0x53574244;

    /// <summary>Opens a connection that writes, each commit on the disk before it is answered.</summary>
    public static Database OpenWriter(SqliteLedgerOptions options, bool create = false)
    {
        var database = Database.Open(options.Path, create, options.Timeout);
        database.Execute("""
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = ON;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -16384;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            """);
        if (options.MaxPages is { } pages)
            database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
        return database;
    }

    /// <summary>Opens a connection that only reads and is never held up by the writer.</summary>
    public static Database OpenReader(SqliteLedgerOptions options)
    {
        var database = Database.Open(options.Path, create: false, options.Timeout);
        database.Execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;");
        return database;
    }

    /// <summary>Brings the file to this program's version, or says why it may not.</summary>
    /// <exception cref="LedgerException">Newer, older and not to be migrated, or no ledger at all.</exception>
    public static void Ensure(Database database, bool migrate, SqliteLedgerOptions options, TimeProvider machineClock)
    {
        if (IsCurrent(database))
            return;
        if (!migrate)
            throw Older(database.Path, VersionOf(database));

        UseWriteAheadLog(database, options, machineClock);
        database.Execute("BEGIN IMMEDIATE");
        for (var version = VersionOf(database) + 1; version <= Version; version++)
        {
            database.Execute(Script(version));
        }

        database.Execute(string.Create(CultureInfo.InvariantCulture,
            $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}; COMMIT"));
    }

    private static bool IsCurrent(Database database)
    {
        var version = VersionOf(database);
        if (version > Version)
            throw Newer(database.Path, version);
        var mine = database.Ask("PRAGMA application_id") == ApplicationId.ToString(CultureInfo.InvariantCulture);
        if (!mine && database.Ask("SELECT name FROM sqlite_schema LIMIT 1") is not null)
            throw NoLedger(database.Path);
        return version == Version;
    }

    private static int VersionOf(Database database) =>
        int.Parse(database.Ask("PRAGMA user_version") ?? "0", CultureInfo.InvariantCulture);

    private static string Script(int version)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $".Migrations.{version:0000}_");
        var assembly = typeof(Schema).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.Contains(prefix, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <remarks>SQLite does not wait here when two processes make the same file at once, so the loser looks again.</remarks>
    private static void UseWriteAheadLog(Database database, SqliteLedgerOptions options, TimeProvider machineClock)
    {
        var start = machineClock.GetTimestamp();
        database.WaitWhenBusy(TimeSpan.Zero);
        while (!TryUseWriteAheadLog(database, giveUp: machineClock.GetElapsedTime(start) > options.Timeout))
        {
            Thread.Yield();
        }

        database.WaitWhenBusy(options.Timeout);
    }

    private static bool TryUseWriteAheadLog(Database database, bool giveUp)
    {
        try
        {
            database.Execute("PRAGMA journal_mode = WAL");
            return true;
        }
        catch (SqliteException error) when (!giveUp && SqliteErrors.FailureOf(error) == LedgerFailure.Locked)
        {
            return false;
        }
    }

    private static LedgerException Newer(string path, int version) => new(LedgerFailure.NewerVersion,
        $"The ledger {path} has schema version {version}, written by a newer Switchboard; this one knows version {Version}. Run the newer program, or name another file in DATABASE_URL.");

    private static LedgerException Older(string path, int version) => new(LedgerFailure.OlderVersion,
        $"The ledger {path} has schema version {version}; this program needs version {Version}. Run `switchboard db migrate`, after a backup.");

    private static LedgerException NoLedger(string path) => new(LedgerFailure.Corrupt,
        $"The file {path} is an SQLite database of another program, not a ledger. Name another file in DATABASE_URL.");
}
