using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Shopify;

/// <summary>The part of Shopify's schema that the simulated store has, over its state.</summary>
internal static class ShopifyGraph
{
    public static GraphSchema Of(ShopifyStore store, ShopifyMutations mutations)
    {
        var schema = new GraphSchema();
        AddRoots(schema, store, mutations);
        AddProducts(schema, store);
        AddStock(schema, store);
        AddOrders(schema, store);
        AddPayloads(schema);
        return schema
            .Scalars<GraphPage>("PageInfo",
                ("hasNextPage", page => page.HasNext), ("hasPreviousPage", page => page.HasPrevious),
                ("startCursor", page => page.Cursors.Count > 0 ? page.Cursors[0] : null), ("endCursor", page => page.Cursors.Count > 0 ? page.Cursors[^1] : null));
    }

    private static void AddRoots(GraphSchema schema, ShopifyStore store, ShopifyMutations mutations) => schema
        .Connection<ShopifyStore, StoredProduct>(
            "QueryRoot", "products", "Product", (_, given) => ShopifySearch.Products(store, given), product => ShopifyStore.Gid("Product", product.Number), "query sortKey savedSearchId")
        .Connection<ShopifyStore, StoredOrder>(
            "QueryRoot", "orders", "Order", (_, given) => ShopifySearch.Orders(store, given), order => ShopifyStore.Gid("Order", order.Number), "query sortKey savedSearchId")
        .Connection<ShopifyStore, StoredLocation>(
            "QueryRoot", "locations", "Location", (_, _) => store.Locations.OrderBy(location => location.Name, StringComparer.Ordinal), location => ShopifyStore.Gid("Location", location.Number),
            "query sortKey includeInactive includeLegacy")
        .Add<ShopifyStore>("QueryRoot", "product", "Product", (_, given) => store.Find(given.Text("id")), "id!")
        .Add<ShopifyStore>("QueryRoot", "order", "Order", (_, given) => store.Orders.FirstOrDefault(order => ShopifyStore.Gid("Order", order.Number) == given.Text("id")), "id!")
        .Add<ShopifyStore>("QueryRoot", "location", "Location", (_, given) => store.Locations.FirstOrDefault(one => given.Text("id") is not { } id || ShopifyStore.Gid("Location", one.Number) == id), "id")
        .Add<ShopifyStore>("QueryRoot", "inventoryItem", "InventoryItem", (_, given) => store.FindItem(given.Text("id"))?.Variant, "id!")
        .Add<ShopifyStore>("QueryRoot", "shop", "Shop", (_, _) => store)
        .Scalars<ShopifyStore>("Shop", ("name", _ => "Simulated Store"), ("currencyCode", _ => "USD"), ("myshopifyDomain", _ => "simulated-store.myshopify.com"))
        .Add<ShopifyStore>("Mutation", "productSet", "ProductSetPayload", (_, given) => mutations.ProductSet(given), "identifier input! synchronous")
        .Add<ShopifyStore>("Mutation", "inventorySetQuantities", "InventorySetQuantitiesPayload", (_, given) => mutations.InventorySetQuantities(given), "input!");

