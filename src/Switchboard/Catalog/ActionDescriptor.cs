using Switchboard.Contracts;

namespace Switchboard.Catalog;

/// <summary>What exists of one action: everything that is known without calling it. Filled by generated code.</summary>
public sealed class ActionDescriptor
{
    /// <summary>Name of its connector.</summary>
    public required string Connector { get; init; }

    /// <summary>Name within the connector, camel case.</summary>
    public required string Name { get; init; }

    /// <summary><c>connector.action</c>.</summary>
    public string FullName => field ??= Connector + "." + Name;

    /// <summary>Other names, as in <c>SEND_SMS</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>When to use it: the contract's documentation.</summary>
    public required string Description { get; init; }

    /// <summary>What it does to the world.</summary>
    public required Effect Effect { get; init; }

    /// <summary>How it can be repeated when every scope is granted.</summary>
    public required Repeat Repeat { get; init; }

    /// <summary>For keyed actions: how long the provider keeps the key.</summary>
    public TimeSpan KeyWindow { get; init; }

    /// <summary>Scopes any one of which the provider demands; empty: none known.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Scopes any one of which allows the read-back; empty: always allowed.</summary>
    public IReadOnlyList<string> ReadBackScopes { get; init; } = [];

    /// <summary>Whether it keeps quiet hours.</summary>
    public bool QuietHours { get; init; }

    /// <summary>What a call takes from its connector's limits.</summary>
    public IReadOnlyList<LimitCost> Costs { get; init; } = [];

    /// <summary>JSON Schema 2020-12 of the input.</summary>
    public required string InputSchema { get; init; }

    /// <summary>JSON Schema 2020-12 of the output.</summary>
    public required string OutputSchema { get; init; }

    /// <summary>Marks on the input's fields.</summary>
    public required FieldMarks InputMarks { get; init; }

    /// <summary>Marks on the output's fields.</summary>
    public required FieldMarks OutputMarks { get; init; }

    /// <summary>The repeat class under the granted scopes; null scopes: not known, all are assumed.</summary>
    public Repeat RepeatUnder(IReadOnlySet<string>? grantedScopes) =>
        Repeat == Repeat.Reconcilable && grantedScopes is not null && ReadBackScopes.Count > 0 && !ReadBackScopes.Any(grantedScopes.Contains)
            ? Repeat.Blind
            : Repeat;
}

/// <summary>What one call takes from a limit.</summary>
/// <param name="Bucket">The limit's bucket.</param>
/// <param name="Units">Units a call takes.</param>
/// <param name="Per">Input field whose value splits the bucket; null: none.</param>
public sealed record LimitCost(string Bucket, int Units, string? Per);
