using System.Text.Json;
using Switchboard.Catalog;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Pipeline;

namespace Switchboard.Connectors.Tests.Conformance;

/// <summary>What holds for every connector. One class inherits it for each, with a sample of every action.</summary>
/// <typeparam name="TContract">The connector's contract.</typeparam>
public abstract partial class ConnectorConformance<TContract>(ConnectorBinding connector, DescriptionJudge judge, ITestOutputHelper output)
    where TContract : class
{
    /// <summary>One call of every action, in the contract's order.</summary>
    protected abstract IReadOnlyList<Sample> Samples { get; }

    /// <summary>What judges each route that the samples reach.</summary>
    protected abstract IReadOnlyDictionary<string, Judgement> Judgements { get; }

    /// <summary>Header that authenticates requests.</summary>
    protected virtual string AuthenticationHeader => "Authorization";

    /// <summary>Routes that take no authentication header, as signed upload addresses.</summary>
    protected virtual IReadOnlySet<string> OpenRoutes => new HashSet<string>();

    /// <summary>Where a provider's own table differs from the fault menu; null: it does not.</summary>
    /// <param name="action">The action.</param>
    /// <param name="fault">Name of the <see cref="FaultCase"/>.</param>
    protected virtual Expectation? Deviation(string action, string fault) => null;

    [Fact]
    public void The_contract_is_the_connectors() => connector.Descriptor.Contract.ShouldBe(typeof(TContract));

    [Fact]
    public void Every_action_has_a_sample() =>
        Samples.Select(sample => sample.Action).ShouldBe(connector.Descriptor.Actions.Select(action => action.Name));

    [Fact]
    public async Task Every_sample_completes()
    {
        foreach (var sample in Samples)
        {
            await using var host = ConformanceHost.Simulated(connector);
            await host.CompleteAsync(sample.Action, await sample.InputAsync(host.CompleteAsync));
        }
    }

    [Fact]
    public async Task Paging_ends()
    {
        foreach (var sample in Samples)
        {
            if (sample.Pages is not { } pages)
            {
                continue;
            }

            await using var host = ConformanceHost.Simulated(connector);
            var input = await sample.InputAsync(host.CompleteAsync);
            var page = await host.CompleteAsync(sample.Action, input);
            var seen = new HashSet<string>();
            page.TryGetProperty(pages.Output, out _).ShouldBeTrue($"{sample.Action}: the sample has only one page");
            while (page.TryGetProperty(pages.Output, out var token))
            {
                seen.Add(token.GetRawText()).ShouldBeTrue($"{sample.Action} gave the page token {token} twice");
                page = await host.CompleteAsync(sample.Action, WithToken(input, pages.Input, token));
            }
        }
    }

    private ActionDescriptor Action(Sample sample) => connector.Descriptor.Actions.Single(action => action.Name == sample.Action);

    private static string WithToken(string input, string field, JsonElement token)
    {
        var fields = JsonElement.Parse(input).EnumerateObject().Where(property => property.Name != field)
            .Select(property => $"{JsonSerializer.Serialize(property.Name)}:{property.Value.GetRawText()}");
        return $"{{{string.Join(',', fields.Append($"{JsonSerializer.Serialize(field)}:{token.GetRawText()}"))}}}";
    }
}
