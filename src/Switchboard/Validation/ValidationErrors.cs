using Switchboard.Calls;

namespace Switchboard.Validation;

/// <summary>Collects every error of an input with its JSON path. Values are never echoed.</summary>
public sealed class ValidationErrors
{
    private const int Most = 50;
    private List<PathError>? _errors;

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _errors is null;

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
}
