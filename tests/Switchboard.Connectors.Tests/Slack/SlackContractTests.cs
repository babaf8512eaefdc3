using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Switchboard.Connectors.Slack;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Tests.Slack;

public sealed class SlackContractTests
{
    [Fact]
    public void Names_outside_are_camel_case_and_what_is_absent_is_left_out()
    {
        Json(new PostMessage("C123", "hi"), SlackJson.Default.PostMessage).ShouldBe("""{"channel":"C123","text":"hi"}""");
        Json(new PostedMessage("1.000001", "C123"), SlackJson.Default.PostedMessage).ShouldBe("""{"ts":"1.000001","channel":"C123"}""");
        Json(new ScheduledMessage("Q1", "C123", TestClock.DefaultStart), SlackJson.Default.ScheduledMessage)
            .ShouldBe("""{"scheduledMessageId":"Q1","channel":"C123","postAt":"2026-12-01T09:00:00+00:00"}""");
        Json(new ListChannels(), SlackJson.Default.ListChannels).ShouldBe("{}");
        Json(new ChannelPage([new Channel("C1", "general", true)]), SlackJson.Default.ChannelPage)
            .ShouldBe("""{"channels":[{"id":"C1","name":"general","isMember":true}]}""");
        Json(new User("U1", "ada", "Ada", false), SlackJson.Default.User).ShouldBe("""{"id":"U1","name":"ada","realName":"Ada","isBot":false}""");
        Json(new UploadedFile("F1"), SlackJson.Default.UploadedFile).ShouldBe("""{"fileId":"F1"}""");
    }

    [Fact]
    public void Input_is_read_with_its_optional_fields_absent()
    {
        var upload = JsonSerializer.Deserialize("""{"channel":"C123","filename":"a.txt","content":"aGk="}""", SlackJson.Default.UploadFile);
        upload.ShouldBe(new UploadFile("C123", "a.txt", "aGk="));
        var later = JsonSerializer.Deserialize("""{"channel":"C123","text":"x","postAt":"2026-12-24T10:00:00+01:00"}""", SlackJson.Default.ScheduleMessage);
        later!.PostAt.ToUnixTimeSeconds().ShouldBe(1798102800);
    }

    [Theory]
    [InlineData(typeof(PostMessage), "Channel", "C123", true)]
    [InlineData(typeof(PostMessage), "Channel", "#general", true)]
    [InlineData(typeof(PostMessage), "Channel", "general", true)]
    [InlineData(typeof(PostMessage), "Channel", "D0C0F7S8Y", true)]
    [InlineData(typeof(PostMessage), "Channel", "U012A3CDE", false)]
    [InlineData(typeof(ScheduleMessage), "Channel", "W012A3CDE", false)]
    [InlineData(typeof(DeleteScheduledMessage), "Channel", "two words", false)]
    [InlineData(typeof(PostMessage), "ThreadTs", "1405895017.000506", true)]
    [InlineData(typeof(PostMessage), "ThreadTs", "1405895017", false)]
    [InlineData(typeof(ListChannels), "Types", "public_channel,im", true)]
    [InlineData(typeof(ListChannels), "Types", "channels", false)]
    [InlineData(typeof(GetUser), "UserId", "U012A3CDE", true)]
    [InlineData(typeof(GetUser), "UserId", "@ada", false)]
    [InlineData(typeof(UploadFile), "Channel", "#general", false)]
    public void Patterns_take_what_slack_takes(Type record, string field, string value, bool isTaken) =>
        Regex.IsMatch(value, Field(record, field).GetCustomAttribute<PatternAttribute>()!.Pattern).ShouldBe(isTaken);

    [Fact]
    public void Posting_allows_one_message_a_second_to_a_channel_with_short_bursts()
    {
        var limits = typeof(ISlack).GetCustomAttributes<RateLimitAttribute>().Where(limit => limit.Bucket == "chat.postMessage").ToList();
        limits.Select(limit => (limit.Amount, limit.WindowSeconds)).ShouldBe([(60, 60), (5, 1)], ignoreOrder: true);
        var cost = typeof(ISlack).GetMethod(nameof(ISlack.PostMessageAsync))!.GetCustomAttributes<CostAttribute>().ShouldHaveSingleItem();
        cost.ShouldSatisfyAllConditions(c => c.Bucket.ShouldBe("chat.postMessage"), c => c.Per.ShouldBe("channel"));
    }

    [Fact]
    public void Every_action_costs_something_of_a_limit_that_names_its_source()
    {
        var limits = typeof(ISlack).GetCustomAttributes<RateLimitAttribute>().ToList();
        limits.ShouldAllBe(limit => limit.Source.StartsWith("https://docs.slack.dev/"));
        foreach (var method in typeof(ISlack).GetMethods())
        {
            var costs = method.GetCustomAttributes<CostAttribute>().ToList();
            costs.ShouldNotBeEmpty(method.Name);
            costs.ShouldAllBe(cost => limits.Any(limit => limit.Bucket == cost.Bucket));
        }
    }

    private static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static ParameterInfo Field(Type record, string name) => record.GetConstructors()[0].GetParameters().Single(p => p.Name == name);
}
