using Switchboard.Catalog;
using Switchboard.Simulation;

namespace Switchboard.Pipeline;

/// <summary>How a connector runs. Derived by generated code; all but its names is made when it is first asked for.</summary>
/// <param name="name">Connector name.</param>
/// <param name="aliases">Other names that find it.</param>
public abstract class ConnectorBinding(string name, params string[] aliases)
{
    /// <summary>Connector name.</summary>
    public string Name => name;

    /// <summary>Other names that find it.</summary>
    public IReadOnlyList<string> Aliases => aliases;

    /// <summary>What is known of it.</summary>
    public ConnectorDescriptor Descriptor => field ??= Describe();

    /// <summary>Its actions, in the contract's order.</summary>
    public IReadOnlyList<ActionBinding> Actions => field ??= Bind();

    /// <summary>Finds an action by name or alias; null: none.</summary>
    public abstract ActionBinding? Find(string action);

    /// <summary>Makes the simulator of one (organisation, connection).</summary>
    public abstract Simulator Simulator(SimulatorContext context);

    /// <summary>Makes the governed proxy, which has the contract's interface.</summary>
    public abstract object Proxy(Gateway gateway);

    /// <summary>Makes the descriptor.</summary>
    protected abstract ConnectorDescriptor Describe();

    /// <summary>Gives the bindings of the actions.</summary>
    protected abstract IReadOnlyList<ActionBinding> Bind();

    /// <summary>Gives the descriptors of the actions.</summary>
    protected IReadOnlyList<ActionDescriptor> DescribeActions()
    {
        var descriptors = new ActionDescriptor[Actions.Count];
        for (var i = 0; i < descriptors.Length; i++)
        {
            descriptors[i] = Actions[i].Descriptor;
        }

        return descriptors;
    }
}
