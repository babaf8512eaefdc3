using Switchboard.Ledger;
using Switchboard.Tests;

namespace Switchboard.Sqlite.Tests;

public sealed class SqliteLedgerTests : LedgerConformance
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("switchboard-ledger-");

    private protected override ValueTask<ILedger> CreateAsync() => new(
        new SqliteLedger(new() { Path = Path.Combine(_folder.FullName, "switchboard.db"), KeyRing = null }, TimeProvider.System));

    private protected override void Clean() => _folder.Delete(recursive: true);
}
