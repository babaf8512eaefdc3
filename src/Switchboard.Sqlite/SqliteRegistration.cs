using Switchboard.Pipeline;
using Switchboard.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses SQLite as the ledger.</summary>
public static class SqliteRegistration
{
    /// <summary>Keeps the ledger in a file, with its key ring beside it. Both are made at first use.</summary>
    /// <param name="builder">The gateway's builder.</param>
    /// <param name="path">Path of the database file.</param>
    public static GatewayBuilder UseSqlite(this GatewayBuilder builder, string path) =>
        builder.UseSqlite(new SqliteLedgerOptions { Path = path });

    /// <summary>As the other, with its options.</summary>
    /// <param name="builder">The gateway's builder.</param>
    /// <param name="options">Path, timeout and key ring.</param>
    public static GatewayBuilder UseSqlite(this GatewayBuilder builder, SqliteLedgerOptions options) =>
        builder.UseLedger(provider => new SqliteLedger(options, provider.GetRequiredService<GatewayOptions>().MachineTime));
}