    private static void AddProducts(GraphSchema schema, ShopifyStore store) => schema
        .Scalars<StoredProduct>("Product",
            ("id", p => ShopifyStore.Gid("Product", p.Number)), ("title", p => p.Title), ("handle", p => p.Handle), ("status", p => p.Status), ("vendor", p => p.Vendor),
            ("productType", p => p.ProductType), ("tags", p => p.Tags), ("descriptionHtml", p => p.DescriptionHtml), ("createdAt", p => p.CreatedAt), ("updatedAt", p => p.UpdatedAt),
            ("totalInventory", p => p.Variants.Sum(store.Available)), ("tracksInventory", _ => true), ("hasOnlyDefaultVariant", p => p.Variants is [{ Title: "Default Title" }]))
        .Add<StoredProduct>("Product", "variantsCount", "Count", (product, _) => product)
        .Scalars<StoredProduct>("Count", ("count", product => product.Variants.Count), ("precision", _ => "EXACT"))
        .Connection<StoredProduct, StoredVariant>(
            "Product", "variants", "ProductVariant", (product, _) => product.Variants, variant => ShopifyStore.Gid("ProductVariant", variant.Number), "sortKey")
        .Scalars<StoredVariant>("ProductVariant",
            ("id", v => ShopifyStore.Gid("ProductVariant", v.Number)), ("title", v => v.Title), ("price", v => v.Price), ("compareAtPrice", v => v.CompareAtPrice), ("sku", v => v.Sku),
            ("barcode", v => v.Barcode), ("inventoryQuantity", v => store.Available(v)), ("availableForSale", v => store.Available(v) > 0))
        .Add<StoredVariant>("ProductVariant", "selectedOptions", "SelectedOption", (variant, _) => variant.Options)
        .Add<StoredVariant>("ProductVariant", "inventoryItem", "InventoryItem", (variant, _) => variant)
        .Add<StoredVariant>("ProductVariant", "product", "Product", (variant, _) => store.FindItem(ShopifyStore.Gid("InventoryItem", variant.Item))?.Product)
        .Scalars<WireOption>("SelectedOption", ("name", option => option.Name), ("value", option => option.Value));

    private static void AddStock(GraphSchema schema, ShopifyStore store) => schema
        .Scalars<StoredVariant>("InventoryItem", ("id", v => ShopifyStore.Gid("InventoryItem", v.Item)), ("sku", v => v.Sku), ("tracked", _ => true), ("requiresShipping", _ => true))
        .Add<StoredVariant>("InventoryItem", "variant", "ProductVariant", (variant, _) => variant)
        .Connection<StoredVariant, StockLevel>(
            "InventoryItem", "inventoryLevels", "InventoryLevel", (variant, _) => store.Locations.Select(location => new StockLevel(variant, location)), level => level.Id, "query includeInactive")
        .Scalars<StockLevel>("InventoryLevel", ("id", level => level.Id), ("isActive", _ => true))
        .Add<StockLevel>("InventoryLevel", "location", "Location", (level, _) => level.Location)
        .Add<StockLevel>("InventoryLevel", "item", "InventoryItem", (level, _) => level.Variant)
        .Add<StockLevel>("InventoryLevel", "quantities", "InventoryQuantity", (level, given) => given.Texts("names").Select(name => (object)(name, Quantity(store, level, name))), "names!")
        .Scalars<(string Name, int Quantity)>("InventoryQuantity", ("name", quantity => quantity.Name), ("quantity", quantity => quantity.Quantity))
        .Scalars<StoredLocation>("Location", ("id", l => ShopifyStore.Gid("Location", l.Number)), ("name", l => l.Name), ("isActive", _ => true), ("fulfillsOnlineOrders", _ => true));

    private static int Quantity(ShopifyStore store, StockLevel level, string name)
    {
        var stock = store.Stock(level.Variant.Item, level.Location.Number);
        return name switch
        {
            "available" => stock.Available,
            "on_hand" => stock.OnHand,
            "committed" => stock.Committed,
            "incoming" or "reserved" or "damaged" or "quality_control" or "safety_stock" => 0,
            _ => throw new GraphException("BAD_REQUEST", $"The quantity name {name} is not valid"),
        };
    }

