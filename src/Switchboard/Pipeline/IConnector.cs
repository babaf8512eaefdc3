using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Catalog;

namespace Switchboard.Pipeline;

/// <summary>A governed connector, called by action name with JSON.</summary>
public interface IConnector
{
    /// <summary>What it can do.</summary>
    ConnectorDescriptor Descriptor { get; }

    /// <summary>Calls an action. Errors are outcomes; only bugs and cancellation throw.</summary>
    Task<Outcome> ExecuteAsync(string action, JsonElement input, CancellationToken ct = default);

    /// <summary>As the other, with the input as JSON text, checked strictly.</summary>
    Task<Outcome> ExecuteAsync(string action, string input, CancellationToken ct = default);

    /// <summary>As the others, with who calls and how; the input is UTF-8 JSON.</summary>
    Task<Outcome> ExecuteAsync(string action, ReadOnlyMemory<byte> input, CallOptions options, CancellationToken ct = default);
}
