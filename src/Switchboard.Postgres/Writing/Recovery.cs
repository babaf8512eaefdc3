using Npgsql;
using NpgsqlTypes;
using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Postgres.Writing;

/// <summary>Settles what dead processes left running.</summary>
internal static class Recovery
{
    public static async Task<RecoveryReport> RunAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken ct)
    {
        List<ExecutionStatus> settled = [];
        await using var connection = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        foreach (var row in await DeadExecutionsAsync(connection, ct).ConfigureAwait(false))
        {
            if (await SettleAsync(connection, row, now, ct).ConfigureAwait(false) is { } status)
            {
                settled.Add(status);
            }
        }

        int Count(ExecutionStatus status) => settled.Count(one => one == status);
        var abandoned = await AbandonRunsAsync(connection, now, ct).ConfigureAwait(false);
        return new(Count(ExecutionStatus.InDoubt), Count(ExecutionStatus.Failed), abandoned, Count(ExecutionStatus.Queued));
    }

    private static async Task<List<DeadExecution>> DeadExecutionsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        List<DeadExecution> dead = [];
        await using var command = new NpgsqlCommand(WriteSql.RunningExecutions, connection);
        await using var running = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        while (await running.ReadAsync(ct).ConfigureAwait(false))
        {
            if (running.GetBoolean(6) || ProcessIdentity.IsDead(running.GetString(5)))
            {
                dead.Add(new(running.GetGuid(0), running.GetInt64(1), running.GetBoolean(2), running.GetBoolean(3), running.GetInt32(4)));
            }
        }

        return dead;
    }

    /// <summary>What became of a row; null: somebody else was faster.</summary>
    private static async Task<ExecutionStatus?> SettleAsync(NpgsqlConnection connection, DeadExecution row, DateTimeOffset now, CancellationToken ct)
    {
        var (status, error) = Orphans.Settle(row.IsDispatched, row.IsJob, row.Failures);
        await using var command = new NpgsqlCommand(WriteSql.RecoverExecution, connection);
        var p = command.Parameters;
        p.Add(NpgsqlDbType.Uuid, row.Id);
        p.Add(NpgsqlDbType.Bigint, row.Fence);
        p.Add(NpgsqlDbType.Text, status.ToText());
        p.Add(NpgsqlDbType.Text, error);
        p.Add<DateTimeOffset?>(NpgsqlDbType.TimestampTz, status == ExecutionStatus.Queued ? null : now);
        p.Add(NpgsqlDbType.TimestampTz, now + Orphans.FailedInputKept);
        p.Add(NpgsqlDbType.Text, row.IsDispatched ? Orphans.Rescue : null);
        p.Add(NpgsqlDbType.Integer, row.Failures + (row.IsDispatched ? 0 : 1));
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is long and > 0 ? status : null;
    }

    private static async Task<int> AbandonRunsAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> dead = [];
        await using (var command = new NpgsqlCommand(WriteSql.RunningRuns, connection))
        await using (var running = await command.ExecuteReaderAsync(ct).ConfigureAwait(false))
        {
            while (await running.ReadAsync(ct).ConfigureAwait(false))
            {
                if (running.GetBoolean(2) || ProcessIdentity.IsDead(running.GetString(1)))
                {
                    dead.Add(running.GetGuid(0));
                }
            }
        }

        var abandoned = 0;
        foreach (var id in dead)
        {
            await using var command = new NpgsqlCommand(WriteSql.AbandonRun, connection);
            command.Parameters.Add(NpgsqlDbType.Uuid, id);
            command.Parameters.Add(NpgsqlDbType.Text, Orphans.Run);
            command.Parameters.Add(NpgsqlDbType.TimestampTz, now);
            abandoned += await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }

        return abandoned;
    }

    private readonly record struct DeadExecution(Guid Id, long Fence, bool IsDispatched, bool IsJob, int Failures);
}
