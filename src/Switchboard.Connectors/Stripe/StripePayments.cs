using System.Globalization;
using System.Text.Json.Nodes;

namespace Switchboard.Connectors.Stripe;

/// <summary>Payments, charges and refunds of the simulated account.</summary>
internal sealed class StripePayments(StripeBooks books)
{
    private const long BankSeconds = 60;

    private const string ParametersOfCreate =
        "amount currency allowed_payment_method_types amount_details application_fee_amount automatic_payment_methods capture_method confirm confirmation_method " +
        "confirmation_token customer customer_account description error_on_requires_action excluded_payment_method_types hooks mandate mandate_data metadata " +
        "off_session on_behalf_of payment_details payment_method payment_method_configuration payment_method_data payment_method_options radar_options receipt_email " +
        "return_url setup_future_usage shipping statement_descriptor statement_descriptor_suffix transfer_data transfer_group use_stripe_sdk";

    /// <summary>Told when a payment for an invoice ends well.</summary>
    public Action<JsonObject, JsonObject>? InvoicePaid { get; set; }

    public JsonObject Create(StripeParameters given, string key)
    {
        given.Only(ParametersOfCreate.Split(' '));
        var amount = given.Integer("amount") ?? throw StripeRefusal.Invalid("Missing required param: amount.", "amount", "parameter_missing");
        var currency = given.Required("currency").ToLowerInvariant();
        CheckAmount(amount, currency);
        var customer = given["customer"];
        if (customer is not null)
        {
            books.Customer(customer);
        }

        var isConfirmed = given.Flag("confirm");
        var isAutomatic = given.List("allowed_payment_method_types").Count == 0;
        CheckConfirmation(given, isConfirmed, isAutomatic);
        var payment = Make(key, amount, currency, customer, given["description"]);
        payment["receipt_email"] = given["receipt_email"];
        payment["metadata"] = given.Metadata();
        payment["payment_method"] = PaymentMethod(given["payment_method"]);
        payment["status"] = given["payment_method"] is null ? "requires_payment_method" : "requires_confirmation";
        payment["capture_method"] = given.OneOf("capture_method", "automatic", "manual", "automatic_async") ?? "automatic_async";
        if (isAutomatic)
        {
            payment["automatic_payment_methods"] = new JsonObject
            {
                ["allow_redirects"] = given.OneOf("automatic_payment_methods[allow_redirects]", "always", "never") ?? "always",
                ["enabled"] = true,
            };
            payment["payment_method_types"] = new JsonArray("card", "link");
        }

        books.Happened("payment_intent.created", payment);
        return isConfirmed ? Charge(payment, given["off_session"] is not (null or "false")) : payment;
    }

    /// <summary>A new payment that nobody has paid.</summary>
    public JsonObject Make(string key, long amount, string currency, string? customer, string? description)
    {
        var payment = StripeShapes.PaymentIntent();
        var id = books.NewId("pi_3", key, 23);
        payment["id"] = id;
        payment["amount"] = amount;
        payment["currency"] = currency;
        payment["customer"] = customer;
        payment["description"] = description;
        payment["created"] = books.Now;
        payment["client_secret"] = id + books.NewId("_secret_", id, 25);
        return books.Add(payment);
    }

    public JsonObject Find(string? id, string param = "id") =>
        books.Find("payment_intent", id) ?? throw StripeRefusal.Missing("payment_intent", id, param);

    public JsonObject Confirm(string id, StripeParameters given)
    {
        var payment = Find(id);
        if (given["payment_method"] is { } method)
        {
            payment["payment_method"] = PaymentMethod(method);
        }

        if ((string)payment["status"]! is not ("requires_payment_method" or "requires_confirmation" or "requires_action") || payment["payment_method"] is null)
        {
            throw Unexpected(payment, payment["payment_method"] is null
                ? "You cannot confirm this PaymentIntent because it's missing a payment method."
                : "This PaymentIntent could not be confirmed because it has a status of " + (string?)payment["status"] + ".");
        }

        return Charge(payment, isOffSession: false);
    }

    public JsonObject Capture(string id)
    {
        var payment = Find(id);
        if ((string)payment["status"]! != "requires_capture")
        {
            throw Unexpected(payment, "This PaymentIntent could not be captured because it has a status of " + (string?)payment["status"] + ".");
        }

        var charge = books.Find("charge", (string?)payment["latest_charge"])!;
        (charge["captured"], charge["amount_captured"]) = (true, (long)charge["amount"]!);
        books.Happened("charge.captured", charge);
        return Succeed(payment);
    }

    public JsonObject Cancel(string id, string? reason)
    {
        var payment = Find(id);
        if ((string)payment["status"]! is "succeeded" or "canceled" or "processing")
        {
            throw Unexpected(payment, "You cannot cancel this PaymentIntent because it has a status of " + (string?)payment["status"] + ".");
        }

        (payment["status"], payment["canceled_at"], payment["cancellation_reason"]) = ("canceled", books.Now, reason);
        books.Happened("payment_intent.canceled", payment);
        return payment;
    }

