namespace Switchboard.Connectors.Stripe;

/// <summary>What a payment method does when it is charged; by the names of https://docs.stripe.com/testing.</summary>
/// <param name="Result">How it ends.</param>
/// <param name="Brand">Brand of the card.</param>
/// <param name="Last4">Last digits.</param>
/// <param name="Code">Error code of a decline.</param>
/// <param name="DeclineCode">The issuer's reason.</param>
/// <param name="Message">Words of a decline.</param>
internal sealed record StripeTestCards(
    ChargeResult Result, string Brand = "visa", string Last4 = "4242", string? Code = null, string? DeclineCode = null, string? Message = null)
{
    private const string Declined = "Your card was declined.";

    private static readonly (string Name, StripeTestCards Card)[] Known =
    [
        ("chargeDeclinedInsufficientFunds", No("9995", "card_declined", "insufficient_funds", "Your card has insufficient funds.")),
        ("chargeDeclinedLostCard", No("9987", "card_declined", "lost_card", Declined)),
        ("chargeDeclinedStolenCard", No("9979", "card_declined", "stolen_card", Declined)),
        ("chargeDeclinedFraudulent", No("0019", "card_declined", "fraudulent", Declined)),
        ("chargeDeclinedExpiredCard", No("0069", "expired_card", "expired_card", "Your card has expired.")),
        ("chargeDeclinedIncorrectCvc", No("0127", "incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.")),
        ("chargeDeclinedProcessingError", No("0119", "processing_error", "processing_error", "An error occurred while processing your card. Try again in a little bit.")),
        ("chargeDeclined", No("0002", "card_declined", "generic_decline", Declined)),
        ("authenticationRequired", new(ChargeResult.NeedsPayer, Last4: "3184")),
        ("threeDSecure2Required", new(ChargeResult.NeedsPayer, Last4: "3220")),
        ("usBankAccount_success", new(ChargeResult.Processing, "", "6789")),
        ("mastercard", new(ChargeResult.Paid, "mastercard", "4444")),
        ("amex", new(ChargeResult.Paid, "amex", "8431")),
    ];

    /// <summary>Any other payment method pays.</summary>
    public static StripeTestCards Of(string paymentMethod) =>
        Array.Find(Known, known => paymentMethod.EndsWith(known.Name, StringComparison.Ordinal)).Card ?? new(ChargeResult.Paid);

    private static StripeTestCards No(string last4, string code, string declineCode, string message) =>
        new(ChargeResult.Declined, "visa", last4, code, declineCode, message);
}

internal enum ChargeResult
{
    Paid,
    Declined,
    NeedsPayer,
    Processing,
}