    private static void AddOrders(GraphSchema schema, ShopifyStore store)
    {
        foreach (var (name, amount) in new (string, Func<StoredOrder, decimal>)[]
            { ("totalPriceSet", order => order.Total), ("currentTotalPriceSet", order => order.CurrentTotal), ("totalRefundedSet", order => order.Refunded) })
        {
            schema.Add<StoredOrder>("Order", name, "MoneyBag", (order, _) => new Money(amount(order)));
        }

        schema
            .Scalars<StoredOrder>("Order",
                ("id", o => ShopifyStore.Gid("Order", o.Number)), ("name", o => o.Name), ("createdAt", o => o.CreatedAt), ("email", o => o.Email), ("displayFinancialStatus", o => o.Financial),
                ("displayFulfillmentStatus", o => o.Fulfillment), ("cancelledAt", o => o.CancelledAt), ("cancelReason", o => o.CancelReason), ("currencyCode", _ => "USD"),
                ("refundable", o => o.Financial is "PAID" or "PARTIALLY_REFUNDED"))
            .Add<StoredOrder>("Order", "customer", "Customer", (order, _) => order)
            .Scalars<StoredOrder>("Customer", ("id", o => ShopifyStore.Gid("Customer", o.Customer)), ("email", o => o.Email))
            .Connection<StoredOrder, StoredLine>("Order", "lineItems", "LineItem", (order, _) => order.Lines, line => line.Sku + line.Title)
            .Scalars<StoredLine>("LineItem", ("title", l => l.Title), ("quantity", l => l.Quantity), ("currentQuantity", l => l.CurrentQuantity), ("sku", l => l.Sku))
            .Add<StoredLine>("LineItem", "originalUnitPriceSet", "MoneyBag", (line, _) => new Money(line.Price))
            .Add<StoredLine>("LineItem", "variant", "ProductVariant", (line, _) => store.Products.SelectMany(p => p.Variants).FirstOrDefault(v => v.Number == line.Variant))
            .Add<Money>("MoneyBag", "shopMoney", "MoneyV2", (money, _) => money)
            .Add<Money>("MoneyBag", "presentmentMoney", "MoneyV2", (money, _) => money)
            .Scalars<Money>("MoneyV2", ("amount", money => money.Amount), ("currencyCode", _ => "USD"));
    }

    private static void AddPayloads(GraphSchema schema)
    {
        foreach (var (payload, error) in (ReadOnlySpan<(string, string)>)
            [("ProductSetPayload", "ProductSetUserError"), ("InventorySetQuantitiesPayload", "InventorySetQuantitiesUserError")])
        {
            schema.Add<Payload>(payload, "userErrors", error, (made, _) => made.Errors)
                .Scalars<WireUserError>(error, ("field", one => one.Field), ("message", one => one.Message), ("code", one => one.Code));
        }

        schema
            .Add<Payload>("ProductSetPayload", "product", "Product", (made, _) => made.Product)
            .Add<Payload>("InventorySetQuantitiesPayload", "inventoryAdjustmentGroup", "InventoryAdjustmentGroup", (made, _) => made.Adjustment)
            .Scalars<JsonObject>("InventoryAdjustmentGroup",
                ("id", group => (string?)group["id"]), ("createdAt", group => (string?)group["createdAt"]), ("reason", group => (string?)group["reason"]),
                ("referenceDocumentUri", group => (string?)group["referenceDocumentUri"]))
            .Add<JsonObject>("InventoryAdjustmentGroup", "changes", "InventoryChange", (group, _) => group["changes"]!.AsArray().Select(change => (object)change!))
            .Scalars<JsonObject>("InventoryChange",
                ("name", change => (string?)change["name"]), ("delta", change => (int)change["delta"]!), ("quantityAfterChange", change => (int)change["after"]!));
    }
}

internal sealed record Money(decimal Amount);

/// <summary>Stock of a variant at a location.</summary>
internal sealed record StockLevel(StoredVariant Variant, StoredLocation Location)
{
    public string Id => ShopifyStore.Gid("InventoryLevel", Location.Number) + "?inventory_item_id=" + Variant.Item.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What a mutation answers.</summary>
internal sealed record Payload(IReadOnlyList<WireUserError> Errors, StoredProduct? Product = null, JsonObject? Adjustment = null);
