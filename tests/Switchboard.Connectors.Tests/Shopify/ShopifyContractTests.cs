using System.Text;
using Switchboard.Calls;
using Switchboard.Connectors.Shopify;

namespace Switchboard.Connectors.Tests.Shopify;

/// <summary>What the contract refuses before anything is sent, through the generated binding.</summary>
public sealed class ShopifyContractTests
{
    [Theory]
    [InlineData("syncProduct", """{"title":"A"}""", "$", "variants")]
    [InlineData("syncProduct", """{"title":"A","variants":[]}""", "$.variants", "1 to 2048 items; it has 0")]
    [InlineData("syncProduct", """{"title":"","variants":[{}]}""", "$.title", "it has 0")]
    [InlineData("syncProduct", """{"title":"日本","variants":[{}]}""", "$.handle", "is needed")]
    [InlineData("syncProduct", """{"title":"A","handle":"Not A Handle","variants":[{}]}""", "$.handle", "pattern")]
    [InlineData("syncProduct", """{"title":"A","id":"123","variants":[{}]}""", "$.id", "pattern")]
    [InlineData("syncProduct", """{"title":"A","variants":[{},{}]}""", "$.variants[1]", "same option values")]
    [InlineData("syncProduct", """{"title":"A","variants":[{"title":"x","options":[{"name":"Size","value":"S"}]}]}""", "$.variants[0].title", "beside options")]
    [InlineData("syncProduct", """{"title":"A","variants":[{"options":[{"name":"Size","value":"S"}]},{"title":"x"}]}""", "$.variants[1].options", "option names of the first")]
    [InlineData("syncProduct", """{"title":"A","variants":[{"price":-1}]}""", "$.variants[0].price", "0 to")]
    [InlineData("syncProduct", """{"title":"A","status":"sold","variants":[{}]}""", "$.status", "unlisted")]
    [InlineData("listProducts", """{"limit":26}""", "$.limit", "1 to 25")]
    [InlineData("listOrders", """{"limit":16}""", "$.limit", "1 to 15")]
    [InlineData("setInventory", """{"inventoryItemId":"1","locationId":"gid://shopify/Location/1","quantity":1}""", "$.inventoryItemId", "pattern")]
    [InlineData("setInventory", """{"inventoryItemId":"gid://shopify/InventoryItem/1","locationId":"gid://shopify/Location/1","quantity":1000000001}""", "$.quantity", "1000000000")]
    [InlineData("setInventory", """{"inventoryItemId":"gid://shopify/InventoryItem/1","locationId":"gid://shopify/Location/1","quantity":1,"kind":"incoming"}""", "$.kind", "onHand")]
    public async Task Bad_input_is_refused_and_nothing_is_sent(string action, string input, string path, string message)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await host.Gateway.CallAsync("shopify." + action, Encoding.UTF8.GetBytes(input), ct: ShopifyBench.Ct);

        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        outcome.Error!.Paths.ShouldContain(error => error.Path.StartsWith(path) && (error.Path + " " + error.Message).Contains(message), string.Join('\n', outcome.Error.Paths));
        host.Received("shopify").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Canvas Tote", "canvas-tote")]
    [InlineData("  50% off -- Tea & Cake! ", "50-off-tea-cake")]
    [InlineData("Ünder", "nder")]
    [InlineData("日本", "")]
    public void A_title_makes_a_handle(string title, string handle) => ShopifyInputs.HandleOf(title).ShouldBe(handle);

    [Fact]
    public async Task Customers_of_orders_are_not_in_the_record()
    {
        await using var host = SwitchboardTest.Create();
        var orders = await host.Get<IShopify>().ListOrdersAsync(new ListOrders(), ShopifyBench.Ct);
        var row = (await host.Gateway.Ledger.ListAsync(new Ledger.ExecutionQuery(), ShopifyBench.Ct)).Items.Single();
        var text = Encoding.UTF8.GetString(row.Output.Span);
        text.ShouldContain("#1001");
        orders.Orders.ShouldAllBe(order => !text.Contains(order.Email!) && !text.Contains(order.CustomerId!));
    }
}
