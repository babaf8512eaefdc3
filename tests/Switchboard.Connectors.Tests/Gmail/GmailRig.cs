using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Connectors.Gmail;

namespace Switchboard.Connectors.Tests.Gmail;

/// <summary>A Gmail adapter over its simulator.</summary>
internal sealed class GmailRig
{
    public const string Token = "ya29.test";

    public static readonly IReadOnlyDictionary<string, string> Given = new Dictionary<string, string> { ["AccessToken"] = Token };

    public static readonly IReadOnlyDictionary<string, string> Refreshing = new Dictionary<string, string>
    {
        ["ClientId"] = "client",
        ["ClientSecret"] = "secret",
        ["RefreshToken"] = "1//refresh",
    };

    public GmailRig(IReadOnlyDictionary<string, string>? credential = null, long seed = 1)
    {
        Harness = new ConnectorHarness(Descriptor, context => new GmailSimulator(context), credential ?? Given, Clock, seed);
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public ConnectorHarness Harness { get; }

    public GmailSimulator Simulator => (GmailSimulator)Harness.Simulator;

    public WireExchange Last => Harness.Exchanges[^1];

    /// <summary>An adapter for one attempt of a new call.</summary>
    public IGmail Gmail => Adapter();

    public GmailAdapter Adapter(Guid? executionId = null) => new(Harness.NewAttempt(executionId));

    public Task<SentMessage> Send(string to = "ada@example.com", string subject = "Hello", string body = "Good morning.", string? threadId = null) =>
        Gmail.SendAsync(new SendMessage([to], subject, body, ThreadId: threadId), Ct);

    public static async Task<Fault> FaultOf(Func<Task> call) => (await call.ShouldThrowAsync<ProviderException>()).Fault;

    private static ConnectorDescriptor Descriptor { get; } = new()
    {
        Name = "gmail",
        Description = "Gmail",
        Category = "Email",
        BaseAddress = new Uri("https://gmail.googleapis.com"),
        Contract = typeof(IGmail),
        Actions = [],
    };
}
