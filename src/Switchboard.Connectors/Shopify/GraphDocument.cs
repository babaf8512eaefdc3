using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Shopify;

/// <summary>A GraphQL document, as far as clients of the simulated store write one.</summary>
internal sealed record GraphDocument(IReadOnlyList<GraphOperation> Operations, IReadOnlyDictionary<string, GraphFragment> Fragments);

/// <summary>A query or mutation.</summary>
internal sealed record GraphOperation(string Kind, string? Name, IReadOnlyList<GraphVariable> Variables, IReadOnlyList<GraphSelection> Selections);

/// <summary>A variable as it is declared; a type that ends in ! must be given.</summary>
internal sealed record GraphVariable(string Name, string Type, GraphValue? Default);

internal sealed record GraphFragment(string Type, IReadOnlyList<GraphSelection> Selections);

/// <summary>A field, or with a fragment's name or type what stands for several.</summary>
internal sealed record GraphSelection
{
    public string? Field { get; init; }

    public string? Alias { get; init; }

    public IReadOnlyList<(string Name, GraphValue Value)> Arguments { get; init; } = [];

    public IReadOnlyList<GraphDirective> Directives { get; init; } = [];

    /// <summary>Fields below it; of an inline fragment its own.</summary>
    public IReadOnlyList<GraphSelection> Selections { get; init; } = [];

    /// <summary>Name of a fragment that stands here.</summary>
    public string? Spread { get; init; }

    public string Key => Alias ?? Field!;
}

internal sealed record GraphDirective(string Name, IReadOnlyList<(string Name, GraphValue Value)> Arguments);

/// <summary>A literal, a variable, or a list or object of such.</summary>
internal sealed record GraphValue
{
    public string? Variable { get; init; }

    public JsonNode? Literal { get; init; }

    public IReadOnlyList<GraphValue>? Items { get; init; }

    public IReadOnlyList<(string Name, GraphValue Value)>? Fields { get; init; }

    /// <summary>The value under these variables; false: it is a variable that was not given, which is not the same as null.</summary>
    public bool TryGet(JsonObject variables, out JsonNode? value)
    {
        value = null;
        if (Variable is not null)
        {
            var isGiven = variables.TryGetPropertyValue(Variable, out var given);
            value = given?.DeepClone();
            return isGiven;
        }

        if (Items is not null)
        {
            value = new JsonArray([.. Items.Select(item => item.TryGet(variables, out var made) ? made : null)]);
        }
        else if (Fields is not null)
        {
            var made = new JsonObject();
            foreach (var (name, field) in Fields)
            {
                if (field.TryGet(variables, out var member))
                {
                    made[name] = member;
                }
            }

            value = made;
        }
        else
        {
            value = Literal?.DeepClone();
        }

        return true;
    }
}

/// <summary>A document or request that is not right: the whole of it is refused, nothing is done.</summary>
internal sealed class GraphException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
