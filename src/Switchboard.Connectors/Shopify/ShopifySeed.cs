namespace Switchboard.Connectors.Shopify;

/// <summary>The store that a simulation starts with: the same for the same seed.</summary>
internal sealed class ShopifySeed(ShopifyStore store)
{
    /// <summary>Before any simulated call, so that nothing of the seed depends on when it is made.</summary>
    private static readonly DateTimeOffset Began = new(2025, 1, 6, 9, 0, 0, TimeSpan.Zero);

    private static readonly (string Title, string Type, string Option, (string Value, decimal Price, int Stock)[] Variants)[] Goods =
    [
        ("Canvas Tote", "Bags", "Colour", [("Natural", 18.00m, 40), ("Black", 18.00m, 25)]),
        ("Enamel Mug", "Kitchen", "Title", [("Default Title", 14.50m, 60)]),
        ("Wool Socks", "Clothing", "Size", [("S", 12.00m, 30), ("M", 12.00m, 45), ("L", 12.00m, 0)]),
        ("Field Notebook", "Stationery", "Title", [("Default Title", 9.00m, 120)]),
        ("Rain Jacket", "Clothing", "Size", [("S", 89.00m, 8), ("M", 89.00m, 12), ("L", 89.00m, 5)]),
    ];

    // Product and variant, how many, how many are left; then how it stands.
    private static readonly (int Product, int Variant, int Quantity, int Left, string Financial, string Fulfillment, string? Cancelled, decimal Refunded)[] Sales =
    [
        (0, 0, 2, 2, "PAID", "FULFILLED", null, 0m),
        (4, 1, 1, 1, "PAID", "UNFULFILLED", null, 0m),
        (2, 1, 3, 3, "PENDING", "UNFULFILLED", null, 0m),
        (1, 0, 4, 2, "PARTIALLY_REFUNDED", "FULFILLED", null, 29.00m),
        (3, 0, 1, 0, "REFUNDED", "RESTOCKED", null, 14.00m),
        (4, 0, 1, 0, "VOIDED", "RESTOCKED", "CUSTOMER", 0m),
    ];

    private static readonly string[] People = ["ada", "bruno", "chen", "dalia", "elena", "farid"];

    public void Populate()
    {
        StoredLocation[] locations = [new(store.NewNumber("location", "main"), "Main Warehouse"), new(store.NewNumber("location", "shop"), "Shop Floor")];
        List<StoredProduct> products = [.. Goods.Select((good, i) => Product(good.Title, good.Type, good.Option, good.Variants, Began.AddDays(i)))];
        store.Populate(locations, [.. Sales.Select((_, i) => Order(i, products))]);
        for (var i = 0; i < Goods.Length; i++)
        {
            for (var v = 0; v < Goods[i].Variants.Length; v++)
            {
                var committed = Sales.Where(sale => (sale.Product, sale.Variant, sale.Fulfillment) == (i, v, "UNFULFILLED")).Sum(sale => sale.Left);
                store.SetStock(products[i].Variants[v].Item, locations[0].Number, new StoredStock(Goods[i].Variants[v].Stock, committed));
            }
        }
    }

    private StoredProduct Product(string title, string type, string option, (string Value, decimal Price, int Stock)[] variants, DateTimeOffset at)
    {
        var handle = ShopifyInputs.HandleOf(title);
        return store.Keep(new StoredProduct
        {
            Number = store.NewNumber("product", handle),
            Title = title,
            Handle = handle,
            Vendor = "Example Works",
            ProductType = type,
            CreatedAt = at,
            UpdatedAt = at,
            Variants = [.. variants.Select((variant, i) => new StoredVariant
            {
                Number = store.NewNumber("variant", handle + variant.Value),
                Item = store.NewNumber("item", handle + variant.Value),
                Options = [new WireOption(option, variant.Value)],
                Price = variant.Price,
                Sku = handle.ToUpperInvariant()[..4] + "-" + (i + 1),
            })],
        });
    }

    private StoredOrder Order(int index, List<StoredProduct> products)
    {
        var sale = Sales[index];
        var (product, variant) = (products[sale.Product], products[sale.Product].Variants[sale.Variant]);
        var at = Began.AddDays(20 + index);
        return new StoredOrder
        {
            Number = store.NewNumber("order", People[index]),
            Name = "#" + (1001 + index),
            CreatedAt = at,
            Email = People[index] + "@example.com",
            Customer = store.NewNumber("customer", People[index]),
            Financial = sale.Financial,
            Fulfillment = sale.Fulfillment,
            CancelledAt = sale.Cancelled is null ? null : at.AddHours(5),
            CancelReason = sale.Cancelled,
            Shipping = 5.00m,
            Refunded = sale.Refunded,
            Lines = [new StoredLine(product.Title, sale.Quantity, sale.Left, variant.Sku, variant.Price, variant.Number)],
        };
    }
}
