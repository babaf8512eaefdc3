namespace Switchboard.Contracts;

/// <summary>One setting of a connector's credentials. One complete set is enough.</summary>
/// <param name="name">Setting name, Pascal case, as in <c>BotToken</c>.</param>
/// <param name="description">What it is and where to get it.</param>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class CredentialAttribute(string name, string description) : Attribute
{
    /// <summary>Setting name.</summary>
    public string Name { get; } = name;

    /// <summary>What it is and where to get it.</summary>
    public string Description { get; } = description;

    /// <summary>The set it belongs to; the first declared set is the one asked for.</summary>
    public string Set { get; init; } = "default";

    /// <summary>Whether the set is complete without it.</summary>
    public bool Optional { get; init; }

    /// <summary>Value used in simulated mode, of the provider's shape.</summary>
    public string Simulated { get; init; } = "simulated";
}
