using System.CommandLine;
using System.Globalization;
using Switchboard.Ledger;
using Switchboard.Server.Cli.Json;
using Switchboard.Sqlite;
using Switchboard.Sqlite.Native;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>db</c>: the ledger's file and schema.</summary>
internal static class DbVerb
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandLine commands)
    {
        var status = new Command("status", "Show where the ledger is, its schema version, and whether it can be used.");
        commands.Handle(status, StatusAsync);
        var migrate = new Command("migrate", "Make the ledger, or bring it to this program's schema version.");
        commands.Handle(migrate, MigrateAsync);
        return new Command("db", "Look after the ledger's file.") { status, migrate };
    }

    private static async Task<int> StatusAsync(Session session)
    {
        var database = session.Database;
        if (!database.Exists)
        {
            return Write(session, null, "missing", "There is no ledger yet. `switchboard db migrate` makes it; so does the first call.");
        }

        var version = ReadVersion(database.Path);
        if (version != Schema.Version)
        {
            return version > Schema.Version
                ? throw new LedgerException(LedgerFailure.NewerVersion, $"The ledger {database.Path} has schema version {version}, written by a newer Switchboard; this one knows version {Schema.Version}. Run the newer program.")
                : Write(session, version, "older", "`switchboard db migrate` brings it to this program's version; take a backup first.");
        }

        await using var host = session.OpenGateway();
        await host.OpenedAsync(session.Stopping).ConfigureAwait(false);
        return Write(session, version, "current", "Ready: the schema is this program's, the key ring is the ledger's.");
    }

    private static async Task<int> MigrateAsync(Session session)
    {
        var existed = session.Database.Exists;
        await using var host = session.OpenGateway();
        await host.OpenedAsync(session.Stopping).ConfigureAwait(false);
        return Write(session, Schema.Version, "current", existed ? "The ledger has this program's schema." : "The ledger was made.");
    }

    private static int? ReadVersion(string path)
    {
        try
        {
            using var database = Database.Open(path, create: false, Wait);
            return int.Parse(database.Ask("PRAGMA user_version") ?? "0", CultureInfo.InvariantCulture);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.Translate(e, path);
        }
    }

    private static int Write(Session session, int? version, string state, string message)
    {
        var database = session.Database;
        var document = new DatabaseDocument(
            database.Url, database.Exists, version, Schema.Version, state, database.Exists ? new FileInfo(database.Path).Length : null, message);
        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, document, CliJson.Default.DatabaseDocument);
            return ExitCodes.Ok;
        }

        var versions = version is null ? $"program {Schema.Version}" : $"ledger {version}, program {Schema.Version}";
        session.Terminal.Out.WriteLine($"{document.Url}: {state} (schema: {versions}{(document.Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"; {bytes:N0} bytes") : "")}). {message}");
        return ExitCodes.Ok;
    }
}
