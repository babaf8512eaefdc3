using Npgsql;
using NpgsqlTypes;
using Switchboard.Ledger;

namespace Switchboard.Postgres.Writing;

/// <summary>Settles what dead processes left running.</summary>
internal static class Recovery
{
    public static async Task<RecoveryReport> RunAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken ct)
    {
        var report = new RecoveryReport();
        await using var connection = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        foreach (var (id, fence, dispatched) in await DeadExecutionsAsync(connection, ct).ConfigureAwait(false))
        {
            if (await SettleAsync(connection, id, fence, dispatched, now, ct).ConfigureAwait(false))
            {
                report = dispatched ? report with { InDoubt = report.InDoubt + 1 } : report with { Failed = report.Failed + 1 };
            }
        }

        return report with { AbandonedRuns = await AbandonRunsAsync(connection, now, ct).ConfigureAwait(false) };
    }

    private static async Task<List<(Guid Id, long Fence, bool Dispatched)>> DeadExecutionsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        List<(Guid, long, bool)> dead = [];
        await using var command = new NpgsqlCommand(WriteSql.RunningExecutions, connection);
        await using var running = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        while (await running.ReadAsync(ct).ConfigureAwait(false))
        {
            if (running.GetBoolean(4) || ProcessIdentity.IsDead(running.GetString(3)))
            {
                dead.Add((running.GetGuid(0), running.GetInt64(1), running.GetBoolean(2)));
            }
        }

        return dead;
    }

    private static async Task<bool> SettleAsync(NpgsqlConnection connection, Guid id, long fence, bool dispatched, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(WriteSql.RecoverExecution, connection);
        var p = command.Parameters;
        p.Add(NpgsqlDbType.Uuid, id);
        p.Add(NpgsqlDbType.Bigint, fence);
        p.Add(NpgsqlDbType.Text, dispatched ? "in_doubt" : "failed");
        p.Add(NpgsqlDbType.Text, dispatched ? Orphans.MayHaveHappened : Orphans.NothingSent);
        p.Add(NpgsqlDbType.TimestampTz, now);
        p.Add(NpgsqlDbType.TimestampTz, now + Orphans.FailedInputKept);
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is long and > 0;
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
}
