using Switchboard.Connectors.Shopify;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Shopify;

public sealed class ShopifyConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IShopify>(ShopifyConnector.Binding, judge, output)
{
    private const string Shirt = """{"title":"Linen Shirt","variants":[{"options":[{"name":"Size","value":"S"}],"price":40}]}""";

    protected override string AuthenticationHeader => "X-Shopify-Access-Token";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("listProducts", """{"limit":2}""") { Pages = ("pageToken", "nextPageToken") },
        new("syncProduct", Shirt),
        new("listOrders", """{"limit":2}""") { Pages = ("pageToken", "nextPageToken") },
        new("setInventory")
        {
            Prepare = async call =>
            {
                var product = await call("syncProduct", Shirt);
                var places = await call("listLocations", "{}");
                var item = Sample.Member(product.GetProperty("variants")[0], "inventoryItemId");
                return $$"""{"inventoryItemId":{{item}},"locationId":{{Sample.Member(places.GetProperty("locations")[0], "id")}},"quantity":5}""";
            },
        },
        new("listLocations", """{"limit":1}""") { Pages = ("pageToken", "nextPageToken") },
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["graphql"] = Judgement.ByTest("shopify-admin-2026-10.graphql", nameof(ShopifyDescriptionTests)),
    };
}
