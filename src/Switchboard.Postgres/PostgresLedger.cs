using Npgsql;
using NpgsqlTypes;
using Switchboard.Ledger;
using Switchboard.Postgres.Reading;
using Switchboard.Postgres.Writing;

namespace Switchboard.Postgres;

/// <summary>The ledger on PostgreSQL: a few writers with group commit a node, any number of nodes.</summary>
internal sealed partial class PostgresLedger : ILedger
{
    private readonly PostgresLedgerOptions _options;
    private readonly TimeProvider _machineClock;
    private readonly NpgsqlDataSource _writing;
    private readonly NpgsqlDataSource _reading;
    private readonly string _name;
    private readonly Reader _reader;
    private readonly SemaphoreSlim _opening = new(1);
    private GroupWriter? _writer;
    private KeyRing? _keys;
    private RecoveryReport _report;

    /// <summary>A ledger that is not open yet.</summary>
    internal PostgresLedger(PostgresLedgerOptions options, TimeProvider machineClock)
    {
        _options = options;
        _machineClock = machineClock;
        _name = ConnectionStrings.Shown(options);
        _writing = NpgsqlDataSource.Create(ConnectionStrings.Writer(options));
        _reading = NpgsqlDataSource.Create(ConnectionStrings.Reader(options));
        _reader = new(_reading, options, _name, machineClock);
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
                _keys = await Schema.EnsureAsync(_writing, migrate, _options, _name, ct).ConfigureAwait(false);
                _report = await Recovery.RunAsync(_writing, _machineClock.GetUtcNow(), ct).ConfigureAwait(false);
                _writer = new(_writing, _options, _name, _machineClock);
            }

            return _report;
        }
        catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
        {
            throw PostgresErrors.Translate(error, _name);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<BeginResult> BeginAsync(LedgerEntry entry, CancellationToken ct) => new(Writer.WriteAsync(new BeginOperation(entry), ct));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BeginResult>> BeginAllAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken ct) =>
        await Writer.WriteTogetherAsync<BeginResult>([.. entries.Select(entry => new BeginOperation(entry))], ct).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(LedgerCompletion completion, CancellationToken ct) => new(Writer.WriteAsync(new CompleteOperation(completion), ct));

    /// <inheritdoc/>
    public async ValueTask SaveRunAsync(AgentRunRow run, CancellationToken ct)
    {
        await using var command = Binding.SaveRun(run);
        await ExecuteAsync(command, ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RenewRunsAsync(DateTimeOffset leaseUntil, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(WriteSql.RenewRuns);
        command.Parameters.Add(NpgsqlDbType.Text, Owner);
        command.Parameters.Add(NpgsqlDbType.TimestampTz, leaseUntil);
        await ExecuteAsync(command, ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<ToolExecution?> GetAsync(Guid id, CancellationToken ct) => _reader.OneAsync(ReadSql.Execution, ExecutionRow.Read, ct, Reader.Uuid(id));

    /// <inheritdoc/>
    public ValueTask<LedgerPage<ToolExecution>> ListAsync(ExecutionQuery query, CancellationToken ct) => Pages.ExecutionsAsync(_reader, query, ct);

    /// <inheritdoc/>
    public ValueTask<AgentRunRow?> GetRunAsync(Guid id, CancellationToken ct) => _reader.OneAsync(ReadSql.Run, RunRow.Read, ct, Reader.Uuid(id));

    /// <inheritdoc/>
    public ValueTask<LedgerPage<AgentRunRow>> ListRunsAsync(RunQuery query, CancellationToken ct) => Pages.RunsAsync(_reader, query, ct);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ExecutionCount>> CountAsync(Guid runId, CancellationToken ct) => await _reader.ListAsync(
        ReadSql.CountOfRun,
        row => new ExecutionCount(row.GetString(0), row.GetString(1), ExecutionRow.ReadStatus(row, 2), row.GetInt64(3)),
        ct,
        Reader.Uuid(runId)).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<KeyHolder?> FindKeyAsync(string orgId, string key, DateTimeOffset now, CancellationToken ct) => _reader.OneAsync(
        ReadSql.Holder,
        row => new KeyHolder(row.GetGuid(0), row.GetString(1), row.GetString(2)),
        ct,
        Reader.Text(orgId),
        Reader.Text(key),
        Reader.Time(now));

    /// <inheritdoc/>
    public ValueTask<SealedPayload?> GetSealedAsync(Guid executionId, SealedKind kind, CancellationToken ct) => _reader.OneAsync(
        ReadSql.Sealed,
        row => new SealedPayload(executionId, kind, row.GetInt32(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.Time(3)),
        ct,
        Reader.Uuid(executionId),
        Reader.Text(LedgerNames.Of(kind)));

    /// <summary>Ends what was begun and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
            await _writer.DisposeAsync().ConfigureAwait(false);
        await _writing.DisposeAsync().ConfigureAwait(false);
        await _reading.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ExecuteAsync(NpgsqlCommand command, CancellationToken ct)
    {
        _ = Writer;
        try
        {
            await using var connection = await _writing.OpenConnectionAsync(ct).ConfigureAwait(false);
            command.Connection = connection;
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
        catch (PostgresException error) when (PostgresErrors.IsOfOneRow(error))
        {
            throw new InvalidOperationException($"The ledger {_name} refuses the row: {error.MessageText}", error);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
        {
            throw PostgresErrors.Translate(error, _name);
        }
    }

    private static InvalidOperationException NotOpen() => new("The ledger is not open.");
}
