using Microsoft.CodeAnalysis;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators.Diagnostics;

/// <summary>Checks of the interface and its attributes.</summary>
internal static class ConnectorChecks
{
    internal static void Run(Reporter report, INamedTypeSymbol contract, AttributeData connector)
    {
        if (!report.HasDocs)
        {
            report.Report(Rules.DocsOff, contract, contract.Name);
        }

        report.RequireSummary(contract);
        Shape(report, contract);
        Name(report, contract, connector.At(0, ""));
        Address(report, contract, connector.Named("BaseAddress", ""));
        Hours(report, contract);
        if (connector.Named<ITypeSymbol?>("Json", null) is { } json && !new JsonContext(json).IsCamelCase)
        {
            report.Report(Rules.NotCamelCase, json, json.Name);
        }
    }

    private static void Shape(Reporter report, INamedTypeSymbol contract)
    {
        if (contract.IsGenericType || contract.ContainingType is not null || contract.Interfaces.Length > 0)
        {
            report.Report(Rules.BadConnector, contract, "Connector", contract.Name, "a contract is a top-level interface without type parameters and without bases");
        }
    }

    private static void Name(Reporter report, INamedTypeSymbol contract, string name)
    {
        if (name.Length == 0 || name.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
        {
            report.Report(Rules.BadConnector, contract, "Connector", contract.Name, "the name must be of lower-case letters, digits and dashes, as in 'google-ads'");
        }
    }

    private static void Address(Reporter report, INamedTypeSymbol contract, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.AbsolutePath.Length > 1 || uri.Query.Length > 0)
        {
            report.Report(Rules.BadConnector, contract, "Connector", contract.Name, "BaseAddress must be an origin without a path, as in 'https://slack.com'");
        }
    }

    private static void Hours(Reporter report, INamedTypeSymbol contract)
    {
        if (contract.Find(Attributes.QuietHours) is { } hours && (HourOfDay.Minutes(hours.At(0, "")) is null || HourOfDay.Minutes(hours.At(1, "")) is null))
        {
            report.Report(Rules.BadConnector, contract, "QuietHours", contract.Name, "times must stand as '21:00'");
        }
    }
}
