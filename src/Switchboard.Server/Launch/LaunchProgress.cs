namespace Switchboard.Server.Launch;

/// <summary>How far a launch is, for whoever shows it.</summary>
internal sealed class LaunchProgress
{
    /// <summary>Called when a phase begins: its name and number of calls.</summary>
    public Action<string, int>? OnPhase { get; set; }

    /// <summary>Called when a call of the current phase ended.</summary>
    public Action? OnCall { get; set; }

    /// <summary>Begins a phase.</summary>
    public void Begin(string phase, int calls) => OnPhase?.Invoke(phase, calls);

    /// <summary>Counts a call.</summary>
    public void Count() => OnCall?.Invoke();
}
