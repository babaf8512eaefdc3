using Switchboard.Ledger;

namespace Switchboard.Sqlite;

/// <summary>Where the embedded ledger is and how long it may take.</summary>
public sealed class SqliteLedgerOptions
{
    /// <summary>Path of the database file.</summary>
    public required string Path { get; init; }

    /// <summary>Longest that any call waits for an answer; default 2 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Path of the key ring or <c>cmd:</c> and a shell command that prints it; null: beside the database.
    /// Default: <c>SWITCHBOARD_KEYRING</c>.</summary>
    public string? KeyRing { get; init; } = KeyRingSource.Setting;

    /// <summary>Most pages that the file may have; null: no limit but the disk's. For tests.</summary>
    internal int? MaxPages { get; init; }

    /// <summary>Called around each commit; what it throws counts as the commit's error. For tests.</summary>
    internal Action<CommitPoint>? OnCommit { get; init; }
}

/// <summary>Where in a commit a test may step in.</summary>
internal enum CommitPoint
{
    /// <summary>Nothing is durable yet.</summary>
    Before,

    /// <summary>All is durable, nobody knows.</summary>
    After,
}
