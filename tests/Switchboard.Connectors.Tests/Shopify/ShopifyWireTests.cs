using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Shopify;

namespace Switchboard.Connectors.Tests.Shopify;

/// <summary>The exact requests.</summary>
public sealed class ShopifyWireTests
{
    private readonly ShopifyBench _bench = new();

    [Fact]
    public async Task A_request_is_json_to_the_stores_own_host_with_its_token()
    {
        await _bench.Shopify.ListProductsAsync(new ListProducts(), ShopifyBench.Ct);
        _bench.Last.Address.AbsoluteUri.ShouldBe("https://simulated-store.myshopify.com/admin/api/2026-10/graphql.json");
        (_bench.Last.Method, _bench.Last.RequestType).ShouldBe(("POST", "application/json"));
        _bench.Simulator.Received[^1].Header("X-Shopify-Access-Token").ShouldBe("shpat_x");
        _bench.Simulator.Received[^1].Header("Authorization").ShouldBeNull();
        _bench.Variables.GetRawText().ShouldBe("""{"first":10}""");
    }

    [Theory]
    [InlineData("my-store", null, "https://my-store.myshopify.com/admin/api/2026-10/graphql.json")]
    [InlineData(" My-Store.myshopify.com ", null, "https://my-store.myshopify.com/admin/api/2026-10/graphql.json")]
    [InlineData("my-store", "http://127.0.0.1:5090/shopify", "http://127.0.0.1:5090/shopify/admin/api/2026-10/graphql.json")]
    public async Task The_shop_makes_the_host(string shop, string? baseAddress, string address)
    {
        await ShopifyBench.FaultOf(() => _bench.At(shop, baseAddress).ListLocationsAsync(new ListLocations(), ShopifyBench.Ct));
        _bench.Asked!.AbsoluteUri.ShouldBe(address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("evil.example.com")]
    [InlineData("a/b")]
    [InlineData("a@b")]
    [InlineData("-a")]
    [InlineData("https://a.myshopify.com")]
    [InlineData("my.store.myshopify.com")]
    public async Task A_shop_that_is_no_stores_name_gets_no_token(string shop)
    {
        var fault = await ShopifyBench.FaultOf(() => _bench.At(shop).ListLocationsAsync(new ListLocations(), ShopifyBench.Ct));
        (fault.Verdict, fault.Code).ShouldBe((Verdict.NotSent, ErrorCode.ReconnectRequired));
        _bench.Asked.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_caller_gives_travels_as_variables_and_never_in_the_document()
    {
        const string Nasty = """x") { id } } #""";
        await _bench.SyncAsync(new SyncProduct(Nasty, [new SyncVariant()], "nasty"));
        var body = JsonElement.Parse(_bench.Last.RequestBody);
        body.GetProperty("query").GetString().ShouldBe(ShopifyDocuments.SetProduct);
        body.GetProperty("variables").GetProperty("input").GetProperty("title").GetString().ShouldBe(Nasty);
        await _bench.Shopify.ListProductsAsync(new ListProducts("""title:"x" } }"""), ShopifyBench.Ct);
        JsonElement.Parse(_bench.Last.RequestBody).GetProperty("query").GetString().ShouldBe(ShopifyDocuments.Products);
    }

    [Fact]
    public async Task A_product_is_set_by_handle_and_by_id()
    {
        var made = await _bench.SyncAsync(new SyncProduct(
            "Linen Shirt", [new(Options: [new("Size", "S"), new("Colour", "Red")], Price: 10m, Sku: "a"), new(Options: [new("Size", "M"), new("Colour", "Red")], Price: 10.5m)]));
        _bench.Variables.GetRawText().ShouldBe(OneLine("""
            {"identifier":{"handle":"linen-shirt"},"input":{"title":"Linen Shirt","handle":"linen-shirt",
            "productOptions":[{"name":"Size","position":1,"values":[{"name":"S"},{"name":"M"}]},{"name":"Colour","position":2,"values":[{"name":"Red"}]}],
            "variants":[{"position":1,"optionValues":[{"optionName":"Size","name":"S"},{"optionName":"Colour","name":"Red"}],"price":"10.00","sku":"a"},
            {"position":2,"optionValues":[{"optionName":"Size","name":"M"},{"optionName":"Colour","name":"Red"}],"price":"10.50"}]}}
            """));
        await _bench.SyncAsync(new SyncProduct("Linen Shirt", [new()], Id: made.Id, Tags: [], Status: PublishedStatus.Unlisted));
        _bench.Variables.GetRawText().ShouldBe(OneLine($$$"""
            {"identifier":{"id":"{{{made.Id}}}"},"input":{"title":"Linen Shirt","status":"UNLISTED","tags":[],
            "productOptions":[{"name":"Title","position":1,"values":[{"name":"Default Title"}]}],
            "variants":[{"position":1,"optionValues":[{"optionName":"Title","name":"Default Title"}]}]}}
            """));
        ShopifyDocuments.SetProduct.ShouldContain("synchronous: true");
    }

    [Theory]
    [InlineData(null, "null")]
    [InlineData(5, "5")]
    public async Task Stock_names_change_from_quantity_always_and_the_key_of_the_execution(int? expected, string onTheWire)
    {
        await ShopifyBench.FaultOf(() => _bench.Shopify.SetInventoryAsync(
            new SetInventory("gid://shopify/InventoryItem/1", "gid://shopify/Location/2", 7, expected), ShopifyBench.Ct));
        _bench.Variables.GetRawText().ShouldBe(
            """{"input":{"name":"available","reason":"correction","quantities":[{"inventoryItemId":"gid://shopify/InventoryItem/1","locationId":"gid://shopify/Location/2","quantity":7,"changeFromQuantity":"""
            + onTheWire + """}]},"key":"00000001-0000-7000-8000-000000000001"}""");
        ShopifyDocuments.SetInventory.ShouldContain("inventorySetQuantities(input: $input) @idempotent(key: $key)");
    }

    [Theory]
    [InlineData(null, true, "created_at:>='2026-12-01T09:00:00Z'")]
    [InlineData("email:a@b.c OR tag:x", true, "(email:a@b.c OR tag:x) AND created_at:>='2026-12-01T09:00:00Z'")]
    [InlineData("email:a@b.c", false, "email:a@b.c")]
    public async Task A_time_is_joined_to_the_search(string? query, bool hasTime, string expected)
    {
        await _bench.Shopify.ListOrdersAsync(new ListOrders(query, hasTime ? TestClock.DefaultStart : null), ShopifyBench.Ct);
        _bench.Variables.GetProperty("query").GetString().ShouldBe(expected);
    }

    [Fact]
    public async Task The_version_that_was_used_is_read_since_old_ones_fall_forward_in_silence()
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("shopify").Faults.Script(Simulation.SimulatorFault.Answer(
            200, [new("X-Shopify-API-Version", "2027-10"), new("X-Request-Id", "r1")], """{"data":{"locations":{"nodes":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}"""));
        await host.Get<IShopify>().ListLocationsAsync(new ListLocations(), ShopifyBench.Ct);
        var row = (await host.Gateway.Ledger.ListAsync(new Ledger.ExecutionQuery(), ShopifyBench.Ct)).Items.Single();
        var metadata = System.Text.Encoding.UTF8.GetString(row.Metadata.Span);
        metadata.ShouldContain("\"apiVersion\":\"2027-10\"");
        metadata.ShouldContain("\"providerRequestId\":\"r1\"");
    }

    private static string OneLine(string json) => json.ReplaceLineEndings("");
}
