using Switchboard.Calls;
using Switchboard.Connectors.Slack;
using Switchboard.Validation;

namespace Switchboard.Connectors.Tests.Slack;

public sealed class SlackScheduleTests
{
    private static readonly DateTimeOffset Start = TestClock.DefaultStart;
    private readonly SlackBench _slack = new();

    [Fact]
    public async Task Sends_unix_seconds_and_no_metadata_because_slack_never_posts_a_scheduled_message_that_has_some()
    {
        var scheduled = await Schedule(Start.AddHours(1));

        _slack.Last.Address.AbsolutePath.ShouldBe("/api/chat.scheduleMessage");
        _slack.Last.Authorization.ShouldBe("Bearer " + SlackBench.Token);
        _slack.Last.RequestText.ShouldBe("channel=C123&text=later&post_at=1796119200");
        scheduled.ScheduledMessageId.ShouldMatch("^Q[A-Z0-9]{10}$");
        scheduled.Channel.ShouldBe("C123");
        scheduled.PostAt.ShouldBe(Start.AddHours(1));

        // The simulator has the bug, so an adapter that sent metadata would be found out.
        _slack.Ask("/api/chat.scheduleMessage", "channel=C123&text=lost&post_at=1796119200&metadata=%7B%7D").GetProperty("ok").GetBoolean().ShouldBeTrue();
        _slack.Clock.Advance(TimeSpan.FromHours(2));
        Texts("C123").ShouldBe(["later"]);
    }

    [Fact]
    public async Task Waits_in_the_list_and_becomes_a_message_at_its_time()
    {
        var scheduled = await Schedule(Start.AddHours(1));
        var waiting = _slack.Ask("/api/chat.scheduledMessages.list", "channel=C123").GetProperty("scheduled_messages").EnumerateArray().ShouldHaveSingleItem();
        waiting.GetProperty("id").GetString().ShouldBe(scheduled.ScheduledMessageId);
        waiting.GetProperty("post_at").GetInt64().ShouldBe(1796119200);

        _slack.Clock.Advance(TimeSpan.FromMinutes(59));
        Texts("C123").ShouldBeEmpty();
        _slack.Clock.Advance(TimeSpan.FromHours(3));

        var message = _slack.Ask("/api/conversations.history", "channel=C123").GetProperty("messages").EnumerateArray().ShouldHaveSingleItem();
        message.GetProperty("ts").GetString().ShouldNotBeNull().ShouldStartWith("1796119200.");
        _slack.Ask("/api/chat.scheduledMessages.list").GetProperty("scheduled_messages").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_fraction_of_a_second_is_rounded_up_so_that_nothing_is_early()
    {
        var scheduled = await Schedule(Start.AddSeconds(90).AddTicks(1));
        scheduled.PostAt.ShouldBe(Start.AddSeconds(91));
    }

    [Theory]
    [InlineData("1796119200")]
    [InlineData("\"1796119200\"")]
    public async Task Post_at_is_read_as_number_and_as_text_since_slack_documents_both(string postAt)
    {
        _slack.Answer($$"""{"ok":true,"channel":"C123","scheduled_message_id":"Q1298393284","post_at":{{postAt}}}""");
        (await Schedule(Start.AddHours(1))).ShouldBe(new ScheduledMessage("Q1298393284", "C123", Start.AddHours(1)));
    }

    [Fact]
    public async Task A_time_in_the_past_or_more_than_120_days_ahead_is_refused_before_anything_is_sent()
    {
        Check(Start).ShouldBe(["$.postAt must be after now"]);
        Check(Start.AddDays(120.5)).ShouldBe(["$.postAt is 120.5 days ahead; Slack takes at most 120"]);
        Check(Start.AddDays(120)).ShouldBeEmpty();
        await Schedule(Start.AddDays(120));
    }

    [Theory]
    [InlineData("1796115600", "time_in_past")]
    [InlineData("1806483601", "time_too_far")]
    [InlineData("tomorrow", "invalid_time")]
    public void The_simulator_says_so_too(string postAt, string error) =>
        _slack.Ask("/api/chat.scheduleMessage", $"channel=C123&text=x&post_at={postAt}").GetProperty("error").GetString().ShouldBe(error);

    [Fact]
    public async Task The_31st_message_to_a_channel_within_five_minutes_is_refused()
    {
        for (var i = 0; i < 30; i++)
        {
            await Schedule(Start.AddHours(1).AddSeconds(i * 10));
        }

        var fault = await SlackBench.FaultOf(() => Schedule(Start.AddHours(1).AddSeconds(295)));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.ProviderCode.ShouldBe("restricted_too_many");
        await Schedule(Start.AddHours(1).AddSeconds(300));
        await _slack.NewCall().ScheduleMessageAsync(new ScheduleMessage("C456", "other channel", Start.AddHours(1)), SlackBench.Ct);
    }

    [Fact]
    public async Task Deletes_by_channel_and_id_and_nothing_is_posted()
    {
        var scheduled = await Schedule(Start.AddHours(1));
        var deleted = await Delete(_slack.NewAttempt(), scheduled.ScheduledMessageId);

        deleted.ScheduledMessageId.ShouldBe(scheduled.ScheduledMessageId);
        _slack.Last.Address.AbsolutePath.ShouldBe("/api/chat.deleteScheduledMessage");
        _slack.Last.RequestText.ShouldBe("channel=C123&scheduled_message_id=" + scheduled.ScheduledMessageId);
        _slack.Last.ResponseText.ShouldBe("""{"ok":true}""");
        _slack.Clock.Advance(TimeSpan.FromHours(2));
        Texts("C123").ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_twice_is_refused_but_a_second_try_of_the_same_call_is_done()
    {
        var scheduled = await Schedule(Start.AddHours(1));
        await Delete(_slack.NewAttempt(), scheduled.ScheduledMessageId);

        var fault = await SlackBench.FaultOf(() => Delete(_slack.NewAttempt(), scheduled.ScheduledMessageId));
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.ProviderCode.ShouldBe("invalid_scheduled_message_id");

        (await Delete(_slack.NewAttempt(number: 2), scheduled.ScheduledMessageId)).ScheduledMessageId.ShouldBe(scheduled.ScheduledMessageId);
    }

    [Fact]
    public async Task What_is_due_within_a_minute_cannot_be_deleted()
    {
        var scheduled = await Schedule(Start.AddSeconds(59));
        (await SlackBench.FaultOf(() => Delete(_slack.NewAttempt(), scheduled.ScheduledMessageId))).ProviderCode.ShouldBe("invalid_scheduled_message_id");
    }

    private Task<ScheduledMessage> Schedule(DateTimeOffset at) => _slack.NewCall().ScheduleMessageAsync(new ScheduleMessage("C123", "later", at), SlackBench.Ct);

    private static Task<DeletedScheduledMessage> Delete(Attempt attempt, string id) =>
        new SlackAdapter(attempt).DeleteScheduledMessageAsync(new DeleteScheduledMessage("C123", id), SlackBench.Ct);

    private IEnumerable<string?> Texts(string channel) =>
        _slack.Ask("/api/conversations.history", "channel=" + channel).GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString());

    private static IEnumerable<string> Check(DateTimeOffset postAt)
    {
        var errors = new ValidationErrors();
        SlackAdapter.CheckSchedule(new ScheduleMessage("C123", "hi", postAt), Start, errors);
        return errors.Errors.Select(error => $"{error.Path} {error.Message}");
    }
}
