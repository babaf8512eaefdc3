namespace Switchboard.Connectors.Tests.Conformance;

/// <summary>What judges the exchanges of one route of a provider.</summary>
/// <param name="Spec">File in <c>Specs/</c>; empty: nothing can judge it.</param>
/// <param name="Path">Path as the file's key.</param>
/// <param name="Note">Why nothing judges, or what the judgement is worth; empty: the provider's own description, whole.</param>
public sealed record Judgement(string Spec, string Path, string Note = "")
{
    /// <summary>A route that no description covers.</summary>
    /// <param name="reason">As <c>providers/</c> gives it.</param>
    public static Judgement None(string reason) => new("", "", reason);

    /// <summary>A route whose description is in another language than OpenAPI; a test of its own judges it.</summary>
    /// <param name="file">File in <c>Specs/</c>.</param>
    /// <param name="test">Class of the tests.</param>
    public static Judgement ByTest(string file, string test) => new("", "", $"{file}, in {test}") { IsJudgedByTest = true };

    /// <summary>Whether a description judges it here.</summary>
    public bool IsJudged => Spec.Length > 0;

    /// <summary>Whether another test judges it, which the note names.</summary>
    public bool IsJudgedByTest { get; private init; }
}
