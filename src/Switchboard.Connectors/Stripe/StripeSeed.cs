using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Stripe;

/// <summary>The account that a simulation starts with: products, prices, customers and a few payments, the same for the same seed.</summary>
internal sealed class StripeSeed(StripeBooks books, StripePayments payments)
{
    /// <summary>2025-01-06T09:00:00Z: before any simulated call, so that nothing of the seed depends on when it is made.</summary>
    public const long Began = 1_736_154_000;

    private static readonly (string Id, string Product, string Name, string Currency, long Amount, string? Interval)[] Prices =
    [
        ("price_starter_monthly", "prod_starter", "Starter", "usd", 1500, "month"),
        ("price_team_monthly", "prod_team", "Team", "usd", 4900, "month"),
        ("price_team_yearly", "prod_team", "Team", "eur", 49000, "year"),
        ("price_free", "prod_free", "Free", "usd", 0, "month"),
        ("price_setup", "prod_setup", "Setup", "usd", 9900, null),
    ];

    private static readonly (string Name, string Email)[] People =
    [
        ("Ada Okafor", "ada@example.com"),
        ("Bruno Keller", "bruno@example.com"),
        ("Chen Wei", "chen@example.com"),
    ];

    public void Populate()
    {
        books.Now = Began;
        foreach (var (id, product, name, currency, amount, interval) in Prices)
        {
            books.Add(StripeShapes.Price(id, product, currency, amount, interval, interval is null ? null : name + " by the " + interval, Began));
            books.Add(StripeShapes.Product(product, name, id, Began));
        }

        for (var i = 0; i < People.Length; i++)
        {
            books.Now = Began + (i * 3600);
            var customer = StripeShapes.Customer();
            (customer["id"], customer["name"], customer["email"], customer["created"]) = (books.NewId("cus_", "seed " + People[i].Email, 14), People[i].Name, People[i].Email, books.Now);
            customer["invoice_settings"]!["default_payment_method"] = "pm_card_visa";
            books.Add(customer);
            Pay(customer, i);
        }
    }

    private void Pay(JsonObject customer, int index)
    {
        var payment = payments.Make("seed " + (string?)customer["email"], 2500 + (index * 1250), "usd", (string?)customer["id"], "Order 10" + index);
        payment["payment_method"] = "pm_card_visa";
        books.Happened("payment_intent.created", payment);
        payments.Charge(payment, isOffSession: false);
    }
}
