using Microsoft.CodeAnalysis;

namespace Switchboard.Generators.Reading;

/// <summary>Reads attributes of a contract from symbols.</summary>
internal static class Attributes
{
    internal const string Connector = "Switchboard.Contracts.ConnectorAttribute";
    internal const string Action = "Switchboard.Contracts.ActionAttribute";
    internal const string Credential = "Switchboard.Contracts.CredentialAttribute";
    internal const string RateLimit = "Switchboard.Contracts.RateLimitAttribute";
    internal const string Cost = "Switchboard.Contracts.CostAttribute";
    internal const string NotOffered = "Switchboard.Contracts.NotOfferedAttribute";
    internal const string SendCap = "Switchboard.Contracts.SendCapAttribute";
    internal const string QuietHours = "Switchboard.Contracts.QuietHoursAttribute";
    internal const string AnyOf = "Switchboard.Contracts.AnyOfAttribute";
    internal const string Format = "Switchboard.Contracts.FormatAttribute";
    internal const string Length = "Switchboard.Contracts.LengthAttribute";
    internal const string Items = "Switchboard.Contracts.ItemsAttribute";
    internal const string Range = "Switchboard.Contracts.RangeAttribute";
    internal const string Pattern = "Switchboard.Contracts.PatternAttribute";
    internal const string Recipient = "Switchboard.Contracts.RecipientAttribute";
    internal const string Content = "Switchboard.Contracts.ContentAttribute";
    internal const string Secret = "Switchboard.Contracts.SecretAttribute";
    internal const string Unmarked = "Switchboard.Contracts.UnmarkedAttribute";
    internal const string Volatile = "Switchboard.Contracts.VolatileAttribute";
    internal const string EnumText = "Switchboard.Contracts.EnumText<TEnum>";
    internal const string JsonName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
    internal const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    internal const string JsonConverter = "System.Text.Json.Serialization.JsonConverterAttribute";
    internal const string JsonMemberName = "System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute";
    internal const string JsonSerializable = "System.Text.Json.Serialization.JsonSerializableAttribute";
    internal const string JsonOptions = "System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute";

    internal static AttributeData? Find(this ISymbol symbol, string name) => symbol.FindAll(name).FirstOrDefault();

    internal static IEnumerable<AttributeData> FindAll(this ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    internal static bool Has(this ISymbol symbol, string name) => symbol.Find(name) is not null;

    internal static T At<T>(this AttributeData attribute, int index, T fallback) =>
        attribute.ConstructorArguments.Length > index ? As(attribute.ConstructorArguments[index], fallback) : fallback;

    internal static T Named<T>(this AttributeData attribute, string name, T fallback) =>
        As(attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value, fallback);

    internal static IEnumerable<string> Texts(this AttributeData attribute, string name) =>
        Texts(attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value);

    internal static IEnumerable<string> Texts(TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Array, IsNull: false } ? constant.Values.Select(value => As(value, "")) : [];

    /// <summary>Name of the enum's member that stands at a place; empty: none has this value.</summary>
    internal static string Member(this AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index && attribute.ConstructorArguments[index] is { Type: INamedTypeSymbol { TypeKind: TypeKind.Enum } type, Value: { } value }
            ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value))?.Name ?? ""
            : "";

    private static T As<T>(TypedConstant constant, T fallback) =>
        constant.Kind != TypedConstantKind.Array && constant.Value is T value ? value : fallback;
}
