using Switchboard.Connectors.Shopify;
using Switchboard.Connectors.Stripe;

namespace Switchboard.Server.Launch;

/// <summary>Puts the product into the shop, and takes the first payment.</summary>
internal sealed class Storefront(IShopify shopify, IStripe stripe, Crew crew)
{
    /// <summary>Syncs the product and sets what there is of each variant.</summary>
    public Task StockAsync(CampaignProduct product, CancellationToken ct) => crew.StepsAsync("Stock the shop", product.Variants.Count + 2, async () =>
    {
        SyncedProduct? synced = null;
        string? location = null;
        var variants = product.Variants.Select(variant => new SyncVariant(variant.Title, Price: variant.Price, Sku: variant.Sku)).ToList();
        await crew.OneAsync(async () => synced = await shopify.SyncProductAsync(new SyncProduct(product.Title, variants, product.Handle), ct).ConfigureAwait(false)).ConfigureAwait(false);
        await crew.OneAsync(async () => location = (await shopify.ListLocationsAsync(new ListLocations(), ct).ConfigureAwait(false)).Locations.FirstOrDefault(one => one.IsActive)?.Id).ConfigureAwait(false);
        foreach (var variant in product.Variants)
        {
            if (location is not null && synced?.Variants.FirstOrDefault(one => one.Sku == variant.Sku)?.InventoryItemId is { } item)
            {
                await crew.OneAsync(() => shopify.SetInventoryAsync(new SetInventory(item, location, variant.Stock), ct)).ConfigureAwait(false);
            }
        }
    });

    /// <summary>Creates the customer and takes what they pay.</summary>
    public Task ChargeAsync(CampaignPayment payment, CancellationToken ct) => crew.StepsAsync("Take a payment", 2, async () =>
    {
        string? customer = null;
        await crew.OneAsync(async () => customer = (await stripe.CreateCustomerAsync(new CreateCustomer(payment.Email, payment.Name), ct).ConfigureAwait(false)).Id).ConfigureAwait(false);
        if (customer is not null)
        {
            await crew.OneAsync(() => stripe.CreatePaymentIntentAsync(
                new CreatePaymentIntent(payment.Amount, payment.Currency, customer, payment.PaymentMethod, Confirm: true), ct)).ConfigureAwait(false);
        }
    });

    /// <summary>Reads what the shop and the till hold now.</summary>
    public Task CountAsync(LaunchFigures figures, CancellationToken ct) => crew.StepsAsync("Count sales", 2, async () =>
    {
        await crew.OneAsync(async () => figures.Note("orders in the shop", (await shopify.ListOrdersAsync(new ListOrders(), ct).ConfigureAwait(false)).Orders.Count)).ConfigureAwait(false);
        await crew.OneAsync(async () => figures.Note(
            "payments taken", (await stripe.ListPaymentIntentsAsync(new ListPaymentIntents(), ct).ConfigureAwait(false)).PaymentIntents.Count(one => one.Status == "succeeded"))).ConfigureAwait(false);
    });
}
