using System.Globalization;
using Npgsql;
using Switchboard.Ledger;

namespace Switchboard.Postgres;

/// <summary>The database's settings, and its tables from version to version.</summary>
internal static class Schema
{
    /// <summary>Version that this program reads and writes.</summary>
    public const int Version = 1;

    private const string CheckName = "key_check";
    private const string VersionName = "schema_version";

    // Of this product alone, so that nodes which start together migrate one after the other.
    private const long MigrationLock = 0x5357_4244_0001;

    /// <summary>Brings the database to this program's version, or says why it may not; gives its key ring.</summary>
    /// <exception cref="LedgerException">Newer, older and not to be migrated, not durable, or its keys are missing.</exception>
    public static async Task<KeyRing> EnsureAsync(NpgsqlDataSource source, bool migrate, PostgresLedgerOptions options, string ledger, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
        await RequireDurableAsync(connection, ledger, ct).ConfigureAwait(false);
        var version = await VersionAsync(connection, ct).ConfigureAwait(false);
        if (version > Version)
            throw Newer(ledger, version);
        if (version < Version && !migrate)
            throw Older(ledger, version);
        if (version < Version)
            await MigrateAsync(connection, ct).ConfigureAwait(false);

        return await LoadKeysAsync(connection, options, ledger, ct).ConfigureAwait(false);
    }

    private static async Task RequireDurableAsync(NpgsqlConnection connection, string ledger, CancellationToken ct)
    {
        foreach (var setting in new[] { "fsync", "synchronous_commit" })
        {
            if (await AskAsync(connection, $"SELECT reset_val FROM pg_settings WHERE name = '{setting}'", ct).ConfigureAwait(false) == "off")
                throw NotDurable(ledger, setting);
        }
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({MigrationLock})"), ct).ConfigureAwait(false);
        var version = await VersionAsync(connection, ct).ConfigureAwait(false);
        while (++version <= Version)
        {
            await ExecuteAsync(connection, Script(version), ct).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture,
            $"INSERT INTO meta (name, value) VALUES ('{VersionName}', '{Version}') ON CONFLICT (name) DO UPDATE SET value = excluded.value"), ct).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
    }

    private static async Task<KeyRing> LoadKeysAsync(NpgsqlConnection connection, PostgresLedgerOptions options, string ledger, CancellationToken ct)
    {
        // Under a lock, so that two nodes that start together agree on one ring.
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({MigrationLock})"), ct).ConfigureAwait(false);
        var expected = await AskAsync(connection, $"SELECT value FROM meta WHERE name = '{CheckName}'", ct).ConfigureAwait(false);
        var ring = new KeyRingSource(options.KeyRing, ledger).Load(expected);
        if (expected is null)
            await ExecuteAsync(connection, $"INSERT INTO meta (name, value) VALUES ('{CheckName}', '{ring.CheckValue}')", ct).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        return ring;
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        // Not to_regclass: it may answer from this session's cache, from before the lock.
        if (await AskAsync(connection, "SELECT tablename::text FROM pg_tables WHERE tablename = 'meta' AND schemaname = current_schema()", ct).ConfigureAwait(false) is null)
            return 0;
        var version = await AskAsync(connection, $"SELECT value FROM meta WHERE name = '{VersionName}'", ct).ConfigureAwait(false);
        return version is null ? 0 : int.Parse(version, CultureInfo.InvariantCulture);
    }

    private static async Task<string?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) as string;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private static string Script(int version)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $".Migrations.{version:0000}_");
        var assembly = typeof(Schema).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.Contains(prefix, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static LedgerException Newer(string ledger, int version) => new(LedgerFailure.NewerVersion,
        $"The ledger {ledger} has schema version {version}, written by a newer Switchboard; this one knows version {Version}. Run the newer program, or name another database in DATABASE_URL.");

    private static LedgerException Older(string ledger, int version) => new(LedgerFailure.OlderVersion,
        $"The ledger {ledger} has schema version {version}; this program needs version {Version}. Run `switchboard db migrate` with the role that owns it.");

    private static LedgerException NotDurable(string ledger, string setting) => new(LedgerFailure.Unavailable,
        $"The ledger {ledger} runs with {setting}=off: what it acknowledges could be lost with the power. Turn {setting} on.");
}
