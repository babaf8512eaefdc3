using System.Globalization;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>A query in Google Ads' query language, as far as it is simulated.</summary>
internal sealed record GaqlQuery(
    IReadOnlyList<string> Fields, string Resource, IReadOnlyList<GaqlCondition> Conditions, IReadOnlyList<GaqlOrder> Order, int? Limit)
{
    /// <summary>Reads a query; null: it is wrong, as the error says (a QueryError and its words).</summary>
    public static GaqlQuery? Parse(string text, out (string Code, string Message) error)
    {
        try
        {
            error = default;
            return new GaqlParser(text).Query();
        }
        catch (GaqlException e)
        {
            error = (e.Code, e.Message);
            return null;
        }
    }
}

/// <summary>A condition; all must hold.</summary>
internal sealed record GaqlCondition(string Field, string Operator, IReadOnlyList<string> Values);

/// <summary>One key of the order.</summary>
internal sealed record GaqlOrder(string Field, bool IsDescending);

/// <summary>A query that is wrong.</summary>
internal sealed class GaqlException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>Reads queries word by word.</summary>
internal sealed class GaqlParser(string text)
{
    private readonly List<GaqlToken> _tokens = Split(text);
    private int _at;

    public GaqlQuery Query()
    {
        Keyword("SELECT", "EXPECTED_SELECT");
        var fields = Names();
        Keyword("FROM", "EXPECTED_FROM");
        var resource = Next("BAD_RESOURCE_TYPE_IN_FROM_CLAUSE").Text;
        var conditions = new List<GaqlCondition>();
        if (Take("WHERE"))
        {
            do
            {
                conditions.Add(Condition());
            }
            while (Take("AND"));
        }

        var order = new List<GaqlOrder>();
        if (Take("ORDER"))
        {
            Keyword("BY", "EXPECTED_BY");
            do
            {
                var field = Next("UNEXPECTED_END_OF_QUERY").Text;
                var isDescending = Take("DESC");
                _ = !isDescending && Take("ASC");
                order.Add(new GaqlOrder(field, isDescending));
            }
            while (Take(","));
        }

        int? limit = !Take("LIMIT") ? null
            : int.TryParse(Next("BAD_LIMIT_VALUE").Text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 ? most
            : throw new GaqlException("LIMIT_VALUE_TOO_LOW", "Limit value must be at least 1.");
        return _at == _tokens.Count
            ? new GaqlQuery(fields, resource, conditions, order, limit)
            : throw new GaqlException("UNEXPECTED_INPUT", $"Error in query: unexpected input {_tokens[_at].Text}.");
    }

    private List<string> Names()
    {
        var names = new List<string>();
        do
        {
            names.Add(Next("UNEXPECTED_END_OF_QUERY").Text);
        }
        while (Take(","));
        return names;
    }

    private GaqlCondition Condition()
    {
        var field = Next("UNEXPECTED_END_OF_QUERY").Text;
        var word = Next("BAD_OPERATOR").Text.ToUpperInvariant();
        switch (word)
        {
            case "=" or "!=" or "<" or "<=" or ">" or ">=" or "LIKE" or "DURING":
                return new GaqlCondition(field, word, [Next("BAD_VALUE").Text]);
            case "BETWEEN":
                var from = Next("INVALID_VALUE_WITH_BETWEEN_OPERATOR").Text;
                Keyword("AND", "EXPECTED_AND");
                return new GaqlCondition(field, word, [from, Next("INVALID_VALUE_WITH_BETWEEN_OPERATOR").Text]);
            case "NOT" or "IN":
                if (word == "NOT")
                {
                    Keyword("IN", "BAD_OPERATOR");
                }

                Keyword("(", "EXPECTED_LIST");
                var values = Names();
                Keyword(")", "EXPECTED_LIST");
                return new GaqlCondition(field, word == "NOT" ? "NOT IN" : "IN", values);
            default:
                throw new GaqlException("BAD_OPERATOR", $"Invalid operator {word}.");
        }
    }

    private GaqlToken Next(string code) => _at < _tokens.Count ? _tokens[_at++] : throw new GaqlException(code, "Error in query: unexpected end of query.");

    private bool Take(string word)
    {
        var isThere = _at < _tokens.Count && !_tokens[_at].IsString && _tokens[_at].Text.Equals(word, StringComparison.OrdinalIgnoreCase);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Keyword(string word, string code)
    {
        if (!Take(word))
        {
            throw new GaqlException(code, $"Error in query: expected {word}.");
        }
    }

    private static List<GaqlToken> Split(string text)
    {
        var tokens = new List<GaqlToken>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
            }
            else if (text[i] is '\'' or '"')
            {
                tokens.Add(new GaqlToken(Literal(text, ref i), IsString: true));
            }
            else if (IsName(text[i]))
            {
                var start = i;
                while (i < text.Length && IsName(text[i]))
                {
                    i++;
                }

                tokens.Add(new GaqlToken(text[start..i], IsString: false));
            }
            else
            {
                var length = i + 1 < text.Length && text[i] is '!' or '<' or '>' && text[i + 1] == '=' ? 2 : 1;
                tokens.Add(new GaqlToken(text.Substring(i, length), IsString: false));
                i += length;
            }
        }

        return tokens;
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/';

    private static string Literal(string text, ref int at)
    {
        var quote = text[at++];
        var value = new System.Text.StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            at += text[at] == '\\' ? 1 : 0;
            value.Append(at < text.Length ? text[at++] : throw new GaqlException("BAD_ESCAPE_SEQUENCE", "Error in query: bad escape sequence."));
        }

        return at++ < text.Length ? value.ToString() : throw new GaqlException("STRING_NOT_TERMINATED", "Error in query: string not terminated.");
    }
}

/// <summary>A word, a sign or a string of a query.</summary>
internal readonly record struct GaqlToken(string Text, bool IsString);
