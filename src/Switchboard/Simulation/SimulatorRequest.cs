using System.Text;
using System.Text.Json;

namespace Switchboard.Simulation;

/// <summary>A request as a simulator sees it; the body is read to its end.</summary>
public sealed class SimulatorRequest
{
    private Dictionary<string, string>? _routeValues;

    /// <summary>HTTP method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Path below the simulator's root, percent-decoded segment by segment when matched.</summary>
    public required string Path { get; init; }

    /// <summary>Query string with its question mark, or empty.</summary>
    public string Query { get; init; } = "";

    /// <summary>Origin and prefix under which the caller reaches this simulator, without a slash at the end.</summary>
    public required string Root { get; init; }

    /// <summary>Headers, those of the content included; several values joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A header; null: absent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>A value of the route's template.</summary>
    public string Route(string name) => _routeValues![name];

    /// <summary>Name of the route that it met; null: none.</summary>
    public string? RouteName { get; private set; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as JSON; null: it is not JSON.</summary>
    public JsonElement? Json()
    {
        try
        {
            return JsonElement.Parse(Body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The body as a form, in order; keys may repeat.</summary>
    public FormFields Form() => FormFields.Parse(Text);

    /// <summary>The query as fields, in order; keys may repeat.</summary>
    public FormFields QueryFields() => FormFields.Parse(Query.TrimStart('?'));

    internal void Met(string route, Dictionary<string, string>? values) => (RouteName, _routeValues) = (route, values);

    internal void ForgetValues() => _routeValues = null;
}
