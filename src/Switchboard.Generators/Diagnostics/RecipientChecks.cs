using Microsoft.CodeAnalysis;
using Switchboard.Generators.Models;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators.Diagnostics;

/// <summary>Finds fields of inputs with an effect whose names sound like a person's and that have no mark.</summary>
internal static class RecipientChecks
{
    private static readonly string[] Marks = [Attributes.Recipient, Attributes.Content, Attributes.Secret, Attributes.Unmarked];

    private static readonly HashSet<string> Anywhere =
        ["cc", "bcc", "email", "mail", "phone", "mobile", "msisdn", "recipient", "address", "sender", "contact", "addressee"];

    private static readonly HashSet<string> AtEitherEnd = ["to", "from"];

    internal static void Run(Reporter report, INamedTypeSymbol record)
    {
        foreach (var parameter in RecordShape.Primary(record)?.Parameters ?? [])
        {
            // A moment or a flag names nobody; a record's own fields are looked at by themselves.
            var canName = ValueTypes.Read(parameter.Type)?.Innermost.Kind is ValueKind.Text or ValueKind.Map or ValueKind.Any or ValueKind.Long;
            if (canName && NamesAPerson(parameter.Name) && Marks.All(mark => RecordShape.Find(parameter, mark) is null))
            {
                report.Report(Rules.Unmarked, parameter, parameter.Name, record.Name);
            }
        }
    }

    private static bool NamesAPerson(string name)
    {
        var words = Words(name).Select(Singular).ToList();
        return words.Any(Anywhere.Contains) || AtEitherEnd.Contains(words[0]) || AtEitherEnd.Contains(words[words.Count - 1]);
    }

    private static IEnumerable<string> Words(string name)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            var ends = i == name.Length || name[i] == '_' || (char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))));
            if (ends)
            {
                yield return name.Substring(start, i - start).Trim('_').ToLowerInvariant();
                start = i;
            }
        }
    }

    private static string Singular(string word) =>
        word is "addresses" ? "address"
        : word.Length > 3 && word.EndsWith("s", StringComparison.Ordinal) && !word.EndsWith("ss", StringComparison.Ordinal) ? word.Substring(0, word.Length - 1)
        : word;
}
