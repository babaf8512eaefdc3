namespace Switchboard.Contracts;

/// <summary>How an action can be repeated when its answer was lost.</summary>
public enum Repeat
{
    /// <summary>Changes nothing: free to repeat.</summary>
    Read,

    /// <summary>The provider takes an idempotency key for a window of time.</summary>
    Keyed,

    /// <summary>Repeating gives the same state: upserts, set-to-value.</summary>
    Natural,

    /// <summary>A marker can be looked up, if the granted scopes allow it; else as <see cref="Blind"/>.</summary>
    Reconcilable,

    /// <summary>None of these: never sent again unless certainly not sent.</summary>
    Blind,
}
