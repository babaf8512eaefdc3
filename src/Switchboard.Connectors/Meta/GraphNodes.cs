using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Meta;

/// <summary>What simulated answers hold: the fields that were asked for, and one page of a list.</summary>
internal static class GraphNodes
{
    private const int DefaultLimit = 25;
    private const int MostLimit = 100;

    /// <summary>The asked fields and the id of a node whose every field is there, null where it has no value.</summary>
    /// <param name="node">The whole node.</param>
    /// <param name="fields">The <c>fields</c> parameter; null: <paramref name="defaults"/>.</param>
    /// <param name="defaults">Fields given unasked.</param>
    /// <param name="unknown">The first field that the node does not have; null: none.</param>
    public static JsonObject Select(JsonObject node, string? fields, string defaults, out string? unknown)
    {
        unknown = null;
        var picked = new JsonObject();
        foreach (var name in Names(fields ?? defaults).Append("id").Distinct())
        {
            if (!node.TryGetPropertyValue(name, out var value))
            {
                unknown ??= name;
            }
            else if (value is not null)
            {
                picked[name] = value.DeepClone();
            }
        }

        return picked;
    }

    /// <summary>One page; null: the limit or the cursor cannot be used.</summary>
    public static SimulatorReply? Page<T>(SimulatorRequest request, IReadOnlyList<T> items, Func<T, string> idOf, Func<T, JsonObject> nodeOf)
    {
        var query = request.QueryFields();
        var limit = DefaultLimit;
        if (query["limit"] is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1))
        {
            return null;
        }

        var start = 0;
        if (query["after"] is { Length: > 0 } after)
        {
            start = items.Select(idOf).ToList().FindIndex(id => Cursor(id) == after) + 1;
            if (start == 0)
            {
                return null;
            }
        }

        List<T> page = [.. items.Skip(start).Take(Math.Min(limit, MostLimit))];
        var body = new JsonObject { ["data"] = new JsonArray([.. page.Select(JsonNode? (item) => nodeOf(item))]) };
        if (page.Count > 0)
        {
            var last = Cursor(idOf(page[^1]));
            var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = Cursor(idOf(page[0])), ["after"] = last } };
            if (start + page.Count < items.Count)
            {
                var rest = query.All.Where(field => field.Key is not ("after" or "before")).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}");
                paging["next"] = $"{request.Root}{request.Path}?{string.Join('&', rest.Append("after=" + Uri.EscapeDataString(last)))}";
            }

            body["paging"] = paging;
        }

        return Reply(body);
    }

    /// <summary>A node as an answer.</summary>
    public static SimulatorReply Reply(JsonObject node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            node.WriteTo(writer);
        }

        return new SimulatorReply { ContentType = "application/json; charset=UTF-8", Body = stream.ToArray() };
    }

    /// <summary>ISO 8601 as Meta writes it: offset without a colon.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);

    /// <summary>Reads such a time; null: it is not one.</summary>
    public static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact) ? exact
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other) ? other
        : null;

    private static string Cursor(string id) => Convert.ToBase64String(Encoding.UTF8.GetBytes(id));

    /// <summary>Names at the top of a field list; what stands in braces or after a dot belongs to the name before it.</summary>
    private static IEnumerable<string> Names(string fields)
    {
        var depth = 0;
        var name = new StringBuilder();
        foreach (var c in fields + ",")
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth <= 0)
            {
                if (name.Length > 0)
                {
                    yield return name.ToString().Split('.', '{')[0];
                }

                name.Clear();
            }
            else if (!char.IsWhiteSpace(c))
            {
                name.Append(c);
            }
        }
    }
}
