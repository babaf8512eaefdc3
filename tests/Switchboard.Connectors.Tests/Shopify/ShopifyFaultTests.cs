using Switchboard.Calls;
using Switchboard.Connectors.Shopify;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Shopify;

public sealed class ShopifyFaultTests
{
    private static readonly SetInventory Stock = new("gid://shopify/InventoryItem/1", "gid://shopify/Location/2", 7);
    private readonly ShopifyBench _bench = new();

    [Theory]
    [InlineData("""{"errors":[{"message":"Denied","extensions":{"code":"ACCESS_DENIED"}}],"data":{"productSet":null}}""", "ACCESS_DENIED", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("""{"errors":[{"message":"Cost","extensions":{"code":"MAX_COST_EXCEEDED"}}]}""", "MAX_COST_EXCEEDED", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("""{"errors":[{"message":"Field 'x' doesn't exist"}]}""", null, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("""{"errors":[{"message":"Oops","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}""", "INTERNAL_SERVER_ERROR", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData("""{"errors":[{"message":"Oops","extensions":{"code":"NEW_ONE"}}],"data":null}""", "NEW_ONE", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("""{"errors":[{"message":"Denied","extensions":{"code":"ACCESS_DENIED"}}],"data":{"productSet":{"product":null}}}""", "ACCESS_DENIED", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task Top_level_errors_inside_http_200_have_their_verdict(string body, string? code, Verdict verdict, ErrorCode error)
    {
        _bench.Answer(body);
        var fault = await ShopifyBench.FaultOf(() => _bench.SyncAsync(ShopifyBench.Shirt("S")));
        (fault.Verdict, fault.Code, fault.ProviderCode, fault.HttpStatus).ShouldBe((verdict, error, code, 200));
    }

    [Fact]
    public async Task Throttled_was_not_sent_and_waits_until_the_bucket_holds_enough()
    {
        _bench.Answer("""
            {"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],
             "extensions":{"cost":{"requestedQueryCost":420,"actualQueryCost":null,"throttleStatus":{"maximumAvailable":2000,"currentlyAvailable":70,"restoreRate":100}}}}
            """);
        var fault = await ShopifyBench.FaultOf(() => _bench.SyncAsync(ShopifyBench.Shirt("S")));
        (fault.Verdict, fault.Code, fault.RetryAfter).ShouldBe((Verdict.NotSent, ErrorCode.RateLimited, TimeSpan.FromSeconds(3.5)));
        _bench.Answer("""{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}]}""");
        (await ShopifyBench.FaultOf(() => _bench.SyncAsync(ShopifyBench.Shirt("S")))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_bucket_too_low_for_the_same_again_holds_the_next_call_back()
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("shopify").Faults.Script(SimulatorFault.Answer(200, body: """
            {"data":{"locations":{"nodes":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}},
             "extensions":{"cost":{"requestedQueryCost":52,"actualQueryCost":5,"throttleStatus":{"maximumAvailable":2000,"currentlyAvailable":12,"restoreRate":100}}}}
            """));
        (await host.Gateway.CallAsync("shopify.listLocations", "{}"u8.ToArray(), ct: ShopifyBench.Ct)).Status.ShouldBe(ExecutionStatus.Completed);
        var held = await host.Gateway.CallAsync("shopify.listLocations", "{}"u8.ToArray(), ct: ShopifyBench.Ct);
        (held.Error?.Code, held.Error?.RetryAfter).ShouldBe((ErrorCode.RateLimited, TimeSpan.FromSeconds(0.4)));
        host.Received("shopify").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("CHANGE_FROM_QUANTITY_STALE", Verdict.Rejected)]
    [InlineData("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", Verdict.Rejected)]
    [InlineData("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", Verdict.Rejected)]
    [InlineData("IDEMPOTENCY_CONCURRENT_REQUEST", Verdict.InDoubt)]
    [InlineData("INVALID_LOCATION", Verdict.Rejected)]
    public async Task User_errors_inside_http_200_have_their_verdict(string code, Verdict verdict)
    {
        _bench.Answer("""{"data":{"inventorySetQuantities":{"inventoryAdjustmentGroup":null,"userErrors":[{"field":["input","quantities","0"],"message":"Words","code":"CODE"}]}}}""".Replace("CODE", code));
        var fault = await ShopifyBench.FaultOf(() => _bench.Shopify.SetInventoryAsync(Stock, ShopifyBench.Ct));
        (fault.Verdict, fault.ProviderCode).ShouldBe((verdict, code));
        fault.Message.ShouldBe("Words (input.quantities.0)");
    }

    [Theory]
    [InlineData(401, """{"errors":"[API] Invalid API key or access token (unrecognized login or wrong password)"}""", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(402, """{"errors":"Unavailable Shop"}""", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(403, "{}", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(404, """{"errors":"Not Found"}""", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(423, "<html>", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(429, "{}", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(500, "", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(503, "<html>", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task Statuses_have_the_common_verdict_and_errors_may_be_one_text(int status, string body, Verdict verdict, ErrorCode code)
    {
        _bench.Answer(body, status);
        var fault = await ShopifyBench.FaultOf(() => _bench.Shopify.SetInventoryAsync(Stock, ShopifyBench.Ct));
        (fault.Verdict, fault.Code).ShouldBe((verdict, code));
        if (body.Contains("\"errors\":\""))
        {
            fault.Message.ShouldContain(body.Split('"')[3]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"productSet":null}}""")]
    [InlineData("""{"data":{"productSet":{"product":null,"userErrors":[]}}}""")]
    [InlineData("""{"data":{"productSet":{"product":{"id":"gid://shopify/Product/1"},"userErrors":[]}}}""")]
    public async Task An_answer_that_does_not_say_what_was_done_is_in_doubt(string body)
    {
        _bench.Answer(body);
        (await ShopifyBench.FaultOf(() => _bench.SyncAsync(ShopifyBench.Shirt("S")))).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Fact]
    public async Task A_lost_answer_is_made_good_and_the_stock_is_set_once()
    {
        await using var host = SwitchboardTest.Create();
        var shop = host.Get<IShopify>();
        var item = (await shop.SyncProductAsync(ShopifyBench.Shirt("S"), ShopifyBench.Ct)).Variants[0].InventoryItemId!;
        var place = (await shop.ListLocationsAsync(new ListLocations(), ShopifyBench.Ct)).Locations[0].Id;
        host.Simulator("shopify").Faults.Script(SimulatorFault.On(WireFault.AnswerLost));

        using var caller = host.Clock.Join();

        // Without the key the second try would find 5 and not the 0 that was expected.
        var set = await shop.SetInventoryAsync(new SetInventory(item, place, 5, ExpectedQuantity: 0), ShopifyBench.Ct);
        (set.Quantity, set.Delta).ShouldBe((5, 5));
    }
}
