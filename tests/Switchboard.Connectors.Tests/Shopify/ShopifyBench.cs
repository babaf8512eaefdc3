using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Connectors.Shopify;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Shopify;

/// <summary>A simulated store, an adapter on it, and the same over plain requests.</summary>
internal sealed class ShopifyBench
{
    private readonly Lock _gate = new();
    private readonly ConnectorHarness _harness;

    public ShopifyBench(long seed = 1) => _harness = new ConnectorHarness(
        ShopifyConnector.Binding.Descriptor, ShopifyConnector.Binding.Simulator, Credential("simulated-store.myshopify.com"), Clock, seed);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public Simulator Simulator => _harness.Simulator;

    public WireExchange Last => _harness.Exchanges[^1];

    public IReadOnlyList<WireExchange> Exchanges => _harness.Exchanges;

    /// <summary>The connector for one more call.</summary>
    public IShopify Shopify
    {
        get
        {
            lock (_gate)
            {
                return new ShopifyAdapter(_harness.NewAttempt());
            }
        }
    }

    /// <summary>Variables of the last request.</summary>
    public JsonElement Variables => JsonElement.Parse(Last.RequestBody).GetProperty("variables");

    public IShopify Of(Guid execution) => new ShopifyAdapter(_harness.NewAttempt(execution));

    /// <summary>A call with another setting of the shop, at another address.</summary>
    public IShopify At(string shop, string? baseAddress = null) => new ShopifyAdapter(new Attempt(
        (_, request, _) =>
        {
            Asked = request.RequestUri;
            throw new ProviderException(new Fault { Verdict = Verdict.NotSent, Code = ErrorCode.ProviderUnavailable, Message = "looked at" });
        })
    {
        ExecutionId = Guid.Empty,
        Time = Clock,
        Connection = new Connection
        {
            Connector = ShopifyConnector.Binding.Descriptor,
            Organisation = "default",
            Mode = ConnectorMode.Simulated,
            BaseAddress = new Uri(baseAddress ?? "https://your-store.myshopify.com"),
            IsBaseAddressOverridden = baseAddress is not null,
            Credential = new Credential(Credential(shop)),
        },
    });

    public Uri? Asked { get; private set; }

    public static SyncProduct Shirt(params string[] sizes) =>
        new("Linen Shirt", [.. sizes.Select((size, i) => new SyncVariant(Options: [new("Size", size)], Price: 40m + i, Sku: "LS-" + size))]);

    public Task<SyncedProduct> SyncAsync(SyncProduct input) => Shopify.SyncProductAsync(input, Ct);

    /// <summary>The next answer, whatever is asked.</summary>
    public void Answer(string body, int status = 200, params (string Name, string Value)[] headers) =>
        Simulator.Faults.Script(SimulatorFault.Answer(status, [.. headers.Select(header => new KeyValuePair<string, string>(header.Name, header.Value))], body));

    /// <summary>What anybody gets who asks the simulator over HTTP.</summary>
    public JsonElement Ask(string query, string variables = "{}", string? token = "shpat_any", int status = 200)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/json" };
        if (token is not null)
        {
            headers["X-Shopify-Access-Token"] = token;
        }

        var reply = Simulator.Handle(new SimulatorRequest
        {
            Method = "POST",
            Path = "/admin/api/2026-10/graphql.json",
            Root = "http://127.0.0.1:5090/shopify",
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(new JsonObject { ["query"] = query, ["variables"] = JsonNode.Parse(variables) }.ToJsonString()),
        });
        reply.Status.ShouldBe(status);
        return JsonElement.Parse(reply.Body.Span);
    }

    public string? Error(string query, string variables = "{}") => Ask(query, variables).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    public static async Task<Fault> FaultOf(Func<Task> call) => (await Should.ThrowAsync<ProviderException>(call)).Fault;

    private static Dictionary<string, string> Credential(string shop) => new() { ["Shop"] = shop, ["AccessToken"] = "shpat_x" };
}
