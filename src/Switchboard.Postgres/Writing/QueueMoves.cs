using Npgsql;
using NpgsqlTypes;
using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Postgres.Writing;

/// <summary>What happens to rows that wait, or waited.</summary>
internal static class QueueMoves
{
    public static async Task<int> HandBackAsync(NpgsqlConnection connection, IReadOnlyList<JobReturn> jobs, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(QueueSql.HandBack, connection);
        var p = command.Parameters;
        p.Add(NpgsqlDbType.Uuid, jobs, job => job.Id);
        p.Add(NpgsqlDbType.Bigint, jobs, job => job.Fence);
        p.Add(NpgsqlDbType.TimestampTz, jobs, job => job.NotBefore);
        p.Add(NpgsqlDbType.Text, jobs, job => job.Reason);
        p.Add(NpgsqlDbType.Integer, jobs, job => job.Failures);
        p.Add(NpgsqlDbType.Integer, jobs, job => job.Attempts);
        p.Add(NpgsqlDbType.Text, jobs, job => job.Error.ToColumn());
        return await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    public static async Task<IReadOnlySet<Guid>> RenewAsync(NpgsqlConnection connection, IReadOnlyList<JobLease> leases, TimeSpan lease, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(QueueSql.Renew, connection);
        command.Parameters.Add(NpgsqlDbType.Uuid, leases, held => held.Id);
        command.Parameters.Add(NpgsqlDbType.Bigint, leases, held => held.Fence);
        command.Parameters.Add(NpgsqlDbType.Double, lease.TotalSeconds);
        var ours = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            ours.Add(reader.GetGuid(0));
        }

        return ours;
    }

    public static async Task<int> ReleaseAsync(NpgsqlConnection connection, DateTimeOffset now, int most, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(QueueSql.Release, connection);
        command.Parameters.Add(NpgsqlDbType.TimestampTz, now);
        command.Parameters.Add(NpgsqlDbType.Integer, most);
        return await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    public static Task<int> ExpireAsync(NpgsqlConnection connection, DateTimeOffset now, int most, CancellationToken ct) => CountAsync(
        QueueSql.Expire,
        p =>
        {
            p.Add(NpgsqlDbType.TimestampTz, now);
            p.Add(NpgsqlDbType.Integer, most);
            p.Add(NpgsqlDbType.Text, Orphans.TooLate);
        },
        connection,
        ct);

    public static async Task<bool> CancelAsync(NpgsqlConnection connection, Guid id, DateTimeOffset now, CancellationToken ct) => await CountAsync(
        QueueSql.Cancel,
        p =>
        {
            p.Add(NpgsqlDbType.Uuid, id);
            p.Add(NpgsqlDbType.TimestampTz, now);
            p.Add(NpgsqlDbType.Text, Orphans.Stopped);
        },
        connection,
        ct).ConfigureAwait(false) == 1;

    public static async Task<bool> ResolveAsync(NpgsqlConnection connection, LedgerCompletion end, CancellationToken ct) => await CountAsync(
        QueueSql.Resolve,
        p =>
        {
            p.Add(NpgsqlDbType.Uuid, end.Id);
            p.Add(NpgsqlDbType.Bigint, end.Fence);
            p.Add(NpgsqlDbType.Text, end.Status.ToText());
            p.Add(NpgsqlDbType.Text, end.Error.ToColumn());
            p.Add(NpgsqlDbType.Text, end.Metadata.ToColumn());
            p.Add(NpgsqlDbType.TimestampTz, end.CompletedAt);
            p.Add(NpgsqlDbType.TimestampTz, end.KeepInputUntil);
        },
        connection,
        ct).ConfigureAwait(false) == 1;

    public static async Task<RetryAnswer> RetryAsync(NpgsqlConnection connection, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        var answer = await MayRetryAsync(connection, id, now, ct).ConfigureAwait(false);
        if (answer == RetryAnswer.Queued)
        {
            await using var command = Of(QueueSql.Retry, connection, id, now);
            await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            await transaction.CommitAsync(ct).ConfigureAwait(false);
        }

        return answer;
    }

    public static Task<int> PruneAsync(NpgsqlConnection connection, DateTimeOffset before, int most, CancellationToken ct) => CountAsync(
        QueueSql.Prune,
        p =>
        {
            p.Add(NpgsqlDbType.TimestampTz, before);
            p.Add(NpgsqlDbType.Integer, most);
        },
        connection,
        ct);

    private static async Task<RetryAnswer> MayRetryAsync(NpgsqlConnection connection, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = Of(QueueSql.FindFailed, connection, id, now);
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return !await reader.ReadAsync(ct).ConfigureAwait(false) ? RetryAnswer.NotFailed
            : !reader.GetBoolean(0) ? RetryAnswer.Erased
            : !reader.GetBoolean(1) ? RetryAnswer.Replaced
            : RetryAnswer.Queued;
    }

    private static NpgsqlCommand Of(string sql, NpgsqlConnection connection, Guid id, DateTimeOffset now)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(NpgsqlDbType.Uuid, id);
        command.Parameters.Add(NpgsqlDbType.TimestampTz, now);
        return command;
    }

    private static async Task<int> CountAsync(string sql, Action<NpgsqlParameterCollection> bind, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        bind(command.Parameters);
        return (int)(long)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!;
    }
}
