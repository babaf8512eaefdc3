using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Switchboard.Connectors.Shopify;

/// <summary>Reads GraphQL documents: operations, variables, fragments, aliases, arguments, directives.</summary>
internal sealed partial class GraphParser
{
    private readonly List<string> _tokens;
    private int _at;

    private GraphParser(List<string> tokens) => _tokens = tokens;

    /// <exception cref="GraphException">It is no GraphQL.</exception>
    public static GraphDocument Parse(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var match = Token().Match(text, at);
            if (!match.Success || match.Length == 0)
            {
                throw Unexpected(text[at].ToString());
            }

            at += match.Length;
            if (match.Groups[1].Success)
            {
                tokens.Add(match.Groups[1].Value);
            }
        }

        return new GraphParser(tokens).Document();
    }

    private GraphDocument Document()
    {
        var operations = new List<GraphOperation>();
        var fragments = new Dictionary<string, GraphFragment>();
        while (_at < _tokens.Count)
        {
            if (Take("fragment"))
            {
                var name = Next();
                Need("on");
                fragments[name] = new GraphFragment(Next(), Selections());
            }
            else
            {
                operations.Add(Operation());
            }
        }

        return operations.Count > 0 ? new GraphDocument(operations, fragments) : throw Unexpected("end of file");
    }

    private GraphOperation Operation()
    {
        if (Peek() == "{")
        {
            return new GraphOperation("query", null, [], Selections());
        }

        var kind = Next();
        if (kind is not ("query" or "mutation"))
        {
            throw Unexpected(kind);
        }

        var name = Peek() is "(" or "{" or "@" ? null : Next();
        var variables = new List<GraphVariable>();
        if (Take("("))
        {
            while (!Take(")"))
            {
                Need("$");
                var variable = Next();
                Need(":");
                variables.Add(new GraphVariable(variable, TypeName(), Take("=") ? Value() : null));
            }
        }

        Directives();
        return new GraphOperation(kind, name, variables, Selections());
    }

    private string TypeName()
    {
        var name = Next();
        if (name == "[")
        {
            name += TypeName();
            Need("]");
            name += "]";
        }

        return Take("!") ? name + "!" : name;
    }

    private List<GraphSelection> Selections()
    {
        Need("{");
        var selections = new List<GraphSelection>();
        do
        {
            selections.Add(Selection());
        }
        while (!Take("}"));

        return selections;
    }

    private GraphSelection Selection()
    {
        if (Take("..."))
        {
            if (Peek() is "on" or "{" or "@")
            {
                if (Take("on"))
                {
                    Next();
                }

                return new GraphSelection { Directives = Directives(), Selections = Selections() };
            }

            return new GraphSelection { Spread = Name(), Directives = Directives() };
        }

        var name = Name();
        var alias = Take(":") ? name : null;
        return new GraphSelection
        {
            Alias = alias,
            Field = alias is null ? name : Name(),
            Arguments = Arguments(),
            Directives = Directives(),
            Selections = Peek() == "{" ? Selections() : [],
        };
    }

    private List<(string Name, GraphValue Value)> Arguments()
    {
        var arguments = new List<(string, GraphValue)>();
        if (Take("("))
        {
            do
            {
                var name = Name();
                Need(":");
                arguments.Add((name, Value()));
            }
            while (!Take(")"));
        }

        return arguments;
    }

    private List<GraphDirective> Directives()
    {
        var directives = new List<GraphDirective>();
        while (Take("@"))
        {
            directives.Add(new GraphDirective(Name(), Arguments()));
        }

        return directives;
    }

    private GraphValue Value()
    {
        var token = Next();
        switch (token[0])
        {
            case '$':
                return new GraphValue { Variable = Name() };
            case '[':
                var items = new List<GraphValue>();
                while (!Take("]"))
                {
                    items.Add(Value());
                }

                return new GraphValue { Items = items };
            case '{':
                var fields = new List<(string, GraphValue)>();
                while (!Take("}"))
                {
                    var name = Name();
                    Need(":");
                    fields.Add((name, Value()));
                }

                return new GraphValue { Fields = fields };
            case '"':
                return new GraphValue { Literal = Text(token) };
            case '-' or (>= '0' and <= '9'):
                return new GraphValue { Literal = Number(token) };
            default:
                return !char.IsAsciiLetter(token[0]) && token[0] != '_' ? throw Unexpected(token)
                    : new GraphValue { Literal = token switch { "null" => null, "true" => true, "false" => false, _ => token } };
        }
    }

    private static JsonNode Number(string token) =>
        long.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : JsonValue.Create(double.Parse(token, CultureInfo.InvariantCulture));

    private static string Text(string token)
    {
        if (token.StartsWith("\"\"\"", StringComparison.Ordinal))
        {
            return token[3..^3].Trim();
        }

        try
        {
            return JsonNode.Parse(token)!.GetValue<string>();
        }
        catch (System.Text.Json.JsonException)
        {
            throw Unexpected(token);
        }
    }

    private string? Peek() => _at < _tokens.Count ? _tokens[_at] : null;

    private string Next() => _at < _tokens.Count ? _tokens[_at++] : throw Unexpected("end of file");

    private string Name() => Next() is var token && (char.IsAsciiLetter(token[0]) || token[0] == '_') ? token : throw Unexpected(token);

    private bool Take(string token)
    {
        var isNext = Peek() == token;
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private void Need(string token)
    {
        if (!Take(token))
        {
            throw Unexpected(Peek() ?? "end of file");
        }
    }

    private static GraphException Unexpected(string token) => new("PARSE_ERROR", $"syntax error, unexpected {token}");

    // White space, commas and comments; else one token.
    [GeneratedRegex("""\G(?:[\s,\uFEFF]+|\#[^\r\n]*|("{3}[\s\S]*?"{3}|"(?:[^"\\\r\n]|\\.)*"|\.\.\.|[A-Za-z_][A-Za-z_0-9]*|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|[!$&()=:@\[\]{|}]))""")]
    private static partial Regex Token();
}
