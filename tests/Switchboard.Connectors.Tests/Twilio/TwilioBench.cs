using System.Text;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Connectors.Twilio;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Twilio;

/// <summary>A Twilio account on a clock that the test sets.</summary>
internal sealed class TwilioBench
{
    public const string Account = "AC00000000000000000000000000000001";
    public const string Service = "MG00000000000000000000000000000001";
    public const string Sender = "+15005550006";

    private readonly Lock _gate = new();

    public TwilioBench(IReadOnlyDictionary<string, string>? credential = null, long seed = 1) =>
        Harness = new ConnectorHarness(
            new ConnectorDescriptor
            {
                Name = "twilio",
                Description = "",
                Category = "SMS",
                BaseAddress = new Uri("https://api.twilio.com"),
                Contract = typeof(ITwilio),
                Actions = [],
            },
            context => new TwilioSimulator(context),
            credential ?? new Dictionary<string, string> { ["AccountSid"] = Account, ["AuthToken"] = "token" },
            Clock,
            seed);

    public TestClock Clock { get; } = new();

    public ConnectorHarness Harness { get; }

    public Simulator Simulator => Harness.Simulator;

    public WireExchange Last => Harness.Exchanges[^1];

    /// <summary>The connector for one more call.</summary>
    public ITwilio Twilio => new TwilioAdapter(NewAttempt());

    public Attempt NewAttempt()
    {
        lock (_gate)
        {
            return Harness.NewAttempt();
        }
    }

    public Task<QueuedMessage> SendAsync(string to = "+14155550123", string body = "hi", string from = Sender) =>
        Twilio.SendSmsAsync(new SendSms(to, from, body), TestContext.Current.CancellationToken);

    public Task<Message> GetAsync(string sid) => Twilio.GetMessageAsync(new GetMessage(sid), TestContext.Current.CancellationToken);

    public Task<MessagePage> ListAsync(ListMessages? input = null) => Twilio.ListMessagesAsync(input ?? new ListMessages(), TestContext.Current.CancellationToken);

    public Task<PhoneNumberLookup> LookUpAsync(string number, string? country = null) =>
        Twilio.LookupPhoneNumberAsync(new LookupPhoneNumber(number, country), TestContext.Current.CancellationToken);

    /// <summary>A request that no action makes.</summary>
    public Task<ProviderResponse> RawAsync(HttpMethod method, string address, string? form = null, bool authenticated = true)
    {
        var request = new HttpRequestMessage(method, address);
        if (authenticated)
        {
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Account + ":token")));
        }

        if (form is not null)
        {
            request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        return NewAttempt().SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<Fault> FaultOf(Func<Task> call) => (await Should.ThrowAsync<ProviderException>(call)).Fault;
}
