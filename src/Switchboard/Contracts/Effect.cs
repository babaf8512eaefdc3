namespace Switchboard.Contracts;

/// <summary>What an action does to the world outside.</summary>
public enum Effect
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Creates or changes something.</summary>
    Write,

    /// <summary>Removes something, or cannot be taken back.</summary>
    Destructive,
}
