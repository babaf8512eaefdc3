using Npgsql;
using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Postgres.Reading;

/// <summary>Pages of a list: walks the index of one filter, looks at the others, and stops after a bound.</summary>
internal static class Pages
{
    private const int MostCandidatesAPage = 10;
    private const int MostRows = 1000;
    private static readonly Guid AfterEveryId = new(Enumerable.Repeat((byte)0xff, 16).ToArray());

    public static async ValueTask<LedgerPage<ToolExecution>> ExecutionsAsync(Reader reader, ExecutionQuery query, CancellationToken ct)
    {
        var limit = Math.Clamp(query.Limit, 1, MostRows);
        var (sql, more, filters) = await IndexAsync(reader, query, ct).ConfigureAwait(false);
        var most = filters > 1 || query.Since is not null ? limit * MostCandidatesAPage : limit;
        var rows = await reader.ListAsync(sql, ExecutionRow.Read, ct, [.. Range(query.Cursor, query.Since, most + 1), .. more]).ConfigureAwait(false);
        return Take(rows, limit, most, row => Matches(row, query), row => row.Id);
    }

    public static async ValueTask<LedgerPage<AgentRunRow>> RunsAsync(Reader reader, RunQuery query, CancellationToken ct)
    {
        var limit = Math.Clamp(query.Limit, 1, MostRows);
        var most = query.Since is null ? limit : limit * MostCandidatesAPage;
        NpgsqlParameter[] status = query.Status is { } wanted ? [Reader.Text(wanted.ToText())] : [];
        var rows = await reader.ListAsync(
            status.Length > 0 ? ReadSql.RunsOfStatus : ReadSql.AllRuns, RunRow.Read, ct, [.. Range(query.Cursor, query.Since, most + 1), .. status]).ConfigureAwait(false);
        return Take(rows, limit, most, row => !(row.StartedAt < query.Since), row => row.Id);
    }

    /// <summary>The index that narrows most, its parameters, and how many filters there are in all.</summary>
    /// <remarks>Nearly every row is completed, so that state narrows nothing when there is anything else.</remarks>
    private static async ValueTask<(string Sql, NpgsqlParameter[] More, int Filters)> IndexAsync(Reader reader, ExecutionQuery query, CancellationToken ct)
    {
        var byAction = query.Connector is not null || query.Action is not null;
        var filters = (query.Run is null ? 0 : 1) + (query.Status is null ? 0 : 1) + (byAction ? 1 : 0);
        if (query.Run is { } run)
            return (ReadSql.OfRun, [Reader.Uuid(run)], filters);
        if (query.Status is { } status && status != ExecutionStatus.Completed)
            return (ReadSql.OfStatus, [Reader.Text(status.ToText())], filters);
        if (!byAction)
            return (ReadSql.All, [], query.Status is null ? filters : filters + 1);
        var pairs = await reader.ListAsync(ReadSql.Actions, row => (Connector: row.GetString(0), Action: row.GetString(1)), ct).ConfigureAwait(false);
        var wanted = pairs.Where(pair => (query.Connector ?? pair.Connector) == pair.Connector && (query.Action ?? pair.Action) == pair.Action).ToList();
        return (ReadSql.OfActions, [Reader.Texts([.. wanted.Select(pair => pair.Connector)]), Reader.Texts([.. wanted.Select(pair => pair.Action)])], filters);
    }

    private static NpgsqlParameter[] Range(string? cursor, DateTimeOffset? since, int most) =>
    [
        Reader.Uuid(cursor is null ? AfterEveryId : NewestFirst.ParseCursor(cursor)),
        Reader.Uuid(since is { } time ? FirstIdOf(time) : Guid.Empty),
        Reader.Count(most),
    ];

    private static Guid FirstIdOf(DateTimeOffset time)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(id, Math.Max(0, time.ToUnixTimeMilliseconds()) << 16);
        return new Guid(id, bigEndian: true);
    }

    private static bool Matches(ToolExecution row, ExecutionQuery query) =>
        (query.Status is null || row.Status == query.Status)
        && (query.Connector is null || row.Connector == query.Connector)
        && (query.Action is null || row.Action == query.Action)
        && (query.Run is null || row.AgentRunId == query.Run)
        && !(row.QueuedAt < query.Since);

    private static LedgerPage<T> Take<T>(List<T> rows, int limit, int most, Func<T, bool> matches, Func<T, Guid> id)
        where T : class
    {
        List<T> items = [];
        for (var looked = 0; looked < rows.Count; looked++)
        {
            if (items.Count == limit || looked == most)
                return new(items, id(rows[looked - 1]).ToString("D"));
            if (matches(rows[looked]))
                items.Add(rows[looked]);
        }

        return new(items, null);
    }
}
