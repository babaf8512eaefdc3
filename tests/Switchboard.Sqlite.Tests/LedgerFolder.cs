using System.Runtime.Versioning;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

[assembly: UnsupportedOSPlatform("windows")]

namespace Switchboard.Sqlite.Tests;

/// <summary>A folder for one test's ledger, removed with it.</summary>
public abstract class LedgerFolder : IDisposable
{
    protected LedgerFolder()
    {
        Folder = Directory.CreateTempSubdirectory("switchboard-ledger-").FullName;
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
    }

    protected string Folder { get; }

    protected string DatabasePath => Path.Combine(Folder, "switchboard.db");

    protected string KeysPath => Path.Combine(Folder, "switchboard.keys");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected SqliteLedger Closed(TimeSpan? timeout = null, int? maxPages = null, Action<CommitPoint>? onCommit = null, string? keyRing = null) =>
        new(new() { Path = DatabasePath, Timeout = timeout ?? TimeSpan.FromSeconds(5), MaxPages = maxPages, OnCommit = onCommit, KeyRing = keyRing }, TimeProvider.System);

    private protected async Task<SqliteLedger> OpenedAsync(TimeSpan? timeout = null, int? maxPages = null, Action<CommitPoint>? onCommit = null)
    {
        var ledger = Closed(timeout, maxPages, onCommit);
        await ledger.OpenAsync(migrate: true, Ct);
        return ledger;
    }

    private protected Database Raw() => Database.Open(DatabasePath, create: true, TimeSpan.FromSeconds(5));

    private protected static async Task<LedgerException> RefusalAsync(SqliteLedger ledger, LedgerFailure failure, bool migrate = true)
    {
        await using (ledger)
        {
            var error = await Should.ThrowAsync<LedgerException>(() => ledger.OpenAsync(migrate, Ct).AsTask());
            error.Failure.ShouldBe(failure, error.Message);
            return error;
        }
    }
}
