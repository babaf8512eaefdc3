using Switchboard.Pipeline;
using Switchboard.Postgres;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses PostgreSQL as the ledger.</summary>
public static class PostgresRegistration
{
    /// <summary>Keeps the ledger in a PostgreSQL database, shared by any number of nodes.</summary>
    /// <param name="builder">The gateway's builder.</param>
    /// <param name="connectionString">Npgsql's connection string, or a <c>postgres://</c> address.</param>
    public static GatewayBuilder UsePostgres(this GatewayBuilder builder, string connectionString) =>
        builder.UsePostgres(new PostgresLedgerOptions { ConnectionString = connectionString });

    /// <summary>As the other, with its options.</summary>
    /// <param name="builder">The gateway's builder.</param>
    /// <param name="options">Address, timeout and key ring.</param>
    public static GatewayBuilder UsePostgres(this GatewayBuilder builder, PostgresLedgerOptions options) =>
        builder.UseLedger(provider => new PostgresLedger(options, provider.GetRequiredService<GatewayOptions>().MachineTime));
}
