using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Stripe;

/// <summary>Stripe's objects with every member that the description requires, before anything is known of them.</summary>
internal static class StripeShapes
{
    public static JsonObject Customer() => Parse("""
        {"id":"","object":"customer","address":null,"balance":0,"created":0,"currency":null,"default_source":null,"delinquent":false,
         "description":null,"discount":null,"email":null,"invoice_prefix":null,
         "invoice_settings":{"custom_fields":null,"default_payment_method":null,"footer":null,"rendering_options":null},
         "livemode":false,"metadata":{},"name":null,"next_invoice_sequence":1,"phone":null,"preferred_locales":[],"shipping":null,
         "tax_exempt":"none","test_clock":null}
        """);

    public static JsonObject PaymentIntent() => Parse("""
        {"id":"","object":"payment_intent","allowed_payment_method_types":null,"amount":0,"amount_capturable":0,"amount_details":{"tip":{}},
         "amount_received":0,"application":null,"application_fee_amount":null,"automatic_payment_methods":null,"canceled_at":null,
         "cancellation_reason":null,"capture_method":"automatic_async","client_secret":null,"confirmation_method":"automatic","created":0,
         "currency":"","customer":null,"customer_account":null,"description":null,"excluded_payment_method_types":null,"last_payment_error":null,
         "latest_charge":null,"livemode":false,"managed_payments":null,"metadata":{},"next_action":null,"on_behalf_of":null,"payment_method":null,
         "payment_method_configuration_details":null,"payment_method_options":{},"payment_method_types":["card"],"payment_record":null,
         "processing":null,"receipt_email":null,"review":null,"setup_future_usage":null,"shipping":null,"source":null,
         "statement_descriptor":null,"statement_descriptor_suffix":null,"status":"requires_payment_method","transfer_data":null,"transfer_group":null}
        """);

    public static JsonObject Charge() => Parse("""
        {"id":"","object":"charge","amount":0,"amount_captured":0,"amount_refunded":0,"application":null,"application_fee":null,
         "application_fee_amount":null,"balance_transaction":null,
         "billing_details":{"address":null,"email":null,"name":null,"phone":null,"tax_id":null},"calculated_statement_descriptor":null,
         "captured":false,"created":0,"currency":"","customer":null,"description":null,"disputed":false,"failure_balance_transaction":null,
         "failure_code":null,"failure_message":null,"fraud_details":{},"livemode":false,"metadata":{},"on_behalf_of":null,
         "outcome":{"advice_code":null,"network_advice_code":null,"network_decline_code":null,"network_status":"approved_by_network","reason":null,
          "risk_level":"normal","seller_message":"Payment complete.","type":"authorized"},
         "paid":false,"payment_intent":null,"payment_method":null,"payment_method_details":null,"receipt_email":null,"receipt_number":null,
         "receipt_url":null,"refunded":false,"review":null,"shipping":null,"source":null,"source_transfer":null,"statement_descriptor":null,
         "statement_descriptor_suffix":null,"status":"succeeded","transfer_data":null,"transfer_group":null}
        """);

    public static JsonObject Card(string brand, string last4) => new()
    {
        ["type"] = "card",
        ["card"] = Merge(
            Parse("""
                {"amount_authorized":null,"authorization_code":null,"checks":null,"country":"US","electronic_commerce_indicator":null,"exp_month":8,
                 "exp_year":2030,"funding":"credit","installments":null,"mandate":null,"network_transaction_id":null,"regulated_status":"unregulated",
                 "three_d_secure":null,"transaction_link_id":null,"wallet":null}
                """),
            new() { ["brand"] = brand, ["last4"] = last4, ["network"] = brand }),
    };

    public static JsonObject Refund() => Parse("""
        {"id":"","object":"refund","amount":0,"balance_transaction":null,"charge":null,"created":0,"currency":"","customer":null,
         "customer_account":null,"destination_details":{"type":"card","card":{"type":"refund"}},"metadata":{},"payment_intent":null,
         "payment_method":null,"reason":null,"receipt_number":null,"source_transfer_reversal":null,"status":"succeeded","transfer_reversal":null}
        """);

