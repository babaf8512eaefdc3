namespace Switchboard.Connections;

/// <summary>Switchboard refuses to start: its configuration contradicts itself or cannot be read. The message says what to change.</summary>
public sealed class StartException(string message) : Exception(message);

/// <summary>The one toggle between simulated and live.</summary>
/// <param name="Mode">Who answers unless a connector says otherwise.</param>
/// <param name="IsChosen">Whether somebody chose it; else it is the default.</param>
/// <param name="Environment">Name of the environment; null: none is set.</param>
public sealed record Toggle(ConnectorMode Mode, bool IsChosen, string? Environment)
{
    private const string Mock = "USE_MOCK_CONNECTORS";
    private const string Live = "CONNECTORS_LIVE_MODE";

    /// <summary>Whether the environment is Production.</summary>
    public bool IsProduction => string.Equals(Environment, "Production", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the environment is Test, where nothing may be live.</summary>
    public bool IsTest => string.Equals(Environment, "Test", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the toggle.</summary>
    /// <param name="setting">Gives the value of a setting; null: unset.</param>
    /// <exception cref="StartException">A value is unreadable, or two contradict each other.</exception>
    public static Toggle Read(Func<string, string?> setting)
    {
        var environments = new[] { setting("ASPNETCORE_ENVIRONMENT"), setting("DOTNET_ENVIRONMENT") };
        var mock = ReadFlag(setting, Mock);
        var live = ReadFlag(setting, Live);
        if (mock is { } one && live is { } other && one == other)
        {
            throw new StartException($"{Mock}={Text(one)} and {Live}={Text(other)} contradict each other. Unset one of them.");
        }

        var mode = mock == false || live == true ? ConnectorMode.Live : ConnectorMode.Simulated;
        var toggle = new Toggle(mode, mock is not null || live is not null, Strictest(environments));
        return toggle.IsTest && mode == ConnectorMode.Live
            ? throw new StartException($"{(mock == false ? $"{Mock}=false" : $"{Live}=true")} asks for live connectors, but the environment is Test, where nothing is live. Unset it, or change ASPNETCORE_ENVIRONMENT and DOTNET_ENVIRONMENT.")
            : toggle;
    }

    /// <summary>The mode of one connector, which may be overridden in a live process.</summary>
    /// <exception cref="StartException">The override is unreadable, or live in a simulated process.</exception>
    public ConnectorMode ModeOf(string connector, string? overriding)
    {
        var name = $"Switchboard:Connectors:{connector}:Mode";
        return overriding?.Trim().ToLowerInvariant() switch
        {
            null or "" => Mode,
            "simulated" => ConnectorMode.Simulated,
            "live" when Mode == ConnectorMode.Live => ConnectorMode.Live,
            "live" => throw new StartException($"{name}=live, but this process is simulated. Set {Mock}=false, or remove it."),
            _ => throw new StartException($"{name} is neither 'simulated' nor 'live'."),
        };
    }

    /// <summary>Reads a setting that is true or false; null: unset or empty.</summary>
    /// <exception cref="StartException">It is neither.</exception>
    public static bool? ReadFlag(Func<string, string?> setting, string name) => setting(name)?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        "true" => true,
        "false" => false,
        _ => throw new StartException($"{name} must be 'true' or 'false'; what it is set to is neither."),
    };

    // Where two variables name two environments, the one that allows least holds.
    private static string? Strictest(string?[] environments) =>
        new[] { "Test", "Production" }.FirstOrDefault(name => environments.Contains(name, StringComparer.OrdinalIgnoreCase))
        ?? environments.FirstOrDefault(name => !string.IsNullOrEmpty(name));

    private static string Text(bool value) => value ? "true" : "false";
}
