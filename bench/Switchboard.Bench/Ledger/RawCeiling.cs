using System.Text;
using SQLitePCL;
using Switchboard.Ledger;
using Switchboard.Sqlite;
using Switchboard.Sqlite.Writing;

namespace Switchboard.Bench.Ledger;

/// <summary>What SQLite itself gives: the same SQL and rows, one thread, group commit, nothing else.</summary>
internal sealed class RawCeiling : IDisposable
{
    private const string Time = "2026-11-22T18:29:00.000Z";
    private static readonly byte[] TimeText = Encoding.UTF8.GetBytes(Time);
    private readonly RowContent _content;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _begin, _commit, _insert, _complete, _seal, _erase;
    private readonly object _gate = new();
    private readonly Thread _writer;
    private List<Waiting> _waiting = [];
    private bool _stopping;

    private sealed class Waiting(byte[] id, int what) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public byte[] Id { get; } = id;

        public int What { get; } = what;
    }

    public RawCeiling(SqliteLedgerOptions options, RowContent? content = null)
    {
        _content = content ?? RowContent.Sample;
        using (var database = Schema.OpenWriter(options, create: true))
        {
            Schema.Ensure(database, migrate: true, options, TimeProvider.System);
        }

        _database = Schema.OpenWriter(options).Handle;
        (_begin, _commit) = (Prepare(WriteSql.Begin), Prepare(WriteSql.Commit));
        (_insert, _complete) = (Prepare(WriteSql.InsertExecution), Prepare(WriteSql.CompleteExecution));
        (_seal, _erase) = (Prepare(WriteSql.InsertSealed), Prepare(WriteSql.EraseInput));
        _writer = new Thread(Work) { IsBackground = true };
    }

    /// <summary>Two durable commits: the running row, then its end.</summary>
    public async Task TwoAsync(Guid id)
    {
        var text = Text(id);
        await WaitAsync(new Waiting(text, 0));
        await WaitAsync(new Waiting(text, 1));
    }

    /// <summary>One durable commit of a final row.</summary>
    public Task OneAsync(Guid id) => WaitAsync(new Waiting(Text(id), 2));

    public void Start() => _writer.Start();

    /// <summary>Commits one row after the other on the caller's thread: what one durable commit takes.</summary>
    public void Alone(Guid id, int what)
    {
        raw.sqlite3_step(_begin);
        raw.sqlite3_reset(_begin);
        Write(Text(id), what);
        raw.sqlite3_step(_commit);
        raw.sqlite3_reset(_commit);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        if (_writer.IsAlive)
            _writer.Join();
        foreach (var statement in (sqlite3_stmt[])[_begin, _commit, _insert, _complete, _seal, _erase])
        {
            statement.Dispose();
        }

        _database.Dispose();
    }

    private Task WaitAsync(Waiting operation)
    {
        lock (_gate)
        {
            _waiting.Add(operation);
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
        }

        return operation.Task;
    }

    private void Work()
    {
        List<Waiting> batch = [];
        while (true)
        {
            lock (_gate)
            {
                while (_waiting.Count == 0 && !_stopping)
                    Monitor.Wait(_gate);
                if (_waiting.Count == 0)
                    return;
                (batch, _waiting) = (_waiting, batch);
            }

            raw.sqlite3_step(_begin);
            raw.sqlite3_reset(_begin);
            foreach (var operation in batch)
                Write(operation.Id, operation.What);
            if (raw.sqlite3_step(_commit) != raw.SQLITE_DONE)
                throw new InvalidOperationException(raw.sqlite3_errmsg(_database).utf8_to_string());
            raw.sqlite3_reset(_commit);
            foreach (var operation in batch)
                operation.SetResult();
            batch.Clear();
        }
    }

    private void Write(byte[] id, int what)
    {
        switch (what)
        {
            case 0:
                Insert(id, "running"u8, "write"u8, false);
                raw.sqlite3_bind_text(_seal, 1, id);
                raw.sqlite3_bind_text(_seal, 2, "input"u8);
                raw.sqlite3_bind_int64(_seal, 3, 1);
                raw.sqlite3_bind_blob(_seal, 4, _content.RowKey);
                raw.sqlite3_bind_blob(_seal, 5, _content.Sealed);
                Run(_seal);
                break;
            case 1:
                raw.sqlite3_bind_text(_complete, 1, id);
                raw.sqlite3_bind_int64(_complete, 2, 1);
                raw.sqlite3_bind_text(_complete, 3, "completed"u8);
                raw.sqlite3_bind_text(_complete, 4, _content.Output);
                raw.sqlite3_bind_text(_complete, 6, _content.Metadata);
                raw.sqlite3_bind_int64(_complete, 7, 1);
                raw.sqlite3_bind_text(_complete, 8, TimeText);
                raw.sqlite3_bind_int64(_complete, 9, 12);
                Run(_complete);
                raw.sqlite3_bind_text(_erase, 1, id);
                Run(_erase);
                break;
            default:
                Insert(id, "completed"u8, "read"u8, true);
                break;
        }
    }

    private void Insert(byte[] id, ReadOnlySpan<byte> status, ReadOnlySpan<byte> effect, bool isFinal)
    {
        raw.sqlite3_clear_bindings(_insert);
        raw.sqlite3_bind_text(_insert, 1, id);
        raw.sqlite3_bind_text(_insert, 2, "default"u8);
        raw.sqlite3_bind_text(_insert, 3, RunText);
        raw.sqlite3_bind_text(_insert, 4, "known"u8);
        raw.sqlite3_bind_text(_insert, 5, "LaunchAgent"u8);
        raw.sqlite3_bind_text(_insert, 6, "user-1"u8);
        raw.sqlite3_bind_text(_insert, 7, "slack"u8);
        raw.sqlite3_bind_text(_insert, 8, "postMessage"u8);
        raw.sqlite3_bind_text(_insert, 9, "default"u8);
        raw.sqlite3_bind_text(_insert, 10, "simulated"u8);
        raw.sqlite3_bind_text(_insert, 11, effect);
        raw.sqlite3_bind_text(_insert, 12, status);
        raw.sqlite3_bind_text(_insert, 13, _content.Input);
        raw.sqlite3_bind_text(_insert, 14, HashText);
        raw.sqlite3_bind_int64(_insert, 17, 1);
        raw.sqlite3_bind_text(_insert, 20, TimeText);
        raw.sqlite3_bind_text(_insert, 21, TimeText);
        raw.sqlite3_bind_text(_insert, 25, _content.Metadata);
        raw.sqlite3_bind_int64(_insert, 27, 1);
        raw.sqlite3_bind_int64(_insert, 29, 0);
        raw.sqlite3_bind_int64(_insert, 33, 0);
        if (isFinal)
        {
            raw.sqlite3_bind_text(_insert, 15, _content.Output);
            raw.sqlite3_bind_text(_insert, 23, TimeText);
            raw.sqlite3_bind_int64(_insert, 24, 12);
        }
        else
        {
            raw.sqlite3_bind_text(_insert, 22, TimeText);
            raw.sqlite3_bind_text(_insert, 26, OwnerText);
            raw.sqlite3_bind_text(_insert, 28, TimeText);
        }

        Run(_insert);
    }

    private static readonly byte[] RunText = Text(SampleRows.Run);
    private static readonly byte[] HashText = Encoding.UTF8.GetBytes(SampleRows.InputHash);
    private static readonly byte[] OwnerText = Encoding.UTF8.GetBytes(ProcessIdentity.Own);

    private static byte[] Text(Guid id)
    {
        var text = new byte[36];
        id.TryFormat(text, out _);
        return text;
    }

    private void Run(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
            throw new InvalidOperationException(raw.sqlite3_errmsg(_database).utf8_to_string());
        raw.sqlite3_reset(statement);
    }

    private sqlite3_stmt Prepare(string sql) =>
        raw.sqlite3_prepare_v3(_database, sql, 1, out var statement) == raw.SQLITE_OK
            ? statement
            : throw new InvalidOperationException(raw.sqlite3_errmsg(_database).utf8_to_string());
}
