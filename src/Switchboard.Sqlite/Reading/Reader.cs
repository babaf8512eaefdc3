using Switchboard.Ledger;
using Switchboard.Sqlite.Native;
using Switchboard.Sqlite.Writing;

namespace Switchboard.Sqlite.Reading;

/// <summary>A connection that reads. Not for two callers at once.</summary>
internal sealed class Reader(Database database) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    public ToolExecution? Execution(Guid id) => One(Prepared(ReadSql.Execution).Bind(id), ExecutionRow.Read);

    public AgentRunRow? Run(Guid id) => One(Prepared(ReadSql.Run).Bind(id), RunRow.Read);

    public KeyHolder? Holder(string orgId, string key, DateTimeOffset now) =>
        BeginOperation.Holder(Prepared(WriteSql.FindKey), orgId, key, now);

    public SealedPayload? Sealed(Guid executionId, SealedKind kind) =>
        One(Prepared(ReadSql.Sealed).Bind(executionId).Bind(LedgerNames.Of(kind)),
            row => new SealedPayload(executionId, kind, (int)row.ReadLong(), row.ReadBytes(), row.ReadBytes(), row.ReadTimeOrNull()));

    public IReadOnlyList<ExecutionCount> Count(Guid runId)
    {
        var statement = Prepared(ReadSql.CountOfRun).Bind(runId);
        List<ExecutionCount> counts = [];
        while (statement.Step())
        {
            counts.Add(new(statement.ReadText(), statement.ReadText(), ExecutionRow.ReadStatus(statement), statement.ReadLong()));
        }

        return counts;
    }

    /// <summary>The prepared statement of a text, made at its first use.</summary>
    public Statement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements[sql] = statement = database.Prepare(sql);
        return statement;
    }

    /// <summary>Another statement of the same text, for two streams at once; its caller disposes of it.</summary>
    public Statement Another(string sql) => database.PrepareOnce(sql);

    /// <summary>Reads several statements as of one moment.</summary>
    public T AsOfOneMoment<T>(Func<T> read)
    {
        database.Execute("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            database.ResetAll();
            database.Execute("COMMIT");
        }
    }

    public void Dispose() => database.Dispose();

    private static T? One<T>(Statement statement, Func<Statement, T> read)
        where T : class
    {
        var found = statement.Step() ? read(statement) : null;
        statement.Reset();
        return found;
    }
}
