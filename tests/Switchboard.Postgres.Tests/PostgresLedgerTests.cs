using Switchboard.Ledger;
using Switchboard.Tests;

namespace Switchboard.Postgres.Tests;

public sealed class PostgresLedgerTests(PostgresServer server) : LedgerConformance
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("switchboard-keys-");

    private protected override async ValueTask<ILedger> CreateAsync() => new PostgresLedger(
        new() { ConnectionString = await server.NewDatabaseAsync(), KeyRing = Path.Combine(_folder.FullName, "switchboard.keys") },
        TimeProvider.System);

    private protected override void Clean() => _folder.Delete(recursive: true);
}
