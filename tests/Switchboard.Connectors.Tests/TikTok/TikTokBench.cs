using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Catalog;
using Switchboard.Connections;
using Switchboard.Connectors.TikTok;
using Switchboard.Simulation;
using Switchboard.Transport;

namespace Switchboard.Connectors.Tests.TikTok;

/// <summary>A TikTok creator and an ads account on a clock that the test sets.</summary>
internal sealed class TikTokBench
{
    public const string Token = "act.test";
    public const string AdsToken = "ads-test";
    public const string Advertiser = "7000000000000000001";
    public const string Init = "post.publish.video.init";
    public const string Business = "https://business-api.tiktok.com/open_api/v1.3/";

    public static readonly IReadOnlyDictionary<string, string> Both = new Dictionary<string, string>
    {
        ["AccessToken"] = Token,
        ["AdsAccessToken"] = AdsToken,
        ["AdvertiserId"] = Advertiser,
    };

    private static readonly ConnectorDescriptor Connector = new()
    {
        Name = "tiktok",
        Description = "TikTok",
        Category = "Social/ads",
        BaseAddress = new Uri("https://open.tiktokapis.com"),
        Contract = typeof(ITikTok),
        Actions = [],
    };

    private readonly Lock _gate = new();
    private readonly ConnectorHarness _harness;

    public TikTokBench(IReadOnlyDictionary<string, string>? credential = null, long seed = 1) =>
        _harness = new ConnectorHarness(Connector, context => new TikTokSimulator(context), credential ?? Both, Clock, seed);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public Simulator Simulator => _harness.Simulator;

    public IReadOnlyList<WireExchange> Exchanges => _harness.Exchanges;

    public WireExchange Last => _harness.Exchanges[^1];

    public TikTokAdapter TikTok => new(NewAttempt());

    public Attempt NewAttempt(Guid? call = null)
    {
        lock (_gate)
        {
            return _harness.NewAttempt(call);
        }
    }

    /// <summary>A later try of a call, whose first may have had its effect.</summary>
    public TikTokAdapter Repeated(Guid? call = null, bool mayHaveHappened = true) => new(new Attempt(new ProviderTransport(new SimulatedHandler(Simulator, Clock)).SendAsync)
    {
        ExecutionId = call ?? new Guid(7, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 2]),
        Number = 2,
        MayHaveHappened = mayHaveHappened,
        Time = Clock,
        Connection = new Connection
        {
            Connector = Connector,
            Organisation = "default",
            Mode = ConnectorMode.Simulated,
            BaseAddress = Connector.BaseAddress,
            Credential = new Credential(Both),
        },
    });

    public static PublishPost Video(string caption = "Look #new", string url = "https://cdn.example.com/launch.mp4") => new(url, caption);

    public Task<PublishedPost> Post(PublishPost? input = null) => TikTok.PublishPostAsync(input ?? Video(), Ct);

    public Task<PostStatus> Status(string publishId) => TikTok.GetPostStatusAsync(new GetPostStatus(publishId), Ct);

    public Task<CreatedCampaign> Create(string name = "Launch", decimal budget = 50) => TikTok.CreateCampaignAsync(new CreateCampaign(name, budget, "USD"), Ct);

    public Task<AdjustedBudget> Adjust(string id, decimal budget) => TikTok.AdjustBudgetAsync(new AdjustBudget(id, budget), Ct);

    public Task<CampaignMetrics> Metrics(string id, string? since = null, string? until = null) =>
        TikTok.GetCampaignMetricsAsync(new GetCampaignMetrics(id, since, until), Ct);

    /// <summary>The next answer of a route.</summary>
    public void Answer(string body, string route, int status = 200) => Simulator.Faults.Script(SimulatorFault.Answer(status, body: body), route);

    public static async Task<Fault> FaultOf(Func<Task> call) => (await Should.ThrowAsync<ProviderException>(call)).Fault;

    /// <summary>What anybody gets who asks the simulator over HTTP.</summary>
    public SimulatorReply Ask(string method, string path, string body = "", string? authorization = "Bearer x", string? accessToken = "x")
    {
        var split = path.Split('?', 2);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/json" };
        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        if (accessToken is not null)
        {
            headers["Access-Token"] = accessToken;
        }

        return Simulator.Handle(new SimulatorRequest
        {
            Method = method,
            Path = split[0],
            Query = split.Length > 1 ? "?" + split[1] : "",
            Root = "http://127.0.0.1:5090/tiktok",
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(body),
        });
    }

    public static JsonElement Json(SimulatorReply reply) => JsonElement.Parse(reply.Body.Span);

    public static string Query(WireExchange exchange) => Uri.UnescapeDataString(exchange.Address.Query);
}
