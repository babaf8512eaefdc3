using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators.Diagnostics;

/// <summary>Reports at a symbol, or at the contract where the symbol is of another assembly.</summary>
internal sealed class Reporter(SymbolAnalysisContext context, INamedTypeSymbol contract)
{
    /// <summary>Whether documentation can be read at all.</summary>
    internal bool HasDocs { get; } = context.Compilation.SyntaxTrees.All(tree => tree.Options.DocumentationMode != DocumentationMode.None);

    internal CancellationToken Cancellation => context.CancellationToken;

    internal void Report(DiagnosticDescriptor rule, ISymbol at, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, (IsForeign(at) ? contract : at).Locations[0], arguments));

    internal bool IsForeign(ISymbol symbol) => !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, contract.ContainingAssembly);

    internal void RequireSummary(ISymbol symbol)
    {
        if (HasDocs && Docs.Of(symbol, Cancellation).Summary.Length == 0)
        {
            Report(Rules.NoDescription, symbol, symbol.Name, "a <summary>");
        }
    }
}
