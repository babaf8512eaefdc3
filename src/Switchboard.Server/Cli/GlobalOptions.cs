using System.CommandLine;

namespace Switchboard.Server.Cli;

/// <summary>Options that every verb takes.</summary>
internal static class GlobalOptions
{
    /// <summary>Where the ledger is.</summary>
    public static Option<string?> Database { get; } = new("--db")
    {
        Description = "Ledger to use: sqlite:PATH. Default: DATABASE_URL, else sqlite:./switchboard.db.",
        HelpName = "URL",
        Recursive = true,
    };

    /// <summary>One JSON document on standard output.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document on standard output and nothing else there.",
        Recursive = true,
    };

    /// <summary>Debug lines on standard error.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Log debug lines to standard error, as SWITCHBOARD_LOG=debug does.",
        Recursive = true,
    };
}
