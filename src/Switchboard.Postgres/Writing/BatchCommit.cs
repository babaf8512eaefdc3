using Npgsql;
using Switchboard.Ledger;

namespace Switchboard.Postgres.Writing;

/// <summary>Writes a batch of operations in one transaction and answers each.</summary>
internal sealed class BatchCommit(NpgsqlDataSource source, string ledger)
{
    /// <summary>Writes and answers all; never throws.</summary>
    public async Task WriteAsync(IReadOnlyList<WriteOperation> batch)
    {
        try
        {
            await WriteTogetherAsync(batch).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.IsOfOneRow(error) || PostgresErrors.IsConflict(error))
        {
            await WriteApartAsync(batch).ConfigureAwait(false);
        }
        catch (Exception error) when (PostgresErrors.MayBeDurable(error))
        {
            await WriteAgainAsync(batch, error).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(batch, error);
        }
    }

    private static IEnumerable<LedgerEntry> Entries(IEnumerable<BeginOperation> begins) => begins.Select(begin => begin.Entry);

    private async Task WriteTogetherAsync(IReadOnlyList<WriteOperation> batch)
    {
        var begins = batch.OfType<BeginOperation>().ToList();
        var dispatches = batch.OfType<DispatchOperation>().ToList();
        var completes = batch.OfType<CompleteOperation>().ToList();
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        if (begins.Exists(begin => begin.Entry.Claim is not null))
        {
            await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
            var held = await ClaimAsync(connection, begins).ConfigureAwait(false);
            await WriteAsync(connection, [.. begins.Where(begin => !held.Contains(begin))], dispatches, completes).ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
        }
        else
        {
            // One round trip: a batch without a transaction around it is one.
            await WriteAsync(connection, begins, dispatches, completes).ConfigureAwait(false);
        }

        foreach (var operation in batch)
        {
            operation.Succeed();
        }
    }

