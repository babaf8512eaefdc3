using System.Text.Json;
using Switchboard.Connectors.Discord;
using Switchboard.Validation;

namespace Switchboard.Connectors.Tests.Discord;

public sealed class DiscordContractTests
{
    [Theory]
    [InlineData("""{"channelId":"123456789012345678","content":"hi"}""", "")]
    [InlineData("""{"channelId":"123456789012345678","content":"hi","mentions":["users","everyone"]}""", "")]
    [InlineData("""{"channelId":"123456789012345678","content":"hi","mentions":["people"]}""", "$.mentions[0] must be one of 'users', 'roles', 'everyone'")]
    [InlineData("""{"channelId":"123456789012345678","content":"hi","mentions":["users","users"]}""", "$.mentions[1] must not name a kind twice")]
    [InlineData("""{"channelId":"#general","content":"hi"}""", "$.channelId must match the pattern ^[1-9][0-9]{0,19}$")]
    [InlineData("""{"channelId":"../../users/@me","content":"hi"}""", "$.channelId must match the pattern ^[1-9][0-9]{0,19}$")]
    [InlineData("""{"channelId":123456789012345678,"content":"hi"}""", "$.channelId must be text, not a number")]
    [InlineData("""{"channelId":"1","content":""}""", "$.content must have 1 to 4000 characters; it has 0")]
    [InlineData("""{"channelId":"1","content":" \n "}""", "$.content must hold more than white space; Discord takes it off at both ends")]
    public void Bad_input_is_refused_before_anything_is_sent(string input, string error) => Errors("postMessage", input).ShouldBe(error);

    [Fact]
    public void Surprise_the_limit_is_2000_though_the_description_says_4000() =>
        Errors("postMessage", Message(new string('x', 2001))).ShouldBe("$.content has 2001 characters; Discord takes at most 2000");

    [Fact]
    public void Surprise_characters_are_code_points()
    {
        Errors("postMessage", Message(string.Concat(Enumerable.Repeat("🦞", 2000)))).ShouldBe("");
        Errors("postMessage", Message(string.Concat(Enumerable.Repeat("🦞", 1999)) + "ab")).ShouldBe("$.content has 2001 characters; Discord takes at most 2000");
        DiscordChecks.CountCharacters("👨‍👩‍👧‍👦").ShouldBe(7);
        DiscordChecks.CountCharacters("e\u0301").ShouldBe(2);
    }

    [Fact]
    public void The_longest_text_that_is_allowed_is_taken_by_the_simulator_and_one_more_is_not()
    {
        var bench = new DiscordBench();
        string Body(int count) => $$"""{"content":"{{string.Concat(Enumerable.Repeat("🦞", count))}}"}""";
        bench.Send("POST", $"/channels/{DiscordBench.Channel}/messages", Body(2000)).Status.ShouldBe(200);
        var refused = JsonElement.Parse(bench.Send("POST", $"/channels/{DiscordBench.Channel}/messages", Body(2001)).Body.Span);
        refused.GetProperty("errors").GetProperty("content").GetProperty("_errors")[0].GetProperty("code").GetString().ShouldBe("BASE_TYPE_MAX_LENGTH");
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", "AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", "_____________________w")]
    public void A_key_has_22_characters_of_25(string execution, string nonce) => DiscordAdapter.Nonce(Guid.Parse(execution)).ShouldBe(nonce);

    [Fact]
    public void Scheduling_is_not_here_yet() =>
        DiscordConnector.Binding.Descriptor.Actions.Select(action => action.Name).ShouldBe(["postMessage", "listChannels", "getCurrentUser"]);

    [Fact]
    public void Names_outside_are_camel_case_and_what_is_absent_is_left_out()
    {
        JsonSerializer.Serialize(new PostMessage("1", "hi", [MentionKind.Everyone]), DiscordJson.Default.PostMessage)
            .ShouldBe("""{"channelId":"1","content":"hi","mentions":["everyone"]}""");
        JsonSerializer.Serialize(new PostedMessage("2", "1"), DiscordJson.Default.PostedMessage).ShouldBe("""{"id":"2","channelId":"1"}""");
        JsonSerializer.Serialize(new ChannelList([new Channel("1", "general", "text", 0)]), DiscordJson.Default.ChannelList)
            .ShouldBe("""{"channels":[{"id":"1","name":"general","type":"text","position":0}]}""");
    }

    private static string Message(string content) => $$"""{"channelId":"1","content":"{{content}}"}""";

    private static string Errors(string action, string input)
    {
        var errors = new ValidationErrors();
        var binding = DiscordConnector.Binding.Find(action)!;
        var json = JsonElement.Parse(input);
        binding.Validate(json, errors);
        if (errors.IsEmpty)
        {
            binding.Check(binding.ReadInput(json), TestClock.DefaultStart, errors);
        }

        return string.Join("; ", errors.Errors.Select(error => $"{error.Path} {error.Message}"));
    }
}
