using System.Buffers;
using System.Text.Json;
using Switchboard.Connectors.Stripe;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Stripe;

public sealed class StripeStateTests
{
    private readonly StripeBench _bench = new();

    [Fact]
    public async Task A_payment_moves_through_its_states_and_each_leaves_an_event()
    {
        var bare = await _bench.Stripe.CreatePaymentIntentAsync(new CreatePaymentIntent(1099, "usd"), StripeBench.Ct);
        var chosen = await _bench.Stripe.CreatePaymentIntentAsync(new CreatePaymentIntent(1099, "usd", PaymentMethodId: StripeBench.Visa), StripeBench.Ct);
        var paid = await _bench.PaidAsync();
        var asks = await _bench.PaidAsync(method: "pm_card_authenticationRequired");
        var bank = await _bench.PaidAsync(method: "pm_usBankAccount_success");

        new[] { bare, chosen, paid, asks, bank }.Select(payment => payment.Status)
            .ShouldBe(["requires_payment_method", "requires_confirmation", "succeeded", "requires_action", "processing"]);
        (asks.NextAction, paid.AmountReceived, bare.ClientSecret!.StartsWith(bare.Id + "_secret_", StringComparison.Ordinal)).ShouldBe(("use_stripe_sdk", 1099, true));
        _bench.Ask("POST", $"/v1/payment_intents/{bare.Id}/confirm", "payment_method=pm_card_visa").Body.GetProperty("status").GetString().ShouldBe("succeeded");
        _bench.Ask("POST", $"/v1/payment_intents/{chosen.Id}/cancel").Body.GetProperty("status").GetString().ShouldBe("canceled");
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        var manual = _bench.Ask("POST", "/v1/payment_intents", "amount=500&currency=usd&payment_method=pm_card_visa&confirm=true&return_url=https://a.test&capture_method=manual").Body;
        manual.GetProperty("status").GetString().ShouldBe("requires_capture");
        _bench.Ask("POST", $"/v1/payment_intents/{manual.GetProperty("id")}/capture").Body.GetProperty("amount_received").GetInt64().ShouldBe(500);

        var listed = (await _bench.Stripe.ListPaymentIntentsAsync(new ListPaymentIntents(CreatedFrom: TestClock.DefaultStart), StripeBench.Ct)).PaymentIntents;
        listed.Single(payment => payment.Id == bank.Id).Status.ShouldBe("succeeded", "a bank takes a minute here");
        (await _bench.EventsAsync("payment_intent.*")).CountBy(item => item.Type).ToDictionary().ShouldBe(
            new Dictionary<string, int>
            {
                ["payment_intent.created"] = 6,
                ["payment_intent.succeeded"] = 4,
                ["payment_intent.requires_action"] = 1,
                ["payment_intent.processing"] = 1,
                ["payment_intent.canceled"] = 1,
                ["payment_intent.amount_capturable_updated"] = 1,
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task An_absent_payer_cannot_authenticate()
    {
        var fault = await StripeBench.FaultOf(() => _bench.Stripe.CreatePaymentIntentAsync(
            new CreatePaymentIntent(1099, "usd", PaymentMethodId: "pm_card_authenticationRequired", Confirm: true, OffSession: true), StripeBench.Ct));
        fault.ProviderCode.ShouldBe("authentication_required");
    }

    [Fact]
    public async Task Refunds_change_the_charge_until_nothing_is_left()
    {
        var paid = await _bench.PaidAsync();
        var part = await _bench.Stripe.CreateRefundAsync(new CreateRefund(paid.Id, Amount: 100), StripeBench.Ct);
        Charge().GetProperty("amount_refunded").GetInt64().ShouldBe(100);
        (await StripeBench.FaultOf(() => _bench.Stripe.CreateRefundAsync(new CreateRefund(paid.Id, Amount: 1000), StripeBench.Ct))).Message.ShouldContain("greater than unrefunded amount");
        var rest = await _bench.Stripe.CreateRefundAsync(new CreateRefund(ChargeId: paid.LatestChargeId), StripeBench.Ct);

        (part.Amount, rest.Amount, rest.Status, rest.PaymentIntentId).ShouldBe((100, 999, "succeeded", paid.Id));
        Charge().GetProperty("refunded").GetBoolean().ShouldBeTrue();
        (await StripeBench.FaultOf(() => _bench.Stripe.CreateRefundAsync(new CreateRefund(paid.Id), StripeBench.Ct))).ProviderCode.ShouldBe("charge_already_refunded");
        (await _bench.EventsAsync("charge.refunded", "refund.created")).Count.ShouldBe(4);
        JsonElement Charge() => _bench.Ask("GET", "/v1/charges/" + paid.LatestChargeId).Body;
    }

    [Theory]
    [InlineData("price_starter_monthly", null, null, null, "incomplete")]
    [InlineData("price_starter_monthly", StripeBench.Visa, null, null, "active")]
    [InlineData("price_starter_monthly", null, 30, null, "active")]
    [InlineData("price_starter_monthly", null, null, 14, "trialing")]
    [InlineData("price_free", null, null, null, "active")]
    [InlineData("price_1Anything", null, null, null, "incomplete")]
    public async Task A_subscriptions_status_follows_price_and_payment(string price, string? method, int? due, int? trial, string status)
    {
        var customer = await _bench.CustomerAsync();
        var made = await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, price, null, method, due, trial), StripeBench.Ct);
        (made.Status, made.PriceId, made.CustomerId).ShouldBe((status, price, customer.Id));
        _bench.Ask("GET", "/v1/invoices/" + made.LatestInvoiceId).Body.GetProperty("customer").GetString().ShouldBe(customer.Id);
    }

    [Fact]
    public async Task A_declined_card_makes_no_subscription()
    {
        var customer = await _bench.CustomerAsync();
        var fault = await StripeBench.FaultOf(() => _bench.Stripe.CreateSubscriptionAsync(
            new CreateSubscription(customer.Id, "price_team_monthly", PaymentMethodId: "pm_card_chargeDeclined"), StripeBench.Ct));
        (fault.HttpStatus, fault.ProviderCode).ShouldBe((402, "generic_decline"));
        _bench.Ask("GET", "/v1/subscriptions?customer=" + customer.Id).Body.GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Subscriptions_renew_lapse_and_expire_as_time_passes()
    {
        var customer = await _bench.CustomerAsync();
        var pays = await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, "price_starter_monthly", 2, StripeBench.Visa), StripeBench.Ct);
        var waits = await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, "price_team_monthly"), StripeBench.Ct);
        var tries = await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, "price_starter_monthly", TrialDays: 7), StripeBench.Ct);
        var confirmed = await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, "price_starter_monthly"), StripeBench.Ct);
        var open = (await _bench.Stripe.ListPaymentIntentsAsync(new ListPaymentIntents(customer.Id), StripeBench.Ct)).PaymentIntents;
        open.Count(payment => payment.Status == "requires_payment_method").ShouldBe(2);
        _bench.Ask("POST", $"/v1/payment_intents/{open.Single(payment => payment is { Amount: 1500, Status: "requires_payment_method" }).Id}/confirm", "payment_method=pm_card_visa");
        Status(confirmed).ShouldBe("active");

        _bench.Clock.Advance(TimeSpan.FromHours(24));
        (Status(pays), Status(waits), Status(tries)).ShouldBe(("active", "incomplete_expired", "trialing"));
        _bench.Clock.Advance(TimeSpan.FromDays(8));
        Status(tries).ShouldBe("past_due", "a trial without payment method ends unpaid");
        _bench.Clock.Advance(TimeSpan.FromDays(60));
        (Status(pays), Status(tries)).ShouldBe(("active", "canceled"));
        _bench.Ask("GET", "/v1/payment_intents?limit=100&customer=" + customer.Id).Body.GetProperty("data").EnumerateArray()
            .Count(payment => payment.GetProperty("amount").GetInt64() == 3000 && payment.GetProperty("status").GetString() == "succeeded").ShouldBe(3);
        string? Status(Subscription of) => _bench.Ask("GET", "/v1/subscriptions/" + of.Id).Body.GetProperty("status").GetString();
    }

    [Fact]
    public async Task Events_are_listed_for_30_days_and_name_the_request_that_caused_them()
    {
        var made = await _bench.CustomerAsync();
        var item = (await _bench.EventsAsync("customer.created")).ShouldHaveSingleItem();
        (item.ObjectId, item.ObjectType, item.ApiVersion).ShouldBe((made.Id, "customer", "2026-10-28.endive"));
        item.RequestId.ShouldNotBeNull().ShouldStartWith("req_");
        var raw = _bench.Ask("GET", "/v1/events/" + item.Id).Body;
        raw.GetProperty("request").GetProperty("idempotency_key").GetString().ShouldBe("00000001-0000-7000-8000-000000000001");

        _bench.Clock.Advance(TimeSpan.FromDays(31));
        (await _bench.EventsAsync()).ShouldBeEmpty();
        _bench.Ask("GET", "/v1/events/" + item.Id).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Pages_lead_to_the_end_newest_first()
    {
        for (var i = 0; i < 5; i++)
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await _bench.PaidAsync(1000 + i);
        }

        List<long> amounts = [];
        string? token = null;
        do
        {
            var page = await _bench.Stripe.ListPaymentIntentsAsync(new ListPaymentIntents(CreatedFrom: TestClock.DefaultStart, Limit: 2, PageToken: token), StripeBench.Ct);
            amounts.AddRange(page.PaymentIntents.Select(payment => payment.Amount));
            token = page.NextPageToken;
        }
        while (token is not null);

        amounts.ShouldBe([1004, 1003, 1002, 1001, 1000]);
        _bench.Error("GET", "/v1/payment_intents?limit=101", "", 400).GetProperty("param").GetString().ShouldBe("limit");
        _bench.Error("GET", "/v1/payment_intents?starting_after=pi_x", "", 400).GetProperty("code").GetString().ShouldBe("resource_missing");
    }

    [Fact]
    public async Task A_deleted_customer_is_an_answer_and_can_pay_no_more()
    {
        var made = await _bench.CustomerAsync();
        _bench.Ask("DELETE", "/v1/customers/" + made.Id).Body.GetRawText().ShouldContain("\"deleted\":true");
        (await _bench.Stripe.GetCustomerAsync(new GetCustomer(made.Id), StripeBench.Ct)).ShouldBe(new Customer(made.Id, Deleted: true));
        (await StripeBench.FaultOf(() => _bench.PaidAsync(customer: made.Id))).ProviderCode.ShouldBe("resource_missing");
    }

    [Fact]
    public void A_key_replays_the_first_answer_and_refuses_other_parameters()
    {
        var first = _bench.Ask("POST", "/v1/customers", "email=a@example.com&name=A", "k1");
        var again = _bench.Ask("POST", "/v1/customers", "name=A&email=a@example.com", "k1");
        again.Body.GetRawText().ShouldBe(first.Body.GetRawText());
        again.Reply.Headers.ShouldContain(header => header.Key == "Idempotent-Replayed" && header.Value == "true");

        var other = _bench.Ask("POST", "/v1/customers", "email=b@example.com", "k1");
        (other.Status, other.Body.GetProperty("error").GetProperty("type").GetString()).ShouldBe((400, "idempotency_error"));
        _bench.Ask("POST", "/v1/customers", "email=nobody", "k2").Status.ShouldBe(400);
        _bench.Ask("POST", "/v1/customers", "email=b@example.com", "k2").Status.ShouldBe(200, "what failed validation was not kept");
        _bench.Ask("POST", "/v1/customers", "email=b@example.com", new string('k', 256)).Status.ShouldBe(400);
        var declined = _bench.Ask("POST", "/v1/payment_intents", "amount=500&currency=usd&payment_method=pm_card_chargeDeclined&confirm=true&return_url=https://a.test", "k3");
        _bench.Ask("POST", "/v1/payment_intents", "amount=500&currency=usd&payment_method=pm_card_chargeDeclined&confirm=true&return_url=https://a.test", "k3").Body.GetRawText()
            .ShouldBe(declined.Body.GetRawText());
        _bench.Clock.Advance(TimeSpan.FromHours(25));
        _bench.Ask("POST", "/v1/customers", "email=c@example.com", "k1").Status.ShouldBe(200, "a key lives a day");
    }

    [Theory]
    [InlineData("/v1/payment_intents", "currency=usd", "parameter_missing", "amount")]
    [InlineData("/v1/payment_intents", "amount=ten&currency=usd", "parameter_invalid_integer", "amount")]
    [InlineData("/v1/payment_intents", "amount=10&currency=usd", "amount_too_small", "amount")]
    [InlineData("/v1/payment_intents", "amount=100000000&currency=usd", "amount_too_large", "amount")]
    [InlineData("/v1/payment_intents", "amount=5125&currency=kwd", null, "amount")]
    [InlineData("/v1/payment_intents", "amount=100&currency=us", null, "currency")]
    [InlineData("/v1/payment_intents", "amount=100&currency=usd&customer=cus_nobody", "resource_missing", "customer")]
    [InlineData("/v1/payment_intents", "amount=100&currency=usd&confirm=true", "payment_intent_unexpected_state", null)]
    [InlineData("/v1/payment_intents", "amount=100&currency=usd&confirm=true&payment_method=pm_card_visa", null, null)]
    [InlineData("/v1/payment_intents", "amount=100&currency=usd&payment_method=visa", "resource_missing", "payment_method")]
    [InlineData("/v1/customers", "email=nobody", "email_invalid", "email")]
    [InlineData("/v1/refunds", "", null, null)]
    [InlineData("/v1/refunds", "charge=ch_none", "resource_missing", "charge")]
    [InlineData("/v1/subscriptions", "items[0][price]=price_free", "parameter_missing", "customer")]
    public void The_simulator_validates_as_stripe_does(string path, string form, string? code, string? param)
    {
        var error = _bench.Error("POST", path, form, 400);
        error.GetProperty("type").GetString().ShouldBe("invalid_request_error");
        (error.TryGetProperty("code", out var given) ? given.GetString() : null).ShouldBe(code);
        (error.TryGetProperty("param", out var named) ? named.GetString() : null).ShouldBe(param);
    }

    [Theory]
    [InlineData("price_setup", null)]
    [InlineData("price_missing1", "resource_missing")]
    public async Task A_price_must_exist_and_recur(string price, string? code)
    {
        var customer = await _bench.CustomerAsync();
        var fault = await StripeBench.FaultOf(() => _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, price), StripeBench.Ct));
        fault.ProviderCode.ShouldBe(code ?? "invalid_request_error");
    }

    [Fact]
    public void Without_a_key_it_says_401()
    {
        _bench.Ask("GET", "/v1/events", authorization: null).Status.ShouldBe(401);
        _bench.Ask("GET", "/v1/events", authorization: "Basic c2tfdGVzdDo=").Status.ShouldBe(200);
        _bench.Ask("GET", "/v1/nothing").Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        var forward = await MakeAll(new StripeBench(), [.. Enumerable.Range(0, 64)]);
        var backward = await MakeAll(new StripeBench(), [.. Enumerable.Range(0, 64).Reverse()]);
        backward.OrderBy(made => made.Call).ShouldBe(forward.OrderBy(made => made.Call));
        forward.Select(made => made.Customer).Distinct().Count().ShouldBe(64);
        (await MakeAll(new StripeBench(seed: 2), [0])).Single().Customer.ShouldNotBe(forward.Single(made => made.Call == 0).Customer);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var customer = await _bench.CustomerAsync(method: StripeBench.Visa);
        var made = await _bench.Stripe.CreateSubscriptionAsync(new CreateSubscription(customer.Id, "price_team_monthly", PaymentMethodId: StripeBench.Visa), StripeBench.Ct);
        await _bench.PaidAsync(method: "pm_usBankAccount_success");
        _bench.Ask("POST", "/v1/customers", "email=a@example.com", "k1");

        var after = new StripeBench(seed: 2);
        after.Simulator.Load(Save(_bench.Simulator));
        Save(after.Simulator).GetRawText().ShouldBe(Save(_bench.Simulator).GetRawText());
        var later = new StripeBench();
        later.Simulator.Load(Save(_bench.Simulator));
        later.Clock.Advance(TimeSpan.FromDays(40));
        Compare(after);
        _bench.Clock.Advance(TimeSpan.FromDays(40));
        Compare(later);
        void Compare(StripeBench other)
        {
            foreach (var path in (ReadOnlySpan<string>)["/v1/payment_intents", "/v1/events?limit=100", "/v1/subscriptions/" + made.Id, "/v1/customers"])
            {
                other.Ask("GET", path).Body.GetRawText().ShouldBe(_bench.Ask("GET", path).Body.GetRawText());
            }
        }
    }

    private static async Task<List<(int Call, string Customer, string Payment)>> MakeAll(StripeBench bench, IReadOnlyList<int> calls)
    {
        var all = calls.Select(call => Task.Run(async () =>
        {
            var customer = await bench.CustomerAsync($"user{call}@example.com");
            var payment = await bench.PaidAsync(1000 + call, customer.Id);
            return (call, customer.Id, payment.Id + payment.LatestChargeId);
        }));
        return [.. await Task.WhenAll(all)];
    }

    private static JsonElement Save(Simulator simulator)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            simulator.Save(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
