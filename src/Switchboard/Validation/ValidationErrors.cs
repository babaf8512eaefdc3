using System.Text.Json;
using Switchboard.Calls;

namespace Switchboard.Validation;

/// <summary>Collects every error of an input with its JSON path. Values are never echoed.</summary>
public sealed class ValidationErrors
{
    private const int Most = 50;
    private List<PathError>? _errors;

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _errors is null;

    /// <summary>How many errors are kept.</summary>
    public int Count => _errors?.Count ?? 0;

    /// <summary>Whether further errors are dropped.</summary>
    public bool IsFull => Count >= Most;

    /// <summary>What is wrong, at most 50.</summary>
    public IReadOnlyList<PathError> Errors => _errors is null ? [] : _errors;

    /// <summary>Notes an error.</summary>
    /// <param name="path">JSON path, as in <c>$.to[0]</c>.</param>
    /// <param name="message">What is wrong and what is right; never the value.</param>
    public void Add(string path, string message)
    {
        _errors ??= [];
        if (_errors.Count < Most)
        {
            _errors.Add(new PathError(path, message));
        }
    }

    /// <summary>Moves the errors since <paramref name="from"/> below a field: paths are made only where something is wrong.</summary>
    /// <param name="from"><see cref="Count"/> before the field was checked.</param>
    /// <param name="field">The field that was checked.</param>
    public void Under(int from, JsonProperty field)
    {
        if (Count > from)
        {
            Move(from, JsonPaths.Field(JsonText.Name(field)));
        }
    }

    /// <summary>As the other, below an item of a list.</summary>
    public void Under(int from, int index)
    {
        if (Count > from)
        {
            Move(from, JsonPaths.Item(index));
        }
    }

    private void Move(int from, string step)
    {
        for (var i = from; i < _errors!.Count; i++)
        {
            _errors[i] = _errors[i] with { Path = "$" + step + _errors[i].Path[1..] };
        }
    }
}
