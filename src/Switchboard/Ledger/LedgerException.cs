namespace Switchboard.Ledger;

/// <summary>Why a ledger cannot be used.</summary>
public enum LedgerFailure
{
    /// <summary>Another process holds it longer than the ledger's timeout.</summary>
    Locked,

    /// <summary>The file or folder cannot be written.</summary>
    ReadOnly,

    /// <summary>It is not a ledger, or is damaged.</summary>
    Corrupt,

    /// <summary>A newer version of Switchboard wrote it.</summary>
    NewerVersion,

    /// <summary>An older version wrote it and it may not be migrated now.</summary>
    OlderVersion,

    /// <summary>The key ring is missing or another one.</summary>
    Keys,

    /// <summary>No room on the disk.</summary>
    DiskFull,

    /// <summary>Anything else of the disk or driver.</summary>
    Unavailable,
}

/// <summary>The ledger cannot be read or written. The message says which and what to do.</summary>
public sealed class LedgerException(LedgerFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Which.</summary>
    public LedgerFailure Failure { get; } = failure;
}
