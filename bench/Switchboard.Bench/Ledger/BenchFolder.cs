using Switchboard.Sqlite;

namespace Switchboard.Bench.Ledger;

/// <summary>A folder for one database, gone afterwards.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-bench-");

    public SqliteLedgerOptions Options => new() { Path = Path.Combine(_folder.FullName, "ledger.db"), KeyRing = null };

    public void Dispose() => _folder.Delete(recursive: true);
}
