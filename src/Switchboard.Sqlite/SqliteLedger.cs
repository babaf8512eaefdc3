using Switchboard.Ledger;
using Switchboard.Sqlite.Native;
using Switchboard.Sqlite.Reading;
using Switchboard.Sqlite.Writing;

namespace Switchboard.Sqlite;

/// <summary>The ledger in one SQLite file: one writer with group commit, readers beside it.</summary>
internal sealed partial class SqliteLedger : ILedger
{
    private readonly SqliteLedgerOptions _options;
    private readonly TimeProvider _machineClock;
    private readonly ReaderPool _readers;
    private readonly SemaphoreSlim _opening = new(1);
    private GroupWriter? _writer;
    private KeyRing? _keys;
    private RecoveryReport _report;

    /// <summary>A ledger that is not open yet.</summary>
    internal SqliteLedger(SqliteLedgerOptions options, TimeProvider machineClock)
    {
        _options = options;
        _machineClock = machineClock;
        _readers = new(options, machineClock);
    }

    /// <inheritdoc/>
    public string Owner => ProcessIdentity.Own;

    /// <inheritdoc/>
    public KeyRing Keys => _keys ?? throw NotOpen();

    private GroupWriter Writer => _writer ?? throw NotOpen();

    /// <inheritdoc/>
    public async ValueTask<RecoveryReport> OpenAsync(bool migrate, CancellationToken ct)
    {
        await _opening.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_writer is null)
            {
                _keys = await Task.Run(() => Prepare(migrate), ct).ConfigureAwait(false);
                _report = await StartAsync(ct).ConfigureAwait(false);
            }

            return _report;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<BeginResult> BeginAsync(LedgerEntry entry, CancellationToken ct) => WriteAsync(new BeginOperation(entry), ct);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BeginResult>> BeginAllAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken ct) =>
        await Task.WhenAll(entries.Select(entry => Writer.WriteAsync(new BeginOperation(entry), ct))).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(LedgerCompletion completion, CancellationToken ct) => WriteAsync(new CompleteOperation(completion), ct);

    /// <inheritdoc/>
    public async ValueTask SaveRunAsync(AgentRunRow run, CancellationToken ct) =>
        await WriteAsync(new WriteOnce<int>(s => RunRow.Bind(s.SaveRun, run).Run()), ct).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask RenewRunsAsync(DateTimeOffset leaseUntil, CancellationToken ct) =>
        await WriteAsync(new WriteOnce<int>(s => s.RenewRuns.Bind(Owner).Bind(leaseUntil).Run()), ct).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<ToolExecution?> GetAsync(Guid id, CancellationToken ct) => ReadAsync(r => r.Execution(id), ct);

    /// <inheritdoc/>
    public ValueTask<LedgerPage<ToolExecution>> ListAsync(ExecutionQuery query, CancellationToken ct) =>
        ReadAsync(r => Pages.Executions(r, query), ct);

    /// <inheritdoc/>
    public ValueTask<AgentRunRow?> GetRunAsync(Guid id, CancellationToken ct) => ReadAsync(r => r.Run(id), ct);

    /// <inheritdoc/>
    public ValueTask<LedgerPage<AgentRunRow>> ListRunsAsync(RunQuery query, CancellationToken ct) => ReadAsync(r => Pages.Runs(r, query), ct);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExecutionCount>> CountAsync(Guid runId, CancellationToken ct) => ReadAsync(r => r.Count(runId), ct);

    /// <inheritdoc/>
    public ValueTask<KeyHolder?> FindKeyAsync(string orgId, string key, DateTimeOffset now, CancellationToken ct) =>
        ReadAsync(r => r.Holder(orgId, key, now), ct);

    /// <inheritdoc/>
    public ValueTask<SealedPayload?> GetSealedAsync(Guid executionId, SealedKind kind, CancellationToken ct) =>
        ReadAsync(r => r.Sealed(executionId, kind), ct);

    /// <summary>Whether a batch is being committed.</summary>
    internal bool IsWriting => Writer.IsWriting;

    /// <summary>A setting of the writer's connection, as <c>synchronous</c>.</summary>
    internal ValueTask<string?> PragmaAsync(string name, CancellationToken ct) =>
        WriteAsync(new WriteOnce<string?>(s => s.Database.Ask($"PRAGMA {name}")), ct);

    /// <summary>Ends what was begun and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        if (_writer is not null)
            await _writer.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<RecoveryReport> StartAsync(CancellationToken ct)
    {
        var writer = new GroupWriter(_options, _machineClock);
        try
        {
            var report = await writer.WriteAsync(Recover(), ct).ConfigureAwait(false);
            _writer = writer;
            return report;
        }
        catch
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private WriteOnce<RecoveryReport> Recover() => new(s => Recovery.Run(s, _machineClock.GetUtcNow()));

    private KeyRing Prepare(bool migrate)
    {
        if (!migrate && !File.Exists(_options.Path))
            throw new LedgerException(LedgerFailure.OlderVersion, $"There is no ledger {_options.Path} yet. Run `switchboard db migrate` to make it.");
        try
        {
            using var database = Schema.OpenWriter(_options, create: migrate);
            Schema.Ensure(database, migrate, _options, _machineClock);
            return KeyRingFile.Load(database, _options);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, _options.Path);
        }
    }

    private ValueTask<T> WriteAsync<T>(WriteOperation<T> operation, CancellationToken ct) => new(Writer.WriteAsync(operation, ct));

    private ValueTask<T> ReadAsync<T>(Func<Reader, T> read, CancellationToken ct)
    {
        _ = Writer;
        return _readers.ReadAsync(read, ct);
    }

    private static InvalidOperationException NotOpen() => new("The ledger is not open.");
}
