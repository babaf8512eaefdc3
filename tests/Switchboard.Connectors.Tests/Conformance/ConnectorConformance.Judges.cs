using System.Buffers;
using System.Text;
using System.Text.Json;
using Switchboard.Simulation;
using Switchboard.Tests;

namespace Switchboard.Connectors.Tests.Conformance;

/// <content>The provider's own description as judge of every action.</content>
public abstract partial class ConnectorConformance<TContract>
{
    [Fact]
    public async Task Every_action_is_judged_by_the_providers_description_or_says_why_not()
    {
        var table = new JudgeTable(connector.Name);
        foreach (var sample in Samples)
        {
            foreach (var (route, exchange) in await ExchangesAsync(sample))
            {
                Judgements.Keys.ShouldContain(route, $"{sample.Action}: say what judges {route}, or why nothing does");
                var judgement = Judgements[route];
                if (judgement.IsJudged)
                {
                    await judge.JudgeAsync(judgement.Spec, judgement.Path, exchange!.Method, exchange, output, sample.Action);
                }

                table.Add(sample.Action, route, judgement);
            }
        }

        output.WriteLine(table.ToString());
        Approval.Verify(connector.Name + ".judged.txt", table.ToString());
    }

    private async Task<IReadOnlyList<(string Route, WireExchange? Exchange)>> ExchangesAsync(Sample sample)
    {
        var clock = new SimulatedClock(ConformanceHost.Start);
        var credentials = connector.Descriptor.Credentials;
        var harness = new ConnectorHarness(
            connector.Descriptor,
            connector.Simulator,
            credentials.Where(setting => setting.Set == credentials[0].Set).ToDictionary(setting => setting.Name, setting => setting.Simulated),
            clock);
        using var caller = clock.Join();
        async Task<JsonElement> CallAsync(string action, string input)
        {
            var binding = connector.Find(action)!;
            var result = await binding.InvokeAsync(harness.NewAttempt(), binding.ReadInput(JsonElement.Parse(input)), TestContext.Current.CancellationToken);
            var json = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(json))
            {
                binding.WriteOutput(writer, result);
            }

            return JsonElement.Parse(json.WrittenSpan);
        }

        var input = await sample.InputAsync(CallAsync);
        var before = harness.Simulator.Received.Count;
        await CallAsync(sample.Action, input);
        if (harness.Simulator is StreamSimulator)
        {
            // Only HTTP has exchanges that a description could judge.
            return [.. harness.Simulator.Received.Skip(before).Select(request => (request.RouteName!, (WireExchange?)null))];
        }

        return [.. harness.Exchanges.Zip(harness.Simulator.Received, (exchange, request) => (request.RouteName!, (WireExchange?)exchange)).Skip(before)];
    }
}

/// <summary>What judged each action's requests and answers, as lines of text.</summary>
internal sealed class JudgeTable(string connector)
{
    private readonly List<string> _lines = [];

    public void Add(string action, string route, Judgement judgement)
    {
        var verdict = judgement.IsJudged ? $"request ok, response ok, by {judgement.Spec}{(judgement.Note.Length > 0 ? " - " : "")}{judgement.Note}"
            : judgement.IsJudgedByTest ? $"request ok, response ok, by {judgement.Note}"
            : $"not judged - {judgement.Note}";
        var line = $"{connector}.{action} ({route}): {verdict}";
        if (!_lines.Contains(line))
        {
            _lines.Add(line);
        }
    }

    public override string ToString() => _lines.Aggregate(new StringBuilder(), (text, line) => text.Append(line).Append('\n')).ToString();
}
