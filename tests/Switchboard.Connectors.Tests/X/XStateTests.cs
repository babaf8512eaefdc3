namespace Switchboard.Connectors.Tests.X;

public sealed class XStateTests
{
    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        var forward = await PublishAll(new XBench(), [.. Enumerable.Range(0, 64)]);
        var backward = await PublishAll(new XBench(), [.. Enumerable.Range(0, 64).Reverse()]);

        backward.OrderBy(id => id.Call).ShouldBe(forward.OrderBy(id => id.Call));
        forward.Select(id => id.Id).Distinct().Count().ShouldBe(64);
        (await PublishAll(new XBench(seed: 2), [.. Enumerable.Range(0, 64)])).ShouldNotBe(forward);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var before = new XBench();
        var post = await before.PublishAsync("Hello https://example.com", "1");

        // Another seed: what the state says wins.
        var after = new XBench(seed: 2);
        after.Simulator.Load(before.Save());
        after.Save().GetRawText().ShouldBe(before.Save().GetRawText());
        after.Timeline.ShouldBe(before.Timeline);
        after.Get(after.Timeline).GetProperty("data")[0].GetProperty("id").GetString().ShouldBe(post.Id);
        (await XBench.FaultOf(() => after.PublishAsync("Hello https://example.com", "1"))).HttpStatus.ShouldBe(403);
    }

    [Fact]
    public async Task The_account_of_a_seed_has_posts_that_were_received()
    {
        var bench = new XBench();
        var posts = bench.Get(bench.Timeline).GetProperty("data").EnumerateArray().ToList();
        posts.Count.ShouldBe(3);
        (await bench.MetricsAsync(posts[0].GetProperty("id").GetString()!)).Impressions.ShouldBeGreaterThan(1000);
    }

    private static async Task<List<(int Call, string Id)>> PublishAll(XBench bench, IReadOnlyList<int> calls) =>
        [.. await Task.WhenAll(calls.Select(call => Task.Run(async () => (call, (await bench.PublishAsync($"post {call}")).Id))))];
}
