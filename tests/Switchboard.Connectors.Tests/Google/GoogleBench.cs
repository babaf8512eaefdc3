using System.Buffers;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Pipeline;
using Switchboard.Simulation;
using Switchboard.Transport;
using Switchboard.Validation;

namespace Switchboard.Connectors.Tests.Google;

/// <summary>An adapter of a Google connector on its simulator, and the simulator over plain requests.</summary>
internal sealed class GoogleBench<TContract>
    where TContract : class
{
    public const string Token = "ya29.test";
    private readonly ConnectorBinding _binding;
    private readonly Func<Attempt, TContract> _adapter;
    private readonly Dictionary<string, string> _credential;
    private readonly ConnectorHarness _harness;

    public GoogleBench(
        ConnectorBinding binding, Func<Attempt, TContract> adapter, long seed = 1, DateTimeOffset? start = null, params (string Name, string Value)[] credential)
    {
        (_binding, _adapter) = (binding, adapter);
        _credential = credential.ToDictionary(setting => setting.Name, setting => setting.Value);
        if (!_credential.Keys.Any(name => name is "RefreshToken" or "ServiceAccountKey"))
        {
            _credential.TryAdd("AccessToken", Token);
        }

        Clock = new TestClock(start ?? TestClock.DefaultStart);
        _harness = new ConnectorHarness(binding.Descriptor, binding.Simulator, _credential, Clock, seed);
    }

    public TestClock Clock { get; }

    public Simulator Simulator => _harness.Simulator;

    public IReadOnlyList<WireExchange> Exchanges => _harness.Exchanges;

    public WireExchange Last => _harness.Exchanges[^1];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An adapter for a new call.</summary>
    public TContract New => _adapter(_harness.NewAttempt());

    public TContract On(Attempt attempt) => _adapter(attempt);

    public Attempt NewAttempt(Guid? executionId = null) => _harness.NewAttempt(executionId);

    /// <summary>A later try of a call, or one with other settings.</summary>
    public Attempt NewAttempt(int number, Guid executionId, string? baseAddress = null) => new(new ProviderTransport(new SimulatedHandler(Simulator, Clock)).SendAsync)
    {
        ExecutionId = executionId,
        Number = number,
        MayHaveHappened = number > 1,
        Time = Clock,
        Connection = new Connection
        {
            Connector = _binding.Descriptor,
            Organisation = "default",
            Mode = ConnectorMode.Simulated,
            BaseAddress = new Uri(baseAddress ?? _binding.Descriptor.BaseAddress.AbsoluteUri),
            IsBaseAddressOverridden = baseAddress is not null,
            Credential = new Credential(_credential),
        },
    };

    /// <summary>The next answer, whatever is asked.</summary>
    public void Answer(string body, int status = 200, string? route = null) => Simulator.Faults.Script(SimulatorFault.Answer(status, body: body), route);

    public static async Task<Fault> FaultOf(Func<Task> call) => (await call.ShouldThrowAsync<ProviderException>()).Fault;

    /// <summary>What the contract says of an input, through the generated binding; empty: nothing.</summary>
    public IReadOnlyList<string> ErrorsOf(string action, string json)
    {
        var binding = _binding.Find(action)!;
        var errors = new ValidationErrors();
        var input = JsonElement.Parse(json);
        binding.Validate(input, errors);
        if (errors.IsEmpty)
        {
            binding.Check(binding.ReadInput(input), Clock.GetUtcNow(), errors);
        }

        return [.. errors.Errors.Select(error => error.Path + " " + error.Message)];
    }

    /// <summary>What anybody gets who asks the simulator over HTTP.</summary>
    public (int Status, JsonElement Body) Ask(string path, string? body = null, string? authorization = "Bearer " + Token, string? method = null)
    {
        var split = path.Split('?', 2);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        var reply = Simulator.Handle(new SimulatorRequest
        {
            Method = method ?? (body is null ? "GET" : "POST"),
            Path = split[0],
            Query = split.Length > 1 ? "?" + split[1] : "",
            Root = "http://127.0.0.1:5090",
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(body ?? ""),
        });
        return (reply.Status, JsonElement.Parse(reply.Body.Span));
    }

    public static JsonElement Save(Simulator simulator)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            simulator.Save(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
