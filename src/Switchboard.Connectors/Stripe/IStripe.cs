using System.Text.Json;
using System.Text.Json.Serialization;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Stripe;

file static class Pages
{
    internal const string Limits = "https://docs.stripe.com/rate-limits";
}

/// <summary>Customers, payments, subscriptions and refunds of a Stripe account, and the events that tell what became of them.</summary>
/// <remarks>
/// Limits are those of https://docs.stripe.com/rate-limits for live mode: 100 requests a second for the account, 25 a second for each
/// endpoint. A sandbox takes 25 a second in all. What is over is answered 429, which says that nothing was done.
/// </remarks>
[Connector(
    "stripe",
    Category = "Billing",
    BaseAddress = "https://api.stripe.com",
    ApiVersion = StripeAdapter.Version,
    Adapter = typeof(StripeAdapter),
    Simulator = typeof(StripeSimulator),
    Json = typeof(StripeJson),
    Triggers = ["payment_intent.succeeded", "payment_intent.payment_failed", "charge.refunded", "customer.subscription.updated", "customer.subscription.deleted", "invoice.paid", "invoice.payment_failed"])]
[Credential("ApiKey", "Secret key (sk_live_… or sk_test_…) or restricted key (rk_…) of the account: dashboard.stripe.com, Developers, API keys.", Simulated = "sk_test_simulated")]
[RateLimit("account", 100, 1, Source = Pages.Limits)]
[RateLimit("customers", 25, 1, Source = Pages.Limits)]
[RateLimit("customer", 25, 1, Source = Pages.Limits)]
[RateLimit("subscriptions", 25, 1, Source = Pages.Limits)]
[RateLimit("payment_intents", 25, 1, Source = Pages.Limits)]
[RateLimit("payment_intents.list", 25, 1, Source = Pages.Limits)]
[RateLimit("refunds", 25, 1, Source = Pages.Limits)]
[RateLimit("events", 25, 1, Source = Pages.Limits)]
public interface IStripe
{
    /// <summary>
    /// Makes a customer, whom payments and subscriptions can then name. Stripe does not look for an existing customer with the same
    /// address: two calls make two customers.
    /// </summary>
    [Action(Effect.Write, Repeat.Keyed, KeyWindowSeconds = 86_400, Check = nameof(StripeAdapter.CheckCustomer))]
    [Cost("account")]
    [Cost("customers")]
    Task<Customer> CreateCustomerAsync(CreateCustomer input, CancellationToken ct = default);

    /// <summary>Reads a customer. One that was deleted is an answer too: deleted is true and only the id is left.</summary>
    [Action(Effect.Read, Repeat.Read)]
    [Cost("account")]
    [Cost("customer")]
    Task<Customer> GetCustomerAsync(GetCustomer input, CancellationToken ct = default);

    /// <summary>
    /// Subscribes a customer to a recurring price. With paymentMethodId the first period is charged now, and a declined card makes no
    /// subscription. With daysUntilDue invoices are mailed instead. With neither the status is incomplete until the first invoice is
    /// paid, unless it is free or in a trial; after 23 hours unpaid it is incomplete_expired.
    /// </summary>
    [Action(Effect.Write, Repeat.Keyed, KeyWindowSeconds = 86_400, Check = nameof(StripeAdapter.CheckSubscription))]
    [Cost("account")]
    [Cost("subscriptions")]
    Task<Subscription> CreateSubscriptionAsync(CreateSubscription input, CancellationToken ct = default);

    /// <summary>
    /// Makes a payment of an amount, in the currency's smallest unit. By itself it takes no money: the status is requires_payment_method
    /// until the payer pays with its clientSecret. To charge a saved card at once give paymentMethodId and confirm: then succeeded means paid,
    /// and a declined card is an error that names the reason.
    /// </summary>
    [Action(Effect.Write, Repeat.Keyed, KeyWindowSeconds = 86_400, Check = nameof(StripeAdapter.CheckPayment))]
    [Cost("account")]
    [Cost("payment_intents")]
    Task<PaymentIntent> CreatePaymentIntentAsync(CreatePaymentIntent input, CancellationToken ct = default);

