using System.Text;
using Switchboard.Calls;
using Switchboard.Contracts;
using Switchboard.Ledger;
using Switchboard.Orchestration;

namespace Switchboard.Connectors.Tests.Conformance;

/// <content>Both modes, and any order of calls, give the same; the record gives nothing away.</content>
public abstract partial class ConnectorConformance<TContract>
{
    private const int Callers = 64;

    [Fact]
    public async Task Live_over_loopback_gives_what_simulated_gives()
    {
        foreach (var sample in Samples)
        {
            await using var simulated = ConformanceHost.Simulated(connector);
            await using var live = await ConformanceHost.LiveAsync(connector);
            var here = await simulated.CallAsync(sample.Action, await sample.InputAsync(simulated.CompleteAsync));
            var there = await live.CallAsync(sample.Action, await sample.InputAsync(live.CompleteAsync));

            there.Mode.ShouldBe(Connections.ConnectorMode.Live);
            here.Mode.ShouldBe(Connections.ConnectorMode.Simulated);
            Expectation.Of(there).ShouldBe(Expectation.Of(here), $"{sample.Action}: {there.Error?.OperatorMessage ?? there.Error?.Message}");
            Text(there, live.Address).ShouldBe(Text(here, live.Address), sample.Action);
        }
    }

    [Fact]
    public async Task The_same_calls_give_the_same_however_they_interleave()
    {
        foreach (var sample in Samples.Where(sample => Action(sample).Effect != Effect.Read))
        {
            var inTurns = await DigestAsync(sample, call => InTurnsAsync(call, Callers));
            var together = await DigestAsync(sample, call => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(call))));

            together.ShouldBe(inTurns, sample.Action);
        }
    }

    [Fact]
    public async Task Authentication_is_on_the_wire_and_not_in_the_row()
    {
        foreach (var sample in Samples)
        {
            await using var host = ConformanceHost.Simulated(connector);
            var outcome = await host.CallAsync(sample.Action, await sample.InputAsync(host.CompleteAsync));
            var row = RowText((await host.Gateway.Ledger.GetAsync(outcome.ExecutionId!.Value, TestContext.Current.CancellationToken))!);
            foreach (var request in host.Simulator.Received.Where(request => !OpenRoutes.Contains(request.RouteName!)))
            {
                var header = request.Header(AuthenticationHeader).ShouldNotBeNull($"{sample.Action}: {request.RouteName} has no {AuthenticationHeader}");
                row.ShouldNotContain(header.Split(' ')[^1], Case.Sensitive, sample.Action);
            }

            foreach (var credential in connector.Descriptor.Credentials.Where(credential => IsSecret(credential.Name)))
            {
                row.ShouldNotContain(credential.Simulated, Case.Sensitive, $"{sample.Action}: {credential.Name}");
            }
        }
    }

    private static bool IsSecret(string credential) =>
        new[] { "Token", "Secret", "Password", "Key" }.Any(word => credential.EndsWith(word, StringComparison.Ordinal));

    private static string RowText(ToolExecution row) => string.Join(
        '\n', new[] { row.Input, row.Output, row.Metadata, row.Error }.Select(json => Encoding.UTF8.GetString(json.Span)));

    private static string Text(Outcome outcome, string address) =>
        (outcome.Output?.GetRawText() ?? "").Replace(address, "", StringComparison.Ordinal);

    private static async Task InTurnsAsync(Func<Task> call, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await call();
        }
    }

    private async Task<string> DigestAsync(Sample sample, Func<Func<Task>, Task> run)
    {
        var digest = new RunDigest(1);
        await using var host = ConformanceHost.Simulated(connector, options => options.Digest = digest);
        var input = await sample.InputAsync(host.CompleteAsync);
        await run(() => host.CallAsync(sample.Action, input));
        return digest.Value;
    }
}
