using Npgsql;
using NpgsqlTypes;
using Switchboard.Ledger;

namespace Switchboard.Postgres.Writing;

/// <summary>Takes rows under leases.</summary>
internal static class Claiming
{
    public static async Task<ClaimedJobs> RunAsync(NpgsqlConnection connection, JobClaim claim, string owner, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        var (heads, place) = await HeadsAsync(connection, claim, ct).ConfigureAwait(false);
        var rows = await ClaimAsync(connection, claim, heads, owner, ct).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        return new(rows, place with { Organisation = LastServed(rows, claim.Cursor.Organisation ?? "") });
    }

    public static async Task<IReadOnlyList<ToolExecution>> InDoubtAsync(NpgsqlConnection connection, int most, string owner, TimeSpan lease, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(QueueSql.ClaimInDoubt, connection);
        command.Parameters.Add(NpgsqlDbType.Text, Orphans.Rescue);
        command.Parameters.Add(NpgsqlDbType.Integer, most);
        command.Parameters.Add(NpgsqlDbType.Text, owner);
        command.Parameters.Add(NpgsqlDbType.Double, lease.TotalSeconds);
        return await RowsAsync(command, ct).ConfigureAwait(false);
    }

    private static async Task<(List<Guid> Heads, JobCursor Place)> HeadsAsync(NpgsqlConnection connection, JobClaim claim, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(QueueSql.LockGroups));
        var asking = new NpgsqlBatchCommand(QueueSql.Heads);
        asking.Parameters.Add(NpgsqlDbType.Text, claim.Cursor.GroupOrganisation ?? "");
        asking.Parameters.Add(NpgsqlDbType.Text, claim.Cursor.Group ?? "");
        asking.Parameters.Add(NpgsqlDbType.Integer, claim.Most);
        batch.BatchCommands.Add(asking);
        await using var reader = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await reader.NextResultAsync(ct).ConfigureAwait(false);
        List<Guid> heads = [];
        var place = default(JobCursor);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            if (reader.IsDBNull(2))
            {
                place = new(null, reader.GetString(0), reader.GetString(1));
            }
            else
            {
                heads.Add(reader.GetGuid(2));
            }
        }

        return (heads, place);
    }

    private static async Task<List<ToolExecution>> ClaimAsync(NpgsqlConnection connection, JobClaim claim, List<Guid> heads, string owner, CancellationToken ct)
    {
        var rooms = claim.Rooms.ToList();
        await using var command = new NpgsqlCommand(QueueSql.Claim, connection);
        var p = command.Parameters;
        p.Add(NpgsqlDbType.Text, rooms, room => room.Key.Organisation);
        p.Add(NpgsqlDbType.Text, rooms, room => room.Key.Connector);
        p.Add(NpgsqlDbType.Text, rooms, room => room.Key.Connection);
        p.Add(NpgsqlDbType.Integer, rooms, room => Math.Min(room.Value, claim.MostPerConnection));
        p.Add(NpgsqlDbType.Integer, claim.MostPerConnection);
        p.Add(NpgsqlDbType.Text, claim.Cursor.Organisation ?? "");
        p.Add(NpgsqlDbType.Uuid, heads, head => head);
        p.Add(NpgsqlDbType.Integer, claim.Most);
        p.Add(NpgsqlDbType.Text, owner);
        p.Add(NpgsqlDbType.Double, claim.Lease.TotalSeconds);
        p.Add(NpgsqlDbType.TimestampTz, claim.Now);
        var rows = await RowsAsync(command, ct).ConfigureAwait(false);
        rows.Sort(static (a, b) => a.Priority != b.Priority ? b.Priority.CompareTo(a.Priority) : a.Id.CompareTo(b.Id));
        return rows;
    }

    private static async Task<List<ToolExecution>> RowsAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<ToolExecution> rows = [];
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            rows.Add(ExecutionRow.Read(reader));
        }

        return rows;
    }

    /// <summary>The organisation that was last in its turn, which began after the one served before.</summary>
    private static string? LastServed(List<ToolExecution> rows, string before)
    {
        var served = rows.Select(row => row.OrgId).Distinct().Order(StringComparer.Ordinal).ToList();
        return served.FindLast(org => string.CompareOrdinal(org, before) <= 0) ?? served.LastOrDefault();
    }
}
