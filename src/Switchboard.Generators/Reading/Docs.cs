using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Switchboard.Generators.Reading;

/// <summary>The XML documentation of a symbol as plain text.</summary>
internal sealed class Docs
{
    private readonly XElement? _member;

    private Docs(XElement? member) => _member = member;

    /// <summary>Its summary; empty: none.</summary>
    internal string Summary => Flatten(_member?.Element("summary"));

    internal static Docs Of(ISymbol symbol, CancellationToken ct = default)
    {
        var xml = symbol.GetDocumentationCommentXml(cancellationToken: ct);
        if (string.IsNullOrEmpty(xml))
        {
            return new Docs(null);
        }

        try
        {
            return new Docs(XElement.Parse(xml, LoadOptions.PreserveWhitespace));
        }
        catch (XmlException)
        {
            return new Docs(null);
        }
    }

    /// <summary>What it says of a parameter; empty: nothing.</summary>
    internal string Parameter(string name) =>
        Flatten(_member?.Elements("param").FirstOrDefault(element => (string?)element.Attribute("name") == name));

    private static string Flatten(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        var text = new StringBuilder();
        Append(text, element);
        return string.Join(" ", text.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
            {
                text.Append(plain.Value);
            }
            else if (node is XElement { IsEmpty: true } reference)
            {
                text.Append(Name(reference));
            }
            else if (node is XElement inner)
            {
                var isBlock = inner.Name.LocalName is "para" or "item" or "br";
                text.Append(isBlock ? " " : "");
                Append(text, inner);
                text.Append(isBlock ? " " : "");
            }
        }
    }

    private static string Name(XElement reference)
    {
        var cref = (string?)reference.Attribute("cref");
        if (cref is null)
        {
            var parameter = (string?)reference.Attribute("name");
            return parameter is null ? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("href") ?? " " : JsonNames.Camel(parameter);
        }

        var end = cref.IndexOf('(');
        var path = end < 0 ? cref : cref.Substring(0, end);
        var name = path.Substring(path.LastIndexOf('.') + 1);
        return cref[0] is 'P' or 'F' or 'M' ? JsonNames.Camel(WithoutAsync(name)) : name.Substring(name.IndexOf(':') + 1);
    }

    private static string WithoutAsync(string name) =>
        name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;
}
