using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Switchboard.Generators.Models;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators.Diagnostics;

/// <summary>Checks of the constraints on one field.</summary>
internal static class ConstraintChecks
{
    internal static void Run(Reporter report, INamedTypeSymbol record, IParameterSymbol parameter, TypeModel type)
    {
        var name = record.Name + "." + parameter.Name;
        var isText = type.Innermost.Kind is ValueKind.Text or ValueKind.Map;
        var isNumber = type.Innermost.Kind is ValueKind.Int or ValueKind.Long or ValueKind.Double or ValueKind.Decimal;
        var isMany = type.Kind is ValueKind.List or ValueKind.Map;
        foreach (var (attribute, fits, what) in new[]
        {
            (Attributes.Length, isText, "text"), (Attributes.Format, isText, "text"), (Attributes.Pattern, isText, "text"),
            (Attributes.Range, isNumber, "numbers"), (Attributes.Items, isMany, "lists and dictionaries"),
        })
        {
            if (!fits && RecordShape.Find(parameter, attribute) is not null)
            {
                report.Report(Rules.BadConstraint, parameter, Short(attribute), name, $"only {what} can have it; remove it or change the type");
            }
        }

        Order(report, parameter, name);
        Pattern(report, parameter, name);
    }

    private static void Order(Reporter report, IParameterSymbol parameter, string name)
    {
        foreach (var attribute in new[] { Attributes.Length, Attributes.Items })
        {
            if (RecordShape.Find(parameter, attribute) is { } bounds && (bounds.At(0, 0) < 0 || bounds.At(0, 0) > bounds.At(1, 0)))
            {
                report.Report(Rules.BadConstraint, parameter, Short(attribute), name, "the first bound must be 0 or more and at most the second");
            }
        }

        if (RecordShape.Find(parameter, Attributes.Range) is { } range && !(range.At(0, 0D) <= range.At(1, 0D)))
        {
            report.Report(Rules.BadConstraint, parameter, "[Range]", name, "the first bound must be at most the second");
        }
    }

    private static void Pattern(Reporter report, IParameterSymbol parameter, string name)
    {
        if (RecordShape.Find(parameter, Attributes.Pattern)?.At<string?>(0, null) is not { } pattern)
        {
            return;
        }

        if (!pattern.StartsWith("^", StringComparison.Ordinal) || !pattern.EndsWith("$", StringComparison.Ordinal) || !IsRegex(pattern))
        {
            report.Report(Rules.BadConstraint, parameter, "[Pattern]", name, "it must be a regular expression from ^ to $");
        }
        else if (pattern.Contains("(?=") || pattern.Contains("(?!") || pattern.Contains("(?<"))
        {
            report.Report(Rules.BadConstraint, parameter, "[Pattern]", name, "it must be without look-around and named groups, so that matching takes linear time");
        }
    }

    private static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Short(string attribute)
    {
        var name = attribute.Substring(attribute.LastIndexOf('.') + 1);
        return "[" + name.Substring(0, name.Length - "Attribute".Length) + "]";
    }
}
