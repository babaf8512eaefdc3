namespace Switchboard.Calls;

/// <summary>What one attempt's end says about the effect.</summary>
public enum Verdict
{
    /// <summary>Certainly nothing was done: may be sent again.</summary>
    NotSent,

    /// <summary>The provider said no: nothing was done, and the same call would get the same answer.</summary>
    Rejected,

    /// <summary>The effect may have happened.</summary>
    InDoubt,
}
