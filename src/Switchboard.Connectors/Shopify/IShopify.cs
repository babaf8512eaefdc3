using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Shopify;

file static class Pages
{
    internal const string Limits = "https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits";
}

/// <summary>Products, stock and orders of a Shopify store, through its GraphQL Admin API.</summary>
/// <remarks>
/// Shopify counts points and not requests: a bucket of 2,000 that fills at 100 a second (standard plan; Advanced 200, Plus 1,000). The costs
/// below are those of an ordinary call; what each really cost comes with the answer, and calls wait when the store says that too little is left.
/// </remarks>
[Connector(
    "shopify",
    Category = "Commerce",
    BaseAddress = "https://your-store.myshopify.com",
    ApiVersion = ShopifyAdapter.Version,
    Adapter = typeof(ShopifyAdapter),
    Simulator = typeof(ShopifySimulator),
    Json = typeof(ShopifyJson),
    Triggers = ["orders/create", "orders/paid", "orders/cancelled", "products/update", "inventory_levels/update"])]
[Credential("Shop", "Domain of the store, as my-store.myshopify.com, or its first part alone.", Simulated = "simulated-store.myshopify.com")]
[Credential("AccessToken", "Admin API access token (shpat_…) of an app that is installed in the store: Settings, Apps, Develop apps.", Simulated = "shpat_simulated")]
[RateLimit("points", 2000, 20, Source = Pages.Limits)]
public interface IShopify
{
    /// <summary>
    /// Lists products with all their variants, latest change first, one page a call. For the next page repeat the same input with pageToken set to
    /// nextPageToken; no nextPageToken means the end.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Scopes = ["read_products"])]
    [Cost("points", 350)]
    Task<ProductPage> ListProductsAsync(ListProducts input, CancellationToken ct = default);

    /// <summary>
    /// Makes a product, or brings an existing one to this state. It is found by id, else by handle, else by the handle that the title makes. Its variants
    /// become exactly those given: a variant that is not among them is deleted with its stock. Other fields that are left out stay as they are.
    /// </summary>
    [Action(Effect.Write, Repeat.Natural, Check = nameof(ShopifyAdapter.CheckProduct), Scopes = ["write_products"])]
    [Cost("points", 170)]
    Task<SyncedProduct> SyncProductAsync(SyncProduct input, CancellationToken ct = default);

    /// <summary>
    /// Lists orders, newest first, with their lines and what became of them: paid, fulfilled, refunded, cancelled. Paging as listProducts.
    /// Without the scope read_all_orders Shopify gives the last 60 days only.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Scopes = ["read_orders"])]
    [Cost("points", 520)]
    Task<OrderPage> ListOrdersAsync(ListOrders input, CancellationToken ct = default);

    /// <summary>
    /// Sets the stock of one variant at one location to a number. Take inventoryItemId from listProducts and locationId from listLocations. Give
    /// expectedQuantity where somebody else may count too: then a stock that is no longer that is left alone, with CHANGE_FROM_QUANTITY_STALE.
    /// </summary>
    [Action(Effect.Write, Repeat.Keyed, KeyWindowSeconds = 3600, Scopes = ["write_inventory"])]
    [Cost("points", 20)]
    Task<InventorySet> SetInventoryAsync(SetInventory input, CancellationToken ct = default);

    /// <summary>Lists the places where the store keeps stock.</summary>
    [Action(Effect.Read, Repeat.Read, Scopes = ["read_locations"])]
    [Cost("points", 60)]
    Task<LocationPage> ListLocationsAsync(ListLocations input, CancellationToken ct = default);
}

/// <summary>Which products to list.</summary>
/// <param name="Query">Shopify's search, as <c>status:active</c>, <c>vendor:Acme</c> or <c>sku:A-1</c>; several with AND. Default all.</param>
/// <param name="Limit">Products a page, 1 to 25. Default 10.</param>
/// <param name="PageToken">The nextPageToken of the page before, with the same query; absent: first page.</param>
public sealed record ListProducts(
    [Content][Format(TextFormat.SingleLine)][Length(1, 1000)] string? Query = null,
    [Range(1, 25)] int? Limit = null,
    [Volatile][Format(TextFormat.SingleLine)][Length(1, 1000)] string? PageToken = null);

