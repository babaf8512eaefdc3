namespace Switchboard.Connectors.Shopify;

/// <summary>From Shopify's objects to the contract's records.</summary>
internal static class ShopifyAnswers
{
    public static Product ToProduct(WireProduct product, IReadOnlyList<WireVariant> variants) => new(
        product.Id,
        product.Title,
        product.Handle,
        product.Status,
        product.Vendor,
        product.ProductType,
        product.Tags,
        product.TotalInventory,
        product.UpdatedAt,
        [.. variants.Select(ToVariant)]);

    public static Variant ToVariant(WireVariant variant) => new(
        variant.Id,
        variant.Title,
        variant.Price,
        variant.InventoryItem?.Id,
        variant.Sku,
        variant.CompareAtPrice,
        variant.InventoryQuantity,
        variant.SelectedOptions is { } options ? [.. options.Select(option => new VariantOption(option.Name, option.Value))] : null);

    public static Order ToOrder(WireOrder order) => new(
        order.Id,
        order.Name,
        order.CreatedAt,
        order.DisplayFulfillmentStatus,
        order.CurrencyCode,
        order.TotalPriceSet.ShopMoney.Amount,
        order.CurrentTotalPriceSet.ShopMoney.Amount,
        order.TotalRefundedSet.ShopMoney.Amount,
        order.DisplayFinancialStatus,
        order.CancelledAt,
        order.CancelReason,
        order.Email,
        order.Customer?.Id,
        [.. order.LineItems.Nodes.Select(ToLine)],
        order.LineItems.PageInfo.HasNextPage);

    private static OrderLine ToLine(WireLine line) =>
        new(line.Title, line.Quantity, line.CurrentQuantity, line.OriginalUnitPriceSet.ShopMoney.Amount, line.Sku, line.Variant?.Id);
}
