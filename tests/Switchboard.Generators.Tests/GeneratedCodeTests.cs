using Switchboard.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Switchboard.Generators.Tests;

public sealed class GeneratedCodeTests
{
    private static readonly string[] Samples =
    [
        .. new[] { "IMail.cs", "Mail.cs" }.Select(name => File.ReadAllText(Path.Combine(Approval.SourceFolder(), "Samples", name))),
    ];

    [Theory]
    [InlineData("MailConnector.g.cs")]
    [InlineData("MailConnector.Inputs.g.cs")]
    [InlineData("MailConnector.Marks.g.cs")]
    [InlineData("MailConnector.Schemas.g.cs")]
    [InlineData("MailProxy.g.cs")]
    public void The_generated_code_is_as_approved(string file)
    {
        var sources = Compilations.Driver().RunGenerators(Compilations.Of(Samples), TestContext.Current.CancellationToken).GetRunResult().Results.Single().GeneratedSources;
        var source = sources.Single(candidate => candidate.HintName == "Switchboard.Generators.Tests.Samples." + file);
        Approval.Verify(file, source.SourceText.ToString());
    }

    [Fact]
    public void An_unrelated_edit_regenerates_nothing()
    {
        var compilation = Compilations.Of([.. Samples, "class Unrelated;"]);
        var driver = Compilations.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        Reasons(driver, "SourceOutput").ShouldAllBe(reason => reason == IncrementalStepRunReason.New);

        var edited = Edit(compilation, compilation.SyntaxTrees.Last(), "class Unrelated { int field; }");
        driver = driver.RunGenerators(edited, TestContext.Current.CancellationToken);

        Reasons(driver, ConnectorGenerator.Step).ShouldAllBe(reason => reason == IncrementalStepRunReason.Unchanged || reason == IncrementalStepRunReason.Cached);
        Reasons(driver, "SourceOutput").ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Theory]
    [InlineData("Who gets it.", "Who receives it.")]
    [InlineData("Length(1, 20)", "Length(1, 21)")]
    [InlineData("bool Tracked = false", "bool Tracked = true")]
    [InlineData("[SendCap(\"paid\", 2000)]", "[SendCap(\"paid\", 2001)]")]
    public void An_edit_of_the_contract_regenerates_it(string old, string changed)
    {
        var compilation = Compilations.Of(Samples);
        var driver = Compilations.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        var contract = compilation.SyntaxTrees.First();
        var text = contract.ToString();
        text.ShouldContain(old);

        driver = driver.RunGenerators(Edit(compilation, contract, text.Replace(old, changed, StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        Reasons(driver, "SourceOutput").ShouldContain(IncrementalStepRunReason.Modified);
    }

    private static CSharpCompilation Edit(CSharpCompilation compilation, SyntaxTree tree, string text) =>
        compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Compilations.Options(), tree.FilePath, cancellationToken: TestContext.Current.CancellationToken));

    private static List<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string step)
    {
        var result = driver.GetRunResult().Results.Single();
        var steps = result.TrackedSteps.Concat(result.TrackedOutputSteps).Where(tracked => tracked.Key == step).SelectMany(tracked => tracked.Value);
        var reasons = steps.SelectMany(tracked => tracked.Outputs).Select(output => output.Reason).ToList();
        reasons.ShouldNotBeEmpty();
        return reasons;
    }
}
