using Switchboard.Connectors.Stripe;

namespace Switchboard.Connectors.Tests.Stripe;

/// <summary>The exact requests, as Stripe's own clients write them.</summary>
public sealed class StripeWireTests
{
    private readonly StripeBench _bench = new();

    [Fact]
    public async Task A_customer_is_a_form_with_brackets_as_they_are()
    {
        var made = await _bench.Stripe.CreateCustomerAsync(
            new CreateCustomer("ada+x@example.com", "Ada Okafor", null, null, StripeBench.Visa, new Dictionary<string, string> { ["b"] = "2 & 3", ["a"] = "é" }), StripeBench.Ct);

        _bench.Last.RequestText.ShouldBe(
            "email=ada%2Bx%40example.com&name=Ada%20Okafor&payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa&metadata[a]=%C3%A9&metadata[b]=2%20%26%203");
        _bench.Last.RequestType.ShouldBe("application/x-www-form-urlencoded");
        _bench.Last.Address.AbsoluteUri.ShouldBe("https://api.stripe.com/v1/customers");
        ((int)_bench.Last.Status).ShouldBe(200, "creates answer 200, not 201");
        made.ShouldSatisfyAllConditions(
            c => c.Id.ShouldStartWith("cus_"),
            c => c.Email.ShouldBe("ada+x@example.com"),
            c => c.DefaultPaymentMethodId.ShouldBe(StripeBench.Visa),
            c => c.Metadata!["b"].ShouldBe("2 & 3"),
            c => c.Created.ShouldBe(TestClock.DefaultStart));
    }

    [Fact]
    public async Task Every_request_names_its_version_and_key_and_a_read_has_no_idempotency_key()
    {
        var made = await _bench.CustomerAsync();
        var create = _bench.LastReceived;
        await _bench.Stripe.GetCustomerAsync(new GetCustomer(made.Id), StripeBench.Ct);

        create.Header("Authorization").ShouldBe("Bearer sk_test_x");
        create.Header("Stripe-Version").ShouldBe("2026-10-28.endive");
        create.Header("Idempotency-Key").ShouldBe("00000001-0000-7000-8000-000000000001", "made of the execution, never of the try");
        _bench.LastReceived.Header("Stripe-Version").ShouldBe("2026-10-28.endive");
        _bench.LastReceived.Header("Idempotency-Key").ShouldBeNull();
        _bench.Last.Address.AbsolutePath.ShouldBe("/v1/customers/" + made.Id);
    }

    [Fact]
    public async Task A_payment_sends_no_payment_method_types_which_are_gone_since_2026_09_30()
    {
        await _bench.Stripe.CreatePaymentIntentAsync(new CreatePaymentIntent(1099, "usd"), StripeBench.Ct);
        _bench.Last.RequestText.ShouldBe("amount=1099&currency=usd&automatic_payment_methods[enabled]=true");
        await _bench.PaidAsync();
        _bench.Last.RequestText.ShouldBe(
            "amount=1099&currency=usd&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never&payment_method=pm_card_visa&confirm=true");

        _bench.Error("POST", "/v1/payment_intents", "amount=1099&currency=usd&payment_method_types[0]=card", 400).GetProperty("code").GetString().ShouldBe("parameter_unknown");
    }

    [Theory]
    [InlineData("/v1/customers", "email=a@b.c&coupon=X")]
    [InlineData("/v1/customers", "email=a@b.c&promotion_code=X")]
    [InlineData("/v1/subscriptions", "customer=cus_1&items[0][price]=price_1&coupon=X")]
    [InlineData("/v1/subscriptions", "customer=cus_1&items[0][price]=price_1&promotion_code=X")]
    public void Coupon_and_promotion_code_are_gone_since_2025_03_31(string path, string form) =>
        _bench.Error("POST", path, form, 400).GetProperty("message").GetString().ShouldStartWith("Received unknown parameter: ");

    [Fact]
    public async Task The_current_period_is_read_from_the_item_where_it_moved_in_2025_03_31()
    {
        var customer = await _bench.CustomerAsync();
        var made = await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, "price_starter_monthly", PaymentMethodId: StripeBench.Visa), StripeBench.Ct);

        made.CurrentPeriodStart.ShouldBe(TestClock.DefaultStart);
        made.CurrentPeriodEnd.ShouldBe(TestClock.DefaultStart.AddMonths(1));
        var answer = System.Text.Json.JsonElement.Parse(_bench.Last.ResponseBody);
        answer.TryGetProperty("current_period_start", out _).ShouldBeFalse();
        answer.GetProperty("items").GetProperty("data")[0].TryGetProperty("current_period_start", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, null, "customer={0}&items[0][price]=price_starter_monthly&payment_behavior=default_incomplete")]
    [InlineData(StripeBench.Visa, null, "customer={0}&items[0][price]=price_starter_monthly&default_payment_method=pm_card_visa&payment_behavior=error_if_incomplete")]
    [InlineData(null, 30, "customer={0}&items[0][price]=price_starter_monthly&collection_method=send_invoice&days_until_due=30")]
    public async Task A_subscription_says_what_happens_without_payment(string? method, int? due, string form)
    {
        var customer = await _bench.CustomerAsync();
        await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, "price_starter_monthly", PaymentMethodId: method, DaysUntilDue: due), StripeBench.Ct);
        _bench.Last.RequestText.ShouldBe(string.Format(null, form, customer.Id));
    }

    [Fact]
    public async Task A_refund_and_the_lists()
    {
        var paid = await _bench.PaidAsync();
        await _bench.Stripe.CreateRefundAsync(new CreateRefund(paid.Id, Amount: 99, Reason: RefundReason.RequestedByCustomer), StripeBench.Ct);
        _bench.Last.RequestText.ShouldBe($"payment_intent={paid.Id}&amount=99&reason=requested_by_customer");
        await _bench.Stripe.ListEventsAsync(new ListEvents(["charge.refunded", "refund.*"], TestClock.DefaultStart, TestClock.DefaultStart.AddMilliseconds(1), 5), StripeBench.Ct);
        _bench.Last.Address.Query.ShouldBe("?types[0]=charge.refunded&types[1]=refund.%2A&created[gte]=1796115600&created[lt]=1796115601&limit=5");
        await _bench.Stripe.ListPaymentIntentsAsync(new ListPaymentIntents(), StripeBench.Ct);
        _bench.Last.Address.Query.ShouldBeEmpty();
    }

    [Fact]
    public async Task Statuses_that_nobody_knows_yet_are_kept_as_they_are()
    {
        _bench.Answer(200, """{"id":"pi_1","object":"payment_intent","status":"requires_moonlight","amount":5,"currency":"usd","next_action":{"type":"howl"}}""");
        var made = await _bench.Stripe.CreatePaymentIntentAsync(new CreatePaymentIntent(50, "usd"), StripeBench.Ct);
        (made.Status, made.NextAction).ShouldBe(("requires_moonlight", "howl"));
    }

    [Fact]
    public async Task The_request_id_is_noted()
    {
        await using var host = SwitchboardTest.Create();
        await host.Get<IStripe>().CreateCustomerAsync(new CreateCustomer("ada@example.com"), StripeBench.Ct);
        var row = (await host.Gateway.Ledger.ListAsync(new Ledger.ExecutionQuery(), StripeBench.Ct)).Items.Single();
        System.Text.Encoding.UTF8.GetString(row.Metadata.Span).ShouldContain("\"providerRequestId\":\"req_");
    }
}
