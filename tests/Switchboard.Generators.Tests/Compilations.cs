using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Switchboard.Generators.Tests;

/// <summary>Compiles sources in memory, and runs the generator and the analyzer over them.</summary>
internal static class Compilations
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Threading; global using System.Threading.Tasks;\n";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Switchboard.Generators", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    internal static CSharpCompilation Of(params string[] sources) => With(DocumentationMode.Diagnose, [], sources);

    internal static CSharpCompilation With(DocumentationMode docs, IEnumerable<MetadataReference> references, params string[] sources) => CSharpCompilation.Create(
        "Sample",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(Usings + source, Options(docs), "Source" + i + ".cs", cancellationToken: TestContext.Current.CancellationToken)),
        [.. References, .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    internal static PortableExecutableReference Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success.ShouldBeTrue();
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    internal static CSharpParseOptions Options(DocumentationMode docs = DocumentationMode.Diagnose) => new(LanguageVersion.Latest, docs);

    internal static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ConnectorGenerator().AsSourceGenerator()],
        parseOptions: Options(),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    internal static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation)
    {
        var found = await compilation.WithAnalyzers([new ContractAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
