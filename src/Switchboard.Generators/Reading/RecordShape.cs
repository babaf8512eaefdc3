using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Switchboard.Generators.Reading;

/// <summary>What makes a type a record of a contract.</summary>
internal static class RecordShape
{
    internal const int MostFields = 64;

    /// <summary>The constructor of a positional or empty record class written in this compilation; null: it is none.</summary>
    internal static IMethodSymbol? Primary(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsRecord: true, IsReferenceType: true, IsAbstract: false, IsGenericType: false, ContainingType: null } record
            ? record.InstanceConstructors.FirstOrDefault(constructor => IsPrimary(record, constructor))
            : null;

    /// <summary>The property that a parameter makes.</summary>
    internal static IPropertySymbol? Property(IParameterSymbol parameter) =>
        parameter.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault();

    /// <summary>Attribute on the parameter or on its property.</summary>
    internal static AttributeData? Find(IParameterSymbol parameter, string name) => parameter.Find(name) ?? Property(parameter)?.Find(name);

    /// <summary>Public properties that JSON would hold although no parameter names them.</summary>
    internal static IEnumerable<IPropertySymbol> Strangers(INamedTypeSymbol record, IMethodSymbol primary) => record
        .GetMembers().OfType<IPropertySymbol>()
        .Where(property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsImplicitlyDeclared: false } && !property.Has(Attributes.JsonIgnore))
        .Where(property => primary.Parameters.All(parameter => parameter.Name != property.Name));

    /// <summary>The given records and every record below them, each once, in the order found.</summary>
    internal static IReadOnlyList<INamedTypeSymbol> Graph(IEnumerable<INamedTypeSymbol> roots)
    {
        var found = new List<INamedTypeSymbol>();
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var waiting = new Queue<INamedTypeSymbol>(roots);
        while (waiting.Count > 0)
        {
            var record = waiting.Dequeue();
            if (!seen.Add(record))
            {
                continue;
            }

            found.Add(record);
            foreach (var parameter in Primary(record)?.Parameters ?? [])
            {
                if (ValueTypes.RecordIn(parameter.Type) is { } below)
                {
                    waiting.Enqueue(below);
                }
            }
        }

        return found;
    }

    // A record without a parameter list has a constructor that nobody wrote.
    private static bool IsPrimary(INamedTypeSymbol record, IMethodSymbol constructor) => constructor.IsImplicitlyDeclared
        ? constructor.Parameters.Length == 0 && record.DeclaringSyntaxReferences.Length > 0
        : constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is RecordDeclarationSyntax);
}
