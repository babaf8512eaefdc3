using SQLitePCL;
using Switchboard.Ledger;

namespace Switchboard.Sqlite.Native;

/// <summary>What SQLite's codes mean to somebody who has to do something about it.</summary>
internal static class SqliteErrors
{
    public static LedgerException Translate(SqliteException error, string path)
    {
        var failure = FailureOf(error);
        return new LedgerException(failure, $"{Explain(failure, path)} ({error.Message})", error);
    }

    public static bool IsOfOneRow(Exception error) => error is not SqliteException sqlite || sqlite.Primary is raw.SQLITE_CONSTRAINT
        or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE;

    public static LedgerFailure FailureOf(SqliteException error) => error.Primary switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => LedgerFailure.Locked,
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => LedgerFailure.ReadOnly,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => LedgerFailure.Corrupt,
        raw.SQLITE_FULL => LedgerFailure.DiskFull,
        _ => LedgerFailure.Unavailable,
    };

    private static string Explain(LedgerFailure failure, string path) => failure switch
    {
        LedgerFailure.Locked =>
            $"The ledger {path} is locked by another program. Close what holds it, as a database browser or a backup, and try again.",
        LedgerFailure.ReadOnly =>
            $"The ledger {path} cannot be opened for writing. Check that its folder exists and that this user may write the folder, the file, and the -wal and -shm files beside it.",
        LedgerFailure.Corrupt =>
            $"The file {path} is not a ledger or is damaged. Move it away and restore a backup, or name another file in DATABASE_URL.",
        LedgerFailure.DiskFull => $"The disk of the ledger {path} is full. Free some space; no restart is needed.",
        _ => $"The ledger {path} cannot be read or written. Check its disk and the log of the system.",
    };
}
