using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Shopify;

/// <summary>A request of any GraphQL operation.</summary>
internal sealed record WireRequest(string Query, JsonObject Variables);

/// <summary>An answer; success and failure are both HTTP 200. Of a wrong token <c>errors</c> is one text.</summary>
internal sealed record WireAnswer<T>
{
    public T? Data { get; init; }

    public JsonElement? Errors { get; init; }

    public WireExtensions? Extensions { get; init; }
}

/// <summary>What of an answer does not depend on what was asked.</summary>
internal sealed record WireEnvelope
{
    public JsonElement? Data { get; init; }

    public JsonElement? Errors { get; init; }

    public WireExtensions? Extensions { get; init; }
}

internal sealed record WireExtensions(WireCost? Cost);

internal sealed record WireCost(double? RequestedQueryCost, double? ActualQueryCost, WireThrottle? ThrottleStatus);

internal sealed record WireThrottle(double? MaximumAvailable, double? CurrentlyAvailable, double? RestoreRate);

internal sealed record WireUserError(IReadOnlyList<string>? Field, string? Message, string? Code);

internal sealed record WirePageInfo(bool HasNextPage, string? EndCursor);

internal sealed record WireConnection<T>
{
    public required IReadOnlyList<T> Nodes { get; init; }

    public required WirePageInfo PageInfo { get; init; }
}

internal sealed record ProductsData(WireConnection<WireProduct>? Products);

internal sealed record VariantsData(VariantsOnly? Product);

internal sealed record VariantsOnly(WireConnection<WireVariant> Variants);

internal sealed record ProductSetData(ProductSetPayload? ProductSet);

internal sealed record ProductSetPayload(WireProduct? Product, IReadOnlyList<WireUserError>? UserErrors);

internal sealed record OrdersData(WireConnection<WireOrder>? Orders);

internal sealed record InventoryData(InventoryPayload? InventorySetQuantities);

internal sealed record InventoryPayload(WireAdjustment? InventoryAdjustmentGroup, IReadOnlyList<WireUserError>? UserErrors);

internal sealed record WireAdjustment(string? Id, IReadOnlyList<WireChange>? Changes);

internal sealed record WireChange(string? Name, int? Delta, int? QuantityAfterChange);

internal sealed record LocationsData(WireConnection<WireLocation>? Locations);

internal sealed record WireLocation(string Id, string Name, bool IsActive);

internal sealed record WireProduct
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Handle { get; init; }

    public required string Status { get; init; }

    public string? Vendor { get; init; }

    public string? ProductType { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public int? TotalInventory { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public required WireConnection<WireVariant> Variants { get; init; }
}

internal sealed record WireVariant
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required decimal Price { get; init; }

    public decimal? CompareAtPrice { get; init; }

    public string? Sku { get; init; }

    public int? InventoryQuantity { get; init; }

    public IReadOnlyList<WireOption>? SelectedOptions { get; init; }

    public WireId? InventoryItem { get; init; }
}

internal sealed record WireOption(string Name, string Value);

internal sealed record WireId(string Id);

internal sealed record WireOrder
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? Email { get; init; }

    public string? DisplayFinancialStatus { get; init; }

    public required string DisplayFulfillmentStatus { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    public string? CancelReason { get; init; }

    public required string CurrencyCode { get; init; }

    public WireId? Customer { get; init; }

    public required WireMoneyBag TotalPriceSet { get; init; }

    public required WireMoneyBag CurrentTotalPriceSet { get; init; }

    public required WireMoneyBag TotalRefundedSet { get; init; }

    public required WireConnection<WireLine> LineItems { get; init; }
}

/// <summary>Amounts are text on the wire, as <c>10.00</c>.</summary>
internal sealed record WireMoneyBag(WireMoney ShopMoney);

internal sealed record WireMoney(decimal Amount);

internal sealed record WireLine
{
    public required string Title { get; init; }

    public int Quantity { get; init; }

    public int CurrentQuantity { get; init; }

    public string? Sku { get; init; }

    public required WireMoneyBag OriginalUnitPriceSet { get; init; }

    public WireId? Variant { get; init; }
}
