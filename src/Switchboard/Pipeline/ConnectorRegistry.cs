using Switchboard.Calls;
using Switchboard.Validation;

namespace Switchboard.Pipeline;

/// <summary>The connectors of this process, by name.</summary>
public sealed class ConnectorRegistry
{
    private readonly Dictionary<string, ConnectorBinding> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Registers connectors.</summary>
    /// <exception cref="ArgumentException">Two connectors share a name.</exception>
    public ConnectorRegistry(IEnumerable<ConnectorBinding> connectors)
    {
        All = [.. connectors];
        foreach (var connector in All)
        {
            Add(connector.Name, connector);
            foreach (var alias in connector.Aliases)
            {
                Add(alias, connector);
            }
        }
    }

    /// <summary>Every connector, in the order of registration.</summary>
    public IReadOnlyList<ConnectorBinding> All { get; }

    /// <summary>A connector by name or alias; null: none.</summary>
    public ConnectorBinding? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>An action by full name: <c>slack.postMessage</c>.</summary>
    /// <returns>The action, or the error that names the nearest ones.</returns>
    public (ConnectorBinding Connector, ActionBinding Action)? FindAction(string fullName, out CallError? error)
    {
        var dot = fullName.IndexOf('.');
        if (dot < 0)
        {
            error = Unknown($"'{Short(fullName)}' is not of the form connector.action.", fullName);
            return null;
        }

        var connector = Find(fullName[..dot]);
        var action = connector?.Find(fullName[(dot + 1)..]);
        if (action is null)
        {
            error = connector is null
                ? Unknown($"There is no connector '{Short(fullName[..dot])}'.", fullName)
                : Unknown(connector, fullName[(dot + 1)..], fullName);
            return null;
        }

        error = null;
        return (connector!, action);
    }

    private void Add(string name, ConnectorBinding connector)
    {
        if (!_byName.TryAdd(name, connector))
        {
            throw new ArgumentException($"Two connectors are named '{name}'.", nameof(connector));
        }
    }

    private static string Short(string name) => name.Length <= 60 ? name : name[..60] + "…";

    private CallError Unknown(ConnectorBinding connector, string action, string fullName) =>
        connector.Descriptor.NotOffered.FirstOrDefault(missing => missing.Action == action) is { } missing
            ? new CallError(ErrorCode.UnknownAction, $"{connector.Name} has no action '{action}': {missing.Reason}")
            : Unknown($"{connector.Name} has no action '{Short(action)}'.", fullName);

    private CallError Unknown(string what, string fullName)
    {
        var names = All.SelectMany(connector => connector.Actions.Select(action => action.Descriptor.FullName));
        return new CallError(ErrorCode.UnknownAction, what + NearestNames.Suggest(fullName, names) + " 'switchboard actions' lists all.");
    }
}
