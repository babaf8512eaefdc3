using Microsoft.CodeAnalysis;
using Switchboard.Generators.Models;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators.Diagnostics;

/// <summary>Checks of one record of a contract.</summary>
internal static class RecordChecks
{
    internal static void Run(Reporter report, INamedTypeSymbol record)
    {
        if (report.IsForeign(record))
        {
            report.Report(Rules.ForeignRecord, record, record.Name, "the contract");
            return;
        }

        if (RecordShape.Primary(record) is not { } primary)
        {
            report.Report(Rules.BadType, record, record.Name, "a contract", "records must be positional classes, top-level and not generic");
            return;
        }

        if (primary.Parameters.Length > RecordShape.MostFields)
        {
            report.Report(Rules.BadType, record, record.Name, "a contract", "a record has at most 64 fields; split it");
        }

        foreach (var stranger in RecordShape.Strangers(record, primary))
        {
            report.Report(Rules.BadType, stranger, stranger.Name, record.Name, "fields are parameters of the record; make it one, or mark it [JsonIgnore]");
        }

        AnyOf(report, record);
        report.RequireSummary(record);
        var docs = Docs.Of(record, report.Cancellation);
        foreach (var parameter in primary.Parameters)
        {
            if (report.HasDocs && docs.Parameter(parameter.Name).Length == 0)
            {
                report.Report(Rules.NoDescription, parameter, record.Name + "." + parameter.Name, $"<param name=\"{parameter.Name}\"> to the record");
            }

            Type(report, record, parameter);
        }
    }

    /// <summary>JSON names of a record's fields.</summary>
    internal static IEnumerable<string> FieldNames(INamedTypeSymbol record) =>
        RecordShape.Primary(record)?.Parameters.Select(parameter => JsonNames.Of(parameter, RecordShape.Property(parameter))) ?? [];

    private static void AnyOf(Reporter report, INamedTypeSymbol record)
    {
        if (record.Find(Attributes.AnyOf) is not { } any)
        {
            return;
        }

        foreach (var name in Attributes.Texts(any.ConstructorArguments[0]).Except(FieldNames(record)))
        {
            report.Report(Rules.UnknownField, record, "[AnyOf]", record.Name, name, record.Name);
        }
    }

    private static void Type(Reporter report, INamedTypeSymbol record, IParameterSymbol parameter)
    {
        var innermost = ValueTypes.Innermost(parameter.Type);
        if (ValueTypes.Read(parameter.Type) is not { } type)
        {
            // A record of another assembly, or of another shape, is reported by itself.
            if (ValueTypes.RecordIn(parameter.Type) is null)
            {
                report.Report(Rules.BadType, parameter, parameter.Name, record.Name,
                    $"'{parameter.Type.ToDisplayString()}' is not supported; use string, bool, int, long, double, decimal, DateTimeOffset, an enum, a positional record, IReadOnlyList<T>, IReadOnlyDictionary<string, string> or JsonElement");
            }

            return;
        }

        if (type.Innermost.Kind == ValueKind.Enum && !IsText(innermost))
        {
            report.Report(Rules.EnumNotText, innermost, innermost.Name, record.Name + "." + parameter.Name);
        }

        ConstraintChecks.Run(report, record, parameter, type);
    }

    private static bool IsText(ITypeSymbol type) =>
        type.Find(Attributes.JsonConverter)?.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol converter
        && converter.OriginalDefinition.ToDisplayString() == Attributes.EnumText
        && SymbolEqualityComparer.Default.Equals(converter.TypeArguments[0], type);
}
