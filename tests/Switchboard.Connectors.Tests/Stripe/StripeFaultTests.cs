using Switchboard.Calls;
using Switchboard.Connectors.Stripe;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Stripe;

public sealed class StripeFaultTests
{
    private readonly StripeBench _bench = new();

    [Theory]
    [InlineData("pm_card_chargeDeclined", "generic_decline")]
    [InlineData("pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card")]
    [InlineData("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc")]
    public async Task A_402_card_error_says_the_decline_code(string method, string code)
    {
        var fault = await StripeBench.FaultOf(() => _bench.PaidAsync(method: method));
        fault.ShouldSatisfyAllConditions(
            f => f.Verdict.ShouldBe(Verdict.Rejected),
            f => f.Code.ShouldBe(ErrorCode.ProviderRejected),
            f => f.HttpStatus.ShouldBe(402),
            f => f.ProviderCode.ShouldBe(code),
            f => f.Message.ShouldContain("card_error"));
        (await _bench.EventsAsync("payment_intent.payment_failed", "charge.failed")).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("global-rate", "global-rate", true)]
    [InlineData("endpoint-concurrency", "endpoint-concurrency", true)]
    [InlineData("resource-specific", "resource-specific", false)]
    [InlineData(null, "rate_limit", true)]
    public async Task A_429_says_which_limit_and_was_not_sent(string? reason, string code, bool waits)
    {
        _bench.Answer(429, """{"error":{"type":"invalid_request_error","code":"rate_limit","message":"Too many"}}""", reason is null ? [] : [("Stripe-Rate-Limited-Reason", reason)]);
        var fault = await StripeBench.FaultOf(() => _bench.CustomerAsync());
        (fault.Verdict, fault.Code, fault.ProviderCode).ShouldBe((Verdict.NotSent, ErrorCode.RateLimited, code));
        fault.RetryAfter.ShouldBe(waits ? TimeSpan.FromSeconds(1) : null);
    }

