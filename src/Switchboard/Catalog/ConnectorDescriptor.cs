namespace Switchboard.Catalog;

/// <summary>What exists of one connector. Filled by generated code; nothing is made until it is asked for.</summary>
public sealed class ConnectorDescriptor
{
    /// <summary>Stable name, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that find it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What it is for: the contract's documentation.</summary>
    public required string Description { get; init; }

    /// <summary>Heading in the catalog.</summary>
    public required string Category { get; init; }

    /// <summary>The provider's own address.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>The provider's API version that the adapter speaks; empty: the provider has none.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>Settings of its credentials.</summary>
    public IReadOnlyList<CredentialDescriptor> Credentials { get; init; } = [];

    /// <summary>Published limits, all of which hold.</summary>
    public IReadOnlyList<RateLimit> RateLimits { get; init; } = [];

    /// <summary>Daily sends by account plan; the first is the default.</summary>
    public IReadOnlyList<SendCap> SendCaps { get; init; } = [];

    /// <summary>Hours without sends in the recipient's zone; null: none.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>Provider events that may start an agent.</summary>
    public IReadOnlyList<string> Triggers { get; init; } = [];

    /// <summary>Actions that users may look for here in vain, with the reason.</summary>
    public IReadOnlyList<NotOffered> NotOffered { get; init; } = [];

    /// <summary>The interface of the contract.</summary>
    public required Type Contract { get; init; }

    /// <summary>Names of what it can do, in the contract's order.</summary>
    public IReadOnlyList<string> ActionNames { get; init; } = [];

    /// <summary>Scopes that its actions demand, each once.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What it can do, in the contract's order; made when first asked for.</summary>
    public IReadOnlyList<ActionDescriptor> Actions { get => field ??= MakeActions?.Invoke() ?? []; init; }

    /// <summary>Makes <see cref="Actions"/>; null: they are given, or there are none.</summary>
    public Func<IReadOnlyList<ActionDescriptor>>? MakeActions { private get; init; }
}

/// <summary>One setting of a connector's credentials.</summary>
/// <param name="Name">Setting name, Pascal case.</param>
/// <param name="Description">What it is and where to get it.</param>
/// <param name="Set">Set it belongs to; one complete set is enough.</param>
/// <param name="Optional">Whether its set is complete without it.</param>
/// <param name="Simulated">Value used in simulated mode.</param>
public sealed record CredentialDescriptor(string Name, string Description, string Set, bool Optional, string Simulated);

/// <summary>A published limit.</summary>
/// <param name="Bucket">What shares it.</param>
/// <param name="Amount">Units within the window.</param>
/// <param name="Window">Sliding window.</param>
/// <param name="Source">The provider's page that says so.</param>
public sealed record RateLimit(string Bucket, int Amount, TimeSpan Window, string Source);

/// <summary>An action that the provider has elsewhere or not at all.</summary>
/// <param name="Action">Action name, camel case.</param>
/// <param name="Reason">Why, and where to go instead.</param>
public sealed record NotOffered(string Action, string Reason);

/// <summary>Sends a day by account plan.</summary>
/// <param name="Plan">Account plan.</param>
/// <param name="PerDay">Sends in 24 hours.</param>
public sealed record SendCap(string Plan, int PerDay);

/// <summary>Hours without sends, in the recipient's zone.</summary>
/// <param name="From">Start, local time.</param>
/// <param name="Until">End, local time; before the start: the next day.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until);