    public static JsonObject Subscription() => Parse("""
        {"id":"","object":"subscription","application":null,"application_fee_percent":null,
         "automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null},"billing_cycle_anchor":0,"billing_cycle_anchor_config":null,
         "billing_mode":{"flexible":null,"type":"classic"},"billing_schedules":[],"billing_thresholds":null,"cancel_at":null,
         "cancel_at_period_end":false,"canceled_at":null,
         "cancellation_details":{"comment":null,"feedback":null,"feedback_option":null,"reason":null},
         "collection_method":"charge_automatically","created":0,"currency":"","customer":"","customer_account":null,"days_until_due":null,
         "default_payment_method":null,"default_source":null,"default_tax_rates":[],"description":null,"discounts":[],"ended_at":null,
         "invoice_settings":{"account_tax_ids":null,"custom_fields":null,"description":null,"footer":null,"issuer":{"type":"self"}},
         "items":{"object":"list","data":[],"has_more":false,"url":""},"latest_invoice":null,"livemode":false,"managed_payments":null,"metadata":{},
         "next_pending_invoice_item_invoice":null,"on_behalf_of":null,"pause_collection":null,
         "payment_settings":{"payment_method_options":null,"payment_method_types":null,"save_default_payment_method":"off"},
         "pending_invoice_item_interval":null,"pending_setup_intent":null,"pending_update":null,"schedule":null,"start_date":0,
         "status":"incomplete","test_clock":null,"transfer_data":null,"trial_end":null,
         "trial_settings":{"end_behavior":{"billing_cycle_anchor":null,"missing_payment_method":"create_invoice"}},"trial_start":null}
        """);

    public static JsonObject Invoice() => Parse("""
        {"id":"","object":"invoice","account_country":"US","account_name":"Example Works","amount_due":0,"amount_overpaid":0,"amount_paid":0,
         "amount_remaining":0,"amount_shipping":0,"attempt_count":0,"attempted":false,"auto_advance":false,"billing_reason":"subscription_create",
         "collection_method":"charge_automatically","created":0,"currency":"","customer":null,"customer_email":null,"customer_name":null,
         "description":null,"discounts":[],"due_date":null,"livemode":false,"metadata":{},"number":null,
         "parent":{"quote_details":null,"subscription_details":{"metadata":{},"subscription":""},"type":"subscription_details"},
         "period_end":0,"period_start":0,"status":"open","status_transitions":{"finalized_at":null,"marked_uncollectible_at":null,"paid_at":null,"voided_at":null},
         "subtotal":0,"total":0}
        """);

    public static JsonObject Price(string id, string product, string currency, long amount, string? interval, string? nickname, long created) => new()
    {
        ["id"] = id,
        ["object"] = "price",
        ["active"] = true,
        ["billing_scheme"] = "per_unit",
        ["created"] = created,
        ["currency"] = currency,
        ["custom_unit_amount"] = null,
        ["livemode"] = false,
        ["lookup_key"] = null,
        ["metadata"] = new JsonObject(),
        ["nickname"] = nickname,
        ["product"] = product,
        ["recurring"] = interval is null ? null : new JsonObject
        {
            ["interval"] = interval,
            ["interval_count"] = 1,
            ["meter"] = null,
            ["trial_period_days"] = null,
            ["usage_type"] = "licensed",
        },
        ["tax_behavior"] = "unspecified",
        ["tiers_mode"] = null,
        ["transform_quantity"] = null,
        ["type"] = interval is null ? "one_time" : "recurring",
        ["unit_amount"] = amount,
        ["unit_amount_decimal"] = amount.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A price in the older shape that subscription items still carry.</summary>
    public static JsonObject Plan(JsonObject price) => new()
    {
        ["id"] = (string?)price["id"],
        ["object"] = "plan",
        ["active"] = true,
        ["amount"] = (long?)price["unit_amount"],
        ["amount_decimal"] = (string?)price["unit_amount_decimal"],
        ["billing_scheme"] = "per_unit",
        ["created"] = (long)price["created"]!,
        ["currency"] = (string?)price["currency"],
        ["interval"] = (string?)price["recurring"]!["interval"],
        ["interval_count"] = 1,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["meter"] = null,
        ["nickname"] = (string?)price["nickname"],
        ["product"] = (string?)price["product"],
        ["tiers_mode"] = null,
        ["transform_usage"] = null,
        ["trial_period_days"] = null,
        ["usage_type"] = "licensed",
    };

    public static JsonObject Product(string id, string name, string price, long created) => Merge(
        Parse("""
            {"id":"","object":"product","active":true,"created":0,"default_price":null,"description":null,"images":[],"livemode":false,
             "marketing_features":[],"metadata":{},"name":"","package_dimensions":null,"shippable":null,"statement_descriptor":null,"tax_code":null,
             "tax_details":null,"type":"service","unit_label":null,"updated":0,"url":null}
            """),
        new() { ["id"] = id, ["name"] = name, ["default_price"] = price, ["created"] = created, ["updated"] = created });

    public static JsonObject Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            into[name] = value?.DeepClone();
        }

        return into;
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
