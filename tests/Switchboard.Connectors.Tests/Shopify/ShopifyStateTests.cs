using System.Buffers;
using System.Text.Json;
using Switchboard.Connectors.Shopify;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Shopify;

public sealed class ShopifyStateTests
{
    private readonly ShopifyBench _bench = new();

    [Fact]
    public async Task A_synced_product_is_listed_with_its_variants()
    {
        var made = await _bench.SyncAsync(ShopifyBench.Shirt("S", "M"));
        var listed = (await _bench.Shopify.ListProductsAsync(new ListProducts(), ShopifyBench.Ct)).Products;

        listed[0].Id.ShouldBe(made.Id, "the latest change comes first");
        (made.Handle, made.Status, listed[0].Title, listed.Count).ShouldBe(("linen-shirt", "ACTIVE", "Linen Shirt", 6));
        listed[0].Variants!.Select(variant => (variant.Title, variant.Price, variant.Sku, variant.InventoryQuantity)).ShouldBe([("S", 40m, "LS-S", 0), ("M", 41m, "LS-M", 0)]);
        listed[0].Variants!.Select(variant => variant.Id).ShouldBe(made.Variants.Select(variant => variant.Id));
    }

    [Fact]
    public async Task Syncing_again_gives_the_same_state_and_drops_what_is_not_given()
    {
        var first = await _bench.SyncAsync(ShopifyBench.Shirt("S", "M") with { Vendor = "Acme", Tags = ["b", "a"] });
        var again = await _bench.SyncAsync(ShopifyBench.Shirt("S", "M") with { Vendor = "Acme", Tags = ["b", "a"] });
        (again.Id, string.Join(',', again.Variants.Select(v => v.Id))).ShouldBe((first.Id, string.Join(',', first.Variants.Select(v => v.Id))));

        var fewer = await _bench.SyncAsync(ShopifyBench.Shirt("M", "L") with { Id = first.Id, Handle = "shirt" });
        (fewer.Id, fewer.Handle, fewer.Variants[0].Id).ShouldBe((first.Id, "shirt", first.Variants[1].Id));
        var listed = (await _bench.Shopify.ListProductsAsync(new ListProducts("handle:shirt"), ShopifyBench.Ct)).Products.ShouldHaveSingleItem();
        (listed.Vendor, string.Join(',', listed.Tags!), string.Join(',', listed.Variants!.Select(v => v.Title))).ShouldBe(("Acme", "a,b", "M,L"), "what is left out stays");
    }

    [Theory]
    [InlineData("gid://shopify/Product/1", null, "PRODUCT_DOES_NOT_EXIST")]
    [InlineData(null, "canvas-tote", null)]
    public async Task A_product_is_found_by_id_or_handle(string? id, string? handle, string? code)
    {
        var input = ShopifyBench.Shirt("S") with { Id = id, Handle = handle };
        if (code is null)
        {
            (await _bench.SyncAsync(input)).Title.ShouldBe("Linen Shirt");
            (await _bench.Shopify.ListProductsAsync(new ListProducts(), ShopifyBench.Ct)).Products.Count.ShouldBe(5);
        }
        else
        {
            (await ShopifyBench.FaultOf(() => _bench.SyncAsync(input))).ProviderCode.ShouldBe(code);
        }
    }

    [Fact]
    public async Task A_handle_belongs_to_one_product()
    {
        var made = await _bench.SyncAsync(ShopifyBench.Shirt("S"));
        (await ShopifyBench.FaultOf(() => _bench.SyncAsync(ShopifyBench.Shirt("S") with { Id = made.Id, Handle = "canvas-tote" }))).ProviderCode.ShouldBe("HANDLE_NOT_UNIQUE");
    }