/// <summary>One page of products.</summary>
/// <param name="Products">Latest change first.</param>
/// <param name="NextPageToken">Where the next page starts; absent: this is the last.</param>
public sealed record ProductPage([Volatile] IReadOnlyList<Product> Products, [Volatile] string? NextPageToken = null);

/// <summary>A product of the store.</summary>
/// <param name="Id">Its id, as gid://shopify/Product/123.</param>
/// <param name="Title">Title.</param>
/// <param name="Handle">Its part of the shop's addresses, unique in the store.</param>
/// <param name="Status">ACTIVE, ARCHIVED, DRAFT or UNLISTED.</param>
/// <param name="Vendor">Who makes it.</param>
/// <param name="ProductType">Kind, in the store's own words.</param>
/// <param name="Tags">Tags.</param>
/// <param name="TotalInventory">Stock of all variants at all locations.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Variants">All its variants.</param>
public sealed record Product(
    string Id,
    string Title,
    string Handle,
    string Status,
    string? Vendor = null,
    string? ProductType = null,
    IReadOnlyList<string>? Tags = null,
    int? TotalInventory = null,
    DateTimeOffset? UpdatedAt = null,
    IReadOnlyList<Variant>? Variants = null);

/// <summary>A variant of a product: what is bought.</summary>
/// <param name="Id">Its id, as gid://shopify/ProductVariant/123.</param>
/// <param name="Title">Its option values, as Red / L.</param>
/// <param name="Price">Price in the store's currency.</param>
/// <param name="InventoryItemId">What setInventory takes, as gid://shopify/InventoryItem/123.</param>
/// <param name="Sku">Your stock number.</param>
/// <param name="CompareAtPrice">Price before a sale.</param>
/// <param name="InventoryQuantity">What can be sold, at all locations together.</param>
/// <param name="Options">Its option values.</param>
public sealed record Variant(
    string Id,
    string Title,
    decimal Price,
    string? InventoryItemId = null,
    string? Sku = null,
    decimal? CompareAtPrice = null,
    [Volatile] int? InventoryQuantity = null,
    IReadOnlyList<VariantOption>? Options = null);

/// <summary>A value of an option.</summary>
/// <param name="Name">Option, as Size; at most 255 characters.</param>
/// <param name="Value">Value, as L; at most 255 characters.</param>
public sealed record VariantOption([Length(1, 255)] string Name, [Length(1, 255)] string Value);

/// <summary>A product as it shall be.</summary>
/// <param name="Title">Title, at most 255 characters.</param>
/// <param name="Variants">Every variant that it shall have, 1 to 2,048, each with the same option names and its own values.</param>
/// <param name="Handle">Lower-case letters, digits and dashes, at most 255. With id: its new handle. Default, without id: made of the title.</param>
/// <param name="Id">Existing product, as gid://shopify/Product/123.</param>
/// <param name="DescriptionHtml">Description as HTML, at most 65,535 characters.</param>
/// <param name="Vendor">Who makes it, at most 255 characters.</param>
/// <param name="ProductType">Kind, at most 255 characters.</param>
/// <param name="Tags">Tags, at most 250, each at most 255 characters; they replace those that were there.</param>
/// <param name="Status">active, archived, draft or unlisted. Default of a new product active.</param>
public sealed record SyncProduct(
    [Length(1, 255)] string Title,
    [Items(1, 2048)] IReadOnlyList<SyncVariant> Variants,
    [Pattern("^[a-z0-9][a-z0-9-]{0,254}$")] string? Handle = null,
    [Pattern("^gid://shopify/Product/[0-9]{1,20}$")] string? Id = null,
    [Content][Length(0, 65_535)] string? DescriptionHtml = null,
    [Length(0, 255)] string? Vendor = null,
    [Length(0, 255)] string? ProductType = null,
    [Items(0, 250)][Length(1, 255)] IReadOnlyList<string>? Tags = null,
    PublishedStatus? Status = null);

/// <summary>Whether a product is for sale.</summary>
[JsonConverter(typeof(EnumText<PublishedStatus>))]
public enum PublishedStatus
{
    /// <summary>For sale.</summary>
    Active,

