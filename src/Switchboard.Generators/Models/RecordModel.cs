namespace Switchboard.Generators.Models;

/// <summary>A positional record of a contract.</summary>
/// <param name="FullName">Fully qualified name.</param>
/// <param name="Name">Name without namespace.</param>
/// <param name="Description">Its summary.</param>
/// <param name="Fields">Its parameters, in order.</param>
/// <param name="AnyOf">JSON names, one of which must be given; empty: no such rule.</param>
public sealed record RecordModel(string FullName, string Name, string Description, EquatableArray<FieldModel> Fields, EquatableArray<string> AnyOf);

/// <summary>A field of a record.</summary>
public sealed record FieldModel
{
    /// <summary>JSON name.</summary>
    public required string Name { get; init; }

    /// <summary>Its description.</summary>
    public required string Description { get; init; }

    /// <summary>Its type.</summary>
    public required TypeModel Type { get; init; }

    /// <summary>Whether it has no default.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>The default as JSON; null: none, or null.</summary>
    public required string? Default { get; init; }

    /// <summary>What its value must be.</summary>
    public required ConstraintModel Constraint { get; init; }

    /// <summary>Member of <c>Mark</c>.</summary>
    public required string Mark { get; init; }

    /// <summary>Whether a digest leaves it out.</summary>
    public required bool IsVolatile { get; init; }
}

/// <summary>What a value must be. Null: no such rule.</summary>
public sealed record ConstraintModel
{
    /// <summary>Fewest and most UTF-16 units.</summary>
    public BoundsModel? Length { get; init; }

    /// <summary>Fewest and most items.</summary>
    public BoundsModel? Items { get; init; }

    /// <summary>Smallest and largest number.</summary>
    public RangeModel? Range { get; init; }

    /// <summary>Member of <c>TextFormat</c>.</summary>
    public string Format { get; init; } = "Any";

    /// <summary>Regular expression.</summary>
    public string? Pattern { get; init; }
}

/// <summary>Whole bounds, both included.</summary>
public sealed record BoundsModel(int Min, int Max);

/// <summary>Bounds of a number, both included.</summary>
public sealed record RangeModel(double Min, double Max);
