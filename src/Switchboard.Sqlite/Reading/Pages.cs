using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite.Reading;

/// <summary>Pages of a list: walks the index of one filter, looks at the others, and stops after a bound.</summary>
internal static class Pages
{
    private const int MostCandidatesAPage = 10;
    private const int MostRows = 1000;
    private const string AfterEveryId = "~";

    public static LedgerPage<ToolExecution> Executions(Reader reader, ExecutionQuery query) => reader.AsOfOneMoment(() =>
    {
        using var newestFirst = new MergedRows<ToolExecution>(Streams(reader, query), ExecutionRow.Read, r => r.Id);
        return Take(newestFirst, query.Limit, row => Matches(row, query), row => row.Id);
    });

    public static LedgerPage<AgentRunRow> Runs(Reader reader, RunQuery query) => reader.AsOfOneMoment(() =>
    {
        var range = RangeOf(query.Cursor, query.Since);
        var stream = query.Status is { } status
            ? Range(reader, ReadSql.RunsOfStatus, range).Bind(status.ToText())
            : Range(reader, ReadSql.AllRuns, range);
        using var newestFirst = new MergedRows<AgentRunRow>([stream], RunRow.Read, r => r.Id);
        return Take(newestFirst, query.Limit, row => !(row.StartedAt < query.Since), row => row.Id);
    });

    /// <summary>The index that narrows most; several streams where only the action or only the connector is known.</summary>
    /// <remarks>Nearly every row is completed, so that state narrows nothing when there is anything else.</remarks>
    private static List<Statement> Streams(Reader reader, ExecutionQuery query)
    {
        var range = RangeOf(query.Cursor, query.Since);
        if (query.Run is { } run)
            return [Range(reader, ReadSql.OfRun, range).Bind(run)];
        var byAction = query.Connector is not null || query.Action is not null;
        if (query.Status is { } status && !(byAction && status == ExecutionStatus.Completed))
            return [Range(reader, ReadSql.OfStatus, range).Bind(status.ToText())];
        if (!byAction)
            return [Range(reader, ReadSql.All, range)];
        return [.. from pair in ActionIndex.Pairs(reader, query.Connector, query.Action)
                   select Range(reader, ReadSql.OfAction, range).Bind(pair.Connector).Bind(pair.Action)];
    }

    private static (string Before, string From) RangeOf(string? cursor, DateTimeOffset? since) =>
        (cursor is null ? AfterEveryId : NewestFirst.ParseCursor(cursor).ToString("D"), since is { } time ? SqlText.FirstIdOf(time) : string.Empty);

    private static Statement Range(Reader reader, string sql, (string Before, string From) range) =>
        reader.Another(sql).Bind(range.Before).Bind(range.From);

    private static bool Matches(ToolExecution row, ExecutionQuery query) =>
        (query.Status is null || row.Status == query.Status)
        && (query.Connector is null || row.Connector == query.Connector)
        && (query.Action is null || row.Action == query.Action)
        && (query.Run is null || row.AgentRunId == query.Run)
        && !(row.QueuedAt < query.Since);

    private static LedgerPage<T> Take<T>(MergedRows<T> rows, int limit, Func<T, bool> matches, Func<T, Guid> id)
        where T : class
    {
        limit = Math.Clamp(limit, 1, MostRows);
        List<T> items = [];
        T? last = null;
        for (var looked = 0; rows.Current is { } row; looked++)
        {
            if (items.Count == limit || looked == MostCandidatesAPage * limit)
                return new(items, id(last!).ToString("D"));
            if (matches(row))
                items.Add(row);
            last = row;
            rows.MoveNext();
        }

        return new(items, null);
    }
}