    /// <summary>No longer sold, kept.</summary>
    Archived,

    /// <summary>Not ready.</summary>
    Draft,

    /// <summary>For sale to those who know its address.</summary>
    Unlisted,
}

/// <summary>A variant as it shall be. Without title and options it is the only one.</summary>
/// <param name="Title">Name of the variant where one name is enough, at most 255 characters. Not with options.</param>
/// <param name="Options">Its option values, at most 3, as Size L and Colour Red.</param>
/// <param name="Price">Price in the store's currency. Default 0 for a new variant.</param>
/// <param name="CompareAtPrice">Price before a sale.</param>
/// <param name="Sku">Your stock number, at most 255 characters.</param>
/// <param name="Barcode">Barcode, at most 255 characters.</param>
public sealed record SyncVariant(
    [Length(1, 255)] string? Title = null,
    [Items(1, 3)] IReadOnlyList<VariantOption>? Options = null,
    [Range(0, 1_000_000_000)] decimal? Price = null,
    [Range(0, 1_000_000_000)] decimal? CompareAtPrice = null,
    [Length(0, 255)] string? Sku = null,
    [Length(0, 255)] string? Barcode = null);

/// <summary>A product after it was synced.</summary>
/// <param name="Id">Its id, as gid://shopify/Product/123.</param>
/// <param name="Title">Title.</param>
/// <param name="Handle">Its part of the shop's addresses.</param>
/// <param name="Status">ACTIVE, ARCHIVED, DRAFT or UNLISTED.</param>
/// <param name="Variants">Its variants, the first 50; listProducts has all.</param>
public sealed record SyncedProduct(string Id, string Title, string Handle, string Status, IReadOnlyList<Variant> Variants);

/// <summary>Which orders to list.</summary>
/// <param name="Query">Shopify's search, as <c>financial_status:refunded</c>, <c>fulfillment_status:unfulfilled</c> or <c>name:#1001</c>; several with AND. Default all.</param>
/// <param name="CreatedFrom">Only orders made at or after this time.</param>
/// <param name="Limit">Orders a page, 1 to 15. Default 10.</param>
/// <param name="PageToken">The nextPageToken of the page before, with the same other fields; absent: first page.</param>
public sealed record ListOrders(
    [Content][Format(TextFormat.SingleLine)][Length(1, 1000)] string? Query = null,
    [Volatile] DateTimeOffset? CreatedFrom = null,
    [Range(1, 15)] int? Limit = null,
    [Volatile][Format(TextFormat.SingleLine)][Length(1, 1000)] string? PageToken = null);

/// <summary>One page of orders.</summary>
/// <param name="Orders">Newest first.</param>
/// <param name="NextPageToken">Where the next page starts; absent: this is the last.</param>
public sealed record OrderPage([Volatile] IReadOnlyList<Order> Orders, [Volatile] string? NextPageToken = null);

/// <summary>An order of the store.</summary>
/// <param name="Id">Its id, as gid://shopify/Order/123.</param>
/// <param name="Name">Its number for people, as #1001.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="FulfillmentStatus">As FULFILLED, UNFULFILLED, PARTIALLY_FULFILLED, RESTOCKED.</param>
/// <param name="Currency">Currency of the amounts, as USD.</param>
/// <param name="Total">What was ordered, shipping and tax included.</param>
/// <param name="CurrentTotal">What is left after removals and refunds.</param>
/// <param name="TotalRefunded">What was paid back.</param>
/// <param name="FinancialStatus">As AUTHORIZED, PAID, PARTIALLY_REFUNDED, PENDING, REFUNDED, VOIDED; absent: not known.</param>
/// <param name="CancelledAt">When it was cancelled; absent: it was not.</param>
/// <param name="CancelReason">Why, as CUSTOMER, DECLINED, FRAUD, INVENTORY, OTHER, STAFF.</param>
/// <param name="Email">Customer's mail address.</param>
/// <param name="CustomerId">Customer, as gid://shopify/Customer/123.</param>
/// <param name="Lines">What was ordered, the first 10 lines.</param>
/// <param name="HasMoreLines">Whether the order has more lines than those.</param>
public sealed record Order(
    string Id,
    string Name,
    DateTimeOffset CreatedAt,
    string FulfillmentStatus,
    string Currency,
    decimal Total,
    decimal CurrentTotal,
    decimal TotalRefunded,
    string? FinancialStatus = null,
    DateTimeOffset? CancelledAt = null,
    string? CancelReason = null,
    [Recipient] string? Email = null,
    [Recipient] string? CustomerId = null,
    IReadOnlyList<OrderLine>? Lines = null,
    bool? HasMoreLines = null);

