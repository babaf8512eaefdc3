using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Stripe;
using Switchboard.Simulation;
using Switchboard.Transport;

namespace Switchboard.Connectors.Tests.Stripe;

/// <summary>A simulated account, an adapter on it, and the same over plain requests.</summary>
internal sealed class StripeBench
{
    public const string Visa = "pm_card_visa";

    private readonly Lock _gate = new();
    private readonly ConnectorHarness _harness;

    public StripeBench(long seed = 1) => _harness = new ConnectorHarness(
        StripeConnector.Binding.Descriptor, StripeConnector.Binding.Simulator, new Dictionary<string, string> { ["ApiKey"] = "sk_test_x" }, Clock, seed);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public Simulator Simulator => _harness.Simulator;

    public WireExchange Last => _harness.Exchanges[^1];

    public IReadOnlyList<WireExchange> Exchanges => _harness.Exchanges;

    public SimulatorRequest LastReceived => Simulator.Received[^1];

    /// <summary>The connector for one more call.</summary>
    public IStripe Stripe
    {
        get
        {
            lock (_gate)
            {
                return new StripeAdapter(_harness.NewAttempt());
            }
        }
    }

    public static Guid Execution(int number) => new(number, 7, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 9]);

    /// <summary>A later try of one call, of which an earlier may have had its effect.</summary>
    public IStripe Again(Guid execution) => new StripeAdapter(new Attempt(new ProviderTransport(new SimulatedHandler(Simulator, Clock)).SendAsync)
    {
        ExecutionId = execution,
        Number = 2,
        MayHaveHappened = true,
        Time = Clock,
        Connection = _harness.NewAttempt().Connection,
    });

    public IStripe First(Guid execution) => new StripeAdapter(_harness.NewAttempt(execution));

    public Task<Customer> CustomerAsync(string email = "ada@example.com", string? method = null) =>
        Stripe.CreateCustomerAsync(new CreateCustomer(email, PaymentMethodId: method), Ct);

    public Task<PaymentIntent> PaidAsync(long amount = 1099, string? customer = null, string method = Visa) =>
        Stripe.CreatePaymentIntentAsync(new CreatePaymentIntent(amount, "usd", customer, method, Confirm: true), Ct);

    public async Task<IReadOnlyList<AccountEvent>> EventsAsync(params string[] types) =>
        (await Stripe.ListEventsAsync(new ListEvents(types.Length == 0 ? null : types, Limit: 100), Ct)).Events;

    /// <summary>The next answer, whatever is asked.</summary>
    public void Answer(int status, string body = "{}", params (string Name, string Value)[] headers) =>
        Simulator.Faults.Script(SimulatorFault.Answer(status, [.. headers.Select(header => new KeyValuePair<string, string>(header.Name, header.Value))], body));

    /// <summary>What anybody gets who asks the simulator over HTTP.</summary>
    public (int Status, JsonElement Body, SimulatorReply Reply) Ask(string method, string path, string form = "", string? key = null, string? authorization = "Bearer sk_test_x")
    {
        var split = path.Split('?', 2);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/x-www-form-urlencoded" };
        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        if (key is not null)
        {
            headers["Idempotency-Key"] = key;
        }

        var reply = Simulator.Handle(new SimulatorRequest
        {
            Method = method,
            Path = split[0],
            Query = split.Length > 1 ? "?" + split[1] : "",
            Root = "http://127.0.0.1:5090/stripe",
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(form),
        });
        return (reply.Status, JsonElement.Parse(reply.Body.Span), reply);
    }

    public JsonElement Error(string method, string path, string form, int status)
    {
        var (actual, body, _) = Ask(method, path, form);
        actual.ShouldBe(status, body.GetRawText());
        return body.GetProperty("error");
    }

    public static async Task<Fault> FaultOf(Func<Task> call) => (await Should.ThrowAsync<ProviderException>(call)).Fault;
}
