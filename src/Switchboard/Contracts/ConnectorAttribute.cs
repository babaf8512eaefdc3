namespace Switchboard.Contracts;

/// <summary>Makes an interface the contract of a connector.</summary>
/// <param name="name">Stable name, lower case, as in <c>slack</c>.</param>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class ConnectorAttribute(string name) : Attribute
{
    /// <summary>Stable name, lower case.</summary>
    public string Name { get; } = name;

    /// <summary>Other names that find this connector.</summary>
    public string[] Aliases { get; init; } = [];

    /// <summary>Heading in the catalog, as in <c>Chat</c>.</summary>
    public required string Category { get; init; }

    /// <summary>The provider's origin, no path: the default base address.</summary>
    public required string BaseAddress { get; init; }

    /// <summary>The provider's API version that the adapter speaks.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>Class that implements the contract over the wire; constructed from an <c>Attempt</c>.</summary>
    public required Type Adapter { get; init; }

    /// <summary>Class that plays the provider; constructed from a <c>SimulatorContext</c>.</summary>
    public required Type Simulator { get; init; }

    /// <summary>The connector's <c>JsonSerializerContext</c>, which knows every record of the contract.</summary>
    public required Type Json { get; init; }

    /// <summary>Provider events that may start an agent, as in <c>message.received</c>.</summary>
    public string[] Triggers { get; init; } = [];
}
