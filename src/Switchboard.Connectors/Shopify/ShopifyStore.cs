using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Shopify;

/// <summary>State of the simulated store: products, stock, orders, and what idempotency keys were answered.</summary>
/// <param name="newHexId">Hex id of (kind, key, digits).</param>
internal sealed class ShopifyStore(Func<string, string, int, string> newHexId)
{
    private readonly Dictionary<string, StoredProduct> _products = [];
    private readonly SortedDictionary<string, StoredStock> _stock = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredKey> _keys = [];

    public DateTimeOffset Now { get; set; }

    public IReadOnlyList<StoredLocation> Locations { get; private set; } = [];

    public IReadOnlyList<StoredOrder> Orders { get; private set; } = [];

    public IEnumerable<StoredProduct> Products => _products.Values;

    /// <summary>A number of 13 digits, the same for the same seed, kind and key.</summary>
    public long NewNumber(string kind, string key) =>
        1_000_000_000_000 + (long)(ulong.Parse(newHexId(kind, key, 15), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 8_999_999_999_999);

    public void Populate(IReadOnlyList<StoredLocation> locations, IReadOnlyList<StoredOrder> orders) => (Locations, Orders) = (locations, orders);

    public StoredProduct Keep(StoredProduct product) => _products[Gid("Product", product.Number)] = product;

    public StoredProduct? Find(string? id) => id is null ? null : _products.GetValueOrDefault(id);

    public StoredProduct? FindHandle(string? handle) => _products.Values.FirstOrDefault(product => product.Handle == handle);

    /// <summary>The variant that an inventory item is of, with its product; null: there is none.</summary>
    public (StoredProduct Product, StoredVariant Variant)? FindItem(string? itemId)
    {
        foreach (var product in _products.Values)
        {
            if (product.Variants.FirstOrDefault(variant => Gid("InventoryItem", variant.Item) == itemId) is { } found)
            {
                return (product, found);
            }
        }

        return null;
    }

    public StoredStock Stock(long item, long location) =>
        _stock.TryGetValue(StockKey(item, location), out var stock) ? stock : new StoredStock(0, 0);

    public void SetStock(long item, long location, StoredStock stock) => _stock[StockKey(item, location)] = stock;

    public int Available(StoredVariant variant) => Locations.Sum(location => Stock(variant.Item, location.Number).Available);

    /// <summary>Stock goes with its variant.</summary>
    public void Forget(StoredVariant variant)
    {
        foreach (var location in Locations)
        {
            _stock.Remove(StockKey(variant.Item, location.Number));
        }
    }

    public StoredKey? FindKey(string key) => _keys.GetValueOrDefault(key);

    public void KeepKey(string key, StoredKey answer) => _keys[key] = answer;

    public ShopifySnapshot Save(double available, DateTimeOffset at) => new(
        [.. _products.OrderBy(product => product.Key, StringComparer.Ordinal).Select(product => product.Value)],
        _stock,
        new SortedDictionary<string, StoredKey>(_keys, StringComparer.Ordinal),
        Locations,
        Orders,
        available,
        at);

    public void Load(ShopifySnapshot saved)
    {
        _products.Clear();
        _stock.Clear();
        _keys.Clear();
        foreach (var product in saved.Products)
        {
            Keep(product);
        }

        foreach (var (key, stock) in saved.Stock)
        {
            _stock[key] = stock;
        }

        foreach (var (key, answer) in saved.Keys)
        {
            _keys[key] = answer;
        }

        (Locations, Orders) = (saved.Locations, saved.Orders);
    }

    public static string Gid(string type, long number) => string.Create(CultureInfo.InvariantCulture, $"gid://shopify/{type}/{number}");

    private static string StockKey(long item, long location) => string.Create(CultureInfo.InvariantCulture, $"{item}@{location}");
}

/// <summary>The simulated store as it is saved.</summary>
internal sealed record ShopifySnapshot(
    IReadOnlyList<StoredProduct> Products,
    SortedDictionary<string, StoredStock> Stock,
    SortedDictionary<string, StoredKey> Keys,
    IReadOnlyList<StoredLocation> Locations,
    IReadOnlyList<StoredOrder> Orders,
    double PointsAvailable,
    DateTimeOffset PointsAt);

internal sealed record StoredProduct
{
    public required long Number { get; init; }

    public required string Title { get; init; }

    public required string Handle { get; init; }

    public string Status { get; init; } = "ACTIVE";

    public string Vendor { get; init; } = "";

    public string ProductType { get; init; } = "";

    public string DescriptionHtml { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public IReadOnlyList<StoredVariant> Variants { get; init; } = [];
}

internal sealed record StoredVariant
{
    public required long Number { get; init; }

    public required long Item { get; init; }

    public required IReadOnlyList<WireOption> Options { get; init; }

    public decimal Price { get; init; }

    public decimal? CompareAtPrice { get; init; }

    public string? Sku { get; init; }

    public string? Barcode { get; init; }

    public string Title => string.Join(" / ", Options.Select(option => option.Value));
}

/// <summary>Stock of an item at a location; on hand is what can be sold and what is promised to orders.</summary>
internal sealed record StoredStock(int Available, int Committed)
{
    public int OnHand => Available + Committed;
}

internal sealed record StoredLocation(long Number, string Name);

/// <summary>What a key was used for, and answered.</summary>
internal sealed record StoredKey(string Asked, JsonObject Answer, DateTimeOffset At);

internal sealed record StoredOrder
{
    public required long Number { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Email { get; init; }

    public required long Customer { get; init; }

    public required string Financial { get; init; }

    public required string Fulfillment { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    public string? CancelReason { get; init; }

    public decimal Shipping { get; init; }

    public decimal Refunded { get; init; }

    public required IReadOnlyList<StoredLine> Lines { get; init; }

    public decimal Total => Shipping + Lines.Sum(line => line.Price * line.Quantity);

    /// <summary>What is left after removals, with shipping unless nothing is left.</summary>
    public decimal CurrentTotal => Lines.All(line => line.CurrentQuantity == 0) ? 0 : Shipping + Lines.Sum(line => line.Price * line.CurrentQuantity);
}

internal sealed record StoredLine(string Title, int Quantity, int CurrentQuantity, string? Sku, decimal Price, long Variant);
