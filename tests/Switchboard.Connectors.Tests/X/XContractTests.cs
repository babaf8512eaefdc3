using System.Text.Json;
using Switchboard.Connectors.X;
using Switchboard.Validation;

namespace Switchboard.Connectors.Tests.X;

public sealed class XContractTests
{
    [Theory]
    [InlineData("""{"text":"hi"}""", "")]
    [InlineData("""{"text":"","mediaIds":["1","2","3","4"]}""", "")]
    [InlineData("""{"text":""}""", "$.text must hold more than white space, unless mediaIds are given")]
    [InlineData("""{"text":"hi","mediaIds":[]}""", "$.mediaIds must have 1 to 4 items; it has 0")]
    [InlineData("""{"text":"hi","mediaIds":["1","2","3","4","5"]}""", "$.mediaIds must have 1 to 4 items; it has 5")]
    [InlineData("""{"text":"hi","mediaIds":["12345678901234567890"]}""", "$.mediaIds[0] must match the pattern ^[0-9]{1,19}$")]
    [InlineData("""{"text":"hi","mediaIds":[1]}""", "$.mediaIds[0] must be text, not a number")]
    [InlineData("""{"mediaIds":["1"]}""", "$.text required field is missing")]
    [InlineData("""{"text":"a\uFEFF"}""", "$.text must not hold U+FFFE, U+FEFF or U+FFFF, which X takes in no post")]
    public void Bad_posts_are_refused_before_anything_is_sent(string input, string error) => Errors("publishPost", input).ShouldBe(error);

    [Theory]
    [InlineData("x", 280, 280)]
    [InlineData("x", 281, 281)]
    [InlineData("語", 140, 280)]
    [InlineData("語", 141, 282)]
    [InlineData("👨‍👩‍👧‍👦", 140, 280)]
    [InlineData("👨‍👩‍👧‍👦", 141, 282)]
    [InlineData("https://example.com/0123456789/0123456789/0123456789 ", 11, 264)]
    [InlineData("https://example.com/0123456789/0123456789/0123456789 ", 12, 288)]
    public void Surprise_length_is_weight(string part, int times, int weight) =>
        Errors("publishPost", JsonSerializer.Serialize(new PublishPost(string.Concat(Enumerable.Repeat(part, times))), XJson.Default.PublishPost)).ShouldBe(
            weight <= 280 ? "" : $"$.text weighs {weight}; X takes at most 280 (an address weighs 23, an emoji or CJK character 2)");

    [Theory]
    [InlineData("deletePost", """{"postId":"1"}""", "")]
    [InlineData("deletePost", """{"postId":"../users/me"}""", "$.postId must match the pattern ^[0-9]{1,19}$")]
    [InlineData("getPostMetrics", """{"postId":"1880028106020515840"}""", "")]
    [InlineData("getPostMetrics", """{"postId":1880028106020515840}""", "$.postId must be text, not a number")]
    [InlineData("getPostMetrics", "{}", "$.postId required field is missing")]
    public void Ids_are_text_of_digits(string action, string input, string error) => Errors(action, input).ShouldBe(error);

    [Theory]
    [InlineData("createCampaign")]
    [InlineData("adjustBudget")]
    [InlineData("getCampaignMetrics")]
    public async Task Campaigns_are_elsewhere_and_the_error_says_where(string action)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await host.Gateway.CallAsync("twitter." + action, "{}"u8.ToArray(), ct: XBench.Ct);
        outcome.Error!.Message.ShouldContain("X Ads is a product apart");
    }

    [Fact]
    public async Task Other_names_find_it()
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await host.Gateway.CallAsync("twitter.PUBLISH_POST", """{"text":"hi"}"""u8.ToArray(), ct: XBench.Ct);
        outcome.Output!.Value.GetProperty("id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Names_outside_are_camel_case_and_what_is_absent_is_left_out()
    {
        JsonSerializer.Serialize(new PublishPost("hi", ["1"]), XJson.Default.PublishPost).ShouldBe("""{"text":"hi","mediaIds":["1"]}""");
        JsonSerializer.Serialize(new PublishedPost("1"), XJson.Default.PublishedPost).ShouldBe("""{"id":"1"}""");
        JsonSerializer.Serialize(new PostMetrics(3, 2, 1), XJson.Default.PostMetrics).ShouldBe("""{"impressions":3,"likes":2,"reposts":1}""");
    }

    private static string Errors(string action, string input)
    {
        var errors = new ValidationErrors();
        var binding = XConnector.Binding.Find(action)!;
        var json = JsonElement.Parse(input);
        binding.Validate(json, errors);
        if (errors.IsEmpty)
        {
            binding.Check(binding.ReadInput(json), TestClock.DefaultStart, errors);
        }

        return string.Join("; ", errors.Errors.Select(error => $"{error.Path} {error.Message}"));
    }
}
