using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.TikTok;

/// <summary>The contract through the whole gateway.</summary>
public sealed class TikTokContractTests
{
    private const string Post = """{"videoUrl":"https://cdn.example.com/a.mp4","caption":"Look"}""";
    private const string Campaign = """{"name":"Launch","dailyBudget":50,"currency":"USD"}""";

    [Theory]
    [InlineData("publishPost", Post, "videoUrl", "\"http://cdn.example.com/a.mp4\"")]
    [InlineData("publishPost", Post, "videoUrl", "\"a.mp4\"")]
    [InlineData("publishPost", Post, "privacyLevel", "\"everybody\"")]
    [InlineData("publishPost", Post, "coverTimestampMs", "-1")]
    [InlineData("getPostStatus", "{}", "publishId", "\"two words\"")]
    [InlineData("createCampaign", Campaign, "name", "\"\"")]
    [InlineData("createCampaign", Campaign, "dailyBudget", "0")]
    [InlineData("createCampaign", Campaign, "dailyBudget", "-5")]
    [InlineData("createCampaign", Campaign, "dailyBudget", "\"50\"")]
    [InlineData("createCampaign", Campaign, "dailyBudget", "50.001")]
    [InlineData("createCampaign", Campaign, "currency", "\"dollars\"")]
    [InlineData("createCampaign", Campaign, "status", "\"running\"")]
    [InlineData("createCampaign", Campaign, "objective", "\"fame\"")]
    [InlineData("adjustBudget", """{"campaignId":"1","dailyBudget":50}""", "campaignId", "\"x\"")]
    [InlineData("adjustBudget", """{"campaignId":"1","dailyBudget":50}""", "dailyBudget", "0.005")]
    [InlineData("getCampaignMetrics", """{"campaignId":"1"}""", "since", "\"yesterday\"")]
    [InlineData("getCampaignMetrics", """{"campaignId":"1"}""", "since", "\"2026-02-30\"")]
    [InlineData("getCampaignMetrics", """{"campaignId":"1"}""", "until", "\"2026-02-01\"")]
    [InlineData("getCampaignMetrics", """{"campaignId":"1","since":"2026-02-02"}""", "until", "\"2026-02-01\"")]
    public async Task Bad_input_is_refused_before_anything_is_sent(string action, string good, string field, string value)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await Call(host, action, With(good, field, value));
        outcome.Status.ShouldBe(ExecutionStatus.Refused);
        outcome.Error!.Code.ShouldBe(ErrorCode.InvalidInput);
        outcome.Error.Paths.ShouldContain(error => error.Path == "$." + field);
        host.Received("tiktok").ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_name_the_limit_and_the_size()
    {
        await using var host = SwitchboardTest.Create();
        async Task<string> Told(string action, string good, string field, string value) => (await Call(host, action, With(good, field, value))).Error!.Paths.Single().Message;

        (await Told("publishPost", Post, "caption", JsonSerializer.Serialize(new string('x', 2201)))).ShouldBe("must have at most 2200 characters; it has 2201");
        (await Told("publishPost", Post, "privacyLevel", "\"all\"")).ShouldBe("must be one of 'publicToEveryone', 'mutualFollowFriends', 'followerOfCreator', 'selfOnly'");
        (await Told("createCampaign", """{"name":"a","currency":"JPY"}""", "dailyBudget", "5000.5")).ShouldBe("must be whole in this currency");
        (await Told("createCampaign", """{"name":"a","currency":"USD"}""", "dailyBudget", "50.125")).ShouldBe("must have at most two decimals");
        (await Told("publishPost", """{"videoUrl":"https://a.example/a.mp4","caption":"","privacyLevel":"selfOnly"}""", "isPaidPartnership", "true")).ShouldContain("does not go with");
    }

    [Fact]
    public async Task A_caption_of_2200_utf_16_units_is_taken_and_an_emoji_counts_two()
    {
        await using var host = SwitchboardTest.Create();
        var emoji = string.Concat(Enumerable.Repeat("😀", 1100));
        (await Call(host, "publishPost", With(Post, "caption", JsonSerializer.Serialize(emoji)))).Status.ShouldBe(ExecutionStatus.Completed);
        (await Call(host, "publishPost", With(Post, "caption", JsonSerializer.Serialize(emoji + "x")))).Status.ShouldBe(ExecutionStatus.Refused);
    }

    [Theory]
    [InlineData("PUBLISH_POST", Post, "publishId")]
    [InlineData("CREATE_CAMPAIGN", Campaign, "id")]
    public async Task Actions_are_found_by_the_missions_names(string name, string input, string member)
    {
        await using var host = SwitchboardTest.Create();
        var outcome = await Call(host, name, input);
        outcome.Status.ShouldBe(ExecutionStatus.Completed, outcome.Error?.OperatorMessage);
        outcome.Output!.Value.GetProperty(member).GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_budget_is_adjusted_by_the_missions_name()
    {
        await using var host = SwitchboardTest.Create();
        var id = (await Call(host, "createCampaign", Campaign)).Output!.Value.GetProperty("id").GetString();
        var outcome = await Call(host, "ADJUST_BUDGET", $$"""{"campaignId":"{{id}}","dailyBudget":70.5}""");
        outcome.Output!.Value.GetRawText().ShouldBe($$"""{"id":"{{id}}","dailyBudget":70.5,"previousDailyBudget":50}""");
    }

    [Fact]
    public async Task A_lost_post_stays_in_doubt_and_is_never_sent_again()
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("tiktok").Faults.Script(SimulatorFault.On(WireFault.AnswerLost), TikTokBench.Init);
        (await Call(host, "publishPost", Post)).Status.ShouldBe(ExecutionStatus.InDoubt);
        host.Received("tiktok").Count(request => request.RouteName == TikTokBench.Init).ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_campaign_is_proved_by_its_name()
    {
        await using var host = SwitchboardTest.Create();
        host.Simulator("tiktok").Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "business.campaign.create");
        (await Call(host, "createCampaign", Campaign)).Status.ShouldBe(ExecutionStatus.Completed);
        host.Received("tiktok").Count(request => request.RouteName == "business.campaign.create").ShouldBe(1);
    }

    private static string With(string good, string field, string value)
    {
        var fields = JsonElement.Parse(good).EnumerateObject().Where(property => property.Name != field)
            .Select(property => $"\"{property.Name}\":{property.Value.GetRawText()}");
        return "{" + string.Join(',', fields.Append($"\"{field}\":{value}")) + "}";
    }

    private static Task<Outcome> Call(Testing.TestHost host, string action, string input) => host.Gateway.CallAsync(
        "tiktok." + action, System.Text.Encoding.UTF8.GetBytes(input), new CallOptions(), TestContext.Current.CancellationToken);
}