    [Theory]
    [InlineData("""{"error":{"type":"idempotency_error","code":"idempotency_key_in_use"}}""", null, Verdict.InDoubt)]
    [InlineData("""{"error":{"type":"invalid_request_error"}}""", "true", Verdict.InDoubt)]
    [InlineData("""{"error":{"type":"invalid_request_error"}}""", null, Verdict.Rejected)]
    [InlineData("""{"error":{"type":"invalid_request_error"}}""", "false", Verdict.Rejected)]
    public async Task A_409_idempotency_key_in_use_or_stripe_should_retry_is_tried_again_with_the_key(string body, string? retry, Verdict verdict)
    {
        _bench.Answer(409, body, retry is null ? [] : [("Stripe-Should-Retry", retry)]);
        (await StripeBench.FaultOf(() => _bench.CustomerAsync())).Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData(400, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(401, Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(403, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(404, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(500, Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(503, Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task Other_statuses_have_the_common_verdict(int status, Verdict verdict, ErrorCode code)
    {
        _bench.Answer(status, """{"error":{"type":"api_error","code":"some_code","message":"words"}}""");
        var fault = await StripeBench.FaultOf(() => _bench.CustomerAsync());
        (fault.Verdict, fault.Code, fault.ProviderCode).ShouldBe((verdict, code, "some_code"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"id":7}""")]
    public async Task An_answer_that_does_not_say_what_was_made_is_in_doubt(string body)
    {
        _bench.Answer(200, body);
        (await StripeBench.FaultOf(() => _bench.CustomerAsync())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Fact]
    public async Task A_replayed_500_is_looked_up_among_the_events_and_proves_what_the_first_try_did()
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        host.Simulator("stripe").Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "PostCustomers");
        host.Simulator("stripe").Faults.Script(SimulatorFault.Answer(500, [new("Idempotent-Replayed", "true")]), "PostCustomers");

        var made = await host.Get<IStripe>().CreateCustomerAsync(new CreateCustomer("ada@example.com"), StripeBench.Ct);

        made.Email.ShouldBe("ada@example.com");
        host.Received("stripe").Select(request => request.Method + " " + request.Path).ShouldBe(["POST /v1/customers", "POST /v1/customers", "GET /v1/events"]);
        host.Received("stripe")[^1].Query.ShouldStartWith("?types[0]=customer.created&created[gte]=");
    }

    [Fact]
    public async Task A_stored_500_replayed_to_the_end_stays_in_doubt()
    {
        await using var host = SwitchboardTest.Create();
        for (var i = 0; i < 4; i++)
        {
            host.Simulator("stripe").Faults.Script(SimulatorFault.Answer(500, i == 0 ? [] : [new("Idempotent-Replayed", "true")]), "PostRefunds");
        }

        using var caller = host.Clock.Join();
        var outcome = await host.Gateway.CallAsync("stripe.createRefund", """{"paymentIntentId":"pi_1"}"""u8.ToArray(), ct: StripeBench.Ct);

        (outcome.Status, outcome.Attempts).ShouldBe((ExecutionStatus.InDoubt, 4));
        var keys = host.Received("stripe").Where(request => request.Method == "POST").Select(request => request.Header("Idempotency-Key")).Distinct();
        keys.ShouldHaveSingleItem("every try has the key of the execution");
    }

    [Fact]
    public async Task The_look_up_tells_how_a_payment_ended_and_not_only_that_it_began()
    {
        var execution = StripeBench.Execution(1);
        var input = new CreatePaymentIntent(1099, "usd", PaymentMethodId: StripeBench.Visa, Confirm: true);
        await _bench.First(execution).CreatePaymentIntentAsync(input, StripeBench.Ct);
        _bench.Answer(500);
        (await _bench.Again(execution).CreatePaymentIntentAsync(input, StripeBench.Ct)).Status.ShouldBe("succeeded");

        var other = StripeBench.Execution(2);
        var declined = input with { PaymentMethodId = "pm_card_chargeDeclined" };
        await StripeBench.FaultOf(() => _bench.First(other).CreatePaymentIntentAsync(declined, StripeBench.Ct));
        _bench.Answer(500);
        var fault = await StripeBench.FaultOf(() => _bench.Again(other).CreatePaymentIntentAsync(declined, StripeBench.Ct));
        (fault.Verdict, fault.ProviderCode).ShouldBe((Verdict.Rejected, "generic_decline"));
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(403, "{}")]
    [InlineData(200, """{"data":[{"id":"evt_1","type":"customer.created","created":1,"data":{"object":{}},"request":{"idempotency_key":"00000003-0007-7000-8000-000000000009"}}]}""")]
    public async Task A_look_up_that_fails_proves_nothing(int status, string events)
    {
        _bench.Answer(500);
        _bench.Answer(status, events);
        var fault = await StripeBench.FaultOf(() => _bench.Again(StripeBench.Execution(3)).CreateCustomerAsync(new CreateCustomer("a@example.com"), StripeBench.Ct));
        (fault.Verdict, fault.HttpStatus).ShouldBe((Verdict.InDoubt, 500));
    }

    [Fact]
    public async Task A_first_500_is_not_looked_up_since_the_key_comes_again()
    {
        _bench.Answer(500);
        await StripeBench.FaultOf(() => _bench.CustomerAsync());
        _bench.Simulator.Received.Count.ShouldBe(1);
        _bench.Answer(500, "{}", ("Stripe-Should-Retry", "false"));
        await StripeBench.FaultOf(() => _bench.CustomerAsync());
        _bench.Simulator.Received.Count.ShouldBe(3, "Stripe-Should-Retry: false says that the 500 is stored");
    }

    [Fact]
    public async Task A_lost_answer_is_made_good_by_the_key_and_makes_nothing_twice()
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        host.Simulator("stripe").Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "PostPaymentIntents");
        var before = (await host.Get<IStripe>().ListPaymentIntentsAsync(new ListPaymentIntents(), StripeBench.Ct)).PaymentIntents.Count;
        await host.Get<IStripe>().CreatePaymentIntentAsync(new CreatePaymentIntent(1099, "usd", PaymentMethodId: StripeBench.Visa, Confirm: true), StripeBench.Ct);
        (await host.Get<IStripe>().ListPaymentIntentsAsync(new ListPaymentIntents(), StripeBench.Ct)).PaymentIntents.Count.ShouldBe(before + 1);
    }
}
