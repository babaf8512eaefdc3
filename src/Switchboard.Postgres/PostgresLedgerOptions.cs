using Switchboard.Ledger;

namespace Switchboard.Postgres;

/// <summary>Where the scaled-out ledger is and how long it may take.</summary>
public sealed class PostgresLedgerOptions
{
    private const string DefaultKeyRing = "switchboard.keys";

    /// <summary>Npgsql's connection string, or a <c>postgres://user:password@host:port/database</c> address.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Longest that any call waits for an answer; default 2 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Path of the key ring or <c>cmd:</c> and a shell command that prints it; every node needs the same one.
    /// Default: <c>SWITCHBOARD_KEYRING</c>, else <c>switchboard.keys</c> in the working folder.</summary>
    public string KeyRing { get; init; } = KeyRingSource.Setting ?? DefaultKeyRing;

    /// <summary>Batches committed side by side. Two keep the server busy while one waits for its disk.</summary>
    public int Writers { get; init; } = 2;
}
