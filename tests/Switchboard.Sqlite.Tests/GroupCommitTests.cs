using System.Diagnostics;
using SQLitePCL;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Sqlite.Tests;

public sealed class GroupCommitTests : LedgerFolder
{
    private readonly ManualResetEventSlim _gate = new(true);
    private int _commits;

    [Fact]
    public async Task All_that_waits_goes_in_one_commit()
    {
        await using var ledger = await OpenedAsync(onCommit: Count);
        (await WhileHeldAsync(ledger, Enumerable.Range(1, 100).Select(n => Running(n)))).ShouldAllBe(r => r.IsCompletedSuccessfully);
        _commits.ShouldBe(2);
    }

    [Fact]
    public async Task One_bad_row_fails_alone()
    {
        await using var ledger = await OpenedAsync(onCommit: Count);
        var rows = Enumerable.Range(1, 100).Select(n => n % 40 == 0 ? Running(n) with { StartedAt = null } : Running(n)).ToList();
        var results = await WhileHeldAsync(ledger, rows);
        results.Index().Where(r => !r.Item.IsCompletedSuccessfully).Select(r => r.Index + 1).ShouldBe([40, 80]);
        results[39].Exception!.InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("tool_executions_status");
        (await ledger.ListAsync(new() { Limit = 1000 }, Ct)).Items.Count.ShouldBe(99);
        _commits.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_bad_operation_wrote_before_it_broke_is_undone()
    {
        await using var ledger = await OpenedAsync();
        var entry = new LedgerEntry
        {
            Row = Running(1) with { StartedAt = null, IdempotencyKey = "key", AgentRunId = Id(500), RunLink = RunLink.Known },
            Run = Run(500),
            Claim = new("key", "slack.postMessage", "abc", Start.AddDays(7), null),
        };
        await Should.ThrowAsync<InvalidOperationException>(() => ledger.BeginAsync(entry, Ct).AsTask());
        (await ledger.GetRunAsync(Id(500), Ct)).ShouldBeNull();
        (await ledger.FindKeyAsync("org", "key", Start, Ct)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0)] // Nothing durable when the commit fails.
    [InlineData(1)] // Durable, but the answer says that it failed.
    public async Task A_commit_that_fails_once_is_looked_up_and_made_good(int point)
    {
        var failures = 0;
        await using var ledger = await OpenedAsync(onCommit: p =>
        {
            if (p == (CommitPoint)point && failures-- > 0)
                throw new SqliteException(raw.SQLITE_IOERR_FSYNC, "disk I/O error");
        });
        var row = Running(1) with { IdempotencyKey = "key" };
        failures = 1;
        (await ledger.BeginAsync(new() { Row = row, Claim = new("key", "a", "h", Start.AddDays(1), null), Input = Payload(row.Id, SealedKind.Input) }, Ct))
            .ShouldBe(new BeginResult(true, null));
        failures = 1;
        (await ledger.CompleteAsync(Completion(row), Ct)).ShouldBeTrue();
        failures = 1;
        (await ledger.CompleteAsync(Completion(Running(2)), Ct)).ShouldBeFalse();
        (await ledger.GetAsync(row.Id, Ct))!.Status.ShouldBe(ExecutionStatus.Completed);
    }

    [Fact]
    public async Task A_commit_that_fails_again_is_an_error_and_the_next_may_succeed()
    {
        var fails = false;
        await using var ledger = await OpenedAsync(onCommit: p =>
        {
            if (p == CommitPoint.Before && fails)
                throw new SqliteException(raw.SQLITE_IOERR_WRITE, "disk I/O error");
        });
        fails = true;
        var error = await Should.ThrowAsync<LedgerException>(() => ledger.BeginAsync(Entry(Running(1)), Ct).AsTask());
        error.Failure.ShouldBe(LedgerFailure.Unavailable);
        error.Message.ShouldContain(DatabasePath);
        fails = false;
        (await ledger.BeginAsync(Entry(Running(1)), Ct)).IsWritten.ShouldBeTrue();
    }

    [Fact]
    public async Task A_disk_that_hangs_does_not_hang_its_callers()
    {
        var timeout = TimeSpan.FromMilliseconds(400);
        await using var ledger = await OpenedAsync(timeout, onCommit: Count);
        _gate.Reset();
        var watch = Stopwatch.StartNew();
        var errors = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Should.ThrowAsync<LedgerException>(() => ledger.BeginAsync(Entry(Running(n)), Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Ct))));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4)); // A loaded machine aside, the timeout.
        errors.ShouldAllBe(e => e.Failure == LedgerFailure.Unavailable && e.Message.Contains("0.4 s"));
        (await ledger.ListAsync(new(), Ct)).Items.ShouldBeEmpty();
        _gate.Set();
        (await ledger.BeginAsync(Entry(Running(20)), Ct)).IsWritten.ShouldBeTrue();
    }

    [Fact]
    public async Task Readers_are_not_held_up_by_the_writer()
    {
        await using var ledger = await OpenedAsync(onCommit: Count);
        await ledger.BeginAsync(Entry(Running(1)), Ct);
        _gate.Reset();
        var writing = ledger.BeginAsync(Entry(Running(2)), Ct);
        (await ledger.ListAsync(new(), Ct)).Items.ShouldHaveSingleItem().Id.ShouldBe(Id(1));
        writing.IsCompleted.ShouldBeFalse();
        _gate.Set();
        await writing;
    }

    [Fact]
    public async Task What_was_handed_in_is_written_before_the_ledger_closes()
    {
        var ledger = await OpenedAsync(onCommit: Count);
        _gate.Reset();
        var writes = Enumerable.Range(1, 10).Select(n => ledger.BeginAsync(Entry(Running(n)), Ct).AsTask()).ToList();
        var closing = ledger.DisposeAsync();
        _gate.Set();
        await closing;
        (await Task.WhenAll(writes)).ShouldAllBe(r => r.IsWritten);
        await Should.ThrowAsync<ObjectDisposedException>(() => ledger.BeginAsync(Entry(Running(11)), Ct).AsTask());
    }

    private void Count(CommitPoint point)
    {
        if (point != CommitPoint.Before)
            return;
        _gate.Wait();
        Interlocked.Increment(ref _commits);
    }

    /// <summary>Holds the writer in a commit of its own while the rows are handed in.</summary>
    private async Task<Task<BeginResult>[]> WhileHeldAsync(SqliteLedger ledger, IEnumerable<ToolExecution> rows)
    {
        _commits = 0;
        _gate.Reset();
        var held = ledger.BeginAsync(Entry(Running(9000)), Ct);
        SpinWait.SpinUntil(() => ledger.IsWriting);
        var writes = rows.Select(r => ledger.BeginAsync(Entry(r), Ct).AsTask()).ToArray();
        _gate.Set();
        await held;
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
        return writes;
    }
}
