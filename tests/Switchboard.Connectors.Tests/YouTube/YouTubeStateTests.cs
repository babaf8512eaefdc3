using System.Buffers;
using System.Text.Json;
using Switchboard.Connectors.YouTube;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.YouTube;

public sealed class YouTubeStateTests
{
    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        var forward = await PublishAll(new YouTubeBench(), [.. Enumerable.Range(0, 64)]);
        var backward = await PublishAll(new YouTubeBench(), [.. Enumerable.Range(0, 64).Reverse()]);

        backward.OrderBy(one => one.Call).ShouldBe(forward.OrderBy(one => one.Call));
        forward.Select(one => one.Id).Distinct().Count().ShouldBe(64);
        (await PublishAll(new YouTubeBench(seed: 2), [.. Enumerable.Range(0, 64)])).ShouldNotBe(forward);
    }

    [Fact]
    public async Task Videos_that_differ_only_in_their_bytes_have_ids_of_their_own_in_any_order()
    {
        var (one, other) = (YouTubeBench.Video(), YouTubeBench.Video() with { Content = Convert.ToBase64String(new byte[1000]) });
        var (here, there) = (new YouTubeBench(), new YouTubeBench());
        var first = (await here.Publish(one)).Id;
        await here.Publish(other);
        await there.Publish(other);
        (await there.Publish(one)).Id.ShouldBe(first);
    }

    [Fact]
    public async Task An_id_does_not_depend_on_how_often_it_was_tried()
    {
        var (smooth, rough) = (new YouTubeBench(), new YouTubeBench());
        rough.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), YouTubeBench.Bytes);
        (await rough.Publish()).Id.ShouldBe((await smooth.Publish()).Id);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state_and_its_uploads_under_way()
    {
        var (before, after, call) = (new YouTubeBench(), new YouTubeBench(), YouTubeBench.Call(1));
        var done = await before.Publish(YouTubeBench.Video(title: "Done") with { Tags = ["one"], PrivacyStatus = Privacy.Unlisted });
        before.Simulator.Faults.Script(SimulatorFault.Answer(503), YouTubeBench.Bytes);
        await YouTubeBench.FaultOf(() => before.Publish(call: call));

        after.Simulator.Load(Save(before.Simulator));
        Save(after.Simulator).GetRawText().ShouldBe(Save(before.Simulator).GetRawText());
        (await after.List()).Videos.ShouldBe((await before.List()).Videos);
        (await after.List()).Videos[0].Id.ShouldBe(done.Id);

        var address = before.Puts[^1];
        after.Ask("PUT", address.Path + address.Query, "", ("Content-Range", "bytes */1000")).Status.ShouldBe(308);
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

    private static async Task<List<(int Call, string Id)>> PublishAll(YouTubeBench bench, IReadOnlyList<int> calls) =>
        [.. await Task.WhenAll(calls.Select(call => Task.Run(async () => (call, (await bench.Publish(YouTubeBench.Video(title: $"Video {call}"))).Id))))];
}
