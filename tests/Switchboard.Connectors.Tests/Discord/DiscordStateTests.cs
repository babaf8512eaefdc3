namespace Switchboard.Connectors.Tests.Discord;

public sealed class DiscordStateTests
{
    private static readonly Guid Execution = Guid.Parse("0192f000-0000-7000-8000-00000000abcd");

    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        var forward = await PostAll(new DiscordBench(), [.. Enumerable.Range(0, 64)]);
        var backward = await PostAll(new DiscordBench(), [.. Enumerable.Range(0, 64).Reverse()]);

        backward.OrderBy(id => id.Call).ShouldBe(forward.OrderBy(id => id.Call));
        forward.Select(id => id.Id).Distinct().Count().ShouldBe(64);
        (await PostAll(new DiscordBench(seed: 2), [.. Enumerable.Range(0, 64)])).ShouldNotBe(forward);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var before = new DiscordBench();
        var posted = await before.PostAsync("hi <@42>", executionId: Execution, mentions: [Connectors.Discord.MentionKind.Users]);
        before.Clock.Advance(TimeSpan.FromSeconds(1));
        await before.PostAsync("later");

        // Another seed: what the state says wins.
        var after = new DiscordBench(seed: 2);
        after.Clock.Advance(TimeSpan.FromSeconds(1));
        after.Simulator.Load(before.Save());
        after.Save().GetRawText().ShouldBe(before.Save().GetRawText());
        foreach (var path in (ReadOnlySpan<string>)[$"/channels/{DiscordBench.Channel}/messages", "/users/@me", "/users/@me/guilds"])
        {
            after.Get(path).GetRawText().ShouldBe(before.Get(path).GetRawText());
        }

        (await after.PostAsync("hi <@42>", executionId: Execution)).Id.ShouldBe(posted.Id, "it remembers the key");
        after.Texts().ShouldBe(["later", "hi <@42>"]);
    }

    [Fact]
    public async Task Ids_grow_with_time_and_hold_it()
    {
        var bench = new DiscordBench();
        var first = ulong.Parse((await bench.PostAsync()).Id, System.Globalization.CultureInfo.InvariantCulture);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = ulong.Parse((await bench.PostAsync()).Id, System.Globalization.CultureInfo.InvariantCulture);

        second.ShouldBeGreaterThan(first);
        (1420070400000 + (long)(first >> 22)).ShouldBe(TestClock.DefaultStart.ToUnixTimeMilliseconds());
    }

    private static async Task<List<(int Call, string Id)>> PostAll(DiscordBench bench, IReadOnlyList<int> calls) =>
        [.. await Task.WhenAll(calls.Select(call => Task.Run(async () =>
            (call, (await bench.PostAsync($"message {call}", executionId: new Guid(call + 1, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 9]))).Id))))];
}
