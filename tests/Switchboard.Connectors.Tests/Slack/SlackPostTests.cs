using System.Net;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Slack;
using Switchboard.Validation;

namespace Switchboard.Connectors.Tests.Slack;

public sealed class SlackPostTests
{
    private readonly SlackBench _slack = new();

    [Fact]
    public async Task Posts_a_form_with_the_bot_token_and_returns_the_message_id()
    {
        var posted = await _slack.NewCall().PostMessageAsync(new PostMessage("C123", "Grüße & 1 < 2\n*now*"), SlackBench.Ct);

        var wire = _slack.Exchanges.ShouldHaveSingleItem();
        wire.Method.ShouldBe("POST");
        wire.Address.ToString().ShouldBe("https://slack.com/api/chat.postMessage");
        wire.Authorization.ShouldBe("Bearer xoxb-000000000000-simulated");
        wire.RequestType.ShouldBe("application/x-www-form-urlencoded");
        wire.RequestText.ShouldBe("channel=C123&text=Gr%C3%BC%C3%9Fe+%26+1+%3C+2%0A%2Anow%2A");
        wire.Status.ShouldBe(HttpStatusCode.OK);
        posted.Channel.ShouldBe("C123");
        posted.Ts.ShouldMatch(@"^1796115600\.[0-9]{6}$");
    }

    [Fact]
    public async Task Blocks_travel_as_json_text_in_a_form_field_and_no_metadata_is_sent()
    {
        IReadOnlyList<JsonElement> blocks =
        [
            JsonElement.Parse("""{"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}"""),
            JsonElement.Parse("""{"type":"divider"}"""),
        ];
        await _slack.NewCall().PostMessageAsync(new PostMessage("#general", "Hello", blocks), SlackBench.Ct);

        var form = SlackBench.Form(_slack.Last);
        form.All.Select(field => field.Key).ShouldBe(["channel", "text", "blocks"]);
        form["blocks"].ShouldBe("""[{"type":"section","text":{"type":"mrkdwn","text":"*Hello*"}},{"type":"divider"}]""");
    }

    [Fact]
    public async Task A_channel_name_is_answered_with_its_id()
    {
        var posted = await _slack.NewCall().PostMessageAsync(new PostMessage("#general", "hi"), SlackBench.Ct);
        var page = await _slack.NewCall().ListChannelsAsync(new ListChannels(), SlackBench.Ct);
        posted.Channel.ShouldBe(page.Channels.Single(channel => channel.Name == "general").Id);
    }

    [Fact]
    public async Task What_was_posted_is_in_the_history_newest_first()
    {
        var first = await _slack.NewCall().PostMessageAsync(new PostMessage("C123", "one"), SlackBench.Ct);
        _slack.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await _slack.NewCall().PostMessageAsync(new PostMessage("C123", "two"), SlackBench.Ct);
        await _slack.NewCall().PostMessageAsync(new PostMessage("C456", "elsewhere"), SlackBench.Ct);

        var messages = _slack.Ask("/conversations.history", "channel=C123").GetProperty("messages");
        messages.EnumerateArray().Select(m => m.GetProperty("ts").GetString()).ShouldBe([second.Ts, first.Ts]);
        messages[1].GetProperty("text").GetString().ShouldBe("one");
    }

    [Fact]
    public async Task Replies_stand_in_their_thread_and_not_in_the_channel()
    {
        var parent = await _slack.NewCall().PostMessageAsync(new PostMessage("C123", "question"), SlackBench.Ct);
        _slack.Clock.Advance(TimeSpan.FromSeconds(1));
        var reply = await _slack.NewCall().PostMessageAsync(new PostMessage("C123", "answer", ThreadTs: parent.Ts), SlackBench.Ct);
        _slack.Clock.Advance(TimeSpan.FromSeconds(1));

        // A reply to a reply belongs to the thread's first message.
        await _slack.NewCall().PostMessageAsync(new PostMessage("C123", "thanks", ThreadTs: reply.Ts), SlackBench.Ct);

        var top = _slack.Ask("/api/conversations.history", "channel=C123").GetProperty("messages").EnumerateArray().ShouldHaveSingleItem();
        top.GetProperty("reply_count").GetInt32().ShouldBe(2);
        top.GetProperty("thread_ts").GetString().ShouldBe(parent.Ts);
        var thread = _slack.Ask("/api/conversations.replies", $"channel=C123&ts={parent.Ts}").GetProperty("messages");
        thread.EnumerateArray().Select(m => m.GetProperty("text").GetString()).ShouldBe(["question", "answer", "thanks"]);
    }

    [Fact]
    public void A_section_longer_than_3000_characters_is_refused_before_anything_is_sent()
    {
        var block = JsonElement.Parse("{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"" + new string('x', 3001) + "\"}}");
        var errors = new ValidationErrors();
        SlackAdapter.CheckPost(new PostMessage("C123", "hi", [block]), default, errors);

        errors.Errors.Single().ShouldBe(new PathError("$.blocks[0].text.text", "has 3001 characters; a section's text holds at most 3000"));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    public void A_block_without_a_type_is_refused_before_anything_is_sent(string block)
    {
        var errors = new ValidationErrors();
        SlackAdapter.CheckPost(new PostMessage("C123", "hi", [JsonElement.Parse(block)]), default, errors);

        errors.Errors.Single().ShouldBe(new PathError("$.blocks[0]", "must be an object with a type"));
    }

    [Fact]
    public async Task Ts_is_text_and_is_never_read_as_a_number()
    {
        _slack.Answer("""{"ok":true,"channel":"C123","ts":"1503435956.000240"}""");
        var posted = await _slack.NewCall().PostMessageAsync(new PostMessage("C123", "hi"), SlackBench.Ct);
        posted.Ts.ShouldBe("1503435956.000240");
    }

    [Fact]
    public async Task The_request_id_is_noted()
    {
        _slack.Answer("""{"ok":true,"channel":"C123","ts":"1503435956.000240"}""", header: "X-Slack-Req-Id", value: "abc");
        var attempt = _slack.NewAttempt();
        await new SlackAdapter(attempt).PostMessageAsync(new PostMessage("C123", "hi"), SlackBench.Ct);
        attempt.Notes.ShouldNotBeNull()["providerRequestId"].ShouldBe("abc");
    }
}
