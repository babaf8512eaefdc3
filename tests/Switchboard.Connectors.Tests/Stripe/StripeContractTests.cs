using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Stripe;

namespace Switchboard.Connectors.Tests.Stripe;

/// <summary>What the contract refuses before anything is sent, through the generated binding.</summary>
public sealed class StripeContractTests
{
    [Theory]
    [InlineData("createCustomer", """{"name":"Ada"}""", "$", "email")]
    [InlineData("createCustomer", """{"email":"nobody"}""", "$.email", "mail address")]
    [InlineData("createCustomer", """{"email":"Ada <ada@example.com>"}""", "$.email", "without display name")]
    [InlineData("createCustomer", """{"email":"a@example.com","phone":"+1555123456789012345678"}""", "$.phone", "20 characters; it has 23")]
    [InlineData("createCustomer", """{"email":"a@example.com","metadata":{"a[b]":"x"}}""", "$.metadata", "square brackets")]
    [InlineData("getCustomer", """{"id":"123"}""", "$.id", "pattern")]
    [InlineData("createSubscription", """{"customerId":"cus_1","priceId":"gold"}""", "$.priceId", "pattern")]
    [InlineData("createSubscription", """{"customerId":"cus_1","priceId":"price_1","paymentMethodId":"pm_1","daysUntilDue":3}""", "$.daysUntilDue", "beside paymentMethodId")]
    [InlineData("createPaymentIntent", """{"amount":10.5,"currency":"usd"}""", "$.amount", "whole number")]
    [InlineData("createPaymentIntent", """{"amount":49,"currency":"usd"}""", "$.amount", "at least 50")]
    [InlineData("createPaymentIntent", """{"amount":0,"currency":"xyz"}""", "$.amount", "1 to 99999999")]
    [InlineData("createPaymentIntent", """{"amount":100000000,"currency":"usd"}""", "$.amount", "1 to 99999999")]
    [InlineData("createPaymentIntent", """{"amount":5124,"currency":"kwd"}""", "$.amount", "divisible by 10")]
    [InlineData("createPaymentIntent", """{"amount":500,"currency":"USD"}""", "$.currency", "pattern")]
    [InlineData("createPaymentIntent", """{"amount":500,"currency":"usd","confirm":true}""", "$.paymentMethodId", "with confirm")]
    [InlineData("createPaymentIntent", """{"amount":500,"currency":"usd","offSession":true}""", "$.offSession", "confirm only")]
    [InlineData("listPaymentIntents", """{"limit":101}""", "$.limit", "1 to 100")]
    [InlineData("createRefund", """{}""", "$", "paymentIntentId")]
    [InlineData("createRefund", """{"paymentIntentId":"pi_1","chargeId":"ch_1"}""", "$.chargeId", "beside paymentIntentId")]
    [InlineData("createRefund", """{"paymentIntentId":"pi_1","reason":"because"}""", "$.reason", "requested_by_customer")]
    [InlineData("listEvents", """{"createdBefore":"2020-01-01T00:00:00Z"}""", "$.createdBefore", "30 days")]
    [InlineData("listEvents", """{"createdFrom":"2026-01-05T09:00:00Z","createdBefore":"2026-01-05T08:00:00Z"}""", "$.createdBefore", "after createdFrom")]
    public async Task Bad_input_is_refused_and_nothing_is_sent(string action, string input, string path, string message)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await host.Gateway.CallAsync("stripe." + action, Encoding.UTF8.GetBytes(input), ct: StripeBench.Ct);

        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        outcome.Error!.Paths.ShouldContain(error => error.Path.StartsWith(path) && (error.Path + " " + error.Message).Contains(message), string.Join('\n', outcome.Error.Paths));
        host.Received("stripe").ShouldBeEmpty();
    }

    [Fact]
    public async Task Metadata_holds_50_keys()
    {
        var many = JsonSerializer.Serialize(Enumerable.Range(0, 51).ToDictionary(i => "k" + i, i => new string('v', i == 0 ? 501 : 1)));
        await using var host = SwitchboardTest.Create();
        var outcome = await host.Gateway.CallAsync("stripe.createCustomer", Encoding.UTF8.GetBytes($$"""{"email":"a@example.com","metadata":{{many}}}"""), ct: StripeBench.Ct);
        outcome.Error!.Paths.Select(error => error.Message).ShouldBe(
            ["has 51 keys; Stripe takes at most 50", "has a value of 501 characters; values have 1 to 500"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_client_secret_and_the_customer_are_not_in_the_record()
    {
        await using var host = SwitchboardTest.Create();
        var customer = await host.Get<IStripe>().CreateCustomerAsync(new CreateCustomer("ada@example.com", "Ada"), StripeBench.Ct);
        var made = await host.Get<IStripe>().CreatePaymentIntentAsync(new CreatePaymentIntent(1099, "usd", customer.Id), StripeBench.Ct);
        made.ClientSecret.ShouldNotBeNull();
        foreach (var row in (await host.Gateway.Ledger.ListAsync(new Ledger.ExecutionQuery(), StripeBench.Ct)).Items)
        {
            var text = Encoding.UTF8.GetString(row.Input.Span) + Encoding.UTF8.GetString(row.Output.Span);
            foreach (var hidden in new[] { made.ClientSecret, customer.Id, "ada@example.com", "Ada" })
            {
                text.ShouldNotContain(hidden, Case.Sensitive);
            }
        }
    }
}
