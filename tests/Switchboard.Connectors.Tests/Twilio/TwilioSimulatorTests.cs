using System.Text.Json;
using Switchboard.Connectors.Twilio;

namespace Switchboard.Connectors.Tests.Twilio;

/// <summary>The simulated account as a whole: determinism and snapshots.</summary>
public sealed class TwilioSimulatorTests
{
    [Fact]
    public async Task Ids_are_the_same_however_64_calls_interleave()
    {
        var inputs = Enumerable.Range(0, 64).Select(i => $"+1415555{1000 + (i % 40)}").ToArray();
        var one = await SendAllAsync(inputs);
        var other = await SendAllAsync([.. inputs.Reverse()]);
        other.ShouldBe(one);
        one.Distinct().Count().ShouldBe(64);

        static async Task<string[]> SendAllAsync(string[] recipients)
        {
            var bench = new TwilioBench();
            await Parallel.ForEachAsync(
                recipients,
                new ParallelOptions { MaxDegreeOfParallelism = 64 },
                async (to, _) => await bench.SendAsync(to));
            return [.. (await bench.ListAsync(new ListMessages(PageSize: 1000))).Messages.Select(message => message.Sid)];
        }
    }

    [Fact]
    public async Task Another_seed_gives_other_ids() =>
        (await new TwilioBench(seed: 2).SendAsync()).Sid.ShouldNotBe((await new TwilioBench(seed: 1).SendAsync()).Sid);

    [Fact]
    public async Task A_snapshot_goes_on_where_it_was_taken()
    {
        var before = new TwilioBench();
        var sent = await before.SendAsync();
        var byService = await before.SendAsync(from: TwilioBench.Service);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            before.Simulator.Save(writer);
        }

        var after = new TwilioBench();
        after.Simulator.Load(JsonElement.Parse(buffer.ToArray()));

        (await after.ListAsync()).Messages.ShouldBe((await before.ListAsync()).Messages);
        (await after.SendAsync()).Sid.ShouldBe((await before.SendAsync()).Sid, "the count of equal calls is kept");
        after.Clock.Advance(TimeSpan.FromSeconds(10));
        (await after.GetAsync(sent.Sid)).Status.ShouldBe("delivered");
        (await after.GetAsync(byService.Sid)).Status.ShouldBe("delivered");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("hello", 1)]
    [InlineData("{}", 1)]
    public void A_short_text_is_one_segment(string body, int segments) => MessageSegments.Count(body).ShouldBe(segments);

    [Fact]
    public void Long_texts_split_by_their_alphabet()
    {
        MessageSegments.Count(new string('a', 160)).ShouldBe(1);
        MessageSegments.Count(new string('a', 161)).ShouldBe(2);
        MessageSegments.Count(new string('a', 307)).ShouldBe(3);
        MessageSegments.Count(new string('€', 81)).ShouldBe(2);
        MessageSegments.Count(new string('ж', 70)).ShouldBe(1);
        MessageSegments.Count(new string('ж', 71)).ShouldBe(2);
    }
}
