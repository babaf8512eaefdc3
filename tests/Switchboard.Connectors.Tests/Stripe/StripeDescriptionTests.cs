using Switchboard.Connectors.Stripe;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Stripe;

/// <summary>Every exchange by the description derived from the types of Stripe's own client, of the version that the adapter names.</summary>
/// <remarks>
/// That file holds no integers and no lengths; the official one of 2023-08-16 does, so requests that did not change since are judged by it too.
/// Its answers are of another version: those of payments and subscriptions no longer fit it.
/// </remarks>
public sealed class StripeDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Current = "stripe-current.derived.openapi.json";
    private const string Official = "stripe-2023-08-16.openapi.json";
    private static readonly Dictionary<string, string> Facts = new() { ["order id"] = "6735", ["a"] = "é&=" };
    private readonly StripeBench _bench = new();

    [Fact]
    public async Task Customers()
    {
        var made = await _bench.Stripe.CreateCustomerAsync(
            new CreateCustomer("ada@example.com", "Ada Okafor", "+15551234567", "First", StripeBench.Visa, Facts), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/customers", "createCustomer");
        await JudgeAsync(Official, "/v1/customers", "createCustomer");
        await _bench.Stripe.GetCustomerAsync(new GetCustomer(made.Id), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/customers/{customer}", "getCustomer");
        _bench.Ask("DELETE", "/v1/customers/" + made.Id);
        (await _bench.Stripe.GetCustomerAsync(new GetCustomer(made.Id), StripeBench.Ct)).Deleted.ShouldBeTrue();
        await JudgeAsync(Current, "/v1/customers/{customer}", "getCustomer (deleted)");
        await JudgeAsync(Official, "/v1/customers/{customer}", "getCustomer (deleted)");
    }

    [Theory]
    [InlineData("price_starter_monthly", null, null, null)]
    [InlineData("price_team_yearly", StripeBench.Visa, null, null)]
    [InlineData("price_free", null, null, 14)]
    [InlineData("price_1AnyOther", null, 30, null)]
    public async Task Subscriptions(string price, string? method, int? due, int? trial)
    {
        var customer = await _bench.CustomerAsync();
        await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, price, 2, method, due, trial, "Plan", Facts), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/subscriptions", "createSubscription");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(StripeBench.Visa, false)]
    [InlineData(StripeBench.Visa, true)]
    [InlineData("pm_card_threeDSecure2Required", true)]
    [InlineData("pm_usBankAccount_success", true)]
    public async Task Payment_intents(string? method, bool confirm)
    {
        var customer = await _bench.CustomerAsync();
        await _bench.Stripe.CreatePaymentIntentAsync(
            new CreatePaymentIntent(1099, "usd", customer.Id, method, confirm, Description: "Order", ReceiptEmail: "ada@example.com", Metadata: Facts), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/payment_intents", "createPaymentIntent");
    }

    [Fact]
    public async Task A_declined_payment()
    {
        await StripeBench.FaultOf(() => _bench.PaidAsync(method: "pm_card_chargeDeclined"));
        await JudgeAsync(Current, "/v1/payment_intents", "createPaymentIntent (declined)");
        await _bench.Stripe.ListPaymentIntentsAsync(new ListPaymentIntents(Limit: 1), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/payment_intents", "listPaymentIntents");
    }

    [Fact]
    public async Task Payment_intents_listed()
    {
        var first = await _bench.Stripe.ListPaymentIntentsAsync(new ListPaymentIntents(CreatedBefore: TestClock.DefaultStart, Limit: 1), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/payment_intents", "listPaymentIntents");
        await _bench.Stripe.ListPaymentIntentsAsync(
            new ListPaymentIntents(first.PaymentIntents[0].CustomerId, TestClock.DefaultStart.AddDays(-400), Limit: 100, PageToken: first.NextPageToken), StripeBench.Ct)
            .ContinueWith(_ => { }, TaskScheduler.Default);
        await JudgeAsync(Current, "/v1/payment_intents", "listPaymentIntents");
    }

    [Fact]
    public async Task Refunds()
    {
        var paid = await _bench.PaidAsync();
        await _bench.Stripe.CreateRefundAsync(new CreateRefund(paid.Id, Amount: 100, Reason: RefundReason.RequestedByCustomer, Metadata: Facts), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/refunds", "createRefund");
        await _bench.Stripe.CreateRefundAsync(new CreateRefund(ChargeId: paid.LatestChargeId), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/refunds", "createRefund");
        await JudgeAsync(Official, "/v1/refunds", "createRefund");
    }

    [Fact]
    public async Task Events()
    {
        var customer = await _bench.CustomerAsync(method: StripeBench.Visa);
        await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, "price_team_monthly", PaymentMethodId: StripeBench.Visa), StripeBench.Ct);
        var paid = await _bench.PaidAsync(customer: customer.Id);
        await _bench.Stripe.CreateRefundAsync(new CreateRefund(paid.Id), StripeBench.Ct);
        await _bench.Stripe.ListEventsAsync(new ListEvents(Limit: 100), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/events", "listEvents");
        await _bench.Stripe.ListEventsAsync(
            new ListEvents(["charge.*", "customer.created"], TestClock.DefaultStart.AddDays(-1), TestClock.DefaultStart.AddDays(1), 2), StripeBench.Ct);
        await JudgeAsync(Current, "/v1/events", "listEvents");
    }

    [Fact]
    public async Task Errors()
    {
        await StripeBench.FaultOf(() => _bench.Stripe.GetCustomerAsync(new GetCustomer("cus_nobody"), StripeBench.Ct));
        await JudgeAsync(Current, "/v1/customers/{customer}", "getCustomer (404)");
        await JudgeAsync(Official, "/v1/customers/{customer}", "getCustomer (404)");
    }

    [Theory]
    [InlineData("amount=", "amuont=")]
    [InlineData("automatic_payment_methods[enabled]=true", "payment_method_types[0]=card")]
    public async Task A_wrong_field_would_be_seen(string right, string wrong)
    {
        await _bench.PaidAsync();
        var broken = _bench.Last with { RequestBody = System.Text.Encoding.UTF8.GetBytes(_bench.Last.RequestText.Replace(right, wrong)) };
        await Should.ThrowAsync<DescriptionException>(() => judge.JudgeAsync(Current, "/v1/payment_intents", "POST", broken, output));
    }

    private Task JudgeAsync(string spec, string path, string action) => judge.JudgeAsync(spec, path, _bench.Last.Method, _bench.Last, output, action);
}