    /// <summary>
    /// Lists payments, newest first, one page a call. For the next page repeat the same input with pageToken set to nextPageToken; no
    /// nextPageToken means the end.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Check = nameof(StripeAdapter.CheckPayments))]
    [Cost("account")]
    [Cost("payment_intents.list")]
    Task<PaymentIntentPage> ListPaymentIntentsAsync(ListPaymentIntents input, CancellationToken ct = default);

    /// <summary>
    /// Pays back a payment that succeeded, all of it or an amount; it cannot be taken back. Several partial refunds may follow each other up to
    /// what was paid. Stripe keeps its fee.
    /// </summary>
    [Action(Effect.Destructive, Repeat.Keyed, KeyWindowSeconds = 86_400, Check = nameof(StripeAdapter.CheckRefund))]
    [Cost("account")]
    [Cost("refunds")]
    Task<Refund> CreateRefundAsync(CreateRefund input, CancellationToken ct = default);

    /// <summary>
    /// Lists what happened in the account in the last 30 days (older events are not kept), newest first, one page a call: each change of a
    /// payment, refund, subscription or customer. Paging as listPaymentIntents.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Check = nameof(StripeAdapter.CheckEvents))]
    [Cost("account")]
    [Cost("events")]
    Task<EventPage> ListEventsAsync(ListEvents input, CancellationToken ct = default);
}

