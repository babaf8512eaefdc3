using System.Buffers;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.TikTok;

public sealed class TikTokStateTests
{
    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        var forward = await All(new TikTokBench(), [.. Enumerable.Range(0, 64)]);
        var backward = await All(new TikTokBench(), [.. Enumerable.Range(0, 64).Reverse()]);

        backward.OrderBy(one => one.Call).ShouldBe(forward.OrderBy(one => one.Call));
        forward.Select(one => one.Post).Distinct().Count().ShouldBe(64);
        forward.Select(one => one.Campaign).Distinct().Count().ShouldBe(64);
        (await All(new TikTokBench(seed: 2), [.. Enumerable.Range(0, 64)])).ShouldNotBe(forward);
    }

    [Fact]
    public async Task The_same_post_twice_is_two_posts()
    {
        var bench = new TikTokBench();
        (await bench.Post()).ShouldNotBe(await bench.Post());
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var (before, after) = (new TikTokBench(), new TikTokBench());
        var post = await before.Post();
        var campaign = await before.Create();
        before.Clock.Advance(TimeSpan.FromDays(1));
        await before.Adjust(campaign.Id, 90);
        before.Clock.Advance(TimeSpan.FromDays(1));

        after.Clock.Advance(TimeSpan.FromDays(2));
        after.Simulator.Load(Save(before.Simulator));
        Save(after.Simulator).GetRawText().ShouldBe(Save(before.Simulator).GetRawText());
        (await after.Metrics(campaign.Id)).ShouldBe(await before.Metrics(campaign.Id));
        (await after.Status(post.PublishId)).PostIds.ShouldBe((await before.Status(post.PublishId)).PostIds);
    }

    [Fact]
    public async Task Campaigns_are_listed_newest_first_and_pages_lead_to_the_end()
    {
        var bench = new TikTokBench();
        for (var i = 0; i < 4; i++)
        {
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
            await bench.Create($"Campaign {i}");
        }

        List<string?> names = [];
        JsonElement info;
        var page = 0;
        do
        {
            var data = TikTokBench.Json(bench.Ask("GET", $"/open_api/v1.3/campaign/get/?advertiser_id=1&page={++page}&page_size=2")).GetProperty("data");
            names.AddRange(data.GetProperty("list").EnumerateArray().Select(one => one.GetProperty("campaign_name").GetString()));
            info = data.GetProperty("page_info");
            info.GetProperty("total_number").GetInt32().ShouldBe(5);
        }
        while (page < info.GetProperty("total_page").GetInt32());

        names.ShouldBe(["Campaign 3", "Campaign 2", "Campaign 1", "Campaign 0", "Always on"]);
    }

    private static JsonElement Save(Simulator simulator)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            simulator.Save(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static async Task<List<(int Call, string Post, string Campaign)>> All(TikTokBench bench, IReadOnlyList<int> calls) =>
    [
        .. await Task.WhenAll(calls.Select(call => Task.Run(async () =>
            (call, (await bench.Post(TikTokBench.Video($"Post {call}"))).PublishId, (await bench.Create($"Campaign {call}")).Id)))),
    ];
}
