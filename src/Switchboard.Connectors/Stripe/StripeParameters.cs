using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Stripe;

/// <summary>Parameters of a request to the simulated account; an empty one counts as absent.</summary>
internal sealed partial class StripeParameters(FormFields fields)
{
    private readonly List<KeyValuePair<string, string>> _fields = [.. fields.All.Select(field => new KeyValuePair<string, string>(Numbered(field.Key), field.Value))];

    public string? this[string name] => _fields.Find(field => field.Key == name && field.Value.Length > 0).Value;

    /// <summary>Refuses a parameter that the operation does not have.</summary>
    public StripeParameters Only(params ReadOnlySpan<string> names)
    {
        foreach (var (key, _) in _fields)
        {
            var root = key.Split('[')[0];
            if (root != "expand" && !names.Contains(root))
            {
                throw StripeRefusal.Invalid($"Received unknown parameter: {root}", root, "parameter_unknown");
            }
        }

        return this;
    }

    public string Required(string name) => this[name] ?? throw StripeRefusal.Invalid($"Missing required param: {name}.", name, "parameter_missing");

    public long? Integer(string name) => this[name] is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw StripeRefusal.Invalid($"Invalid integer: {text}", name, "parameter_invalid_integer");

    public bool Flag(string name) => this[name] switch
    {
        null or "false" => false,
        "true" => true,
        var text => throw StripeRefusal.Invalid($"Invalid boolean: {text}", name),
    };

    public string? OneOf(string name, params ReadOnlySpan<string> values)
    {
        var given = this[name];
        return given is null || values.Contains(given) ? given
            : throw StripeRefusal.Invalid($"Invalid {name}: must be one of {string.Join(", ", values)}", name);
    }

    public JsonObject Metadata()
    {
        var metadata = new JsonObject();
        foreach (var (key, value) in _fields.Where(field => field.Key.StartsWith("metadata[", StringComparison.Ordinal) && field.Value.Length > 0))
        {
            var name = key["metadata[".Length..].TrimEnd(']');
            if (name.Length > StripeChecks.MaxMetadataKey || value.Length > StripeChecks.MaxMetadataValue)
            {
                throw StripeRefusal.Invalid("Metadata keys can be at most 40 characters long, values 500.", "metadata");
            }

            metadata[name] = value;
        }

        return metadata.Count <= StripeChecks.MaxMetadataKeys ? metadata
            : throw StripeRefusal.Invalid("Metadata can have at most 50 keys.", "metadata");
    }

    /// <summary>Every value of a list, as <c>types[0]=…</c> or <c>types[]=…</c>.</summary>
    public List<string> List(string name) =>
        [.. _fields.Where(field => field.Key.StartsWith(name + "[", StringComparison.Ordinal) && field.Value.Length > 0).Select(field => field.Value)];

    /// <summary>Cuts a page out of what is in order, newest first.</summary>
    public JsonObject Page(string url, string kind, IEnumerable<JsonObject> all)
    {
        var limit = Integer("limit") ?? 10;
        if (limit is < 1 or > 100)
        {
            throw StripeRefusal.Invalid($"This value must be between 1 and 100 (it currently is '{limit}').", "limit", "parameter_invalid_integer");
        }

        List<JsonObject> items = [.. all.Where(IsWithin)];
        var start = this["starting_after"] is { } after ? Index(items, after, kind, "starting_after") + 1 : 0;
        var end = this["ending_before"] is { } before ? Index(items, before, kind, "ending_before") : items.Count;
        start = this["ending_before"] is null ? start : Math.Max(start, end - (int)limit);
        List<JsonObject> page = [.. items.Take(end).Skip(start).Take((int)limit)];
        var hasMore = this["ending_before"] is null ? start + page.Count < items.Count : start > 0;
        return new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. page.Select(item => item.DeepClone())]),
            ["has_more"] = hasMore,
            ["url"] = url,
        };
    }

    private static int Index(List<JsonObject> items, string id, string kind, string param)
    {
        var index = items.FindIndex(item => (string?)item["id"] == id);
        return index >= 0 ? index : throw StripeRefusal.Missing(kind, id, param);
    }

    private bool IsWithin(JsonObject item)
    {
        var at = (long)item["created"]!;
        return (Integer("created") is not { } exact || at == exact)
            && (Integer("created[gte]") is not { } gte || at >= gte) && (Integer("created[gt]") is not { } gt || at > gt)
            && (Integer("created[lte]") is not { } lte || at <= lte) && (Integer("created[lt]") is not { } lt || at < lt);
    }

    // items[][price] means the same as items[0][price] for one item.
    private static string Numbered(string name) => EmptyIndex().Replace(name, "[0][", 1);

    [GeneratedRegex(@"\[\]\[")]
    private static partial Regex EmptyIndex();
}
