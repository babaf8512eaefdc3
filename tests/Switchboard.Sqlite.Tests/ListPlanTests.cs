using SQLitePCL;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;
using Switchboard.Sqlite.Reading;
using Switchboard.Sqlite.Writing;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Sqlite.Tests;

/// <summary>Lists walk an index: nothing is sorted, and what is read follows the page, not the table.</summary>
public sealed class ListPlanTests : LedgerFolder
{
    private const int Rows = 6000;
    private const int Page = 20;

    public static TheoryData<string> Statements =>
        [.. ReadSql.Lists, .. QueueSql.Questions, WriteSql.RemoveExpiredKeys, WriteSql.RemoveExpiredPayloads, WriteSql.RenewRuns, WriteSql.RunningExecutions, WriteSql.RunningRuns, WriteSql.FindKey];

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task No_list_is_sorted_or_scanned(string sql)
    {
        await (await OpenedAsync()).DisposeAsync();
        using var database = Raw();
        var plan = Plan(database, sql);
        plan.ShouldContain("SEARCH");
        plan.ShouldNotContain("TEMP B-TREE");
        plan.ShouldNotContain("SCAN tool_executions");
        plan.ShouldNotContain("SCAN agent_runs");
        plan.ShouldNotContain("SCAN idempotency_keys");
        plan.ShouldNotContain("SCAN sealed_payloads");
    }

    [Fact]
    public async Task One_filter_reads_at_most_ten_times_the_page_wherever_its_rows_are()
    {
        await FillAsync();
        using var database = Raw();
        using var reader = new Reader(database);
        var aPage = Work(database, reader, new() { Limit = Page }, Page);
        foreach (var query in (ExecutionQuery[])
        [
            new() { Status = ExecutionStatus.InDoubt }, new() { Status = ExecutionStatus.Completed }, new() { Connector = "rare" },
            new() { Connector = "connector 3" }, new() { Action = "rare" }, new() { Action = "action 2" },
            new() { Connector = "rare", Action = "rare" }, new() { Run = Id(900) }, new() { Since = Start.AddSeconds(Rows - Page) },
        ])
        {
            Work(database, reader, query with { Limit = Page }, Page).ShouldBeLessThanOrEqualTo(10 * aPage, $"{query}");
        }
    }

    [Fact]
    public async Task Several_filters_read_a_bounded_number_of_rows_and_give_a_short_page()
    {
        await FillAsync();
        using var database = Raw();
        using var reader = new Reader(database);
        var aPage = Work(database, reader, new() { Limit = Page }, Page);
        foreach (var query in (ExecutionQuery[])
        [
            new() { Run = Id(901), Status = ExecutionStatus.InDoubt },
            new() { Run = Id(901), Connector = "rare" },
            new() { Connector = "connector 3", Status = ExecutionStatus.Completed, Run = Id(900) },
            new() { Status = ExecutionStatus.InDoubt, Connector = "connector 3" },
            new() { Status = ExecutionStatus.Completed, Action = "rare" },
            new() { Action = "action 2", Status = ExecutionStatus.Completed, Since = Start.AddSeconds(10) },
        ])
        {
            Work(database, reader, query with { Limit = Page }, null).ShouldBeLessThanOrEqualTo(12 * aPage, $"{query}");
        }
    }

    /// <summary>Steps of SQLite's machine for one page.</summary>
    private static long Work(Database database, Reader reader, ExecutionQuery query, int? expectedRows)
    {
        var steps = 0L;
        raw.sqlite3_progress_handler(database.Handle, 1, _ =>
        {
            steps++;
            return 0;
        }, null);
        var page = Pages.Executions(reader, query);
        raw.sqlite3_progress_handler(database.Handle, 0, null, null);
        if (expectedRows is { } rows)
            page.Items.Count.ShouldBe(rows, $"{query}");
        return steps;
    }

    /// <summary>Rows that few filters find are the oldest; twenty connectors with five actions each come after.</summary>
    private async Task FillAsync()
    {
        await using var ledger = await OpenedAsync();
        await Task.WhenAll(Enumerable.Range(0, Rows).Select(n => ledger.BeginAsync(Entry(Sample(n)), Ct).AsTask()));
    }

    private static ToolExecution Sample(int number)
    {
        var row = Final(number, number < 2 * Page ? ExecutionStatus.InDoubt : ExecutionStatus.Completed, Start.AddSeconds(number));
        return number < 2 * Page
            ? row with { Connector = "rare", Action = "rare", AgentRunId = Id(900), RunLink = RunLink.Orphan }
            : row with { Connector = $"connector {number % 20}", Action = $"action {number / 20 % 5}", AgentRunId = Id(901), RunLink = RunLink.Orphan };
    }

    private static string Plan(Database database, string sql)
    {
        using var statement = database.PrepareOnce("EXPLAIN QUERY PLAN " + sql);
        List<string> lines = [];
        while (statement.Step())
        {
            (_, _, _) = (statement.ReadLong(), statement.ReadLong(), statement.ReadLong());
            lines.Add(statement.ReadText());
        }

        return string.Join('\n', lines);
    }
}
