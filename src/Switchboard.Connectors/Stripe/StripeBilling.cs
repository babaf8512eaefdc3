using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Stripe;

/// <summary>Subscriptions and their invoices in the simulated account: begun, renewed, lapsed.</summary>
internal sealed class StripeBilling
{
    private const long ExpirySeconds = 23 * 3600;
    private const long DaySeconds = 86_400;

    private const string ParametersOfCreate =
        "add_invoice_items application_fee_percent automatic_tax backdate_start_date billing_cycle_anchor billing_cycle_anchor_config billing_mode billing_schedules " +
        "billing_thresholds cancel_at cancel_at_period_end collection_method currency customer customer_account days_until_due default_payment_method default_source " +
        "default_tax_rates description discounts invoice_settings items metadata off_session on_behalf_of payment_behavior payment_settings " +
        "pending_invoice_item_interval proration_behavior transfer_data trial_end trial_from_plan trial_period_days trial_settings";

    private readonly StripeBooks _books;
    private readonly StripePayments _payments;
    private readonly Func<string, long> _amountOf;

    /// <param name="books">The account.</param>
    /// <param name="payments">Its payments.</param>
    /// <param name="amountOf">Monthly amount of a price that is not of the seed.</param>
    public StripeBilling(StripeBooks books, StripePayments payments, Func<string, long> amountOf)
    {
        (_books, _payments, _amountOf) = (books, payments, amountOf);
        payments.InvoicePaid = Pay;
    }

    public JsonObject Create(StripeParameters given, string key)
    {
        given.Only(ParametersOfCreate.Split(' '));
        var customer = _books.Customer(given.Required("customer"));
        var price = Price(given["items[0][price]"] ?? throw StripeRefusal.Invalid("Missing required param: items.", "items", "parameter_missing"));
        var isMailed = given.OneOf("collection_method", "charge_automatically", "send_invoice") == "send_invoice";
        if (isMailed != given["days_until_due"] is not null)
        {
            throw StripeRefusal.Invalid("days_until_due is required with collection_method send_invoice, and only then.", "days_until_due");
        }

        var behaviour = given.OneOf("payment_behavior", "allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete") ?? "allow_incomplete";
        var subscription = Make(given, key, customer, price);
        var trialDays = given.Integer("trial_period_days") ?? 0;
        var amount = (long)price["unit_amount"]! * (given.Integer("items[0][quantity]") ?? 1);
        var isOwed = trialDays == 0 && amount > 0;
        if (isOwed && !isMailed && behaviour != "default_incomplete" && MethodOf(subscription) is null)
        {
            throw StripeRefusal.Invalid(
                "This customer has no attached payment source or default payment method. Please consider adding a default payment method.", code: "resource_missing");
        }

        if (isOwed && !isMailed && behaviour == "error_if_incomplete" && StripeTestCards.Of(MethodOf(subscription)!) is { Result: not ChargeResult.Paid } card)
        {
            throw new StripeRefusal(402, "card_error", card.Message ?? "The first payment needs the customer to authenticate.")
            {
                Code = card.Code ?? "subscription_payment_intent_requires_action",
                DeclineCode = card.DeclineCode,
            };
        }

        Begin(subscription, trialDays);
        subscription["status"] = trialDays > 0 ? "trialing" : isOwed && !isMailed ? "incomplete" : "active";
        _books.Add(subscription);
        _books.Happened("customer.subscription.created", subscription);
        Invoice(subscription, isOwed ? amount : 0, "subscription_create", mayCharge: behaviour != "default_incomplete");
        _books.Await(subscription, (string)subscription["status"]! == "incomplete" ? _books.Now + ExpirySeconds : PeriodEnd(subscription));
        return subscription;
    }

    public JsonObject Find(string id) => _books.Find("subscription", id) ?? throw StripeRefusal.Missing("subscription", id, "id");

    public JsonObject Cancel(JsonObject subscription)
    {
        (subscription["status"], subscription["canceled_at"], subscription["ended_at"]) = ("canceled", _books.Now, _books.Now);
        _books.Await(subscription, null);
        _books.Happened("customer.subscription.deleted", subscription);
        return subscription;
    }

