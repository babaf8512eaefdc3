using System.Diagnostics;
using Switchboard.Ledger;
using Switchboard.Sqlite.Native;

namespace Switchboard.Sqlite;

/// <summary>Where the key ring comes from: a file, or a command that prints it.</summary>
internal static class KeyRingFile
{
    private const string CommandPrefix = "cmd:";
    private const string CheckName = "key_check";
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The database's ring; makes one only for a database that never had one.</summary>
    /// <exception cref="LedgerException">The ring is missing, unreadable or another one.</exception>
    public static KeyRing Load(Database database, SqliteLedgerOptions options)
    {
        // Under the write lock, so that two processes that start together agree on one ring.
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            var expected = database.Ask($"SELECT value FROM meta WHERE name = '{CheckName}'");
            var ring = Read(options, mayCreate: expected is null);
            if (expected is null)
                database.Execute($"INSERT INTO meta (name, value) VALUES ('{CheckName}', '{ring.CheckValue}')");
            else if (expected != ring.CheckValue)
                throw Wrong(options);
            database.Execute("COMMIT");
            return ring;
        }
        catch
        {
            if (database.InTransaction)
                database.Execute("ROLLBACK");
            throw;
        }
    }

    /// <summary><c>switchboard.db</c> has its ring in <c>switchboard.keys</c>, unless the setting names another file.</summary>
    public static string PathOf(SqliteLedgerOptions options) => options.KeyRing ?? Path.ChangeExtension(options.Path, ".keys");

    private static KeyRing Read(SqliteLedgerOptions options, bool mayCreate)
    {
        var source = PathOf(options);
        try
        {
            if (source.StartsWith(CommandPrefix, StringComparison.Ordinal))
                return KeyRing.Parse(RunCommand(source[CommandPrefix.Length..]));
            if (File.Exists(source))
                return KeyRing.Parse(File.ReadAllBytes(source));
            return mayCreate ? Create(source) : throw Missing(options);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(LedgerFailure.Keys,
                $"The key ring {Shown(source)} of the ledger {options.Path} cannot be used: {error.Message} Restore it from a backup, or name it in SWITCHBOARD_KEYRING.", error);
        }
    }

    private static KeyRing Create(string path)
    {
        var ring = KeyRing.Create();
        var temporary = path + ".new";
        var settings = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(temporary);
        using (var file = new FileStream(temporary, settings))
        {
            file.Write(ring.ToJson());
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: false);
        return ring;
    }

    private static byte[] RunCommand(string command)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        using var process = Process.Start(start) ?? throw new IOException("Its command cannot be started.");
        using var printed = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(printed);
        if (!process.WaitForExit(CommandTimeout))
        {
            process.Kill(entireProcessTree: true);
            throw new IOException($"Its command gave nothing within {CommandTimeout.TotalSeconds} s.");
        }

        reading.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? printed.ToArray() : throw new IOException($"Its command ended with exit code {process.ExitCode}.");
    }

    private static LedgerException Missing(SqliteLedgerOptions options) => new(LedgerFailure.Keys,
        $"The key ring {Shown(PathOf(options))} of the ledger {options.Path} is missing. Put it back, or name it in SWITCHBOARD_KEYRING; a new one could not read what the ledger holds.");

    private static LedgerException Wrong(SqliteLedgerOptions options) => new(LedgerFailure.Keys,
        $"The key ring {Shown(PathOf(options))} is not the one that the ledger {options.Path} was made with. Put the right one back, or name it in SWITCHBOARD_KEYRING.");

    /// <summary>A command may hold a secret, so it is not repeated.</summary>
    private static string Shown(string source) => source.StartsWith(CommandPrefix, StringComparison.Ordinal) ? "command (cmd:…)" : source;
}
