namespace Switchboard.Connections;

/// <summary>Who answers a call.</summary>
public enum ConnectorMode
{
    /// <summary>The in-process simulator; the network cannot be reached.</summary>
    Simulated,

    /// <summary>The real provider.</summary>
    Live,
}
