using System.Globalization;
using Microsoft.CodeAnalysis;
using Switchboard.Generators.Emitting;
using Switchboard.Generators.Models;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators;

/// <summary>From the symbol of a positional record to its model.</summary>
internal static class RecordParser
{
    internal static RecordModel Parse(INamedTypeSymbol record, CancellationToken ct)
    {
        var docs = Docs.Of(record, ct);
        return new RecordModel(
            ValueTypes.FullName(record),
            record.Name,
            docs.Summary,
            RecordShape.Primary(record)!.Parameters.Select(parameter => Field(parameter, docs)).ToEquatable(),
            record.Find(Attributes.AnyOf) is { } any ? Attributes.Texts(any.ConstructorArguments[0]).ToEquatable() : default);
    }

    private static FieldModel Field(IParameterSymbol parameter, Docs docs) => new()
    {
        Name = JsonNames.Of(parameter, RecordShape.Property(parameter)),
        Description = docs.Parameter(parameter.Name),
        Type = ValueTypes.Read(parameter.Type)!,
        IsRequired = !parameter.HasExplicitDefaultValue,
        Default = Default(parameter),
        Constraint = Constraint(parameter),
        Mark = RecordShape.Find(parameter, Attributes.Secret) is not null ? "Secret"
            : RecordShape.Find(parameter, Attributes.Recipient) is not null ? "Recipient"
            : RecordShape.Find(parameter, Attributes.Content) is not null ? "Content"
            : "None",
        IsVolatile = RecordShape.Find(parameter, Attributes.Volatile) is not null,
    };

    private static ConstraintModel Constraint(IParameterSymbol parameter) => new()
    {
        Length = RecordShape.Find(parameter, Attributes.Length) is { } length ? new BoundsModel(length.At(0, 0), length.At(1, int.MaxValue)) : null,
        Items = RecordShape.Find(parameter, Attributes.Items) is { } items ? new BoundsModel(items.At(0, 0), items.At(1, int.MaxValue)) : null,
        Range = RecordShape.Find(parameter, Attributes.Range) is { } range
            ? new RangeModel(range.At(0, double.NegativeInfinity), range.At(1, double.PositiveInfinity))
            : null,
        Format = RecordShape.Find(parameter, Attributes.Format)?.Member(0) ?? "Any",
        Pattern = RecordShape.Find(parameter, Attributes.Pattern)?.At<string?>(0, null),
    };

    private static string? Default(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not { } value)
        {
            return null;
        }

        var type = ValueTypes.Innermost(parameter.Type);
        if (type.TypeKind == TypeKind.Enum)
        {
            var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value));
            return member is null ? null : Literals.Json(JsonNames.Of(member));
        }

        return value switch
        {
            string text => Literals.Json(text),
            bool flag => flag ? "true" : "false",
            double number => Literals.Json(number),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };
    }
}
