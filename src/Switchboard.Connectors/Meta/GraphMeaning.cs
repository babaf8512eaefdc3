namespace Switchboard.Connectors.Meta;

/// <summary>What an error code of the Graph API means for the effect.</summary>
internal enum GraphMeaning
{
    /// <summary>Not in the tables: the HTTP status decides.</summary>
    Unknown,

    /// <summary>A limit: not done, later it may be.</summary>
    Throttled,

    /// <summary>The access token is not good: not done.</summary>
    Token,

    /// <summary>Something failed at Meta: done or not is not known.</summary>
    Transient,

    /// <summary>No, and the same call would get the same answer.</summary>
    Refused,
}
