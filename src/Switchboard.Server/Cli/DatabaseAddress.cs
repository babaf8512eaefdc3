namespace Switchboard.Server.Cli;

/// <summary>Where the ledger is: <c>sqlite:PATH</c>.</summary>
/// <param name="Path">Path of the SQLite file.</param>
internal sealed record DatabaseAddress(string Path)
{
    private const string Prefix = "sqlite:";
    private const string Default = "sqlite:./switchboard.db";
    private const string Forms = "Accepted: sqlite:PATH, as in sqlite:./switchboard.db.";

    /// <summary>The address as it is written outside.</summary>
    public string Url => Prefix + Path;

    /// <summary>Path of the one-shot verbs' simulator snapshot.</summary>
    public string SnapshotPath => System.IO.Path.ChangeExtension(Path, ".simulators");

    /// <summary>Whether the file is there.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Reads <c>--db</c>, else <c>DATABASE_URL</c>, else the default.</summary>
    /// <exception cref="UsageException">It is of no accepted form.</exception>
    public static DatabaseAddress Read(string? option, ProcessSettings settings)
    {
        var variable = settings.Get("DATABASE_URL");
        return option is not null ? Parse(option, "--db")
            : string.IsNullOrWhiteSpace(variable) ? Parse(Default, "the default")
            : Parse(variable.Trim(), "DATABASE_URL");
    }

    private static DatabaseAddress Parse(string url, string source)
    {
        if (url.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{source} names PostgreSQL, which comes with a later version of Switchboard. {Forms}");
        }

        if (!url.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            // What was given may hold a password, so it is not repeated.
            throw new UsageException($"{source} is not a database address. {Forms}");
        }

        var path = url[Prefix.Length..];
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        return path.Trim().Length == 0 || path.Contains('\0') || path == ":memory:"
            ? throw new UsageException($"{source} names no file. {Forms}")
            : Directory.Exists(path) ? throw new UsageException($"{source} names a folder, not a file. {Forms}") : new DatabaseAddress(path);
    }
}