    [Fact]
    public async Task Stock_is_set_counted_and_compared()
    {
        var made = await _bench.SyncAsync(ShopifyBench.Shirt("S"));
        var item = made.Variants[0].InventoryItemId!;
        var places = (await _bench.Shopify.ListLocationsAsync(new ListLocations(), ShopifyBench.Ct)).Locations;
        var set = await _bench.Shopify.SetInventoryAsync(new SetInventory(item, places[0].Id, 7), ShopifyBench.Ct);
        (set.Quantity, set.Delta, set.AdjustmentId is null).ShouldBe((7, 7, false));
        var same = await _bench.Shopify.SetInventoryAsync(new SetInventory(item, places[0].Id, 7), ShopifyBench.Ct);
        (same.Quantity, same.Delta, same.AdjustmentId).ShouldBe((7, 0, null));
        await _bench.Shopify.SetInventoryAsync(new SetInventory(item, places[1].Id, 3, 0), ShopifyBench.Ct);
        (await ShopifyBench.FaultOf(() => _bench.Shopify.SetInventoryAsync(new SetInventory(item, places[0].Id, 1, 6), ShopifyBench.Ct))).ProviderCode.ShouldBe("CHANGE_FROM_QUANTITY_STALE");

        var listed = (await _bench.Shopify.ListProductsAsync(new ListProducts("sku:LS-S"), ShopifyBench.Ct)).Products.Single();
        (listed.TotalInventory, listed.Variants![0].InventoryQuantity).ShouldBe((10, 10));
        await _bench.SyncAsync(ShopifyBench.Shirt("M"));
        await _bench.SyncAsync(ShopifyBench.Shirt("S"));
        (await _bench.Shopify.ListProductsAsync(new ListProducts("sku:LS-S"), ShopifyBench.Ct)).Products.Single().TotalInventory.ShouldBe(0, "stock goes with its variant");
    }

    [Fact]
    public async Task On_hand_holds_what_is_promised_to_orders_too()
    {
        var item = (await _bench.Shopify.ListProductsAsync(new ListProducts("handle:wool-socks"), ShopifyBench.Ct)).Products.Single().Variants![1].InventoryItemId!;
        var main = (await _bench.Shopify.ListLocationsAsync(new ListLocations(), ShopifyBench.Ct)).Locations.Single(location => location.Name == "Main Warehouse").Id;
        Quantities().ShouldBe((45, 3, 48), "three pairs are ordered and not sent yet");
        (await _bench.Shopify.SetInventoryAsync(new SetInventory(item, main, 50, 48, StockKind.OnHand, "received"), ShopifyBench.Ct)).Quantity.ShouldBe(50);
        Quantities().ShouldBe((47, 3, 50));
        (int, int, int) Quantities()
        {
            var levels = _bench.Ask(
                """query($id: ID!) { item: inventoryItem(id: $id) { inventoryLevels(first: 5) { edges { node { location { name } quantities(names: ["available", "committed", "on_hand"]) { name quantity } } } } } }""",
                $$"""{"id":"{{item}}"}""").GetProperty("data").GetProperty("item").GetProperty("inventoryLevels").GetProperty("edges");
            var found = levels.EnumerateArray().Single(edge => edge.GetProperty("node").GetProperty("location").GetProperty("name").GetString() == "Main Warehouse")
                .GetProperty("node").GetProperty("quantities").EnumerateArray().Select(one => one.GetProperty("quantity").GetInt32()).ToList();
            return (found[0], found[1], found[2]);
        }
    }

    [Fact]
    public async Task A_key_replays_the_first_answer_and_refuses_other_parameters()
    {
        var item = (await _bench.SyncAsync(ShopifyBench.Shirt("S"))).Variants[0].InventoryItemId!;
        var place = (await _bench.Shopify.ListLocationsAsync(new ListLocations(), ShopifyBench.Ct)).Locations[0].Id;
        var execution = new Guid(1, 2, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 3]);
        var input = new SetInventory(item, place, 5, 0);
        var first = await _bench.Of(execution).SetInventoryAsync(input, ShopifyBench.Ct);
        (await _bench.Of(execution).SetInventoryAsync(input, ShopifyBench.Ct)).ShouldBe(first);
        (await ShopifyBench.FaultOf(() => _bench.Of(execution).SetInventoryAsync(input with { Quantity = 6 }, ShopifyBench.Ct))).ProviderCode.ShouldBe("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
    }

    [Theory]
    [InlineData("mutation($input: InventorySetQuantitiesInput!) { inventorySetQuantities(input: $input) { userErrors { code } } }", ",\"changeFromQuantity\":null")]
    [InlineData("mutation($input: InventorySetQuantitiesInput!) { inventorySetQuantities(input: $input) @idempotent(key: \"k\") { userErrors { code } } }", "")]
    public void The_directive_and_change_from_quantity_are_mandatory_since_2026_04(string query, string change) => _bench.Error(
        query, """{"input":{"name":"available","reason":"correction","quantities":[{"inventoryItemId":"gid://shopify/InventoryItem/1","locationId":"gid://shopify/Location/1","quantity":1"""
        + change + "}]}}").ShouldBe("BAD_REQUEST");

