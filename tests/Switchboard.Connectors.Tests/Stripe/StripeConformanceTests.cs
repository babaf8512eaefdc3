using Switchboard.Connectors.Stripe;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Stripe;

public sealed class StripeConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IStripe>(StripeConnector.Binding, judge, output)
{
    private const string Spec = "stripe-current.derived.openapi.json";
    private const string Ada = """{"email":"ada@example.com","name":"Ada"}""";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("createCustomer", Ada),
        new("getCustomer") { Prepare = async call => $$"""{"id":{{Sample.Member(await call("createCustomer", Ada), "id")}}}""" },
        new("createSubscription")
        {
            Prepare = async call => $$"""{"customerId":{{Sample.Member(await call("createCustomer", Ada), "id")}},"priceId":"price_team_monthly"}""",
        },
        new("createPaymentIntent", """{"amount":1099,"currency":"usd","paymentMethodId":"pm_card_visa","confirm":true}"""),
        new("listPaymentIntents", """{"limit":2}""") { Pages = ("pageToken", "nextPageToken") },
        new("createRefund")
        {
            Prepare = async call =>
            {
                var paid = await call("createPaymentIntent", """{"amount":1099,"currency":"usd","paymentMethodId":"pm_card_visa","confirm":true}""");
                return $$"""{"paymentIntentId":{{Sample.Member(paid, "id")}},"amount":500}""";
            },
        },
        new("listEvents")
        {
            Prepare = async call =>
            {
                await call("createPaymentIntent", """{"amount":1099,"currency":"usd","paymentMethodId":"pm_card_visa","confirm":true}""");
                return """{"limit":2}""";
            },
            Pages = ("pageToken", "nextPageToken"),
        },
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["PostCustomers"] = Derived("/v1/customers"),
        ["GetCustomersCustomer"] = Derived("/v1/customers/{customer}"),
        ["PostSubscriptions"] = Derived("/v1/subscriptions"),
        ["PostPaymentIntents"] = Derived("/v1/payment_intents"),
        ["GetPaymentIntents"] = Derived("/v1/payment_intents"),
        ["PostRefunds"] = Derived("/v1/refunds"),
        ["GetEvents"] = Derived("/v1/events"),
    };

    private static Judgement Derived(string path) => new(Spec, path, "derived from the types of Stripe's own client: no integers, no lengths");
}
