using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Connections;
using Switchboard.Connectors.Slack;
using Switchboard.Simulation;
using Switchboard.Transport;

namespace Switchboard.Connectors.Tests.Slack;

/// <summary>A simulated workspace, an adapter on it, and the same over plain requests.</summary>
internal sealed class SlackBench
{
    public const string Token = "xoxb-000000000000-simulated";

    public static readonly ConnectorDescriptor Connector = new()
    {
        Name = "slack",
        Description = "Slack",
        Category = "Chat",
        BaseAddress = new Uri("https://slack.com"),
        Contract = typeof(ISlack),
        Actions = [],
    };

    private readonly ConnectorHarness _harness;

    public SlackBench(long seed = 1)
    {
        Clock = new TestClock();
        _harness = new ConnectorHarness(
            Connector, context => new SlackSimulator(context), new Dictionary<string, string> { ["BotToken"] = Token }, Clock, seed);
    }

    public TestClock Clock { get; }

    public Simulator Simulator => _harness.Simulator;

    public IReadOnlyList<WireExchange> Exchanges => _harness.Exchanges;

    public WireExchange Last => _harness.Exchanges[^1];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ISlack NewCall() => new SlackAdapter(_harness.NewAttempt());

    public Attempt NewAttempt() => _harness.NewAttempt();

    /// <summary>A call's later try, or a call at another address.</summary>
    public Attempt NewAttempt(int number, string? baseAddress = null) =>
        new(new ProviderTransport(new SimulatedHandler(Simulator, Clock)).SendAsync)
        {
            ExecutionId = new Guid(number, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 2]),
            Number = number,
            MayHaveHappened = number > 1,
            Time = Clock,
            Connection = new Connection
            {
                Connector = Connector,
                Organisation = "default",
                Mode = ConnectorMode.Simulated,
                BaseAddress = new Uri(baseAddress ?? "https://slack.com"),
                IsBaseAddressOverridden = baseAddress is not null,
                Credential = new Credential(new Dictionary<string, string> { ["BotToken"] = Token }),
            },
        };

    /// <summary>The next answer, whatever is asked.</summary>
    public void Answer(string body, int status = 200, string? header = null, string? value = null) =>
        Simulator.Faults.Script(SimulatorFault.Answer(status, header is null ? null : [new(header, value!)], body));

    /// <summary>What anybody gets who asks the simulator over HTTP.</summary>
    public JsonElement Ask(string path, string form = "", string? authorization = "Bearer " + Token, string type = "application/x-www-form-urlencoded", string method = "POST")
    {
        var reply = Send(path, Encoding.UTF8.GetBytes(form), authorization, type, method);
        reply.Status.ShouldBe(200);
        return JsonElement.Parse(reply.Body.Span);
    }

    public SimulatorReply Send(string path, byte[] body, string? authorization = "Bearer " + Token, string type = "application/x-www-form-urlencoded", string method = "POST")
    {
        var split = path.Split('?', 2);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = type };
        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        return Simulator.Handle(new SimulatorRequest
        {
            Method = method,
            Path = split[0],
            Query = split.Length > 1 ? "?" + split[1] : "",
            Root = "http://127.0.0.1:5090/slack",
            Headers = headers,
            Body = body,
        });
    }

    public static FormFields Form(WireExchange exchange) => FormFields.Parse(exchange.RequestText);

    public static async Task<Fault> FaultOf(Func<Task> call) => (await Should.ThrowAsync<ProviderException>(call)).Fault;
}
