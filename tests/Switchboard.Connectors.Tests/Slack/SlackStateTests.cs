using System.Buffers;
using System.Text.Json;
using Switchboard.Connectors.Slack;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Slack;

public sealed class SlackStateTests
{
    [Fact]
    public async Task The_same_64_calls_get_the_same_ids_however_they_interleave()
    {
        var forward = await PostAll(new SlackBench(), [.. Enumerable.Range(0, 64)]);
        var backward = await PostAll(new SlackBench(), [.. Enumerable.Range(0, 64).Reverse()]);

        backward.OrderBy(id => id.Call).ShouldBe(forward.OrderBy(id => id.Call));
        forward.Select(id => id.Ts).Distinct().Count().ShouldBe(64);
        forward.Select(id => id.Scheduled).Distinct().Count().ShouldBe(64);
        (await PostAll(new SlackBench(seed: 2), [.. Enumerable.Range(0, 64)])).ShouldNotBe(forward);
    }

    [Fact]
    public async Task The_same_message_twice_has_two_ids()
    {
        var slack = new SlackBench();
        var one = await slack.NewCall().PostMessageAsync(new PostMessage("C123", "hi"), SlackBench.Ct);
        var two = await slack.NewCall().PostMessageAsync(new PostMessage("C123", "hi"), SlackBench.Ct);
        two.Ts.ShouldNotBe(one.Ts);
    }

    [Fact]
    public async Task Another_simulator_takes_up_the_saved_state()
    {
        var before = new SlackBench();
        var block = JsonElement.Parse("""{"type":"divider"}""");
        var posted = await before.NewCall().PostMessageAsync(new PostMessage("C123", "hi", [block]), SlackBench.Ct);
        var scheduled = await before.NewCall().ScheduleMessageAsync(new ScheduleMessage("#launch", "later", TestClock.DefaultStart.AddHours(1)), SlackBench.Ct);
        await before.NewCall().UploadFileAsync(new UploadFile("C123", "a.txt", "aGVsbG8="), SlackBench.Ct);

        // Another seed: what the state says wins.
        var after = new SlackBench(seed: 2);
        after.Simulator.Load(Save(before.Simulator));
        Save(after.Simulator).GetRawText().ShouldBe(Save(before.Simulator).GetRawText());

        foreach (var (path, form) in (ReadOnlySpan<(string, string)>)
            [("/api/conversations.history", "channel=C123"), ("/api/chat.scheduledMessages.list", ""), ("/api/conversations.list", ""), ("/api/auth.test", "")])
        {
            after.Ask(path, form).GetRawText().ShouldBe(before.Ask(path, form).GetRawText());
        }

        after.Ask("/api/conversations.history", "channel=C123").GetProperty("messages").EnumerateArray()
            .ShouldContain(message => message.GetProperty("ts").GetString() == posted.Ts);
        after.Clock.Advance(TimeSpan.FromHours(2));
        after.Ask("/api/conversations.history", "channel=" + scheduled.Channel).GetProperty("messages").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Pages_of_a_history_lead_to_its_end()
    {
        var slack = new SlackBench();
        for (var i = 0; i < 5; i++)
        {
            await slack.NewCall().PostMessageAsync(new PostMessage("C123", $"message {i}"), SlackBench.Ct);
            slack.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        List<string?> texts = [];
        var cursor = "";
        do
        {
            var page = slack.Ask("/api/conversations.history", $"channel=C123&limit=2&cursor={Uri.EscapeDataString(cursor)}");
            texts.AddRange(page.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()));
            cursor = page.GetProperty("response_metadata").GetProperty("next_cursor").GetString()!;
            page.GetProperty("has_more").GetBoolean().ShouldBe(cursor.Length > 0);
        }
        while (cursor.Length > 0);

        texts.ShouldBe(["message 4", "message 3", "message 2", "message 1", "message 0"]);
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

    private static async Task<List<(int Call, string Ts, string Scheduled)>> PostAll(SlackBench slack, IReadOnlyList<int> calls)
    {
        var all = calls.Select(call => Task.Run(async () =>
        {
            var posted = await slack.NewCall().PostMessageAsync(new PostMessage("C123", $"message {call}"), SlackBench.Ct);
            var scheduled = await slack.NewCall().ScheduleMessageAsync(
                new ScheduleMessage("C123", $"message {call}", TestClock.DefaultStart.AddHours(1 + call)), SlackBench.Ct);
            return (call, posted.Ts, scheduled.ScheduledMessageId);
        }));
        return [.. await Task.WhenAll(all)];
    }
}
