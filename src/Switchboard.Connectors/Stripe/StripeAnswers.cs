using System.Text.Json;

namespace Switchboard.Connectors.Stripe;

/// <summary>From Stripe's objects to the contract's records.</summary>
internal static class StripeAnswers
{
    public static Customer ToCustomer(WireCustomer customer) => new(
        customer.Id,
        customer.Deleted ?? false,
        customer.Email,
        customer.Name,
        customer.Phone,
        customer.Description,
        customer.Balance,
        customer.Currency,
        customer.Delinquent,
        customer.InvoiceSettings?.DefaultPaymentMethod,
        Time(customer.Created),
        Metadata(customer.Metadata));

    public static Subscription ToSubscription(WireSubscription subscription)
    {
        var item = subscription.Items?.Data is [var first, ..] ? first : null;
        return new Subscription(
            subscription.Id,
            subscription.Status,
            subscription.Customer,
            item?.Price?.Id,
            Time(item?.CurrentPeriodStart),
            Time(item?.CurrentPeriodEnd),
            Time(subscription.TrialEnd),
            subscription.LatestInvoice);
    }

    public static PaymentIntent ToPayment(WirePaymentIntent payment) => new(
        payment.Id,
        payment.Status,
        payment.Amount,
        payment.Currency,
        payment.AmountReceived,
        payment.Customer,
        payment.PaymentMethod,
        payment.LatestCharge,
        payment.LastPaymentError is { } error ? error.DeclineCode ?? error.Code : null,
        payment.NextAction?.Type,
        payment.Description,
        payment.ClientSecret,
        Time(payment.Created),
        Metadata(payment.Metadata));

    public static Refund ToRefund(WireRefund refund) =>
        new(refund.Id, refund.Status, refund.Amount, refund.Currency, refund.PaymentIntent, refund.Charge, refund.Reason);

    public static AccountEvent ToEvent(WireEvent item) => new(
        item.Id,
        item.Type,
        DateTimeOffset.FromUnixTimeSeconds(item.Created),
        Text(item.Data.Object, "object") ?? "",
        Text(item.Data.Object, "id"),
        item.Data.Object,
        item.ApiVersion,
        item.Request?.Id);

    public static string? ToWire(RefundReason? reason) => reason switch
    {
        null => null,
        RefundReason.Duplicate => "duplicate",
        RefundReason.Fraudulent => "fraudulent",
        RefundReason.RequestedByCustomer => "requested_by_customer",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    private static DateTimeOffset? Time(long? seconds) => seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds(value) : null;

    private static Dictionary<string, string>? Metadata(Dictionary<string, string>? metadata) => metadata is { Count: > 0 } ? metadata : null;

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
