using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Shopify;

/// <summary>What a field is given: arguments that stand in the document, variables put in.</summary>
internal sealed class GraphArguments(IReadOnlyDictionary<string, JsonNode?> values)
{
    public bool Has(string name) => values.ContainsKey(name);

    public string? Text(string name) => values.GetValueOrDefault(name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public long? Number(string name) => values.GetValueOrDefault(name) is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public bool Flag(string name) => values.GetValueOrDefault(name) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public JsonObject? Object(string name) => values.GetValueOrDefault(name) as JsonObject;

    public IReadOnlyList<string> Texts(string name) =>
        values.GetValueOrDefault(name) is JsonArray list ? [.. list.Select(item => item?.GetValue<string>() ?? "")] : [];
}

/// <summary>A field of a type: how its value is had, and of what type that is.</summary>
/// <param name="Type">Type of an object or of a list's items; null: a scalar.</param>
/// <param name="Arguments">Arguments it takes; a name that ends in ! must be given.</param>
/// <param name="Get">The value: text, number, flag, null, an object or a list.</param>
internal sealed record GraphFieldType(string? Type, string[] Arguments, Func<object, GraphArguments, object?> Get)
{
    /// <summary>Whether it is a connection, which costs what its page may hold.</summary>
    public bool IsConnection => Type?.EndsWith("Connection", StringComparison.Ordinal) == true;
}

/// <summary>Types with their fields, as far as the simulated store has them.</summary>
internal sealed class GraphSchema
{
    private readonly Dictionary<string, Dictionary<string, GraphFieldType>> _types = [];

    public GraphFieldType? Find(string type, string field) => field == "__typename"
        ? new GraphFieldType(null, [], (_, _) => type)
        : _types.TryGetValue(type, out var fields) ? fields.GetValueOrDefault(field) : null;

    /// <summary>Adds scalar fields.</summary>
    public GraphSchema Scalars<T>(string type, params (string Name, Func<T, object?> Get)[] fields)
    {
        foreach (var (name, get) in fields)
        {
            Add<T>(type, name, null, (item, _) => get(item));
        }

        return this;
    }

    /// <summary>Adds a field.</summary>
    public GraphSchema Add<T>(string type, string name, string? of, Func<T, GraphArguments, object?> get, string arguments = "")
    {
        if (!_types.TryGetValue(type, out var fields))
        {
            _types[type] = fields = [];
        }

        fields[name] = new GraphFieldType(of, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), (item, given) => get((T)item, given));
        return this;
    }

    /// <summary>Adds a connection and its page, over items that are in order.</summary>
    public GraphSchema Connection<T, TItem>(string type, string name, string of, Func<T, GraphArguments, IEnumerable<TItem>> items, Func<TItem, string> key, string arguments = "")
        where TItem : class
    {
        Add<T>(type, name, of + "Connection", (item, given) => GraphPage.Cut(items(item, given), key, given), "first after last before reverse " + arguments);
        Add<GraphPage>(of + "Connection", "nodes", of, (page, _) => page.Items);
        Add<GraphPage>(of + "Connection", "edges", of + "Edge", (page, _) => page.Edges);
        Add<GraphPage>(of + "Connection", "pageInfo", "PageInfo", (page, _) => page);
        Add<(string, object)>(of + "Edge", "cursor", null, (edge, _) => edge.Item1);
        return Add<(string, object)>(of + "Edge", "node", of, (edge, _) => edge.Item2);
    }
}

/// <summary>A page of a connection; a cursor names the item it stands at.</summary>
internal sealed record GraphPage(IReadOnlyList<object> Items, IReadOnlyList<string> Cursors, bool HasNext, bool HasPrevious)
{
    private const int Most = 250;

    public IReadOnlyList<object> Edges => [.. Items.Select((item, i) => (object)(Cursors[i], item))];

    public static GraphPage Cut<T>(IEnumerable<T> all, Func<T, string> key, GraphArguments given)
        where T : class
    {
        if (given.Number("first") is null == given.Number("last") is null)
        {
            throw new GraphException("BAD_REQUEST", "you must provide one of first or last");
        }

        var size = (given.Number("first") ?? given.Number("last"))!.Value;
        if (size is < 0 or > Most)
        {
            throw new GraphException("BAD_REQUEST", $"first or last must be from 0 to {Most}");
        }

        List<T> items = [.. given.Flag("reverse") ? all.Reverse() : all];
        var start = given.Text("after") is { } after ? Index(items, key, after) + 1 : 0;
        var end = given.Text("before") is { } before ? Index(items, key, before) : items.Count;
        var isFirst = given.Number("first") is not null;
        (start, end) = isFirst ? (start, Math.Min(end, start + (int)size)) : (Math.Max(start, end - (int)size), end);
        List<T> page = [.. items.Take(end).Skip(start)];
        return new GraphPage([.. page], [.. page.Select(item => Cursor(key(item)))], end < items.Count, start > 0);
    }

    private static string Cursor(string key) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($$"""{"last_id":"{{key}}"}"""));

    private static int Index<T>(List<T> items, Func<T, string> key, string cursor)
    {
        var index = items.FindIndex(item => Cursor(key(item)) == cursor);
        return index >= 0 ? index : throw new GraphException("BAD_REQUEST", "Invalid cursor for current pagination sort.");
    }
}
