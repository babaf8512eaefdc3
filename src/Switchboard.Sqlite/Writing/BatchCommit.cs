using SQLitePCL;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite.Writing;

/// <summary>Writes a batch of operations in one transaction and answers each.</summary>
internal sealed class BatchCommit(SqliteLedgerOptions options, TimeProvider machineClock) : IDisposable
{
    private WriteStatements? _statements;
    private readonly ExpirySweep _sweep = new(machineClock);
    private volatile bool _isWaitingForLock;

    /// <summary>Whether another process holds it up.</summary>
    public bool IsWaitingForLock => _isWaitingForLock;

    /// <summary>The answer to who waited for another process in vain.</summary>
    public LedgerException Locked() =>
        SqliteErrors.Translate(new SqliteException(raw.SQLITE_BUSY, "database is locked"), options.Path);

    /// <summary>Writes and answers all; never throws.</summary>
    public void Write(WriteOperation[] batch)
    {
        try
        {
            var statements = Open();
            var waiting = batch;
            while (waiting.Length > 0 && !Begin(statements, waiting))
            {
                FailOverdue(waiting);
                waiting = [.. waiting.Where(o => !o.IsAnswered)];
            }

            if (waiting.Length > 0)
                WriteBegun(statements, waiting);
        }
        catch (Exception error)
        {
            Fail(batch, error);
        }
    }

    /// <summary>Opens the connection if it is not; a first step that may fail early.</summary>
    public WriteStatements Open() => _statements ??= new(Schema.OpenWriter(options));

    public void Dispose() => Close();

    /// <summary>Takes the write lock, waiting until the oldest caller must have an answer; false: somebody else has it.</summary>
    private bool Begin(WriteStatements statements, WriteOperation[] batch)
    {
        statements.Database.WaitWhenBusy(machineClock.GetElapsedTime(machineClock.GetTimestamp(), batch[0].Deadline));
        _isWaitingForLock = true;
        try
        {
            statements.Begin.Step();
            return true;
        }
        catch (SqliteException error) when (SqliteErrors.FailureOf(error) == LedgerFailure.Locked)
        {
            return false;
        }
        finally
        {
            _isWaitingForLock = false;
        }
    }

    private void FailOverdue(WriteOperation[] batch)
    {
        var now = machineClock.GetTimestamp();
        foreach (var operation in batch)
        {
            if (operation.Deadline <= now)
                operation.Fail(Locked());
        }
    }

    private void WriteBegun(WriteStatements statements, WriteOperation[] batch)
    {
        try
        {
            foreach (var operation in batch)
            {
                if (!operation.IsAnswered)
                    operation.Apply(statements, again: false);
            }

            _sweep.Run(statements, batch);
        }
        catch (Exception error) when (SqliteErrors.IsOfOneRow(error))
        {
            Rollback(statements);
            WriteApart(statements, batch, again: false);
            return;
        }

        try
        {
            Commit(statements);
        }
        catch (SqliteException)
        {
            // It may be durable all the same, so each operation looks for itself before it writes again.
            Rollback(statements);
            WriteApart(statements, batch, again: true);
            return;
        }

        Succeed(batch);
    }

    /// <summary>The same in one transaction, but what one operation breaks is undone alone.</summary>
    private void WriteApart(WriteStatements statements, WriteOperation[] batch, bool again)
    {
        statements.Begin.Step();
        foreach (var operation in batch.Where(o => !o.IsAnswered))
        {
            statements.Savepoint.Step();
            try
            {
                operation.Apply(statements, again);
            }
            catch (Exception error) when (SqliteErrors.IsOfOneRow(error))
            {
                statements.Database.ResetAll();
                statements.RollbackToSavepoint.Step();
                operation.Fail(new InvalidOperationException($"The ledger {options.Path} refuses the row: {error.Message}", error));
            }

            statements.Release.Step();
        }

        Commit(statements);
        Succeed(batch);
    }

    private void Commit(WriteStatements statements)
    {
        options.OnCommit?.Invoke(CommitPoint.Before);
        statements.Commit.Step();
        options.OnCommit?.Invoke(CommitPoint.After);
    }

    private static void Succeed(WriteOperation[] batch)
    {
        foreach (var operation in batch)
        {
            operation.Succeed();
        }
    }

    private void Fail(WriteOperation[] batch, Exception error)
    {
        if (_statements is { } statements)
        {
            try
            {
                Rollback(statements);
            }
            catch (SqliteException)
            {
                // The connection is given up below in any case.
            }
        }

        Close();
        var answer = error is SqliteException sqlite ? SqliteErrors.Translate(sqlite, options.Path) : error;
        foreach (var operation in batch)
        {
            operation.Fail(answer);
        }
    }

    private static void Rollback(WriteStatements statements)
    {
        statements.Database.ResetAll();
        if (statements.Database.InTransaction)
            statements.Rollback.Step();
    }

    private void Close()
    {
        _statements?.Dispose();
        _statements = null;
    }
}