    /// <summary>Charges the payment's method, and tells how it went.</summary>
    public JsonObject Charge(JsonObject payment, bool isOffSession)
    {
        var method = (string)payment["payment_method"]!;
        var card = StripeTestCards.Of(method);
        (payment["next_action"], payment["last_payment_error"]) = (null, null);
        switch (card.Result)
        {
            case ChargeResult.Paid:
                var isManual = (string?)payment["capture_method"] == "manual";
                AddCharge(payment, card, "succeeded", isCaptured: !isManual);
                if (!isManual)
                {
                    return Succeed(payment);
                }

                (payment["status"], payment["amount_capturable"]) = ("requires_capture", (long)payment["amount"]!);
                books.Happened("payment_intent.amount_capturable_updated", payment);
                return payment;
            case ChargeResult.Processing:
                AddCharge(payment, card, "pending", isCaptured: true);
                payment["status"] = "processing";
                books.Await(payment, books.Now + BankSeconds);
                books.Happened("payment_intent.processing", payment);
                return payment;
            case ChargeResult.NeedsPayer when !isOffSession:
                payment["status"] = "requires_action";
                payment["next_action"] = new JsonObject { ["type"] = "use_stripe_sdk", ["use_stripe_sdk"] = new JsonObject { ["type"] = "three_d_secure_redirect" } };
                books.Happened("payment_intent.requires_action", payment);
                return payment;
            case ChargeResult.NeedsPayer:
                throw Decline(payment, card with
                {
                    Code = "authentication_required",
                    DeclineCode = "authentication_required",
                    Message = "Your card was declined. This transaction requires authentication.",
                });
            default:
                throw Decline(payment, card);
        }
    }

    /// <summary>What time makes of a payment that is being processed.</summary>
    public void Settle(JsonObject payment)
    {
        var charge = books.Find("charge", (string?)payment["latest_charge"])!;
        (charge["status"], charge["paid"]) = ("succeeded", true);
        books.Happened("charge.succeeded", charge);
        Succeed(payment);
    }

    public JsonObject Refund(StripeParameters given, string key)
    {
        given.Only("amount", "charge", "currency", "customer", "instructions_email", "metadata", "origin", "payment_intent", "reason", "refund_application_fee", "reverse_transfer");
        if (given["charge"] is null && given["payment_intent"] is null)
        {
            throw StripeRefusal.Invalid("One of the following params should be provided for this request: payment_intent or charge.");
        }

        var id = given["payment_intent"];
        var payment = id is null ? null : Find(id, "payment_intent");
        if (payment is not null && (string)payment["status"]! != "succeeded")
        {
            throw StripeRefusal.Invalid($"This PaymentIntent ({id}) does not have a successful charge to refund.", "payment_intent");
        }

        var chargeId = given["charge"] ?? (string?)payment?["latest_charge"];
        var charge = books.Find("charge", chargeId) ?? throw StripeRefusal.Missing("charge", chargeId, "charge");
        var left = (long)charge["amount_captured"]! - (long)charge["amount_refunded"]!;
        var amount = given.Integer("amount") ?? left;
        if (left == 0)
        {
            throw StripeRefusal.Invalid($"Charge {chargeId} has already been refunded.", code: "charge_already_refunded");
        }

        if (amount < 1 || amount > left)
        {
            throw amount < 1
                ? StripeRefusal.Invalid("Invalid positive integer", "amount", "parameter_invalid_integer")
                : StripeRefusal.Invalid(
                    string.Create(CultureInfo.InvariantCulture, $"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"), "amount");
        }

        return AddRefund(given, charge, key, amount, left);
    }

    private JsonObject AddRefund(StripeParameters given, JsonObject charge, string key, long amount, long left)
    {
        var refund = StripeShapes.Refund();
        refund["reason"] = given.OneOf("reason", "duplicate", "fraudulent", "requested_by_customer");
        refund["id"] = books.NewId("re_3", key, 23);
        refund["amount"] = amount;
        refund["balance_transaction"] = books.NewId("txn_3", (string)refund["id"]!, 23);
        refund["created"] = books.Now;
        refund["metadata"] = given.Metadata();
        refund["charge"] = (string?)charge["id"];
        foreach (var name in (ReadOnlySpan<string>)["currency", "customer", "payment_intent", "payment_method"])
        {
            refund[name] = charge[name]?.DeepClone();
        }

        books.Add(refund);
        (charge["amount_refunded"], charge["refunded"]) = ((long)charge["amount_refunded"]! + amount, amount == left);
        books.Happened("refund.created", refund);
        books.Happened("charge.refunded", charge);
        return refund;
    }

