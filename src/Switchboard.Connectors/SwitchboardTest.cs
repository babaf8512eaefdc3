using Microsoft.Extensions.DependencyInjection;
using Switchboard.Testing;

namespace Switchboard.Connectors;

/// <summary>A test host with every connector of this package.</summary>
public static class SwitchboardTest
{
    /// <summary>Everything simulated on a clock that stands still, with a ledger in memory. The same seed gives the same ids.</summary>
    public static TestHost Create(long seed = 1) => TestHost.Create(seed, static builder => builder.AddConnectors());
}
