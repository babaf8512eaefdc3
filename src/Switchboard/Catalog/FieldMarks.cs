using Switchboard.Contracts;

namespace Switchboard.Catalog;

/// <summary>The marks on a record's fields, as a tree that follows the JSON.</summary>
public sealed class FieldMarks
{
    // Above None: static fields are set in the order of the text, and None takes this one.
    private static readonly Dictionary<string, FieldMarks> EmptyFields = [];

    /// <summary>A value without marks anywhere below.</summary>
    public static FieldMarks None { get; } = new();

    /// <summary>This value's own mark; for a list, of each item.</summary>
    public Mark Mark { get; init; }

    /// <summary>Whether a run's digest leaves this value out.</summary>
    public bool Volatile { get; init; }

    /// <summary>Marked fields by JSON name; through lists as if of one item. Fields not named have none.</summary>
    public IReadOnlyDictionary<string, FieldMarks> Fields { get; init; } = EmptyFields;
}