    /// <summary>What a period's end, or 23 hours without a payment, makes of a subscription.</summary>
    public void Settle(JsonObject subscription)
    {
        switch ((string)subscription["status"]!)
        {
            case "incomplete":
                subscription["status"] = "incomplete_expired";
                subscription["ended_at"] = _books.Now;
                if (_books.Find("invoice", (string?)subscription["latest_invoice"]) is { } invoice)
                {
                    invoice["status"] = "void";
                    _books.Happened("invoice.voided", invoice);
                    _payments.Cancel((string)_books.PaymentOf(invoice)!["id"]!, "void_invoice");
                }

                _books.Happened("customer.subscription.updated", subscription);
                break;
            case "past_due":
                Cancel(subscription);
                break;
            default:
                Renew(subscription);
                break;
        }
    }

    private static JsonObject Item(JsonObject subscription) => (JsonObject)subscription["items"]!["data"]![0]!;

    private static long PeriodEnd(JsonObject subscription) => (long)Item(subscription)["current_period_end"]!;

    private void Renew(JsonObject subscription)
    {
        var item = Item(subscription);
        var start = PeriodEnd(subscription);
        (item["current_period_start"], item["current_period_end"]) = (start, NextEnd(start, (JsonObject)item["price"]!));
        subscription["status"] = "active";
        Invoice(subscription, (long)item["price"]!["unit_amount"]! * (long)item["quantity"]!, "subscription_cycle", mayCharge: true);
        _books.Happened("customer.subscription.updated", subscription);
        _books.Await(subscription, PeriodEnd(subscription));
    }

    private JsonObject Price(string id)
    {
        if (_books.Find("price", id) is { } known)
        {
            return known["recurring"] is not null ? known
                : throw StripeRefusal.Invalid("The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", "items[0][price]");
        }

        // Any other price of the right shape exists: a monthly one whose amount follows from its id.
        return id.StartsWith("price_", StringComparison.Ordinal) && !id.StartsWith("price_missing", StringComparison.Ordinal)
            ? StripeShapes.Price(id, "prod_" + id["price_".Length..], "usd", _amountOf(id), "month", null, StripeSeed.Began)
            : throw StripeRefusal.Missing("price", id, "items[0][price]");
    }

    private string? MethodOf(JsonObject subscription) =>
        (string?)subscription["default_payment_method"]
        ?? (string?)_books.Find("customer", (string?)subscription["customer"])?["invoice_settings"]?["default_payment_method"];

    private JsonObject Make(StripeParameters given, string key, JsonObject customer, JsonObject price)
    {
        var subscription = StripeShapes.Subscription();
        var id = _books.NewId("sub_1", key, 23);
        subscription["id"] = id;
        subscription["customer"] = (string?)customer["id"];
        subscription["currency"] = (string?)price["currency"];
        subscription["default_payment_method"] = given["default_payment_method"];
        subscription["collection_method"] = given["collection_method"] ?? "charge_automatically";
        subscription["days_until_due"] = given.Integer("days_until_due");
        subscription["description"] = given["description"];
        subscription["metadata"] = given.Metadata();
        (subscription["created"], subscription["start_date"]) = (_books.Now, _books.Now);
        subscription["items"]!["url"] = "/v1/subscription_items?subscription=" + id;
        subscription["items"]!["data"] = new JsonArray(new JsonObject
        {
            ["id"] = _books.NewId("si_", id, 14),
            ["object"] = "subscription_item",
            ["billing_thresholds"] = null,
            ["created"] = _books.Now,
            ["current_period_end"] = 0,
            ["current_period_start"] = 0,
            ["current_trial"] = null,
            ["discounts"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["plan"] = StripeShapes.Plan(price),
            ["price"] = price.DeepClone(),
            ["quantity"] = given.Integer("items[0][quantity]") ?? 1,
            ["subscription"] = id,
            ["tax_rates"] = new JsonArray(),
        });
        return subscription;
    }

    private void Begin(JsonObject subscription, long trialDays)
    {
        var item = Item(subscription);
        var end = trialDays > 0 ? _books.Now + (trialDays * DaySeconds) : NextEnd(_books.Now, (JsonObject)item["price"]!);
        (item["current_period_start"], item["current_period_end"]) = (_books.Now, end);
        subscription["billing_cycle_anchor"] = trialDays > 0 ? end : _books.Now;
        if (trialDays > 0)
        {
            (subscription["trial_start"], subscription["trial_end"]) = (_books.Now, end);
        }
    }

    private static long NextEnd(long start, JsonObject price)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(start);
        return ((string?)price["recurring"]!["interval"] switch
        {
            "day" => at.AddDays(1),
            "week" => at.AddDays(7),
            "year" => at.AddYears(1),
            _ => at.AddMonths(1),
        }).ToUnixTimeSeconds();
    }

