using Microsoft.CodeAnalysis;

namespace Switchboard.Generators.Reading;

/// <summary>Names as they stand in JSON.</summary>
internal static class JsonNames
{
    /// <summary>The field of a record's parameter.</summary>
    internal static string Of(IParameterSymbol parameter, IPropertySymbol? property) =>
        property?.Find(Attributes.JsonName)?.At(0, "") is { Length: > 0 } name ? name : Camel(parameter.Name);

    /// <summary>The members of an enum.</summary>
    internal static IEnumerable<string> Members(ITypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(Of);

    /// <summary>A member of an enum.</summary>
    internal static string Of(IFieldSymbol member) => member.Find(Attributes.JsonMemberName)?.At(0, "") is { Length: > 0 } name ? name : Camel(member.Name);

    /// <summary>Camel case as System.Text.Json makes it: <c>URLValue</c> is <c>urlValue</c>.</summary>
    internal static string Camel(string name)
    {
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length && char.IsUpper(letters[i]); i++)
        {
            if (i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]))
            {
                break;
            }

            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }
}
