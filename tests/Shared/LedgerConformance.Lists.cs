using Switchboard.Calls;
using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Tests;

/// <summary>Lists, their filters and their cursors.</summary>
public abstract partial class LedgerConformance
{
    private static readonly string[] Connectors = ["gmail", "slack", "twilio"];
    private static readonly string[] Actions = ["send", "list", "get"];
    private static readonly ExecutionStatus[] Finals =
        [ExecutionStatus.Completed, ExecutionStatus.Failed, ExecutionStatus.InDoubt, ExecutionStatus.Refused];

    [Fact]
    public async Task Every_filter_and_every_combination_gives_what_holds_newest_first()
    {
        var rows = await FillAsync(240);
        foreach (var query in from status in (ExecutionStatus?[])[null, ExecutionStatus.Completed, ExecutionStatus.InDoubt, ExecutionStatus.Queued]
                              from connector in (string?[])[null, "slack", "none"]
                              from action in (string?[])[null, "send", "none"]
                              from run in (Guid?[])[null, Id(900), Id(901)]
                              from since in (DateTimeOffset?[])[null, Start.AddSeconds(120)]
                              select new ExecutionQuery { Status = status, Connector = connector, Action = action, Run = run, Since = since, Limit = 7 })
        {
            var expected = rows.Where(r => (query.Status is null || r.Status == query.Status)
                && (query.Connector is null || r.Connector == query.Connector)
                && (query.Action is null || r.Action == query.Action)
                && (query.Run is null || r.AgentRunId == query.Run)
                && (query.Since is null || r.QueuedAt >= query.Since)).Select(r => r.Id).OrderDescending().ToList();
            (await AllAsync(query)).ShouldBe(expected, $"{query}");
        }
    }

    [Fact]
    public async Task The_last_page_says_that_nothing_follows()
    {
        await FillAsync(10);
        (await Ledger.ListAsync(new() { Limit = 10 }, Ct)).NextCursor.ShouldBeNull();
        var first = await Ledger.ListAsync(new() { Limit = 9 }, Ct);
        first.Items.Count.ShouldBe(9);
        var second = await Ledger.ListAsync(new() { Limit = 9, Cursor = first.NextCursor.ShouldNotBeNull() }, Ct);
        second.Items.ShouldHaveSingleItem();
        second.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task Rows_that_come_while_paging_do_not_shift_the_pages()
    {
        await FillAsync(10);
        var first = await Ledger.ListAsync(new() { Limit = 5 }, Ct);
        await Ledger.BeginAsync(Entry(Running(5000, at: Start.AddHours(1))), Ct);
        var second = await Ledger.ListAsync(new() { Limit = 5, Cursor = first.NextCursor }, Ct);
        first.Items.Concat(second.Items).Select(r => r.Id).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public async Task A_cursor_of_nobody_is_an_error() =>
        await Should.ThrowAsync<FormatException>(() => Ledger.ListAsync(new() { Cursor = "1 OR 1=1" }, Ct).AsTask());

    [Fact]
    public async Task Runs_are_listed_by_state_and_time()
    {
        foreach (var number in Enumerable.Range(1, 20))
        {
            var run = Run(number) with { Id = Id(number, Start.AddSeconds(number)), StartedAt = Start.AddSeconds(number) };
            await Ledger.SaveRunAsync(number % 2 == 0 ? run : run.Ended(AgentRunStatus.Failed), Ct);
        }

        var all = await Ledger.ListRunsAsync(new() { Limit = 15 }, Ct);
        all.Items.Select(r => r.Id).ShouldBe(Enumerable.Range(6, 15).Reverse().Select(n => Id(n, Start.AddSeconds(n))));
        (await Ledger.ListRunsAsync(new() { Limit = 15, Cursor = all.NextCursor }, Ct)).Items.Count.ShouldBe(5);
        (await Ledger.ListRunsAsync(new() { Status = AgentRunStatus.Failed }, Ct)).Items.Count.ShouldBe(10);
        (await Ledger.ListRunsAsync(new() { Status = AgentRunStatus.Running, Since = Start.AddSeconds(16) }, Ct)).Items.Count.ShouldBe(3);
    }

    private async Task<List<ToolExecution>> FillAsync(int count)
    {
        var rows = new List<ToolExecution>();
        for (var number = 0; number < count; number++)
        {
            var status = Finals[number * 7 % 11 % Finals.Length];
            var run = (number % 5) switch { 0 => Id(900), 1 => Id(901), _ => (Guid?)null };
            rows.Add(Final(number, status, Start.AddSeconds(number)) with
            {
                Connector = Connectors[number % 3],
                Action = Actions[number / 3 % 3],
                AgentRunId = run,
                RunLink = run is null ? RunLink.None : RunLink.Orphan,
            });
        }

        await Task.WhenAll(rows.Select(r => Ledger.BeginAsync(Entry(r), Ct).AsTask()));
        return rows;
    }

    private async Task<List<Guid>> AllAsync(ExecutionQuery query)
    {
        List<Guid> found = [];
        while (true)
        {
            var page = await Ledger.ListAsync(query, Ct);
            page.Items.Count.ShouldBeLessThanOrEqualTo(query.Limit);
            found.AddRange(page.Items.Select(r => r.Id));
            if (page.NextCursor is null)
                return found;
            query = query with { Cursor = page.NextCursor };
        }
    }
}
