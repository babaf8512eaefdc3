using Switchboard.Calls;
using Switchboard.Contracts;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Conformance;

/// <content>The fault menu, for every action.</content>
public abstract partial class ConnectorConformance<TContract>
{
    [Fact]
    public async Task Every_fault_gives_its_verdict_for_every_action()
    {
        var wrong = new List<string>();
        foreach (var sample in Samples)
        {
            var route = await EffectRouteAsync(sample);
            foreach (var fault in FaultCase.Menu)
            {
                await using var host = ConformanceHost.Simulated(connector);
                var input = await sample.InputAsync(host.CompleteAsync);
                host.Simulator.Faults.Script(fault.Fault, route);
                var outcome = await host.CallAsync(sample.Action, input);

                var expected = Deviation(sample.Action, fault.Name) ?? fault.For(Action(sample).Repeat);
                if (Expectation.Of(outcome) != expected)
                {
                    wrong.Add($"{sample.Action} after {fault.Name}: {Expectation.Of(outcome)}, not {expected}: {outcome.Error?.OperatorMessage ?? outcome.Error?.Message}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_write_repeats_only_as_its_class_allows()
    {
        foreach (var sample in Samples.Where(sample => Action(sample).Effect != Effect.Read))
        {
            var route = await EffectRouteAsync(sample);
            await using var host = ConformanceHost.Simulated(connector);
            var input = await sample.InputAsync(host.CompleteAsync);
            var before = host.Simulator.Received.Count(request => request.RouteName == route);
            host.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), route);
            await host.CallAsync(sample.Action, input);

            var sent = host.Simulator.Received.Count(request => request.RouteName == route) - before;
            sent.ShouldBe(RequestsAfterLostAnswer(sample.Action, Action(sample).Repeat), sample.Action);
        }
    }

    /// <summary>Requests with the effect when the first one's answer was lost.</summary>
    protected virtual int RequestsAfterLostAnswer(string action, Repeat repeat) => repeat is Repeat.Natural or Repeat.Keyed ? 2 : 1;

    [Fact]
    public async Task What_fails_before_the_effect_was_not_sent()
    {
        foreach (var sample in Samples.Where(sample => sample.Route is not null && Action(sample).Effect != Effect.Read))
        {
            var received = await ReceivedAsync(sample);
            if (received[0].RouteName == sample.Route)
            {
                continue;
            }

            await using var host = ConformanceHost.Simulated(connector);
            var input = await sample.InputAsync(host.CompleteAsync);
            host.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost));
            var outcome = await host.CallAsync(sample.Action, input);

            outcome.Status.ShouldBe(ExecutionStatus.Completed, $"{sample.Action}, with the answer of {received[0].RouteName} lost: {outcome.Error?.OperatorMessage}");
            outcome.Attempts.ShouldBe(2);
        }
    }

    // Where a call makes one request, that is the one; else the sample says which.
    private async Task<string> EffectRouteAsync(Sample sample)
    {
        var routes = (await ReceivedAsync(sample)).Select(request => request.RouteName!).Distinct().ToList();
        if (sample.Route is null)
        {
            return routes.ShouldHaveSingleItem($"{sample.Action}: say which of {string.Join(", ", routes)} has the effect");
        }

        routes.ShouldContain(sample.Route);
        return sample.Route;
    }

    private async Task<IReadOnlyList<SimulatorRequest>> ReceivedAsync(Sample sample)
    {
        await using var host = ConformanceHost.Simulated(connector);
        var input = await sample.InputAsync(host.CompleteAsync);
        var before = host.Simulator.Received.Count;
        await host.CompleteAsync(sample.Action, input);
        return [.. host.Simulator.Received.Skip(before)];
    }
}