    private static void CheckAmount(long amount, string currency)
    {
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterLower))
        {
            throw StripeRefusal.Invalid($"Invalid currency: {currency}.", "currency");
        }

        if (amount < StripeChecks.LeastOf(currency))
        {
            throw amount < 1
                ? StripeRefusal.Invalid("This value must be greater than or equal to 1.", "amount", "parameter_invalid_integer")
                : StripeRefusal.Invalid("The amount is below the least that can be charged in " + currency + ".", "amount", "amount_too_small");
        }

        if (amount > StripeChecks.MaxAmount)
        {
            throw StripeRefusal.Invalid("Amount must be no more than 99999999 in the smallest unit of " + currency + ".", "amount", "amount_too_large");
        }

        if (amount % StripeChecks.StepOf(currency) != 0)
        {
            throw StripeRefusal.Invalid("Invalid amount for " + currency + ": it must be divisible by " + StripeChecks.StepOf(currency) + ".", "amount");
        }
    }

    private static void CheckConfirmation(StripeParameters given, bool isConfirmed, bool isAutomatic)
    {
        if (isConfirmed && given["payment_method"] is null)
        {
            throw StripeRefusal.Invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", code: "payment_intent_unexpected_state");
        }

        if (isConfirmed && isAutomatic && given["return_url"] is null && given["automatic_payment_methods[allow_redirects]"] != "never")
        {
            throw StripeRefusal.Invalid(
                "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Some of them might redirect your customer off of your page: "
                + "provide a return_url, or set automatic_payment_methods[allow_redirects] to never.");
        }

        if (given["off_session"] is not (null or "false") && !isConfirmed)
        {
            throw StripeRefusal.Invalid("You may only pass off_session when confirm is true.", "off_session");
        }
    }

    private static string? PaymentMethod(string? id) =>
        id is null || id.StartsWith("pm_", StringComparison.Ordinal) || id.StartsWith("card_", StringComparison.Ordinal) || id.StartsWith("src_", StringComparison.Ordinal)
            ? id
            : throw StripeRefusal.Missing("PaymentMethod", id, "payment_method");

    private static StripeRefusal Unexpected(JsonObject payment, string message) =>
        new(400, "invalid_request_error", message) { Code = "payment_intent_unexpected_state", PaymentIntent = payment };

    private JsonObject Succeed(JsonObject payment)
    {
        (payment["status"], payment["amount_received"], payment["amount_capturable"]) = ("succeeded", (long)payment["amount"]!, 0);
        books.Happened("payment_intent.succeeded", payment);
        if (books.InvoiceOf(payment) is { } invoice)
        {
            InvoicePaid?.Invoke(invoice, payment);
        }

        return payment;
    }

    private StripeRefusal Decline(JsonObject payment, StripeTestCards card)
    {
        var charge = AddCharge(payment, card, "failed", isCaptured: false);
        payment["status"] = "requires_payment_method";
        payment["last_payment_error"] = new JsonObject
        {
            ["charge"] = (string?)charge["id"],
            ["code"] = card.Code,
            ["decline_code"] = card.DeclineCode,
            ["message"] = card.Message,
            ["type"] = "card_error",
        };
        payment["payment_method"] = null;
        books.Happened("payment_intent.payment_failed", payment);
        return new StripeRefusal(402, "card_error", card.Message!)
        {
            Code = card.Code,
            DeclineCode = card.DeclineCode,
            Charge = (string?)charge["id"],
            PaymentIntent = payment,
        };
    }

    private JsonObject AddCharge(JsonObject payment, StripeTestCards card, string status, bool isCaptured)
    {
        var charge = StripeShapes.Charge();
        charge["id"] = books.NewId(card.Brand.Length == 0 ? "py_3" : "ch_3", (string)payment["id"]!, 23);
        charge["amount"] = (long)payment["amount"]!;
        charge["amount_captured"] = isCaptured ? (long)payment["amount"]! : 0;
        (charge["captured"], charge["paid"], charge["status"]) = (isCaptured, status == "succeeded", status);
        charge["balance_transaction"] = status == "succeeded" && isCaptured ? books.NewId("txn_3", (string)charge["id"]!, 23) : null;
        charge["created"] = books.Now;
        charge["payment_intent"] = (string?)payment["id"];
        charge["payment_method_details"] = card.Brand.Length == 0 ? new JsonObject { ["type"] = "us_bank_account" } : StripeShapes.Card(card.Brand, card.Last4);
        foreach (var name in (ReadOnlySpan<string>)["currency", "customer", "description", "payment_method", "receipt_email"])
        {
            charge[name] = payment[name]?.DeepClone();
        }

        if (status == "failed")
        {
            (charge["failure_code"], charge["failure_message"]) = (card.Code, card.Message);
            var outcome = charge["outcome"]!;
            (outcome["network_status"], outcome["reason"], outcome["type"]) = ("declined_by_network", card.DeclineCode, "issuer_declined");
            (outcome["seller_message"], outcome["network_decline_code"]) = ("The bank did not accept the payment.", "01");
        }

        payment["latest_charge"] = (string?)charge["id"];
        books.Add(charge);
        books.Happened(status switch { "succeeded" => "charge.succeeded", "pending" => "charge.pending", _ => "charge.failed" }, charge);
        return charge;
    }
}