    private void Invoice(JsonObject subscription, long amount, string reason, bool mayCharge)
    {
        var item = Item(subscription);
        var invoice = StripeShapes.Invoice();
        var isMailed = (string?)subscription["collection_method"] == "send_invoice";
        var id = _books.NewId("in_1", (string)subscription["id"]! + ((long)item["current_period_start"]! - (long)subscription["created"]!).ToString(CultureInfo.InvariantCulture), 23);
        (invoice["id"], invoice["created"], invoice["billing_reason"], invoice["collection_method"]) =
            (id, _books.Now, reason, isMailed ? "send_invoice" : "charge_automatically");
        (invoice["amount_due"], invoice["amount_remaining"], invoice["subtotal"], invoice["total"]) = (amount, amount, amount, amount);
        (invoice["currency"], invoice["customer"]) = ((string?)subscription["currency"], (string?)subscription["customer"]);
        (invoice["period_start"], invoice["period_end"]) = ((long)item["current_period_start"]!, (long)item["current_period_end"]!);
        invoice["parent"]!["subscription_details"]!["subscription"] = (string?)subscription["id"];
        invoice["due_date"] = isMailed ? _books.Now + ((long)subscription["days_until_due"]! * DaySeconds) : null;
        subscription["latest_invoice"] = id;
        _books.Add(invoice);
        _books.Happened("invoice.created", invoice);
        _books.Happened("invoice.finalized", invoice);
        if (amount == 0)
        {
            MarkPaid(invoice);
        }
        else if (isMailed)
        {
            _books.Happened("invoice.sent", invoice);
        }
        else
        {
            Collect(subscription, invoice, amount, mayCharge);
        }
    }

    private void Collect(JsonObject subscription, JsonObject invoice, long amount, bool mayCharge)
    {
        var payment = _payments.Make(
            (string)invoice["id"]!, amount, (string)invoice["currency"]!, (string?)invoice["customer"],
            (string?)invoice["billing_reason"] == "subscription_create" ? "Subscription creation" : "Subscription update");
        _books.Bill(payment, invoice);
        var method = MethodOf(subscription);
        (payment["payment_method"], payment["status"]) = (method, method is null ? "requires_payment_method" : "requires_confirmation");
        _books.Happened("payment_intent.created", payment);
        if (!mayCharge)
        {
            return;
        }

        (invoice["attempted"], invoice["attempt_count"]) = (true, 1);
        try
        {
            if (method is not null && (string?)_payments.Charge(payment, isOffSession: false)["status"] is "succeeded" or "processing")
            {
                return;
            }
        }
        catch (StripeRefusal)
        {
            // The customer's card said no; the invoice stays open.
        }

        _books.Happened("invoice.payment_failed", invoice);
        if ((string?)invoice["billing_reason"] == "subscription_cycle")
        {
            subscription["status"] = "past_due";
        }
    }

    private void Pay(JsonObject invoice, JsonObject payment)
    {
        MarkPaid(invoice);
        var id = (string?)invoice["parent"]!["subscription_details"]!["subscription"];
        if (_books.Find("subscription", id) is { } subscription && (string)subscription["status"]! is "incomplete" or "past_due")
        {
            subscription["status"] = "active";
            _books.Await(subscription, PeriodEnd(subscription));
            _books.Happened("customer.subscription.updated", subscription);
        }
    }

    private void MarkPaid(JsonObject invoice)
    {
        (invoice["status"], invoice["amount_paid"], invoice["amount_remaining"]) = ("paid", (long)invoice["amount_due"]!, 0);
        invoice["status_transitions"]!["paid_at"] = _books.Now;
        _books.Happened("invoice.paid", invoice);
        _books.Happened("invoice.payment_succeeded", invoice);
    }
}
