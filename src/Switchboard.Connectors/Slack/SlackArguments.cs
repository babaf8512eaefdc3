using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Slack;

/// <summary>Arguments of a method: from query and form, or JSON where the method takes it. An empty one counts as absent, as at Slack.</summary>
internal sealed class SlackArguments
{
    private readonly Dictionary<string, string> _values = [];

    public string? this[string name] => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Reads a request's arguments; answers Slack's error code where it cannot.</summary>
    public static string? Read(SimulatorRequest request, bool takesJson, out SlackArguments arguments)
    {
        arguments = new SlackArguments();
        arguments.Add(request.QueryFields());
        if (request.Body.IsEmpty)
        {
            return null;
        }

        switch (request.Header("Content-Type")?.Split(';')[0].Trim().ToLowerInvariant())
        {
            case null or "":
                return "missing_post_type";
            case "application/x-www-form-urlencoded":
                arguments.Add(request.Form());
                return null;
            case "application/json":
                // A method that takes no JSON does not refuse it: it acts as if nothing had been given.
                return !takesJson || arguments.TryAdd(request.Json()) ? null : "invalid_json";
            default:
                return "invalid_post_type";
        }
    }

    /// <summary>Reads <c>limit</c>: 1 to 999, absent 100.</summary>
    public bool TryLimit(out int limit)
    {
        limit = 100;
        return this["limit"] is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is > 0 and < 1000);
    }

    /// <summary>Cuts the page that <c>cursor</c> and a limit ask for; false: no such cursor.</summary>
    public bool TryPage<T>(IReadOnlyList<T> items, Func<T, string> key, int limit, out List<T> page, out string next)
    {
        (page, next) = ([], "");
        var start = 0;
        if (this["cursor"] is { } cursor)
        {
            start = items.Select(key).Select(ToCursor).ToList().IndexOf(cursor);
            if (start < 0)
            {
                return false;
            }
        }

        page = [.. items.Skip(start).Take(limit)];
        next = start + limit < items.Count ? ToCursor(key(items[start + limit])) : "";
        return true;
    }

    private static string ToCursor(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes("next:" + key));

    private void Add(FormFields fields)
    {
        foreach (var (name, value) in fields.All)
        {
            _values.TryAdd(name, value);
        }
    }

    private bool TryAdd(JsonElement? json)
    {
        if (json is not { ValueKind: JsonValueKind.Object } fields)
        {
            return false;
        }

        foreach (var field in fields.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
        {
            _values[field.Name] = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText();
        }

        return true;
    }
}
