namespace Switchboard.Generators.Models;

/// <summary>An action of a contract.</summary>
public sealed record ActionModel
{
    /// <summary>Name of the interface's method.</summary>
    public required string Method { get; init; }

    /// <summary>Name in generated code: the method's without Async.</summary>
    public required string TypeName { get; init; }

    /// <summary>Action name, camel case.</summary>
    public required string Name { get; init; }

    /// <summary>Summary of the method.</summary>
    public required string Description { get; init; }

    /// <summary>Member of <c>Effect</c>.</summary>
    public required string Effect { get; init; }

    /// <summary>Member of <c>Repeat</c>.</summary>
    public required string Repeat { get; init; }

    /// <summary>How long the provider keeps a key.</summary>
    public required int KeyWindowSeconds { get; init; }

    /// <summary>The adapter's look-up; null: none.</summary>
    public required string? ReadBack { get; init; }

    /// <summary>The adapter's static method with checks of its own; null: none.</summary>
    public required string? Check { get; init; }

    /// <summary>Other names.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    /// <summary>Scopes the provider demands.</summary>
    public required EquatableArray<string> Scopes { get; init; }

    /// <summary>Scopes that allow the look-up.</summary>
    public required EquatableArray<string> ReadBackScopes { get; init; }

    /// <summary>Whether it keeps quiet hours.</summary>
    public required bool QuietHours { get; init; }

    /// <summary>What a call takes from limits.</summary>
    public required EquatableArray<CostModel> Costs { get; init; }

    /// <summary>Fully qualified input record.</summary>
    public required string Input { get; init; }

    /// <summary>Fully qualified output record.</summary>
    public required string Output { get; init; }

    /// <summary>The JSON context's property of the input.</summary>
    public required string InputJson { get; init; }

    /// <summary>The JSON context's property of the output.</summary>
    public required string OutputJson { get; init; }
}

/// <summary>What a call takes from a limit.</summary>
public sealed record CostModel(string Bucket, int Units, string? Per);
