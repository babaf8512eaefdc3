using System.Net.Sockets;
using Npgsql;
using Switchboard.Ledger;

namespace Switchboard.Postgres;

/// <summary>What PostgreSQL's codes mean to somebody who has to do something about it.</summary>
internal static class PostgresErrors
{
    public static LedgerException Translate(Exception error, string ledger)
    {
        var failure = FailureOf(error);
        return new LedgerException(failure, $"{Explain(failure, ledger)} ({Short(error)})", error);
    }

    /// <summary>Whether it is of one row, and not of the connection or server.</summary>
    public static bool IsOfOneRow(Exception error) =>
        error is PostgresException { SqlState: var state } && (state.StartsWith("23", StringComparison.Ordinal) || state.StartsWith("22", StringComparison.Ordinal));

    /// <summary>Whether two batches stood in each other's way, so that the same may succeed at once.</summary>
    public static bool IsConflict(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Whether the answer was lost, so that what was sent may be durable.</summary>
    public static bool MayBeDurable(Exception error) => error switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    private static LedgerFailure FailureOf(Exception error) => (error as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.DiskFull => LedgerFailure.DiskFull,
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction => LedgerFailure.ReadOnly,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => LedgerFailure.Corrupt,
        PostgresErrorCodes.LockNotAvailable => LedgerFailure.Locked,
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => LedgerFailure.OlderVersion,
        _ => LedgerFailure.Unavailable,
    };

    private static string Explain(LedgerFailure failure, string ledger) => failure switch
    {
        LedgerFailure.DiskFull => $"The disk of the ledger {ledger} is full. Free some space; no restart is needed.",
        LedgerFailure.ReadOnly => $"The role that connects to the ledger {ledger} may not write it, or the server only reads. `switchboard db roles` prints what it needs.",
        LedgerFailure.Corrupt => $"The ledger {ledger} is damaged. Restore a backup.",
        LedgerFailure.Locked => $"The ledger {ledger} is locked by another session. Look into pg_locks.",
        LedgerFailure.OlderVersion => $"The ledger {ledger} lacks tables of this version. Run `switchboard db migrate` with the role that owns it.",
        _ => $"The ledger {ledger} cannot be reached or does not answer. Check the server; no restart is needed.",
    };

    private static string Short(Exception error) => error is PostgresException postgres ? $"{postgres.SqlState}: {postgres.MessageText}" : error.Message;
}
