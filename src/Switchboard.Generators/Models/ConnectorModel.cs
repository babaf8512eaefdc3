namespace Switchboard.Generators.Models;

/// <summary>A contract, as the emitter needs it. Types stand as fully qualified names.</summary>
public sealed record ConnectorModel
{
    /// <summary>Namespace of the interface; empty: the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>Fully qualified interface.</summary>
    public required string Interface { get; init; }

    /// <summary>Name of the interface without its I.</summary>
    public required string TypeName { get; init; }

    /// <summary>Whether the interface is public.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Connector name.</summary>
    public required string Name { get; init; }

    /// <summary>Other names.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    /// <summary>Summary of the interface.</summary>
    public required string Description { get; init; }

    /// <summary>Heading in the catalog.</summary>
    public required string Category { get; init; }

    /// <summary>The provider's origin.</summary>
    public required string BaseAddress { get; init; }

    /// <summary>The provider's API version.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Fully qualified adapter.</summary>
    public required string Adapter { get; init; }

    /// <summary>Fully qualified simulator.</summary>
    public required string Simulator { get; init; }

    /// <summary>Fully qualified JSON context.</summary>
    public required string Json { get; init; }

    /// <summary>Provider events.</summary>
    public required EquatableArray<string> Triggers { get; init; }

    /// <summary>Settings of its credentials.</summary>
    public required EquatableArray<CredentialModel> Credentials { get; init; }

    /// <summary>Published limits.</summary>
    public required EquatableArray<RateLimitModel> RateLimits { get; init; }

    /// <summary>Daily sends by plan.</summary>
    public required EquatableArray<SendCapModel> SendCaps { get; init; }

    /// <summary>Hours without sends; null: none.</summary>
    public required QuietHoursModel? QuietHours { get; init; }

    /// <summary>What users may look for here in vain.</summary>
    public required EquatableArray<NotOfferedModel> NotOffered { get; init; }

    /// <summary>Its actions, in order.</summary>
    public required EquatableArray<ActionModel> Actions { get; init; }

    /// <summary>Every record of its inputs and outputs.</summary>
    public required EquatableArray<RecordModel> Records { get; init; }
}

/// <summary>A setting of a connector's credentials.</summary>
public sealed record CredentialModel(string Name, string Description, string Set, bool Optional, string Simulated);

/// <summary>A published limit.</summary>
public sealed record RateLimitModel(string Bucket, int Amount, int WindowSeconds, string Source);

/// <summary>Sends a day of a plan.</summary>
public sealed record SendCapModel(string Plan, int PerDay);

/// <summary>An action that is not here, and why.</summary>
public sealed record NotOfferedModel(string Action, string Reason);

/// <summary>Hours without sends, in minutes of the day.</summary>
public sealed record QuietHoursModel(int From, int Until);
