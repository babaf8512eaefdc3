using System.Buffers;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Discord;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Discord;

/// <summary>A simulated server, an adapter on it, and the same over plain requests.</summary>
internal sealed class DiscordBench
{
    public const string Token = "token-of-a-test";
    public const string Channel = "123456789012345678";
    public const string Guild = "223456789012345678";

    private readonly Lock _gate = new();

    public DiscordBench(long seed = 1) => Harness = new ConnectorHarness(
        DiscordConnector.Binding.Descriptor, context => new DiscordSimulator(context), new Dictionary<string, string> { ["BotToken"] = Token }, Clock, seed);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public ConnectorHarness Harness { get; }

    public Simulator Simulator => Harness.Simulator;

    public WireExchange Last => Harness.Exchanges[^1];

    /// <summary>The connector for one more call.</summary>
    public IDiscord Discord => new DiscordAdapter(NewAttempt());

    public Attempt NewAttempt(Guid? executionId = null)
    {
        lock (_gate)
        {
            return Harness.NewAttempt(executionId);
        }
    }

    public Task<PostedMessage> PostAsync(string content = "hi", string channel = Channel, Guid? executionId = null, IReadOnlyList<MentionKind>? mentions = null) =>
        new DiscordAdapter(NewAttempt(executionId)).PostMessageAsync(new PostMessage(channel, content, mentions), Ct);

    /// <summary>The next answer, whatever is asked.</summary>
    public void Answer(string body, int status = 200, params KeyValuePair<string, string>[] headers) =>
        Simulator.Faults.Script(SimulatorFault.Answer(status, headers, body));

    public SimulatorReply Send(string method, string path, string body = "", string? authorization = "Bot any", string? type = "application/json")
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        if (type is not null)
        {
            headers["Content-Type"] = type;
        }

        var split = path.Split('?', 2);
        return Simulator.Handle(new SimulatorRequest
        {
            Method = method,
            Path = "/api/v10" + split[0],
            Query = split.Length > 1 ? "?" + split[1] : "",
            Root = "http://127.0.0.1:5090",
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(body),
        });
    }

    public JsonElement Get(string path) => JsonElement.Parse(Send("GET", path).Body.Span);

    public List<string?> Texts(string channel = Channel, string query = "") =>
        [.. Get($"/channels/{channel}/messages{query}").EnumerateArray().Select(message => message.GetProperty("content").GetString())];

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
