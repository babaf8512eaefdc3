using System.Text;
using System.Text.Json;
using Switchboard.Contracts;

namespace Switchboard.Catalog;

/// <summary>The marks on a record's fields, as a tree that follows the JSON.</summary>
public sealed class FieldMarks
{
    // Above None: static fields are set in the order of the text, and None takes this one.
    private static readonly Dictionary<string, FieldMarks> EmptyFields = [];

    private (byte[] Name, FieldMarks Marks)[]? _byName;

    /// <summary>A value without marks anywhere below.</summary>
    public static FieldMarks None { get; } = new();

    /// <summary>This value's own mark; for a list, of each item.</summary>
    public Mark Mark { get; init; }

    /// <summary>Whether a run's digest leaves this value out.</summary>
    public bool Volatile { get; init; }

    /// <summary>Marked fields by JSON name; through lists as if of one item. Fields not named have none.</summary>
    public IReadOnlyDictionary<string, FieldMarks> Fields { get; init; } = EmptyFields;

    /// <summary>Whether nothing here or below is marked.</summary>
    internal bool IsNone => Mark == Mark.None && Fields.Count == 0;

    /// <summary>The marks of a field of the JSON object.</summary>
    internal FieldMarks Find(JsonProperty field)
    {
        // Fields is complete by now: generated code fills it before anybody has a value to mark.
        foreach (var (name, marks) in _byName ??= [.. Fields.Select(marked => (Encoding.UTF8.GetBytes(marked.Key), marked.Value))])
        {
            if (field.NameEquals(name))
            {
                return marks;
            }
        }

        return None;
    }
}
