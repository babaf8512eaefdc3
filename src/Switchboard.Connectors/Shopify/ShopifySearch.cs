using System.Globalization;
using System.Text.RegularExpressions;

namespace Switchboard.Connectors.Shopify;

/// <summary>Shopify's search, as far as the simulated store plays it: terms and <c>field:value</c>, all of which must hold. Unknown fields are ignored, as at Shopify.</summary>
internal static partial class ShopifySearch
{
    public static IEnumerable<StoredProduct> Products(ShopifyStore store, GraphArguments given)
    {
        var found = store.Products.Where(product => Terms(given.Text("query")).All(term => Matches(product, term)));
        return given.Text("sortKey") switch
        {
            "UPDATED_AT" => found.OrderBy(product => product.UpdatedAt).ThenBy(product => product.Number),
            "CREATED_AT" => found.OrderBy(product => product.CreatedAt).ThenBy(product => product.Number),
            "TITLE" => found.OrderBy(product => product.Title, StringComparer.Ordinal).ThenBy(product => product.Number),
            _ => found.OrderBy(product => product.Number),
        };
    }

    public static IEnumerable<StoredOrder> Orders(ShopifyStore store, GraphArguments given) => store.Orders
        .Where(order => Terms(given.Text("query")).All(term => Matches(order, term)))
        .OrderBy(order => order.CreatedAt).ThenBy(order => order.Number);

    private static bool Matches(StoredProduct product, (string Field, string Comparison, string Value) term) => term.Field switch
    {
        "" => product.Title.Contains(term.Value, StringComparison.OrdinalIgnoreCase) || product.Variants.Any(variant => Same(variant.Sku, term.Value)),
        "title" => product.Title.Contains(term.Value, StringComparison.OrdinalIgnoreCase),
        "status" => term.Value.Split(',').Any(status => Same(product.Status, status)),
        "vendor" => Same(product.Vendor, term.Value),
        "product_type" => Same(product.ProductType, term.Value),
        "handle" => Same(product.Handle, term.Value),
        "tag" => product.Tags.Any(tag => Same(tag, term.Value)),
        "sku" => product.Variants.Any(variant => Same(variant.Sku, term.Value)),
        "created_at" => Compare(product.CreatedAt, term.Comparison, term.Value),
        "updated_at" => Compare(product.UpdatedAt, term.Comparison, term.Value),
        _ => true,
    };

    private static bool Matches(StoredOrder order, (string Field, string Comparison, string Value) term) => term.Field switch
    {
        "" => Same(order.Name, term.Value) || Same(order.Email, term.Value),
        "name" => Same(order.Name.TrimStart('#'), term.Value.TrimStart('#')),
        "email" => Same(order.Email, term.Value),
        "financial_status" => Same(order.Financial, term.Value),
        "fulfillment_status" => Same(order.Fulfillment, term.Value),
        "status" => !Same(term.Value, "cancelled") || order.CancelledAt is not null,
        "created_at" => Compare(order.CreatedAt, term.Comparison, term.Value),
        _ => true,
    };

    private static IEnumerable<(string Field, string Comparison, string Value)> Terms(string? query) =>
        Term().Matches(query ?? "").Where(match => match.Value != "AND").Select(match =>
            (match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value, match.Groups[3].Value.Trim('\'', '"')));

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool Compare(DateTimeOffset at, string comparison, string value) =>
        !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var bound) || comparison switch
        {
            ">=" => at >= bound,
            ">" => at > bound,
            "<=" => at <= bound,
            "<" => at < bound,
            _ => at.UtcDateTime.Date == bound.UtcDateTime.Date,
        };

    [GeneratedRegex("""(?:([A-Za-z_]+):)?(>=|<=|>|<)?('[^']*'|"[^"]*"|[^\s()]+)""")]
    private static partial Regex Term();
}
