using System.Buffers;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Pipeline;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Meta;

/// <summary>One of Meta's connectors on its simulator, without the pipeline, on a clock that the test sets.</summary>
internal sealed class GraphBench
{
    private readonly ConnectorHarness _harness;
    private readonly Lock _gate = new();

    public GraphBench(ConnectorBinding connector, long seed = 1, string set = "", params (string Name, string Value)[] more)
    {
        var all = connector.Descriptor.Credentials;
        var credential = all.Where(one => one.Set == (set.Length > 0 ? set : all[0].Set)).ToDictionary(one => one.Name, one => one.Simulated);
        foreach (var (name, value) in more)
        {
            credential[name] = value;
        }

        _harness = new ConnectorHarness(connector.Descriptor, connector.Simulator, credential, Clock, seed);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public Simulator Simulator => _harness.Simulator;

    public IReadOnlyList<WireExchange> Exchanges => _harness.Exchanges;

    public WireExchange Last => _harness.Exchanges[^1];

    public Attempt NewAttempt(Guid? execution = null)
    {
        lock (_gate)
        {
            return _harness.NewAttempt(execution);
        }
    }

    /// <summary>The next answer, of a route or of any.</summary>
    public void Answer(string body, int status = 200, string? route = null, params (string Name, string Value)[] headers) =>
        Simulator.Faults.Script(SimulatorFault.Answer(status, headers.Select(header => KeyValuePair.Create(header.Name, header.Value)), body), route);

    /// <summary>The next answer is Meta's error.</summary>
    public void Fail(int code, int status = 400, int? subcode = null, string? route = null, params (string Name, string Value)[] headers) =>
        Answer(Error(code, subcode), status, route, headers);

    public static string Error(int code, int? subcode = null, string extra = "") =>
        $$$"""{"error":{"message":"(#{{{code}}}) no","type":"OAuthException","code":{{{code}}}{{{(subcode is null ? "" : $",\"error_subcode\":{subcode}")}}}{{{extra}}},"fbtrace_id":"Atrace"}}""";

    /// <summary>What anybody gets who asks the simulator over HTTP.</summary>
    public JsonElement Ask(string path, string form = "", string method = "GET", int status = 200)
    {
        var reply = Send(path, form, method);
        var text = Encoding.UTF8.GetString(reply.Body.Span);
        reply.Status.ShouldBe(status, text);
        return JsonElement.Parse(text);
    }

    public SimulatorReply Send(string path, string body = "", string method = "GET", string? authorization = "Bearer any", string type = "application/x-www-form-urlencoded")
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
            Root = "https://graph.facebook.com",
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(body),
        });
    }

    public JsonElement Save()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Simulator.Save(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    public static FormFields Form(WireExchange exchange) => FormFields.Parse(exchange.RequestText);

    public static async Task<Fault> FaultOf(Func<Task> call) => (await Should.ThrowAsync<ProviderException>(call)).Fault;
}
