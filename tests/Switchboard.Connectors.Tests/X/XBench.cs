using System.Buffers;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Connectors.X;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.X;

/// <summary>A simulated account, an adapter on it, and the same over plain requests.</summary>
internal sealed class XBench
{
    public const string Token = "token-of-a-test";

    private readonly Lock _gate = new();
    private int _calls;

    public XBench(string? naming = null, long seed = 1, IReadOnlyDictionary<string, string>? credential = null) => Harness = new ConnectorHarness(
        XConnector.Binding.Descriptor,
        context => new XSimulator(context),
        credential ?? (naming is null ? new() { ["AccessToken"] = Token } : new Dictionary<string, string> { ["AccessToken"] = Token, ["Naming"] = naming }),
        Clock,
        seed);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public ConnectorHarness Harness { get; }

    public Simulator Simulator => Harness.Simulator;

    public WireExchange Last => Harness.Exchanges[^1];

    /// <summary>The connector for one more call, begun now.</summary>
    public XAdapter X => new(NewAttempt());

    public Attempt NewAttempt(Guid? executionId = null)
    {
        lock (_gate)
        {
            return Harness.NewAttempt(executionId ?? NewId());
        }
    }

    /// <summary>An id as the gateway makes it: its first bits are now.</summary>
    public Guid NewId()
    {
        var bytes = ExecutionIds.Least(Clock.GetUtcNow()).ToByteArray(bigEndian: true);
        bytes[15] = (byte)++_calls;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A later try of a call whose earlier one may have done it.</summary>
    public XAdapter Again() => new(new Attempt(new Transport.ProviderTransport(new SimulatedHandler(Simulator, Clock)).SendAsync)
    {
        ExecutionId = NewId(),
        Number = 2,
        MayHaveHappened = true,
        Time = Clock,
        Connection = new Connection
        {
            Connector = XConnector.Binding.Descriptor,
            Organisation = "default",
            Mode = ConnectorMode.Simulated,
            BaseAddress = new Uri("https://api.x.com"),
            Credential = new Credential(new Dictionary<string, string> { ["AccessToken"] = Token }),
        },
    });

    public Task<PublishedPost> PublishAsync(string text = "Hello", params string[] mediaIds) =>
        X.PublishPostAsync(new PublishPost(text, mediaIds.Length == 0 ? null : mediaIds), Ct);

    public Task<PostMetrics> MetricsAsync(string id) => X.GetPostMetricsAsync(new GetPostMetrics(id), Ct);

    /// <summary>The next answer, whatever is asked.</summary>
    public void Answer(string body, int status = 200, params KeyValuePair<string, string>[] headers) =>
        Simulator.Faults.Script(SimulatorFault.Answer(status, headers, body));

    public SimulatorReply Send(string method, string path, string body = "", string? authorization = "Bearer any")
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/json" };
        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        var split = path.Split('?', 2);
        return Simulator.Handle(new SimulatorRequest
        {
            Method = method,
            Path = split[0],
            Query = split.Length > 1 ? "?" + split[1] : "",
            Root = "http://127.0.0.1:5090",
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(body),
        });
    }

    public JsonElement Get(string path) => JsonElement.Parse(Send("GET", path).Body.Span);

    public string Timeline => $"/2/users/{Get("/2/users/me").GetProperty("data").GetProperty("id").GetString()}/tweets";

    public JsonElement Save()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Simulator.Save(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    public static string? Header(SimulatorReply reply, string name) => reply.Headers.FirstOrDefault(header => header.Key == name).Value;

    public static async Task<Fault> FaultOf(Func<Task> call) => (await Should.ThrowAsync<ProviderException>(call)).Fault;
}