/// <summary>A line of an order.</summary>
/// <param name="Title">Title of the product, when it was ordered.</param>
/// <param name="Quantity">How many were ordered.</param>
/// <param name="CurrentQuantity">How many are left after removals.</param>
/// <param name="UnitPrice">Price of one.</param>
/// <param name="Sku">Your stock number.</param>
/// <param name="VariantId">The variant; absent: it was deleted.</param>
public sealed record OrderLine(string Title, int Quantity, int CurrentQuantity, decimal UnitPrice, string? Sku = null, string? VariantId = null);

/// <summary>A stock to set.</summary>
/// <param name="InventoryItemId">Inventory item of the variant, as gid://shopify/InventoryItem/123.</param>
/// <param name="LocationId">Where, as gid://shopify/Location/123.</param>
/// <param name="Quantity">The stock that there shall be, at most 1,000,000,000.</param>
/// <param name="ExpectedQuantity">The stock that you think there is; absent: whatever there is.</param>
/// <param name="Kind">available: what can be sold. onHand: what is there, that promised to orders included. Default available.</param>
/// <param name="Reason">Why, in Shopify's words: correction, cycle_count_available, damaged, movement_created, other, promotion, quality_control, received, reservation_created, restock, safety_stock, shrinkage. Default correction.</param>
public sealed record SetInventory(
    [Pattern("^gid://shopify/InventoryItem/[0-9]{1,20}$")] string InventoryItemId,
    [Pattern("^gid://shopify/Location/[0-9]{1,20}$")] string LocationId,
    [Range(-1_000_000_000, 1_000_000_000)] int Quantity,
    [Range(-1_000_000_000, 1_000_000_000)] int? ExpectedQuantity = null,
    StockKind? Kind = null,
    [Pattern("^[a-z][a-z_]{0,63}$")] string? Reason = null);

/// <summary>Which number of a stock.</summary>
[JsonConverter(typeof(EnumText<StockKind>))]
public enum StockKind
{
    /// <summary>What can be sold.</summary>
    Available,

    /// <summary>What is there.</summary>
    OnHand,
}

/// <summary>A stock that was set.</summary>
/// <param name="InventoryItemId">Inventory item.</param>
/// <param name="LocationId">Where.</param>
/// <param name="Quantity">The stock now, of the kind asked for.</param>
/// <param name="Delta">By how much it changed; 0: it was so already.</param>
/// <param name="AdjustmentId">Id of the change in the store's history; absent: nothing changed.</param>
public sealed record InventorySet(string InventoryItemId, string LocationId, int Quantity, [Volatile] int Delta, [Volatile] string? AdjustmentId = null);

/// <summary>Which locations to list.</summary>
/// <param name="Limit">Locations a page, 1 to 50. Default 50.</param>
/// <param name="PageToken">The nextPageToken of the page before; absent: first page.</param>
public sealed record ListLocations(
    [Range(1, 50)] int? Limit = null,
    [Volatile][Format(TextFormat.SingleLine)][Length(1, 1000)] string? PageToken = null);

/// <summary>One page of locations.</summary>
/// <param name="Locations">By name.</param>
/// <param name="NextPageToken">Where the next page starts; absent: this is the last.</param>
public sealed record LocationPage(IReadOnlyList<Location> Locations, [Volatile] string? NextPageToken = null);

/// <summary>A place where the store keeps stock.</summary>
/// <param name="Id">Its id, as gid://shopify/Location/123.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">Whether it is in use.</param>
public sealed record Location(string Id, string Name, bool IsActive);
