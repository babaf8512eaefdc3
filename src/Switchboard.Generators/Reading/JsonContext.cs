using Microsoft.CodeAnalysis;

namespace Switchboard.Generators.Reading;

/// <summary>What a connector's <c>JsonSerializerContext</c> declares.</summary>
internal sealed class JsonContext
{
    private const int CamelCase = 1;
    private const int WebDefaults = 1;
    private readonly Dictionary<ITypeSymbol, string> _properties = new(SymbolEqualityComparer.Default);

    internal JsonContext(ITypeSymbol context)
    {
        foreach (var attribute in context.FindAll(Attributes.JsonSerializable))
        {
            if (attribute.ConstructorArguments.FirstOrDefault().Value is ITypeSymbol type)
            {
                _properties[type] = attribute.Named("TypeInfoPropertyName", type.Name);
            }
        }

        var options = context.Find(Attributes.JsonOptions);
        IsCamelCase = options?.Named("PropertyNamingPolicy", 0) == CamelCase || options?.At(0, 0) == WebDefaults;
    }

    /// <summary>Whether its fields are written in camel case.</summary>
    internal bool IsCamelCase { get; }

    internal bool Knows(ITypeSymbol type) => _properties.ContainsKey(type);

    /// <summary>The context's property for a type.</summary>
    internal string Property(ITypeSymbol type) => _properties.TryGetValue(type, out var name) ? name : type.Name;
}