    /// <summary>Takes the keys of a batch; gives the operations whose key another call holds.</summary>
    private static async Task<HashSet<BeginOperation>> ClaimAsync(NpgsqlConnection connection, List<BeginOperation> begins)
    {
        var wanting = begins.Where(begin => begin.Entry.Claim is not null).ToList();
        var first = wanting.DistinctBy(KeyOf).ToList();
        var won = new HashSet<Guid>();
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { Binding.ClaimKeys([.. Entries(first)]) } })
        await using (var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                won.Add(reader.GetGuid(0));
            }
        }

        var lost = wanting.Where(begin => !won.Contains(begin.Entry.Row.Id)).ToList();
        if (lost.Count > 0)
        {
            var holders = await HoldersAsync(connection, lost).ConfigureAwait(false);
            foreach (var begin in lost)
            {
                begin.Result = new BeginResult(false, holders[KeyOf(begin)]);
            }
        }

        return [.. lost];
    }

    private static async Task<Dictionary<(string, string), KeyHolder>> HoldersAsync(NpgsqlConnection connection, List<BeginOperation> lost)
    {
        var holders = new Dictionary<(string, string), KeyHolder>();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Binding.FindHolders([.. Entries(lost.DistinctBy(KeyOf))]) } };
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            holders[(reader.GetString(0), reader.GetString(1))] = new(reader.GetGuid(2), reader.GetString(3), reader.GetString(4));
        }

        return holders;
    }

    private static (string, string) KeyOf(BeginOperation begin) => (begin.Entry.Row.OrgId, begin.Entry.Claim!.Key);

    private static async Task WriteAsync(
        NpgsqlConnection connection, List<BeginOperation> begins, List<DispatchOperation> dispatches, List<CompleteOperation> completes)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddBegins(batch, begins);
        if (dispatches.Count > 0)
        {
            batch.BatchCommands.Add(Binding.Dispatch(dispatches));
        }

        if (completes.Count > 0)
        {
            batch.BatchCommands.Add(Binding.Complete([.. completes.Select(complete => complete.Completion)]));
        }

        if (batch.BatchCommands.Count == 0)
        {
            return;
        }

        // Only dispatches and completions give rows, in this order.
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        var dispatched = dispatches.Count > 0 ? await IdsAsync(reader).ConfigureAwait(false) : [];
        if (dispatches.Count > 0 && completes.Count > 0)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        var ended = completes.Count > 0 ? await IdsAsync(reader).ConfigureAwait(false) : [];
        begins.ForEach(begin => begin.Result = new BeginResult(true, null));
        dispatches.ForEach(dispatch => dispatch.Result = dispatched.Contains(dispatch.Id));
        completes.ForEach(complete => complete.Result = ended.Remove(complete.Completion.Id));
    }

    private static async Task<HashSet<Guid>> IdsAsync(NpgsqlDataReader reader)
    {
        var ids = new HashSet<Guid>();
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    private static void AddBegins(NpgsqlBatch batch, List<BeginOperation> begins)
    {
        if (begins.Count == 0)
        {
            return;
        }

        List<AgentRunRow> runs = [.. Entries(begins).Where(entry => entry.Run is not null).Select(entry => entry.Run!).DistinctBy(run => run.Id)];
        if (runs.Count > 0)
        {
            batch.BatchCommands.Add(Binding.InsertRuns(runs));
        }

        batch.BatchCommands.Add(Binding.InsertExecutions([.. Entries(begins).Select(entry => entry.Row)]));
        List<SealedPayload> payloads = [.. Entries(begins).SelectMany(entry => new[] { entry.Input, entry.Output }).OfType<SealedPayload>()];
        if (payloads.Count > 0)
        {
            batch.BatchCommands.Add(Binding.InsertSealed(payloads));
        }
    }

    /// <summary>Each operation in a transaction of its own, so that what one breaks is undone alone.</summary>
    private async Task WriteApartAsync(IEnumerable<WriteOperation> batch)
    {
        foreach (var operation in batch.Where(operation => !operation.IsAnswered))
        {
            try
            {
                await WriteTogetherAsync([operation]).ConfigureAwait(false);
            }
            catch (PostgresException error) when (PostgresErrors.IsOfOneRow(error))
            {
                operation.Fail(new InvalidOperationException($"The ledger {ledger} refuses the row: {error.MessageText}", error));
            }
            catch (Exception error)
            {
                operation.Fail(PostgresErrors.Translate(error, ledger));
            }
        }
    }

    /// <summary>The answer to the commit was lost: what stands already is answered, the rest written once more.</summary>
    private async Task WriteAgainAsync(IReadOnlyList<WriteOperation> batch, Exception lost)
    {
        try
        {
            var written = await FindWrittenAsync(batch).ConfigureAwait(false);
            foreach (var operation in batch)
            {
                AnswerIfWritten(operation, written);
            }

            await WriteApartAsync(batch).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Fail(batch, lost);
        }
    }

    private async Task<Dictionary<Guid, (long Fence, string Status)>> FindWrittenAsync(IReadOnlyList<WriteOperation> batch)
    {
        Guid[] ids = [.. batch.OfType<BeginOperation>().Select(o => o.Entry.Row.Id), .. batch.OfType<CompleteOperation>().Select(o => o.Completion.Id)];
        var written = new Dictionary<Guid, (long, string)>();
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(WriteSql.FindWritten, connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } } };
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            written[reader.GetGuid(0)] = (reader.GetInt64(1), reader.GetString(2));
        }

        return written;
    }

    private static void AnswerIfWritten(WriteOperation operation, Dictionary<Guid, (long Fence, string Status)> written)
    {
        if (operation is BeginOperation begin && written.ContainsKey(begin.Entry.Row.Id))
        {
            begin.Result = new BeginResult(true, null);
            begin.Succeed();
        }
        else if (operation is CompleteOperation { Completion: var end } complete
            && written.TryGetValue(end.Id, out var row) && row.Fence == end.Fence && row.Status == Calls.ExecutionStatuses.ToText(end.Status))
        {
            complete.Result = true;
            complete.Succeed();
        }
    }

    private void Fail(IEnumerable<WriteOperation> batch, Exception error)
    {
        var answer = error is LedgerException ? error : PostgresErrors.Translate(error, ledger);
        foreach (var operation in batch.Where(operation => !operation.IsAnswered))
        {
            operation.Fail(answer);
        }
    }
}
