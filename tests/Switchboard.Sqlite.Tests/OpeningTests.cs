using Switchboard.Ledger;
using static Switchboard.Tests.LedgerRows;

namespace Switchboard.Sqlite.Tests;

/// <summary>What stops a ledger from opening, and what its message says.</summary>
public sealed class OpeningTests : LedgerFolder
{
    [Fact]
    public async Task A_new_file_gets_the_newest_schema()
    {
        await using var ledger = await OpenedAsync();
        using var database = Raw();
        database.Ask("PRAGMA user_version").ShouldBe("1");
        database.Ask("SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)")
            .ShouldBe("agent_runs,idempotency_keys,meta,sealed_payloads,tool_executions");
    }

    [Fact]
    public async Task A_missing_file_is_not_made_unless_it_may_be_migrated()
    {
        (await RefusalAsync(Closed(), LedgerFailure.OlderVersion, migrate: false)).Message.ShouldContain("switchboard db migrate");
        File.Exists(DatabasePath).ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_file_is_left_alone_unless_it_may_be_migrated()
    {
        using (var database = Raw())
        {
            database.Execute("PRAGMA journal_mode = WAL");
        }

        var error = await RefusalAsync(Closed(), LedgerFailure.OlderVersion, migrate: false);
        error.Message.ShouldContain("schema version 0");
        error.Message.ShouldContain("version 1");
        error.Message.ShouldContain("switchboard db migrate");
        await using var ledger = await OpenedAsync();
    }

    [Fact]
    public async Task A_newer_file_is_left_alone()
    {
        await (await OpenedAsync()).DisposeAsync();
        using (var database = Raw())
        {
            database.Execute("PRAGMA user_version = 7");
        }

        var error = await RefusalAsync(Closed(), LedgerFailure.NewerVersion);
        error.Message.ShouldContain(DatabasePath);
        error.Message.ShouldContain("version 7");
        error.Message.ShouldContain("version 1");
    }

    [Fact]
    public async Task A_file_that_is_no_database_says_so()
    {
        await File.WriteAllTextAsync(DatabasePath, new string('x', 5000), Ct);
        (await RefusalAsync(Closed(), LedgerFailure.Corrupt)).Message.ShouldContain($"{DatabasePath} is not a ledger or is damaged");
    }

    [Fact]
    public async Task A_damaged_ledger_says_so()
    {
        await (await OpenedAsync()).DisposeAsync();
        using (var file = File.OpenWrite(DatabasePath))
        {
            file.Position = 100;
            file.Write(new byte[8000]);
        }

        await RefusalAsync(Closed(), LedgerFailure.Corrupt);
    }

    [Fact]
    public async Task Another_programs_database_says_so()
    {
        using (var database = Raw())
        {
            database.Execute("CREATE TABLE cats (name)");
        }

        (await RefusalAsync(Closed(), LedgerFailure.Corrupt)).Message.ShouldContain("another program");
    }

    [Fact]
    public async Task A_missing_folder_says_so()
    {
        var ledger = new SqliteLedger(new() { Path = Path.Combine(Folder, "nowhere", "switchboard.db"), KeyRing = null }, TimeProvider.System);
        (await RefusalAsync(ledger, LedgerFailure.ReadOnly)).Message.ShouldContain("folder exists");
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_says_so()
    {
        File.SetUnixFileMode(Folder, (UnixFileMode)0b101_101_101);
        var said = await LedgerChild.OpenWithoutRightsAsync(DatabasePath, Ct);
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        said.ShouldStartWith("ReadOnly: ");
        said.ShouldContain(DatabasePath);
        said.ShouldContain("may write the folder");
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_says_so()
    {
        await (await OpenedAsync()).DisposeAsync();
        File.SetUnixFileMode(KeysPath, (UnixFileMode)0b110_100_100);
        File.SetUnixFileMode(DatabasePath, (UnixFileMode)0b100_100_100);
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_111_111);
        (await LedgerChild.OpenWithoutRightsAsync(DatabasePath, Ct)).ShouldStartWith($"ReadOnly: The ledger {DatabasePath} cannot be opened for writing");
    }

    [Fact]
    public async Task A_full_disk_says_so_and_what_was_written_stays()
    {
        var written = 0;
        await using (var ledger = await OpenedAsync(maxPages: 40))
        {
            var error = await Should.ThrowAsync<LedgerException>(async () =>
            {
                for (; written < 10_000; written++)
                {
                    await ledger.BeginAsync(Entry(Running(written)), Ct);
                }
            });
            error.Failure.ShouldBe(LedgerFailure.DiskFull);
            error.Message.ShouldContain($"The disk of the ledger {DatabasePath} is full");
            (await ledger.GetAsync(Id(written - 1), Ct)).ShouldNotBeNull();
            (await ledger.GetAsync(Id(written), Ct)).ShouldBeNull();
        }

        await using var roomy = await OpenedAsync();
        (await roomy.BeginAsync(Entry(Running(written)), Ct)).IsWritten.ShouldBeTrue();
    }

    [Fact]
    public async Task A_locked_file_is_waited_for_no_longer_than_the_timeout()
    {
        await using var ledger = await OpenedAsync(TimeSpan.FromMilliseconds(400));
        using var other = Raw();
        other.Execute("BEGIN IMMEDIATE");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var errors = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Should.ThrowAsync<LedgerException>(() => ledger.BeginAsync(Entry(Running(n)), Ct).AsTask())));
        watch.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(4));
        errors.ShouldAllBe(e => e.Failure == LedgerFailure.Locked && e.Message.Contains(DatabasePath));
        other.Execute("ROLLBACK");
        (await ledger.BeginAsync(Entry(Running(1)), Ct)).IsWritten.ShouldBeTrue();
    }

    [Fact]
    public async Task A_lock_shorter_than_the_timeout_is_waited_out()
    {
        await using var ledger = await OpenedAsync();
        using var other = Raw();
        other.Execute("BEGIN IMMEDIATE");
        var writing = ledger.BeginAsync(Entry(Running(1)), Ct);
        SpinWait.SpinUntil(() => ledger.IsWriting);
        other.Execute("COMMIT");
        (await writing).IsWritten.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_came_later_waits_on_when_the_first_gives_up()
    {
        await using var ledger = await OpenedAsync(TimeSpan.FromSeconds(2));
        using var other = Raw();
        other.Execute("BEGIN IMMEDIATE");
        var first = ledger.BeginAsync(Entry(Running(1)), Ct).AsTask();
        SpinWait.SpinUntil(() => ledger.IsWriting);
        var second = ledger.BeginAsync(Entry(Running(2)), Ct).AsTask();
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Ct);
        var third = ledger.BeginAsync(Entry(Running(3)), Ct).AsTask();
        (await Should.ThrowAsync<LedgerException>(() => first)).Failure.ShouldBe(LedgerFailure.Locked);
        (await Should.ThrowAsync<LedgerException>(() => second)).Failure.ShouldBe(LedgerFailure.Locked);
        other.Execute("ROLLBACK");
        (await third).IsWritten.ShouldBeTrue();
        (await ledger.ListAsync(new(), Ct)).Items.ShouldHaveSingleItem().Id.ShouldBe(Id(3));
    }

    [Fact]
    public async Task A_file_locked_at_the_start_says_so()
    {
        await (await OpenedAsync()).DisposeAsync();
        using var other = Raw();
        other.Execute("BEGIN IMMEDIATE");
        (await RefusalAsync(Closed(TimeSpan.FromMilliseconds(200)), LedgerFailure.Locked)).Message.ShouldContain(DatabasePath);
    }

    [Fact]
    public async Task Nothing_may_be_asked_of_a_ledger_that_is_not_open()
    {
        await using var ledger = Closed();
        Should.Throw<InvalidOperationException>(() => ledger.Keys);
        await Should.ThrowAsync<InvalidOperationException>(async () => await ledger.GetAsync(Id(1), Ct));
    }

    [Fact]
    public async Task Several_processes_may_make_and_use_one_file_at_once()
    {
        var ledgers = Enumerable.Range(0, 4).Select(_ => Closed()).ToList();
        await Task.WhenAll(ledgers.Select(l => Task.Run(() => l.OpenAsync(migrate: true, Ct).AsTask())));
        ledgers.Select(l => l.Keys.CheckValue).Distinct().ShouldHaveSingleItem();
        await Task.WhenAll(ledgers.Index().Select(l => Task.Run(async () =>
        {
            for (var number = 0; number < 50; number++)
            {
                var row = Running((l.Index * 1000) + number, l.Item.Owner);
                await l.Item.BeginAsync(Entry(row), Ct);
                (await l.Item.CompleteAsync(Completion(row), Ct)).ShouldBeTrue();
            }
        })));
        foreach (var ledger in ledgers)
        {
            (await ledger.ListAsync(new() { Limit = 1000 }, Ct)).Items.Count.ShouldBe(200);
            await ledger.DisposeAsync();
        }
    }
}
