using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Validation;

namespace Switchboard.Connectors.Shopify;

/// <summary>Speaks Shopify's GraphQL Admin API in one version: fixed documents, variables, errors inside HTTP 200.</summary>
internal sealed class ShopifyAdapter(Attempt attempt) : IShopify
{
    /// <summary>The API version that every request names in its path.</summary>
    public const string Version = "2026-10";

    private const string Domain = ".myshopify.com";
    private const int LongestName = 63;

    /// <summary>What attributes cannot say of a product.</summary>
    public static void CheckProduct(SyncProduct input, DateTimeOffset now, ValidationErrors errors) => ShopifyInputs.Check(input, errors);

    public async Task<ProductPage> ListProductsAsync(ListProducts input, CancellationToken ct = default)
    {
        var (response, data) = await AskAsync(
            ShopifyDocuments.Products, ShopifyInputs.Page(input.Limit ?? 10, input.PageToken, input.Query), ShopifyWireJson.Default.WireAnswerProductsData, ct).ConfigureAwait(false);
        var page = data.Products ?? throw ShopifyFaults.Missing(response, "products");
        var products = new List<Product>(page.Nodes.Count);
        foreach (var product in page.Nodes)
        {
            products.Add(ShopifyAnswers.ToProduct(product, await AllVariantsAsync(product, ct).ConfigureAwait(false)));
        }

        return new ProductPage(products, Next(page.PageInfo));
    }

    public async Task<SyncedProduct> SyncProductAsync(SyncProduct input, CancellationToken ct = default)
    {
        var (response, data) = await AskAsync(
            ShopifyDocuments.SetProduct, ShopifyInputs.Product(input), ShopifyWireJson.Default.WireAnswerProductSetData, ct).ConfigureAwait(false);
        var payload = data.ProductSet ?? throw ShopifyFaults.Missing(response, "productSet");
        if (ShopifyFaults.OfUserErrors(response, payload.UserErrors) is { } refusal)
        {
            throw refusal;
        }

        var product = payload.Product ?? throw ShopifyFaults.Missing(response, "product");
        return new SyncedProduct(product.Id, product.Title, product.Handle, product.Status, [.. product.Variants.Nodes.Select(ShopifyAnswers.ToVariant)]);
    }

    public async Task<OrderPage> ListOrdersAsync(ListOrders input, CancellationToken ct = default)
    {
        var since = input.CreatedFrom is { } from ? "created_at:>='" + from.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) + "'" : null;
        var query = since is null ? input.Query : input.Query is null ? since : $"({input.Query}) AND {since}";
        var (response, data) = await AskAsync(
            ShopifyDocuments.Orders, ShopifyInputs.Page(input.Limit ?? 10, input.PageToken, query), ShopifyWireJson.Default.WireAnswerOrdersData, ct).ConfigureAwait(false);
        var page = data.Orders ?? throw ShopifyFaults.Missing(response, "orders");
        return new OrderPage([.. page.Nodes.Select(ShopifyAnswers.ToOrder)], Next(page.PageInfo));
    }

    public async Task<InventorySet> SetInventoryAsync(SetInventory input, CancellationToken ct = default)
    {
        var (response, data) = await AskAsync(
            ShopifyDocuments.SetInventory, ShopifyInputs.Inventory(input, attempt.ExecutionId), ShopifyWireJson.Default.WireAnswerInventoryData, ct).ConfigureAwait(false);
        var payload = data.InventorySetQuantities ?? throw ShopifyFaults.Missing(response, "inventorySetQuantities");
        if (ShopifyFaults.OfUserErrors(response, payload.UserErrors) is { } refusal)
        {
            throw refusal;
        }

        // Setting what is set already makes no adjustment group. One of on_hand names available too.
        var name = input.Kind == StockKind.OnHand ? "on_hand" : "available";
        var change = payload.InventoryAdjustmentGroup?.Changes?.FirstOrDefault(item => item.Name == name);
        return new InventorySet(
            input.InventoryItemId, input.LocationId, change?.QuantityAfterChange ?? input.Quantity, change?.Delta ?? 0, payload.InventoryAdjustmentGroup?.Id);
    }

    public async Task<LocationPage> ListLocationsAsync(ListLocations input, CancellationToken ct = default)
    {
        var (response, data) = await AskAsync(
            ShopifyDocuments.Locations, ShopifyInputs.Page(input.Limit ?? 50, input.PageToken), ShopifyWireJson.Default.WireAnswerLocationsData, ct).ConfigureAwait(false);
        var page = data.Locations ?? throw ShopifyFaults.Missing(response, "locations");
        return new LocationPage([.. page.Nodes.Select(location => new Location(location.Id, location.Name, location.IsActive))], Next(page.PageInfo));
    }

    private static string? Next(WirePageInfo page) => page.HasNextPage ? page.EndCursor : null;

    // A list of products holds the first variants of each; the rest is fetched, since a product may have thousands.
    private async Task<IReadOnlyList<WireVariant>> AllVariantsAsync(WireProduct product, CancellationToken ct)
    {
        var variants = product.Variants.Nodes.ToList();
        for (var next = Next(product.Variants.PageInfo); next is not null;)
        {
            var (_, data) = await AskAsync(
                ShopifyDocuments.Variants, new JsonObject { ["id"] = product.Id, ["after"] = next }, ShopifyWireJson.Default.WireAnswerVariantsData, ct).ConfigureAwait(false);
            if (data.Product is not { Variants: { } page })
            {
                // Deleted while it was being listed.
                break;
            }

            variants.AddRange(page.Nodes);
            next = Next(page.PageInfo);
        }

        return variants;
    }

    private async Task<(ProviderResponse Response, T Data)> AskAsync<T>(string document, JsonObject variables, JsonTypeInfo<WireAnswer<T>> type, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address())
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new WireRequest(document, variables), ShopifyWireJson.Default.WireRequest)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("X-Shopify-Access-Token", attempt.Credential["AccessToken"]);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        Learn(response);
        var now = attempt.Time.GetUtcNow();
        if (!response.IsSuccess)
        {
            throw ShopifyFaults.OfStatus(response, now);
        }

        // The envelope first: what else an answer with errors holds is of no use, and must not make it unreadable.
        var envelope = response.Read(ShopifyWireJson.Default.WireEnvelope);
        if (ShopifyFaults.Wait(envelope.Extensions?.Cost) is { } wait)
        {
            attempt.LimitReached(now + wait);
        }

        return envelope.Errors is { ValueKind: not JsonValueKind.Null }
            ? throw ShopifyFaults.OfErrors(response, envelope, now)
            : (response, response.Read(type).Data ?? throw ShopifyFaults.Missing(response, "data"));
    }

    private void Learn(ProviderResponse response)
    {
        if (response.Header("X-Request-Id") is { } id)
        {
            attempt.Note("providerRequestId", id);
        }

        // A version that is no longer supported falls forward in silence; only this header tells.
        if (response.Header("X-Shopify-API-Version") is { } version && version != Version)
        {
            attempt.Note("apiVersion", version);
        }
    }

    private Uri Address()
    {
        var shop = attempt.Credential["Shop"].Trim().ToLowerInvariant();
        var name = shop.EndsWith(Domain, StringComparison.Ordinal) ? shop[..^Domain.Length] : shop;
        return name.Length is > 0 and <= LongestName && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? attempt.Address(new Uri("https://" + name + Domain), $"/admin/api/{Version}/graphql.json")
            : throw ShopifyFaults.BadShop();
    }
}
