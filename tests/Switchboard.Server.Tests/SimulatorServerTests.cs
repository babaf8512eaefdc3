using System.Net;
using Switchboard.Connectors.Slack;
using Switchboard.Pipeline;
using Switchboard.Server.Simulate;
using Switchboard.Simulation;

namespace Switchboard.Server.Tests;

/// <summary>What goes wrong at a simulator goes wrong on the wire.</summary>
public sealed class SimulatorServerTests
{
    [Theory]
    [InlineData(WireFault.ConnectRefused)]
    [InlineData(WireFault.AnswerLost)]
    public async Task A_fault_of_the_wire_closes_the_connection_without_an_answer(WireFault fault)
    {
        var error = await Should.ThrowAsync<HttpRequestException>(() => SendAsync(SimulatorFault.On(fault)));

        error.HttpRequestError.ShouldBeOneOf(HttpRequestError.ResponseEnded, HttpRequestError.Unknown);
    }

    [Fact]
    public async Task A_truncated_answer_has_its_headers_and_half_of_its_body()
    {
        using var answer = await SendAsync(SimulatorFault.On(WireFault.Truncated));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Status_and_headers_of_a_fault_arrive()
    {
        using var answer = await SendAsync(SimulatorFault.TooManyRequests(7));

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_path_of_no_connector_is_told_what_there_is()
    {
        using var answer = await SendAsync(fault: null, path: "/nothing/here");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("/slack");
    }

    private static async Task<HttpResponseMessage> SendAsync(SimulatorFault? fault, string path = "/slack/api/conversations.list")
    {
        var simulators = new SimulatorHost(1, TimeProvider.System)
        {
            OnCreated = (_, simulator) =>
            {
                if (fault is not null)
                {
                    simulator.Faults.Script(fault);
                }
            },
        };
        await using var server = await SimulatorServer.StartAsync(
            new ConnectorRegistry([SlackConnector.Binding]), isAtRoot: false, simulators, 0, TestContext.Current.CancellationToken);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address + path);
        request.Headers.Add("Authorization", "Bearer xoxb-anything");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
