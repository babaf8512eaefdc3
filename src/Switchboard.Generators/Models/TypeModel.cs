namespace Switchboard.Generators.Models;

/// <summary>Kinds of value that a contract may hold.</summary>
public enum ValueKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>Whole number of 32 bits.</summary>
    Int,

    /// <summary>Whole number of 64 bits.</summary>
    Long,

    /// <summary>Floating point number.</summary>
    Double,

    /// <summary>Decimal number.</summary>
    Decimal,

    /// <summary>Moment with offset.</summary>
    Moment,

    /// <summary>Member of an enum.</summary>
    Enum,

    /// <summary>Another record.</summary>
    Record,

    /// <summary>List of values.</summary>
    List,

    /// <summary>Object of text values.</summary>
    Map,

    /// <summary>Any JSON.</summary>
    Any,
}

/// <summary>The type of a field.</summary>
/// <param name="Kind">Kind of value.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="Record">Fully qualified record, for <see cref="ValueKind.Record"/>.</param>
/// <param name="Item">Type of the items, for <see cref="ValueKind.List"/>.</param>
/// <param name="Names">JSON names of the members, for <see cref="ValueKind.Enum"/>.</param>
public sealed record TypeModel(ValueKind Kind, bool IsNullable, string? Record = null, TypeModel? Item = null, EquatableArray<string> Names = default)
{
    /// <summary>The type within lists.</summary>
    public TypeModel Innermost => Item is null ? this : Item.Innermost;
}
