using Switchboard.Ledger;

namespace Switchboard.Postgres.Tests;

public sealed class OpeningTests(PostgresServer server) : LedgerDatabase(server)
{
    [Fact]
    public async Task An_empty_database_is_not_migrated_unless_asked() =>
        (await RefusalAsync(Closed(), LedgerFailure.OlderVersion, migrate: false)).Message.ShouldContain("switchboard db migrate");

    [Fact]
    public async Task Nodes_that_start_together_make_one_ledger()
    {
        var nodes = Enumerable.Range(0, 8).Select(_ => Closed()).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.OpenAsync(migrate: true, Ct).AsTask())));
        nodes.Select(node => node.Keys.CheckValue).Distinct().ShouldHaveSingleItem();
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_newer_versions_ledger_is_refused()
    {
        await (await OpenedAsync()).DisposeAsync();
        await ExecuteAsync("UPDATE meta SET value = '99' WHERE name = 'schema_version'");
        (await RefusalAsync(Closed(), LedgerFailure.NewerVersion)).Message.ShouldContain("99");
    }

    [Fact]
    public async Task Another_key_ring_is_refused()
    {
        await (await OpenedAsync()).DisposeAsync();
        (await RefusalAsync(Closed(keys: "other.keys"), LedgerFailure.Keys)).Message.ShouldContain("SWITCHBOARD_KEYRING");
    }

    [Fact]
    public async Task A_database_that_does_not_wait_for_its_disk_is_refused()
    {
        await ExecuteAsync($"ALTER DATABASE {new Npgsql.NpgsqlConnectionStringBuilder(Address).Database} SET synchronous_commit = off");
        (await RefusalAsync(Closed(), LedgerFailure.Unavailable)).Message.ShouldContain("synchronous_commit=off");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_the_password()
    {
        var error = await RefusalAsync(Closed("postgres://me:secret-word@127.0.0.1:1/ledger"), LedgerFailure.Unavailable);
        error.Message.ShouldContain("127.0.0.1:1/ledger");
        error.ToString().ShouldNotContain("secret-word");
    }

    [Fact]
    public async Task This_month_and_the_next_three_have_their_partitions()
    {
        await using var ledger = await OpenedAsync();
        await using var source = Npgsql.NpgsqlDataSource.Create(Address);
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_inherits WHERE inhparent = 'tool_executions'::regclass");
        (await command.ExecuteScalarAsync(Ct)).ShouldBe(5L, "four months and the default");
        await ExecuteAsync("SELECT make_partitions(3)");
    }
}
