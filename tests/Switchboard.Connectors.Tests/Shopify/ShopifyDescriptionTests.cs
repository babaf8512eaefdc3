using System.Text;
using Switchboard.Connectors.Shopify;
using Switchboard.Connectors.Tests.Descriptions;

[assembly: AssemblyFixture(typeof(Switchboard.Connectors.Tests.Shopify.ShopifyJudge))]

namespace Switchboard.Connectors.Tests.Shopify;

/// <summary>Every document, its variables and its answer by Shopify's own schema of 2026-10.</summary>
/// <remarks>Not judged, since the schema does not say it: that @idempotent and changeFromQuantity must be there, costs, and top-level errors.</remarks>
public sealed class ShopifyDescriptionTests(ShopifyJudge judge, ITestOutputHelper output)
{
    private readonly ShopifyBench _bench = new();

    [Fact]
    public async Task Products()
    {
        await _bench.SyncAsync(ShopifyBench.Shirt([.. Enumerable.Range(1, 130).Select(i => "S" + i)]));
        var page = await _bench.Shopify.ListProductsAsync(new ListProducts("status:active", 2), ShopifyBench.Ct);
        foreach (var exchange in _bench.Exchanges)
        {
            await judge.JudgeAsync(exchange, output, "listProducts");
        }

        await _bench.Shopify.ListProductsAsync(new ListProducts(Limit: 25, PageToken: page.NextPageToken), ShopifyBench.Ct);
        await JudgeAsync("listProducts");
    }

    [Fact]
    public async Task Sync_product()
    {
        var made = await _bench.SyncAsync(ShopifyBench.Shirt("S", "M") with
        {
            DescriptionHtml = "<p>Light</p>",
            Vendor = "Acme",
            ProductType = "Shirts",
            Tags = ["linen"],
            Status = PublishedStatus.Draft,
        });
        await JudgeAsync("syncProduct");
        await _bench.SyncAsync(new SyncProduct("Linen Shirt", [new SyncVariant("One", Price: 1.5m, CompareAtPrice: 2m, Barcode: "123")], "new-handle", made.Id));
        await JudgeAsync("syncProduct");
        await ShopifyBench.FaultOf(() => _bench.SyncAsync(ShopifyBench.Shirt("S") with { Id = "gid://shopify/Product/1" }));
        await JudgeAsync("syncProduct (refused)");
    }

    [Fact]
    public async Task Orders()
    {
        var page = await _bench.Shopify.ListOrdersAsync(new ListOrders("financial_status:paid", TestClock.DefaultStart.AddYears(-3), 1), ShopifyBench.Ct);
        await JudgeAsync("listOrders");
        await _bench.Shopify.ListOrdersAsync(new ListOrders("financial_status:paid", TestClock.DefaultStart.AddYears(-3), 15, page.NextPageToken), ShopifyBench.Ct);
        await JudgeAsync("listOrders");
        await _bench.Shopify.ListOrdersAsync(new ListOrders(), ShopifyBench.Ct);
        await JudgeAsync("listOrders");
    }

    [Fact]
    public async Task Set_inventory()
    {
        var (item, location) = await ItemAsync();
        foreach (var input in new[] { new SetInventory(item, location, 7), new SetInventory(item, location, 7), new SetInventory(item, location, 9, 7, StockKind.OnHand, "restock") })
        {
            await _bench.Shopify.SetInventoryAsync(input, ShopifyBench.Ct);
            await JudgeAsync("setInventory");
        }

        await ShopifyBench.FaultOf(() => _bench.Shopify.SetInventoryAsync(new SetInventory(item, location, 1, 99), ShopifyBench.Ct));
        await JudgeAsync("setInventory (refused)");
    }

    [Fact]
    public async Task Locations()
    {
        var page = await _bench.Shopify.ListLocationsAsync(new ListLocations(1), ShopifyBench.Ct);
        await JudgeAsync("listLocations");
        await _bench.Shopify.ListLocationsAsync(new ListLocations(PageToken: page.NextPageToken), ShopifyBench.Ct);
        await JudgeAsync("listLocations");
    }

    [Theory]
    [InlineData("totalInventory", "totalInventroy", "totalInventroy")]
    [InlineData("first: Int!", "first: String!", "String!")]
    [InlineData("\"variables\":{\"first\":10", "\"variables\":{\"first\":\"ten\"", "ten")]
    [InlineData("\"variables\":{", "\"variables\":{\"extra\":1,", "extra is not declared")]
    public async Task A_wrong_request_would_be_seen(string right, string wrong, string error)
    {
        await _bench.Shopify.ListProductsAsync(new ListProducts(), ShopifyBench.Ct);
        var broken = _bench.Last with { RequestBody = Encoding.UTF8.GetBytes(_bench.Last.RequestText.Replace(right, wrong)) };
        (await Should.ThrowAsync<DescriptionException>(() => judge.JudgeAsync(broken, output, "planted"))).Message.ShouldContain(error);
    }

    [Theory]
    [InlineData("\"price\":\"18.00\"", "\"price\":18", "is no Money")]
    [InlineData("\"status\":\"ACTIVE\"", "\"status\":\"SOLD\"", "is no ProductStatus")]
    [InlineData("\"handle\":\"canvas-tote\"", "\"handle\":null", "cannot be")]
    [InlineData("\"vendor\":\"Example Works\",", "", "vendor is missing")]
    [InlineData("\"vendor\":", "\"maker\":1,\"vendor\":", "maker was not asked for")]
    public async Task A_wrong_answer_would_be_seen(string right, string wrong, string error)
    {
        await _bench.Shopify.ListProductsAsync(new ListProducts(), ShopifyBench.Ct);
        _bench.Last.ResponseText.ShouldContain(right);
        var broken = _bench.Last with { ResponseBody = Encoding.UTF8.GetBytes(_bench.Last.ResponseText.Replace(right, wrong)) };
        (await Should.ThrowAsync<DescriptionException>(() => judge.JudgeAsync(broken, output, "planted"))).Message.ShouldContain(error);
    }

    private async Task<(string Item, string Location)> ItemAsync()
    {
        var made = await _bench.SyncAsync(ShopifyBench.Shirt("S"));
        var places = await _bench.Shopify.ListLocationsAsync(new ListLocations(), ShopifyBench.Ct);
        return (made.Variants[0].InventoryItemId!, places.Locations[0].Id);
    }

    private Task JudgeAsync(string action) => judge.JudgeAsync(_bench.Last, output, action);
}