    [Fact]
    public async Task Orders_show_what_became_of_them()
    {
        var orders = (await _bench.Shopify.ListOrdersAsync(new ListOrders(), ShopifyBench.Ct)).Orders;
        orders.Select(order => (order.Name, order.FinancialStatus, order.FulfillmentStatus, order.TotalRefunded)).ShouldBe(
        [
            ("#1006", "VOIDED", "RESTOCKED", 0m), ("#1005", "REFUNDED", "RESTOCKED", 14m), ("#1004", "PARTIALLY_REFUNDED", "FULFILLED", 29m),
            ("#1003", "PENDING", "UNFULFILLED", 0m), ("#1002", "PAID", "UNFULFILLED", 0m), ("#1001", "PAID", "FULFILLED", 0m),
        ]);
        (orders[0].CancelReason, orders[0].CancelledAt is not null, orders[1].CancelledAt).ShouldBe(("CUSTOMER", true, null));
        (orders[2].Total, orders[2].CurrentTotal, orders[2].Lines![0].CurrentQuantity).ShouldBe((63m, 34m, 2));
        var variants = (await _bench.Shopify.ListProductsAsync(new ListProducts(), ShopifyBench.Ct)).Products.SelectMany(product => product.Variants!).ToDictionary(variant => variant.Id);
        orders.SelectMany(order => order.Lines!).ShouldAllBe(line => variants[line.VariantId!].Price == line.UnitPrice);
        (await _bench.Shopify.ListOrdersAsync(new ListOrders("financial_status:refunded"), ShopifyBench.Ct)).Orders.ShouldHaveSingleItem().Email.ShouldBe("elena@example.com");
        (await _bench.Shopify.ListOrdersAsync(new ListOrders(CreatedFrom: orders[1].CreatedAt), ShopifyBench.Ct)).Orders.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Relay_pages_lead_to_the_end_of_products_and_of_each_products_variants()
    {
        var sizes = Enumerable.Range(1, 230).Select(i => "S" + i).ToArray();
        await _bench.SyncAsync(ShopifyBench.Shirt(sizes));
        List<Product> all = [];
        string? token = null;
        do
        {
            var page = await _bench.Shopify.ListProductsAsync(new ListProducts(Limit: 4, PageToken: token), ShopifyBench.Ct);
            all.AddRange(page.Products);
            token = page.NextPageToken;
        }
        while (token is not null);

        all.Select(product => product.Id).Distinct().Count().ShouldBe(6);
        all[0].Variants!.Select(variant => variant.Title).ShouldBe(sizes);
        _bench.Exchanges.Count(exchange => exchange.RequestText.Contains("query Variants(", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public void Other_clients_queries_over_the_same_fields_work_too()
    {
        var answer = _bench.Ask(
            """
            # aliases, fragments, literals, edges, __typename
            query Mine($yes: Boolean = true) {
              shop { name }
              mugs: products(first: 1, query: "title:mug") { edges { cursor node { ...Card @include(if: $yes) vendor @skip(if: $yes) } } }
              last: orders(last: 1) { nodes { __typename name customer { id } } }
            }
            fragment Card on Product { title variants(first: 1) { nodes { price ... on ProductVariant { sku } } } }
            """).GetProperty("data");
        answer.GetProperty("mugs").GetProperty("edges")[0].GetProperty("node").GetRawText()
            .ShouldBe("""{"title":"Enamel Mug","variants":{"nodes":[{"price":"14.50","sku":"ENAM-1"}]}}""");
        answer.GetProperty("last").GetProperty("nodes")[0].GetProperty("__typename").GetString().ShouldBe("Order");
    }

    [Theory]
    [InlineData("{ products(first: 1) { nodes { colour } } }", "undefinedField")]
    [InlineData("{ products(first: 1, size: 3) { nodes { id } } }", "argumentNotAccepted")]
    [InlineData("{ product { id } }", "missingRequiredArguments")]
    [InlineData("{ products(first: 1) }", "selectionMismatch")]
    [InlineData("{ shop { name { x } } }", "selectionMismatch")]
    [InlineData("{ products { nodes { id } } }", "BAD_REQUEST")]
    [InlineData("{ products(first: 251) { nodes { id } } }", "BAD_REQUEST")]
    [InlineData("{ products(first: 1, after: \"x\") { nodes { id } } }", "BAD_REQUEST")]
    [InlineData("{ shop { name } ", "PARSE_ERROR")]
    [InlineData("query($id: ID!) { product(id: $id) { id } }", "INVALID_VARIABLE")]
    [InlineData("{ products(first: 250) { nodes { variants(first: 250) { nodes { id } } } } }", "MAX_COST_EXCEEDED")]
    [InlineData("mutation { productSet(input: {titel: \"x\"}) { product { id } } }", "INVALID_VARIABLE")]
    public void What_is_not_right_is_refused_whole(string query, string code) => _bench.Error(query).ShouldBe(code);

    [Fact]
    public void The_bucket_empties_and_fills_and_throttles_in_http_200()
    {
        const string Query = "{ products(first: 10) { nodes { variants(first: 40) { nodes { id product { id } } } } } }";
        var first = _bench.Ask(Query).GetProperty("extensions").GetProperty("cost");
        first.GetProperty("requestedQueryCost").GetDouble().ShouldBe(832);
        first.GetProperty("actualQueryCost").GetDouble().ShouldBeLessThan(60);
        var status = first.GetProperty("throttleStatus");
        (status.GetProperty("maximumAvailable").GetDouble(), status.GetProperty("restoreRate").GetDouble()).ShouldBe((2000, 100));
        JsonElement answer;
        var asked = 0;
        do
        {
            answer = _bench.Ask(Query);
            (++asked).ShouldBeLessThan(100);
        }
        while (!answer.TryGetProperty("errors", out _));

        answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString().ShouldBe("THROTTLED");
        answer.GetProperty("extensions").GetProperty("cost").GetProperty("actualQueryCost").ValueKind.ShouldBe(JsonValueKind.Null);
        _bench.Clock.Advance(TimeSpan.FromSeconds(20));
        _bench.Ask(Query).TryGetProperty("errors", out _).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_token_it_says_401_in_one_text() =>
        _bench.Ask("{ shop { name } }", token: null, status: 401).GetProperty("errors").GetString().ShouldNotBeNull().ShouldStartWith("[API] Invalid API key");

    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        var forward = await MakeAll(new ShopifyBench(), [.. Enumerable.Range(0, 64)]);
        var backward = await MakeAll(new ShopifyBench(), [.. Enumerable.Range(0, 64).Reverse()]);
        backward.OrderBy(made => made.Call).ShouldBe(forward.OrderBy(made => made.Call));
        forward.Select(made => made.Id).Distinct().Count().ShouldBe(64);
        (await MakeAll(new ShopifyBench(seed: 2), [0])).Single().Id.ShouldNotBe(forward.Single(made => made.Call == 0).Id);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var item = (await _bench.SyncAsync(ShopifyBench.Shirt("S", "M"))).Variants[0].InventoryItemId!;
        var place = (await _bench.Shopify.ListLocationsAsync(new ListLocations(), ShopifyBench.Ct)).Locations[0].Id;
        var execution = new Guid(1, 2, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 3]);
        var set = await _bench.Of(execution).SetInventoryAsync(new SetInventory(item, place, 5, 0), ShopifyBench.Ct);

        var after = new ShopifyBench(seed: 2);
        after.Simulator.Load(Save(_bench.Simulator));
        Save(after.Simulator).GetRawText().ShouldBe(Save(_bench.Simulator).GetRawText());
        (await after.Of(execution).SetInventoryAsync(new SetInventory(item, place, 5, 0), ShopifyBench.Ct)).ShouldBe(set);
        Text(await after.Shopify.ListProductsAsync(new ListProducts(), ShopifyBench.Ct)).ShouldBe(Text(await _bench.Shopify.ListProductsAsync(new ListProducts(), ShopifyBench.Ct)));
        static string Text(ProductPage page) => JsonSerializer.Serialize(page, ShopifyJson.Default.ProductPage);
    }

    private static async Task<List<(int Call, string Id, string Variants)>> MakeAll(ShopifyBench bench, IReadOnlyList<int> calls)
    {
        var all = calls.Select(call => Task.Run(async () =>
        {
            var made = await bench.SyncAsync(ShopifyBench.Shirt("S", "M") with { Title = $"Shirt {call}" });
            return (call, made.Id, string.Join(',', made.Variants.Select(variant => variant.Id + variant.InventoryItemId)));
        }));
        return [.. await Task.WhenAll(all)];
    }

    private static JsonElement Save(Simulator simulator)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            simulator.Save(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