/// <summary>A customer to make.</summary>
/// <param name="Email">Mail address, without display name, at most 512 characters. Receipts and invoices go there.</param>
/// <param name="Name">Full name or name of the business, at most 256 characters.</param>
/// <param name="Phone">Phone number, at most 20 characters.</param>
/// <param name="Description">Note that only you see, at most 5,000 characters.</param>
/// <param name="PaymentMethodId">Payment method (pm_…) to attach, which becomes the default of invoices.</param>
/// <param name="Metadata">Your own facts: at most 50 keys of at most 40 characters, without square brackets, values at most 500.</param>
public sealed record CreateCustomer(
    [Recipient][Format(TextFormat.Email)][Length(3, 512)] string Email,
    [Content][Length(1, 256)] string? Name = null,
    [Recipient][Format(TextFormat.SingleLine)][Length(1, 20)] string? Phone = null,
    [Content][Length(1, 5000)] string? Description = null,
    [Pattern("^(pm|card|src)_[A-Za-z0-9_]{1,250}$")] string? PaymentMethodId = null,
    [Content] IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary>Which customer to read.</summary>
/// <param name="Id">Customer id, as cus_QXg1o8vcGmoR32.</param>
public sealed record GetCustomer([Recipient][Pattern("^cus_[A-Za-z0-9_]{1,250}$")] string Id);

/// <summary>A customer of the account.</summary>
/// <param name="Id">Customer id, as cus_QXg1o8vcGmoR32.</param>
/// <param name="Deleted">Whether the customer was deleted; then only the id is known.</param>
/// <param name="Email">Mail address.</param>
/// <param name="Name">Full name or name of the business.</param>
/// <param name="Phone">Phone number.</param>
/// <param name="Description">Note that only you see.</param>
/// <param name="Balance">Owed (positive) or credited (negative) with the next invoice, in the smallest unit of the currency.</param>
/// <param name="Currency">Currency of the customer's invoices, once known.</param>
/// <param name="Delinquent">Whether the latest invoice is overdue.</param>
/// <param name="DefaultPaymentMethodId">Payment method of invoices, as pm_….</param>
/// <param name="Created">When the customer was made.</param>
/// <param name="Metadata">Your own facts.</param>
public sealed record Customer(
    [Recipient] string Id,
    bool Deleted = false,
    [Recipient] string? Email = null,
    [Content] string? Name = null,
    [Recipient] string? Phone = null,
    [Content] string? Description = null,
    [Volatile] long? Balance = null,
    [Volatile] string? Currency = null,
    [Volatile] bool? Delinquent = null,
    string? DefaultPaymentMethodId = null,
    [Volatile] DateTimeOffset? Created = null,
    [Content] IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary>A subscription to start.</summary>
/// <param name="CustomerId">Customer, as cus_QXg1o8vcGmoR32.</param>
/// <param name="PriceId">Recurring price, as price_1PgafmB7WZ01zgkW6dKueIc5.</param>
/// <param name="Quantity">How many of the price, from 1. Default 1.</param>
/// <param name="PaymentMethodId">Payment method of the customer (pm_…) to charge, now and each period. Not with daysUntilDue.</param>
/// <param name="DaysUntilDue">To mail invoices instead of charging: days that the customer has to pay each, 1 to 365.</param>
/// <param name="TrialDays">Days before the first charge, 1 to 730.</param>
/// <param name="Description">Text that the customer may see, at most 500 characters.</param>
/// <param name="Metadata">Your own facts: at most 50 keys of at most 40 characters, without square brackets, values at most 500.</param>
public sealed record CreateSubscription(
    [Recipient][Pattern("^cus_[A-Za-z0-9_]{1,250}$")] string CustomerId,
    [Pattern("^price_[A-Za-z0-9_]{1,250}$")] string PriceId,
    [Range(1, 999_999)] int? Quantity = null,
    [Pattern("^pm_[A-Za-z0-9_]{1,250}$")] string? PaymentMethodId = null,
    [Range(1, 365)] int? DaysUntilDue = null,
    [Range(1, 730)] int? TrialDays = null,
    [Content][Length(1, 500)] string? Description = null,
    [Content] IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary>A subscription.</summary>
/// <param name="Id">Subscription id, as sub_1Pgc6rB7WZ01zgkWNy0Cn5nw.</param>
/// <param name="Status">incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid or paused.</param>
/// <param name="CustomerId">Its customer.</param>
/// <param name="PriceId">Price of its first item.</param>
/// <param name="CurrentPeriodStart">When the period that runs began, of its first item.</param>
/// <param name="CurrentPeriodEnd">When it ends, and the next charge is due.</param>
/// <param name="TrialEnd">When the trial ends; absent: no trial.</param>
/// <param name="LatestInvoiceId">Its newest invoice, as in_….</param>
public sealed record Subscription(
    string Id,
    string Status,
    [Recipient] string? CustomerId = null,
    string? PriceId = null,
    [Volatile] DateTimeOffset? CurrentPeriodStart = null,
    [Volatile] DateTimeOffset? CurrentPeriodEnd = null,
    [Volatile] DateTimeOffset? TrialEnd = null,
    string? LatestInvoiceId = null);

/// <summary>A payment to make.</summary>
/// <param name="Amount">
/// Whole number in the currency's smallest unit: 1099 is 10.99 USD, but 1099 JPY (also BIF, CLP, DJF, GNF, KMF, KRW, MGA, PYG, RWF, VND, VUV,
/// XAF, XOF and XPF have no smaller unit). BHD, JOD, KWD, OMR and TND count thousandths and must end in 0; ISK and UGX count hundredths and must end in 00.
/// At most 99,999,999; at least about half a US dollar, as 50 for USD and EUR, 30 for GBP, 50 for JPY.
/// </param>
/// <param name="Currency">Three letters, lower case, as usd.</param>
/// <param name="CustomerId">Customer who pays, as cus_QXg1o8vcGmoR32.</param>
/// <param name="PaymentMethodId">Payment method of the customer (pm_…) to pay with.</param>
/// <param name="Confirm">Whether to charge paymentMethodId at once. Default false.</param>
/// <param name="OffSession">With confirm: whether the payer is absent; a card that wants them to authenticate is then declined. Default false.</param>
/// <param name="Description">Text shown with the payment, at most 1,000 characters.</param>
/// <param name="ReceiptEmail">Where the receipt goes, in live mode.</param>
/// <param name="Metadata">Your own facts: at most 50 keys of at most 40 characters, without square brackets, values at most 500.</param>
public sealed record CreatePaymentIntent(
    [Range(1, StripeChecks.MaxAmount)] long Amount,
    [Pattern("^[a-z]{3}$")] string Currency,
    [Recipient][Pattern("^cus_[A-Za-z0-9_]{1,250}$")] string? CustomerId = null,
    [Pattern("^(pm|card|src)_[A-Za-z0-9_]{1,250}$")] string? PaymentMethodId = null,
    bool? Confirm = null,
    bool? OffSession = null,
    [Content][Length(1, 1000)] string? Description = null,
    [Recipient][Format(TextFormat.Email)][Length(3, 512)] string? ReceiptEmail = null,
    [Content] IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary>A payment.</summary>
/// <param name="Id">Payment intent id, as pi_1PgafyB7WZ01zgkWSjxsAJo3.</param>
/// <param name="Status">
/// requires_payment_method, requires_confirmation, requires_action (the payer must authenticate), processing, requires_capture, canceled or succeeded.
/// </param>
/// <param name="Amount">In the currency's smallest unit.</param>
/// <param name="Currency">Three letters, lower case.</param>
/// <param name="AmountReceived">What was taken, in the smallest unit.</param>
/// <param name="CustomerId">Customer who pays.</param>
/// <param name="PaymentMethodId">Payment method, as pm_….</param>
/// <param name="LatestChargeId">Its newest charge, as ch_…, also when it failed.</param>
/// <param name="FailureCode">Why the latest try failed, as card_declined; absent: it did not.</param>
/// <param name="NextAction">What the payer must do, as use_stripe_sdk or redirect_to_url; absent: nothing.</param>
/// <param name="Description">Text shown with the payment.</param>
/// <param name="ClientSecret">What the payer's browser pays with. Give it to that page alone; it is never recorded.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Metadata">Your own facts.</param>
public sealed record PaymentIntent(
    string Id,
    string Status,
    long Amount,
    string Currency,
    long? AmountReceived = null,
    [Recipient] string? CustomerId = null,
    string? PaymentMethodId = null,
    string? LatestChargeId = null,
    string? FailureCode = null,
    string? NextAction = null,
    [Content] string? Description = null,
    [Secret] string? ClientSecret = null,
    [Volatile] DateTimeOffset? Created = null,
    [Content] IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary>Which payments to list.</summary>
/// <param name="CustomerId">Only payments of this customer.</param>
/// <param name="CreatedFrom">Only payments made at or after this time.</param>
/// <param name="CreatedBefore">Only payments made before this time.</param>
/// <param name="Limit">Payments a page, 1 to 100. Default 10.</param>
/// <param name="PageToken">The nextPageToken of the page before, with the same other fields; absent: first page.</param>
public sealed record ListPaymentIntents(
    [Recipient][Pattern("^cus_[A-Za-z0-9_]{1,250}$")] string? CustomerId = null,
    [Volatile] DateTimeOffset? CreatedFrom = null,
    [Volatile] DateTimeOffset? CreatedBefore = null,
    [Range(1, 100)] int? Limit = null,
    [Volatile][Pattern("^pi_[A-Za-z0-9_]{1,250}$")] string? PageToken = null);

/// <summary>One page of payments.</summary>
/// <param name="PaymentIntents">Newest first.</param>
/// <param name="NextPageToken">Where the next page starts; absent: this is the last.</param>
public sealed record PaymentIntentPage([Volatile] IReadOnlyList<PaymentIntent> PaymentIntents, [Volatile] string? NextPageToken = null);

/// <summary>A payment to pay back. Give paymentIntentId or chargeId, not both.</summary>
/// <param name="PaymentIntentId">Payment to pay back, as pi_….</param>
/// <param name="ChargeId">Or its charge, as ch_… or py_….</param>
/// <param name="Amount">How much, in the smallest unit of the payment's currency. Default all that is left.</param>
/// <param name="Reason">Why: duplicate, fraudulent (also blocks the card), requested_by_customer.</param>
/// <param name="Metadata">Your own facts: at most 50 keys of at most 40 characters, without square brackets, values at most 500.</param>
[AnyOf("paymentIntentId", "chargeId")]
public sealed record CreateRefund(
    [Pattern("^pi_[A-Za-z0-9_]{1,250}$")] string? PaymentIntentId = null,
    [Pattern("^(ch|py)_[A-Za-z0-9_]{1,250}$")] string? ChargeId = null,
    [Range(1, StripeChecks.MaxAmount)] long? Amount = null,
    RefundReason? Reason = null,
    [Content] IReadOnlyDictionary<string, string>? Metadata = null);

/// <summary>Why a payment is paid back.</summary>
[JsonConverter(typeof(EnumText<RefundReason>))]
public enum RefundReason
{
    /// <summary>It was taken twice.</summary>
    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    /// <summary>The payer was not who they said; the card and address go to your block list.</summary>
    [JsonStringEnumMemberName("fraudulent")]
    Fraudulent,

    /// <summary>The customer asked for it.</summary>
    [JsonStringEnumMemberName("requested_by_customer")]
    RequestedByCustomer,
}

/// <summary>A refund.</summary>
/// <param name="Id">Refund id, as re_1Pgc72B7WZ01zgkWqPvrRrPE.</param>
/// <param name="Status">pending, requires_action, succeeded, failed or canceled. Succeeded means sent; banks take 5 to 10 days to show it.</param>
/// <param name="Amount">In the currency's smallest unit.</param>
/// <param name="Currency">Three letters, lower case.</param>
/// <param name="PaymentIntentId">Payment that is paid back.</param>
/// <param name="ChargeId">Its charge.</param>
/// <param name="Reason">Why, as it was given.</param>
public sealed record Refund(
    string Id,
    string? Status,
    long Amount,
    string Currency,
    string? PaymentIntentId = null,
    string? ChargeId = null,
    string? Reason = null);

/// <summary>Which events to list.</summary>
/// <param name="Types">Only these types, at most 20, as payment_intent.succeeded; a star at the end stands for the rest, as charge.*. Default all.</param>
/// <param name="CreatedFrom">Only events at or after this time.</param>
/// <param name="CreatedBefore">Only events before this time; at most 30 days ago.</param>
/// <param name="Limit">Events a page, 1 to 100. Default 10.</param>
/// <param name="PageToken">The nextPageToken of the page before, with the same other fields; absent: first page.</param>
public sealed record ListEvents(
    [Items(1, 20)][Pattern("^[a-z0-9_.]+(\\.\\*)?$")] IReadOnlyList<string>? Types = null,
    [Volatile] DateTimeOffset? CreatedFrom = null,
    [Volatile] DateTimeOffset? CreatedBefore = null,
    [Range(1, 100)] int? Limit = null,
    [Volatile][Pattern("^evt_[A-Za-z0-9_]{1,250}$")] string? PageToken = null);

/// <summary>One page of events.</summary>
/// <param name="Events">Newest first; those of one second in no order.</param>
/// <param name="NextPageToken">Where the next page starts; absent: this is the last.</param>
public sealed record EventPage([Volatile] IReadOnlyList<AccountEvent> Events, [Volatile] string? NextPageToken = null);

/// <summary>Something that happened in the account.</summary>
/// <param name="Id">Event id, as evt_1Pgc76B7WZ01zgkWwyRHS12y.</param>
/// <param name="Type">What happened, as payment_intent.succeeded.</param>
/// <param name="Created">When.</param>
/// <param name="ObjectType">What it happened to, as payment_intent.</param>
/// <param name="ObjectId">Id of what it happened to.</param>
/// <param name="Object">What it happened to, as it was then, in the API version of apiVersion and not of this connector.</param>
/// <param name="ApiVersion">Version that the object is written in.</param>
/// <param name="RequestId">Request that caused it, as req_…; absent: Stripe itself.</param>
public sealed record AccountEvent(
    string Id,
    string Type,
    DateTimeOffset Created,
    string ObjectType,
    [Recipient] string? ObjectId,
    [Content] JsonElement Object,
    string? ApiVersion = null,
    string? RequestId = null);
