namespace Switchboard.Connections;

/// <summary>Who answers a call.</summary>
public enum ConnectorMode
{
    /// <summary>The in-process simulator; the network cannot be reached.</summary>
    Simulated,

    /// <summary>The real provider.</summary>
    Live,
}

/// <summary>Modes as text.</summary>
public static class ConnectorModes
{
    /// <summary>The mode as it is written outside: <c>simulated</c>, <c>live</c>.</summary>
    public static string ToText(this ConnectorMode mode) => mode == ConnectorMode.Live ? "live" : "simulated";
}
