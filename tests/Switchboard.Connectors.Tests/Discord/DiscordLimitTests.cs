using Switchboard.Calls;
using Switchboard.Connectors.Discord;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Discord;

public sealed class DiscordLimitTests
{
    private readonly DiscordBench _bench = new();

    [Fact]
    public void Every_answer_says_how_its_limit_stands_and_channels_count_apart()
    {
        SimulatorReply Post(string channel) => _bench.Send("POST", $"/channels/{channel}/messages", """{"content":"x"}""");
        for (var left = 4; left >= 0; left--)
        {
            var reply = Post(DiscordBench.Channel);
            DiscordBench.Header(reply, "X-RateLimit-Limit").ShouldBe("5");
            DiscordBench.Header(reply, "X-RateLimit-Remaining").ShouldBe(left.ToString(System.Globalization.CultureInfo.InvariantCulture));
            DiscordBench.Header(reply, "X-RateLimit-Reset-After").ShouldBe("5.000");
            DiscordBench.Header(reply, "X-RateLimit-Reset").ShouldBe("1796115605.000");
        }

        var other = Post("323456789012345678");
        DiscordBench.Header(other, "X-RateLimit-Remaining").ShouldBe("4");
        DiscordBench.Header(other, "X-RateLimit-Bucket").ShouldBe(DiscordBench.Header(Post(DiscordBench.Channel), "X-RateLimit-Bucket"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        DiscordBench.Header(Post(DiscordBench.Channel), "X-RateLimit-Remaining").ShouldBe("4");
    }

    [Fact]
    public async Task Headers_that_say_nothing_is_left_hold_that_channel_only()
    {
        await using var host = SwitchboardTest.Create();
        var discord = host.Get<IDiscord>();
        for (var i = 0; i < 5; i++)
        {
            await discord.PostMessageAsync(new PostMessage(DiscordBench.Channel, "hi"), DiscordBench.Ct);
        }

        var held = await Should.ThrowAsync<ConnectorException>(() => discord.PostMessageAsync(new PostMessage(DiscordBench.Channel, "hi"), DiscordBench.Ct));
        held.Error.Code.ShouldBe(ErrorCode.RateLimited);
        held.Error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        host.Received("discord").Count.ShouldBe(5, "what would be refused is not sent");

        await discord.PostMessageAsync(new PostMessage("323456789012345678", "hi"), DiscordBench.Ct);
        await discord.ListChannelsAsync(new ListChannels(DiscordBench.Guild), DiscordBench.Ct);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await discord.PostMessageAsync(new PostMessage(DiscordBench.Channel, "hi"), DiscordBench.Ct);
    }

    [Theory]
    [InlineData("0", "1.25", 1.25)]
    [InlineData("1", "1.25", null)]
    [InlineData("0", "rubbish", null)]
    [InlineData("0", "-1", null)]
    [InlineData("0", "1e99", null)]
    [InlineData("0", null, null)]
    public async Task Only_a_clear_word_of_Discords_holds_calls_back(string remaining, string? after, double? seconds)
    {
        KeyValuePair<string, string>[] headers = [new("X-RateLimit-Remaining", remaining), .. after is null ? [] : new[] { KeyValuePair.Create("X-RateLimit-Reset-After", after) }];
        _bench.Answer("""{"id":"1","channel_id":"2"}""", 200, headers);
        var attempt = _bench.NewAttempt();
        await new DiscordAdapter(attempt).PostMessageAsync(new PostMessage(DiscordBench.Channel, "hi"), DiscordBench.Ct);

        (attempt.Pauses ?? []).ShouldBe(seconds is { } wait ? [(TestClock.DefaultStart.AddSeconds(wait), "channel", DiscordBench.Channel)] : []);
    }
}
