using Microsoft.CodeAnalysis;

namespace Switchboard.Generators.Reading;

/// <summary>An action's method: <c>Task&lt;TOutput&gt; NameAsync(TInput input, CancellationToken ct = default)</c>.</summary>
internal sealed record Signature(INamedTypeSymbol Input, INamedTypeSymbol Output, string Name)
{
    private const string Async = "Async";

    /// <summary>Reads a method; null: it has another shape.</summary>
    internal static Signature? Read(IMethodSymbol method)
    {
        var fits = !method.IsGenericMethod && !method.IsStatic && method.Name.Length > Async.Length && method.Name.EndsWith(Async, StringComparison.Ordinal)
            && method.ContainingType.GetMembers(method.Name).Length == 1
            && method.Parameters.Length == 2 && method.Parameters[0].RefKind == RefKind.None
            && method.Parameters[1].HasExplicitDefaultValue && method.Parameters[1].Type.ToDisplayString() == "System.Threading.CancellationToken";
        return fits && method.Parameters[0].Type is INamedTypeSymbol input && Result(method.ReturnType) is { } output && Both(input, output)
            ? new Signature(input, output, method.Name.Substring(0, method.Name.Length - Async.Length))
            : null;
    }

    /// <summary>The value that a task gives; null: it is no such task.</summary>
    internal static INamedTypeSymbol? Result(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsGenericType: true } task && task.OriginalDefinition.ToDisplayString() == "System.Threading.Tasks.Task<TResult>"
            ? task.TypeArguments[0] as INamedTypeSymbol
            : null;

    private static bool Both(INamedTypeSymbol input, INamedTypeSymbol output) =>
        input.IsRecord && output.IsRecord && input.NullableAnnotation != NullableAnnotation.Annotated && output.NullableAnnotation != NullableAnnotation.Annotated;
}
