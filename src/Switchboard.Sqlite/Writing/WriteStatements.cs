using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite.Writing;

/// <summary>The writer's connection and its prepared statements.</summary>
internal sealed class WriteStatements(Database database) : IDisposable
{
    private readonly Dictionary<string, Statement> _ofQueue = new(StringComparer.Ordinal);

    public Database Database { get; } = database;

    public Statement Begin { get; } = database.Prepare(WriteSql.Begin);

    public Statement Commit { get; } = database.Prepare(WriteSql.Commit);

    public Statement Rollback { get; } = database.Prepare(WriteSql.Rollback);

    public Statement Savepoint { get; } = database.Prepare(WriteSql.Savepoint);

    public Statement Release { get; } = database.Prepare(WriteSql.Release);

    public Statement RollbackToSavepoint { get; } = database.Prepare(WriteSql.RollbackToSavepoint);

    public Statement InsertExecution { get; } = database.Prepare(WriteSql.InsertExecution);

    public Statement CompleteExecution { get; } = database.Prepare(WriteSql.CompleteExecution);

    public Statement FindOutcome { get; } = database.Prepare(WriteSql.FindOutcome);

    public Statement FindExecution { get; } = database.Prepare(WriteSql.FindExecution);

    public Statement InsertSealed { get; } = database.Prepare(WriteSql.InsertSealed);

    public Statement EraseInput { get; } = database.Prepare(WriteSql.EraseInput);

    public Statement KeepInput { get; } = database.Prepare(WriteSql.KeepInput);

    public Statement FindKey { get; } = database.Prepare(WriteSql.FindKey);

    public Statement ClaimKey { get; } = database.Prepare(WriteSql.ClaimKey);

    public Statement InsertRun { get; } = database.Prepare(WriteSql.InsertRun);

    public Statement SaveRun { get; } = database.Prepare(WriteSql.SaveRun);

    public Statement RenewRuns { get; } = database.Prepare(WriteSql.RenewRuns);

    public Statement RemoveExpiredKeys { get; } = database.Prepare(WriteSql.RemoveExpiredKeys);

    public Statement RemoveExpiredPayloads { get; } = database.Prepare(WriteSql.RemoveExpiredPayloads);

    /// <summary>A statement that the queue needs, made at its first use.</summary>
    public Statement OfQueue(string sql)
    {
        if (!_ofQueue.TryGetValue(sql, out var statement))
            _ofQueue[sql] = statement = Database.Prepare(sql);
        return statement;
    }

    public void Dispose() => Database.Dispose();
}
