using Microsoft.CodeAnalysis;
using Switchboard.Generators.Models;

namespace Switchboard.Generators.Reading;

/// <summary>Reads the types that a contract may hold.</summary>
internal static class ValueTypes
{
    /// <summary>The type's model; null: a contract cannot hold it.</summary>
    internal static TypeModel? Read(ITypeSymbol type)
    {
        var isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        type = Unwrap(type);
        if (ItemOf(type) is { } item)
        {
            return Read(item) is { } inner ? new TypeModel(ValueKind.List, isNullable, Item: inner) : null;
        }

        return Simple(type) is { } kind
            ? new TypeModel(kind, isNullable)
            : type.TypeKind == TypeKind.Enum
                ? new TypeModel(ValueKind.Enum, isNullable, Names: JsonNames.Members(type).ToEquatable())
                : RecordShape.Primary(type) is null ? null : new TypeModel(ValueKind.Record, isNullable, FullName(type));
    }

    /// <summary>The record that a value of this type holds, through lists; null: none.</summary>
    internal static INamedTypeSymbol? RecordIn(ITypeSymbol type) => Innermost(type) is INamedTypeSymbol { IsRecord: true } record ? record : null;

    /// <summary>The type within nullable forms and lists.</summary>
    internal static ITypeSymbol Innermost(ITypeSymbol type) => ItemOf(Unwrap(type)) is { } item ? Innermost(item) : Unwrap(type);

    internal static string FullName(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static ITypeSymbol Unwrap(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static ITypeSymbol? ItemOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IReadOnlyList_T } list ? list.TypeArguments[0] : null;

    private static ValueKind? Simple(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ValueKind.Text,
        SpecialType.System_Boolean => ValueKind.Flag,
        SpecialType.System_Int32 => ValueKind.Int,
        SpecialType.System_Int64 => ValueKind.Long,
        SpecialType.System_Double => ValueKind.Double,
        SpecialType.System_Decimal => ValueKind.Decimal,
        _ => FullName(type) switch
        {
            "global::System.DateTimeOffset" => ValueKind.Moment,
            "global::System.Text.Json.JsonElement" => ValueKind.Any,
            "global::System.Collections.Generic.IReadOnlyDictionary<string, string>" => ValueKind.Map,
            _ => null,
        },
    };
}
