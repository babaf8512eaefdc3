using Npgsql;
using Switchboard.Ledger;

namespace Switchboard.Postgres.Tests;

/// <summary>A database of its own for one test, and its key ring.</summary>
public abstract class LedgerDatabase(PostgresServer server) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("switchboard-keys-");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected string Address { get; private set; } = "";

    protected PostgresServer Server { get; } = server;

    public async ValueTask InitializeAsync() => Address = await Server.NewDatabaseAsync();

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected PostgresLedger Closed(string? address = null, string keys = "switchboard.keys", TimeSpan? timeout = null) => new(
        new() { ConnectionString = address ?? Address, KeyRing = Path.Combine(_folder.FullName, keys), Timeout = timeout ?? TimeSpan.FromSeconds(5) },
        TimeProvider.System);

    private protected async Task<PostgresLedger> OpenedAsync()
    {
        var ledger = Closed();
        await ledger.OpenAsync(migrate: true, Ct);
        return ledger;
    }

    protected async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Address);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private protected static async Task<LedgerException> RefusalAsync(PostgresLedger ledger, LedgerFailure failure, bool migrate = true)
    {
        await using (ledger)
        {
            var error = await Should.ThrowAsync<LedgerException>(() => ledger.OpenAsync(migrate, Ct).AsTask());
            error.Failure.ShouldBe(failure, error.Message);
            return error;
        }
    }
}
