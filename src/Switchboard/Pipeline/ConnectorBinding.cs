using Microsoft.Extensions.DependencyInjection;
using Switchboard.Catalog;
using Switchboard.Simulation;

namespace Switchboard.Pipeline;

/// <summary>How a connector runs. Made by generated code; actions are made on first use.</summary>
public sealed class ConnectorBinding
{
    private readonly Lazy<IReadOnlyList<ActionBinding>> _actions;
    private readonly Lazy<ConnectorDescriptor> _descriptor;

    /// <summary>Makes a binding.</summary>
    /// <param name="name">Connector name.</param>
    /// <param name="aliases">Other names that find it.</param>
    /// <param name="actions">Makes the bindings of its actions, in the contract's order.</param>
    /// <param name="descriptor">Makes the descriptor, given the actions' descriptors.</param>
    public ConnectorBinding(
        string name,
        IReadOnlyList<string> aliases,
        Func<IReadOnlyList<ActionBinding>> actions,
        Func<IReadOnlyList<ActionDescriptor>, ConnectorDescriptor> descriptor)
    {
        Name = name;
        Aliases = aliases;
        _actions = new(actions);
        _descriptor = new(() => descriptor([.. _actions.Value.Select(action => action.Descriptor)]));
    }

    /// <summary>Connector name.</summary>
    public string Name { get; }

    /// <summary>Other names that find it.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>What is known of it.</summary>
    public ConnectorDescriptor Descriptor => _descriptor.Value;

    /// <summary>Its actions, in the contract's order.</summary>
    public IReadOnlyList<ActionBinding> Actions => _actions.Value;

    /// <summary>Makes the simulator of one (organisation, connection).</summary>
    public required Func<SimulatorContext, Simulator> Simulator { get; init; }

    /// <summary>Registers the governed proxy for the contract's interface.</summary>
    public required Action<IServiceCollection> AddProxy { get; init; }

    /// <summary>Finds an action by name or alias; null: none.</summary>
    public ActionBinding? Find(string action)
    {
        foreach (var candidate in Actions)
        {
            if (candidate.Descriptor.Name == action || candidate.Descriptor.Aliases.Contains(action))
            {
                return candidate;
            }
        }

        return null;
    }
}
