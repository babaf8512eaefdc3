using Microsoft.Extensions.DependencyInjection;
using Switchboard.Tests;

namespace Switchboard.Connectors.Tests.Conformance;

/// <summary>The whole catalog, as documents that cannot drift from the definitions.</summary>
public sealed class CatalogTests(ITestOutputHelper output)
{
    [Fact]
    public void The_catalog_document_is_what_the_definitions_say()
    {
        var document = Path.Combine(Approval.SourceFolder(), "../../../docs/connectors.md");
        var text = CatalogMarkdown.Of(ConnectorRegistration.All);
        if (!File.Exists(document) || File.ReadAllText(document) != text)
        {
            var received = Path.GetFullPath(document + ".received");
            File.WriteAllText(received, text);
            throw new ShouldAssertException($"docs/connectors.md is not what the definitions say: mv '{received}' '{Path.GetFullPath(document)}'");
        }
    }

    [Fact]
    public void Every_connector_runs_the_conformance_suite()
    {
        var tested = typeof(CatalogTests).Assembly.GetTypes()
            .Select(type => type.BaseType)
            .Where(type => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(ConnectorConformance<>))
            .Select(type => type!.GenericTypeArguments[0]);

        tested.ShouldBe(ConnectorRegistration.All.Select(connector => connector.Descriptor.Contract), ignoreOrder: true);
    }

    [Fact]
    public void What_judges_each_action()
    {
        foreach (var connector in ConnectorRegistration.All)
        {
            var lines = File.ReadAllLines(Path.Combine(Approval.SourceFolder(), "Approved", connector.Name + ".judged.txt.approved"));
            lines.ShouldNotBeEmpty(connector.Name);
            foreach (var line in lines)
            {
                output.WriteLine(line);
            }
        }
    }

    [Fact]
    public void No_two_actions_share_a_name_or_alias_in_a_connector()
    {
        foreach (var connector in ConnectorRegistration.All)
        {
            var names = connector.Descriptor.Actions.SelectMany(action => action.Aliases.Prepend(action.Name)).ToList();
            names.ShouldBeUnique(connector.Name);
            connector.Descriptor.NotOffered.ShouldAllBe(missing => !names.Contains(missing.Action), connector.Name);
        }
    }
}
