using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Switchboard.Generators.Diagnostics;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators;

/// <summary>Says what is wrong with a contract, where, and what to do.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Interface } contract || contract.Find(Attributes.Connector) is not { } connector)
        {
            return;
        }

        var report = new Reporter(context, contract);
        ConnectorChecks.Run(report, contract, connector);
        var inputs = new List<INamedTypeSymbol>();
        var effects = new List<INamedTypeSymbol>();
        var outputs = new List<INamedTypeSymbol>();
        foreach (var member in contract.GetMembers().Where(member => member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary }))
        {
            if (ActionChecks.Run(report, connector, member) is { } signature)
            {
                inputs.Add(signature.Input);
                outputs.Add(signature.Output);
                if (ActionChecks.HasEffect(member))
                {
                    effects.Add(signature.Input);
                }
            }
        }

        foreach (var record in RecordShape.Graph([.. inputs, .. outputs]))
        {
            RecordChecks.Run(report, record);
        }

        foreach (var record in RecordShape.Graph(effects))
        {
            RecipientChecks.Run(report, record);
        }
    }
}
