using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Connections;
using Switchboard.Validation;

namespace Switchboard.Pipeline;

/// <summary>Makes governed connectors by name.</summary>
public sealed class ConnectorFactory(Gateway gateway)
{
    /// <summary>A connector by name or alias.</summary>
    /// <param name="name">Name or alias, as in <c>slack</c>.</param>
    /// <param name="credentials">Credential of the caller's own; null: from the settings.</param>
    /// <exception cref="ArgumentException">There is no such connector; the message names the nearest.</exception>
    public IConnector Create(string name, Credential? credentials = null)
    {
        var binding = gateway.Connectors.Find(name) ?? throw new ArgumentException(
            $"There is no connector '{name}'.{NearestNames.Suggest(name, gateway.Connectors.All.Select(connector => connector.Name))}", nameof(name));
        return new GovernedConnector(gateway, binding, credentials is null ? null : gateway.Connections.With(binding.Descriptor, "default", credentials));
    }

    private sealed class GovernedConnector(Gateway gateway, ConnectorBinding binding, Connection? connection) : IConnector
    {
        public ConnectorDescriptor Descriptor => binding.Descriptor;

        public Task<Outcome> ExecuteAsync(string action, JsonElement input, CancellationToken ct = default) =>
            ExecuteAsync(action, Encoding.UTF8.GetBytes(input.GetRawText()), CallOptions.None, ct);

        public Task<Outcome> ExecuteAsync(string action, string input, CancellationToken ct = default) =>
            ExecuteAsync(action, Encoding.UTF8.GetBytes(input), CallOptions.None, ct);

        public Task<Outcome> ExecuteAsync(string action, ReadOnlyMemory<byte> input, CallOptions options, CancellationToken ct = default) =>
            binding.Find(action) is { } found
                ? gateway.CallAsync(binding, found, input, options, connection, ct)
                : gateway.CallAsync($"{binding.Name}.{action}", input, options, ct);
    }
}
