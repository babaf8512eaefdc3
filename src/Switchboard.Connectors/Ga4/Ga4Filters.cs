using System.Globalization;
using System.Text.RegularExpressions;

namespace Switchboard.Connectors.Ga4;

/// <summary>Filters of reports.</summary>
internal static class Ga4Filters
{
    private const int MostDepth = 20;

    /// <summary>Every field that a filter looks at.</summary>
    /// <exception cref="Ga4Exception">It is no filter.</exception>
    public static IEnumerable<string> Fields(WireFilterExpression? expression, int depth = 0) => expression switch
    {
        null => [],
        _ when depth > MostDepth => throw new Ga4Exception("The filter expression is nested too deeply."),
        { Filter: { FieldName: { Length: > 0 } field } } => [field],
        { NotExpression: { } inner } => Fields(inner, depth + 1),
        { AndGroup: { Expressions: { } all } } => all.SelectMany(one => Fields(one, depth + 1)),
        { OrGroup: { Expressions: { } any } } => any.SelectMany(one => Fields(one, depth + 1)),
        _ => throw new Ga4Exception("A filter expression must have exactly one of andGroup, orGroup, notExpression and filter."),
    };

    /// <summary>Makes the test of a filter, given the value of each field.</summary>
    public static Func<Func<string, string>, bool> Compile(WireFilterExpression expression)
    {
        if (expression.NotExpression is { } not)
        {
            var inner = Compile(not);
            return value => !inner(value);
        }

        if (expression.AndGroup?.Expressions is { } all)
        {
            var tests = all.Select(Compile).ToArray();
            return value => Array.TrueForAll(tests, test => test(value));
        }

        if (expression.OrGroup?.Expressions is { } any)
        {
            var tests = any.Select(Compile).ToArray();
            return value => Array.Exists(tests, test => test(value));
        }

        var test = One(expression.Filter!);
        var field = expression.Filter!.FieldName!;
        return value => test(value(field));
    }

    private static Func<string, bool> One(WireFilter filter) => filter switch
    {
        { StringFilter: { } text } => Text(text),
        { InListFilter: { Values: { } values } list } => values.ToHashSet(list.CaseSensitive == true ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase).Contains,
        { NumericFilter: { } number } => Number(number),
        { BetweenFilter: { FromValue: { } from, ToValue: { } to } } => value => Read(value) >= Read(from) && Read(value) <= Read(to),
        _ => throw new Ga4Exception($"The filter of '{filter.FieldName}' compares with nothing."),
    };

    private static Func<string, bool> Text(WireStringFilter filter)
    {
        var wanted = filter.Value ?? "";
        var comparison = filter.CaseSensitive == true ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        switch (filter.MatchType)
        {
            case null or "MATCH_TYPE_UNSPECIFIED" or "EXACT":
                return value => value.Equals(wanted, comparison);
            case "BEGINS_WITH":
                return value => value.StartsWith(wanted, comparison);
            case "ENDS_WITH":
                return value => value.EndsWith(wanted, comparison);
            case "CONTAINS":
                return value => value.Contains(wanted, comparison);
            case "FULL_REGEXP" or "PARTIAL_REGEXP":
                var regex = Compile(filter.MatchType == "FULL_REGEXP" ? $"^(?:{wanted})$" : wanted, filter.CaseSensitive == true);
                return regex.IsMatch;
            default:
                throw new Ga4Exception($"Invalid value at 'dimension_filter.filter.string_filter.match_type': \"{filter.MatchType}\"");
        }
    }

    private static Regex Compile(string pattern, bool isCaseSensitive)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | (isCaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new Ga4Exception("The regular expression is invalid.");
        }
    }

    private static Func<string, bool> Number(WireNumericFilter filter)
    {
        var wanted = Read(filter.Value ?? new WireNumber());
        return filter.Operation switch
        {
            "EQUAL" => value => Read(value) == wanted,
            "LESS_THAN" => value => Read(value) < wanted,
            "LESS_THAN_OR_EQUAL" => value => Read(value) <= wanted,
            "GREATER_THAN" => value => Read(value) > wanted,
            "GREATER_THAN_OR_EQUAL" => value => Read(value) >= wanted,
            _ => throw new Ga4Exception($"Invalid value at 'metric_filter.filter.numeric_filter.operation': \"{filter.Operation}\""),
        };
    }

    private static double Read(WireNumber number) => number.Int64Value is { } whole ? Read(whole) : number.DoubleValue ?? 0;

    private static double Read(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>A request that Google would refuse as INVALID_ARGUMENT.</summary>
internal sealed class Ga4Exception(string message) : Exception(message);
