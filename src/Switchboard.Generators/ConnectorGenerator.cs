using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Switchboard.Generators.Emitting;
using Switchboard.Generators.Reading;

namespace Switchboard.Generators;

/// <summary>Writes the governed proxy, the bindings, the checks and the descriptor of each contract.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ConnectorGenerator : IIncrementalGenerator
{
    /// <summary>Name of the tracked step that makes the models.</summary>
    public const string Step = "Connectors";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var connectors = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Attributes.Connector,
                static (node, _) => node is InterfaceDeclarationSyntax,
                static (found, ct) => Parser.Parse((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], ct))
            .Where(static connector => connector is not null)
            .WithTrackingName(Step);
        context.RegisterSourceOutput(connectors, static (output, connector) =>
        {
            foreach (var (name, code) in Emitter.Emit(connector!))
            {
                output.AddSource(name, SourceText.From(code, Encoding.UTF8));
            }
        });
    }
}
