using System.Diagnostics;

namespace Switchboard.Ledger;

/// <summary>Where a ledger's key ring comes from: a file, or a command that prints it.</summary>
/// <param name="source">Path, or <c>cmd:</c> and a shell command.</param>
/// <param name="ledger">The ledger as messages name it.</param>
internal sealed class KeyRingSource(string source, string ledger)
{
    private const string CommandPrefix = "cmd:";
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(30);

    /// <summary>What an operator set; null: nothing.</summary>
    public static string? Setting => Environment.GetEnvironmentVariable("SWITCHBOARD_KEYRING") is { Length: > 0 } setting ? setting : null;

    /// <summary>The ring whose check value the database holds; makes one only for a database that never had one.</summary>
    /// <param name="expected">Check value that the database holds; null: it never had a ring.</param>
    /// <exception cref="LedgerException">The ring is missing, unreadable or another one.</exception>
    public KeyRing Load(string? expected)
    {
        var ring = Read(mayCreate: expected is null);
        return expected is null || expected == ring.CheckValue ? ring : throw new LedgerException(LedgerFailure.Keys,
            $"The key ring {Shown} is not the one that the ledger {ledger} was made with. Put the right one back, or name it in SWITCHBOARD_KEYRING.");
    }

    // A command may hold a secret, so it is not repeated.
    private string Shown => source.StartsWith(CommandPrefix, StringComparison.Ordinal) ? "command (cmd:…)" : source;

    private KeyRing Read(bool mayCreate)
    {
        try
        {
            if (source.StartsWith(CommandPrefix, StringComparison.Ordinal))
                return KeyRing.Parse(RunCommand(source[CommandPrefix.Length..]));
            if (File.Exists(source))
                return KeyRing.Parse(File.ReadAllBytes(source));
            return mayCreate ? Create(source) : throw new LedgerException(LedgerFailure.Keys,
                $"The key ring {Shown} of the ledger {ledger} is missing. Put it back, or name it in SWITCHBOARD_KEYRING; a new one could not read what the ledger holds.");
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(LedgerFailure.Keys,
                $"The key ring {Shown} of the ledger {ledger} cannot be used: {error.Message} Restore it from a backup, or name it in SWITCHBOARD_KEYRING.", error);
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
}
