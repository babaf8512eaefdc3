namespace Switchboard.Connectors.Shopify;

/// <summary>The GraphQL documents that are sent, whole and always the same: what a caller gives travels as variables.</summary>
internal static class ShopifyDocuments
{
    public const string Products = """
        query Products($first: Int!, $after: String, $query: String) {
          products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT, reverse: true) {
            nodes {
              id title handle status vendor productType tags totalInventory updatedAt
              variants(first: 10) {
                nodes { id title price compareAtPrice sku inventoryQuantity selectedOptions { name value } inventoryItem { id } }
                pageInfo { hasNextPage endCursor }
              }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    public const string Variants = """
        query Variants($id: ID!, $after: String) {
          product(id: $id) {
            variants(first: 100, after: $after) {
              nodes { id title price compareAtPrice sku inventoryQuantity selectedOptions { name value } inventoryItem { id } }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
        """;

    public const string SetProduct = """
        mutation SetProduct($identifier: ProductSetIdentifiers, $input: ProductSetInput!) {
          productSet(identifier: $identifier, input: $input, synchronous: true) {
            product {
              id title handle status
              variants(first: 50) {
                nodes { id title price compareAtPrice sku inventoryQuantity selectedOptions { name value } inventoryItem { id } }
                pageInfo { hasNextPage endCursor }
              }
            }
            userErrors { field message code }
          }
        }
        """;

    public const string Orders = """
        query Orders($first: Int!, $after: String, $query: String) {
          orders(first: $first, after: $after, query: $query, sortKey: CREATED_AT, reverse: true) {
            nodes {
              id name createdAt email displayFinancialStatus displayFulfillmentStatus cancelledAt cancelReason currencyCode
              customer { id }
              totalPriceSet { shopMoney { amount } }
              currentTotalPriceSet { shopMoney { amount } }
              totalRefundedSet { shopMoney { amount } }
              lineItems(first: 10) {
                nodes { title quantity currentQuantity sku originalUnitPriceSet { shopMoney { amount } } variant { id } }
                pageInfo { hasNextPage endCursor }
              }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    // The key is demanded since 2026-04, though the schema does not say so.
    public const string SetInventory = """
        mutation SetInventory($input: InventorySetQuantitiesInput!, $key: String!) {
          inventorySetQuantities(input: $input) @idempotent(key: $key) {
            inventoryAdjustmentGroup { id changes { name delta quantityAfterChange } }
            userErrors { field message code }
          }
        }
        """;

    public const string Locations = """
        query Locations($first: Int!, $after: String) {
          locations(first: $first, after: $after) {
            nodes { id name isActive }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;
}
