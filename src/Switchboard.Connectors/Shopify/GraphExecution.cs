using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Shopify;

/// <summary>Checks one operation against a schema, counts what it costs, then answers exactly what it selects.</summary>
internal sealed class GraphExecution
{
    private const double MutationCost = 10;
    private readonly GraphSchema _schema;
    private readonly GraphDocument _document;
    private readonly JsonObject _variables;
    private double _actual;

    /// <exception cref="GraphException">The operation, or a variable, is not right.</exception>
    public GraphExecution(GraphSchema schema, GraphDocument document, JsonObject? variables, string? name)
    {
        (_schema, _document) = (schema, document);
        Operation = name is null ? document.Operations[0]
            : document.Operations.FirstOrDefault(operation => operation.Name == name) ?? throw new GraphException("OPERATION_NOT_FOUND", $"No operation named \"{name}\"");
        _variables = Variables(Operation, variables);
        Requested = (Operation.Kind == "mutation" ? MutationCost : 0) + Check(Operation.Selections, Root);
    }

    public GraphOperation Operation { get; }

    /// <summary>Cost if every page is full.</summary>
    public double Requested { get; }

    /// <summary>Cost of what was answered.</summary>
    public double Actual => _actual + (Operation.Kind == "mutation" ? MutationCost : 0);

    private string Root => Operation.Kind == "mutation" ? "Mutation" : "QueryRoot";

    public JsonObject Run(object root) => Answer(Operation.Selections, Root, root);

    /// <summary>Value of a directive's argument on a field; null: it is not there.</summary>
    public string? Directive(GraphSelection field, string directive, string argument)
    {
        var found = field.Directives.FirstOrDefault(one => one.Name == directive)?.Arguments.FirstOrDefault(given => given.Name == argument).Value;
        return found is not null && found.TryGet(_variables, out var value) ? (string?)value : null;
    }

    private static JsonObject Variables(GraphOperation operation, JsonObject? given)
    {
        var variables = new JsonObject();
        foreach (var variable in operation.Variables)
        {
            if (given is not null && given.TryGetPropertyValue(variable.Name, out var value))
            {
                variables[variable.Name] = value?.DeepClone();
            }
            else if (variable.Default is { } fallback && fallback.TryGet([], out var made))
            {
                variables[variable.Name] = made;
            }

            if (variable.Type.EndsWith('!') && variables[variable.Name] is null)
            {
                throw new GraphException("INVALID_VARIABLE", $"Variable ${variable.Name} of type {variable.Type} was provided invalid value");
            }
        }

        return variables;
    }

    private double Check(IReadOnlyList<GraphSelection> selections, string type)
    {
        double cost = 0;
        foreach (var selection in Flatten(selections))
        {
            var field = _schema.Find(type, selection.Field!)
                ?? throw new GraphException("undefinedField", $"Field '{selection.Field}' doesn't exist on type '{type}'");
            CheckArguments(selection, field, type);
            if (field.Type is null != (selection.Selections.Count == 0))
            {
                throw new GraphException("selectionMismatch", field.Type is null
                    ? $"Selections can't be made on scalars (field '{selection.Field}')"
                    : $"Field must have selections (field '{selection.Field}' returns {field.Type} but has no selections)");
            }

            if (field.Type is not null)
            {
                var below = Check(selection.Selections, field.Type);
                var arguments = Arguments(selection);
                cost += field.IsConnection ? 2 + ((arguments.Number("first") ?? arguments.Number("last") ?? 0) * Math.Max(below, 1)) : Cost(field.Type, below);
            }
        }

        return cost;
    }

    // What a connection holds is counted there, once for each item.
    private static double Cost(string type, double below) => type is "PageInfo" ? 0 : type.EndsWith("Payload", StringComparison.Ordinal) ? below : 1 + below;

    private static void CheckArguments(GraphSelection selection, GraphFieldType field, string type)
    {
        foreach (var (name, _) in selection.Arguments)
        {
            if (!field.Arguments.Contains(name) && !field.Arguments.Contains(name + "!"))
            {
                throw new GraphException("argumentNotAccepted", $"Field '{selection.Field}' doesn't accept argument '{name}'");
            }
        }

        foreach (var required in field.Arguments.Where(argument => argument.EndsWith('!')))
        {
            if (selection.Arguments.All(given => given.Name != required[..^1]))
            {
                throw new GraphException("missingRequiredArguments", $"Field '{selection.Field}' is missing required arguments: {required[..^1]} (on {type})");
            }
        }
    }

    private JsonObject Answer(IReadOnlyList<GraphSelection> selections, string type, object item)
    {
        var answer = new JsonObject();
        foreach (var selection in Flatten(selections))
        {
            var field = _schema.Find(type, selection.Field!)!;
            var arguments = Arguments(selection, Operation.Kind == "mutation" && type == "Mutation" ? selection : null);
            answer[selection.Key] = ToNode(field.Get(item, arguments), field, selection.Selections);
        }

        return answer;
    }

    private JsonNode? ToNode(object? value, GraphFieldType field, IReadOnlyList<GraphSelection> selections)
    {
        switch (value)
        {
            case null:
                return null;
            case IEnumerable list and not string and not JsonObject:
                return new JsonArray([.. list.Cast<object?>().Select(item => ToNode(item, field, selections))]);
            case not null when field.Type is not null:
                _actual += field.IsConnection ? 2 : Cost(field.Type, 0);
                return Answer(selections, field.Type, value);
            case string text:
                return text;
            case bool flag:
                return flag;
            case int number:
                return number;
            case long number:
                return number;
            case decimal money:
                return money.ToString("0.00", CultureInfo.InvariantCulture);
            case DateTimeOffset time:
                return time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            default:
                throw new InvalidOperationException($"No scalar: {value.GetType().Name}.");
        }
    }

    private GraphArguments Arguments(GraphSelection selection, GraphSelection? directed = null)
    {
        var values = new Dictionary<string, JsonNode?>();
        foreach (var (name, value) in selection.Arguments)
        {
            if (value.TryGet(_variables, out var made))
            {
                values[name] = made;
            }
        }

        if (directed is not null)
        {
            values["@idempotent"] = Directive(directed, "idempotent", "key");
        }

        return new GraphArguments(values);
    }

    // Fragments in the place where they stand; @skip and @include as they say.
    private IEnumerable<GraphSelection> Flatten(IReadOnlyList<GraphSelection> selections, int depth = 0)
    {
        foreach (var selection in selections.Where(IsIncluded))
        {
            if (selection.Field is not null)
            {
                yield return selection;
                continue;
            }

            var inner = selection.Spread is null ? selection.Selections
                : _document.Fragments.TryGetValue(selection.Spread, out var fragment) && depth < 20 ? fragment.Selections
                : throw new GraphException("useAndDefineFragment", $"Fragment {selection.Spread} was used, but not defined");
            foreach (var field in Flatten(inner, depth + 1))
            {
                yield return field;
            }
        }
    }

    private bool IsIncluded(GraphSelection selection) => selection.Directives.All(directive =>
        directive.Arguments.FirstOrDefault(given => given.Name == "if").Value is not { } condition
        || !condition.TryGet(_variables, out var value) || (directive.Name == "skip") != (bool?)value);
}
