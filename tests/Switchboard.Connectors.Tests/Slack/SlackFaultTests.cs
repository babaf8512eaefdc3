using Switchboard.Calls;
using Switchboard.Connectors.Slack;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Slack;

public sealed class SlackFaultTests
{
    private readonly SlackBench _slack = new();

    [Theory]
    [InlineData("channel_not_found", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("is_archived", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("not_in_channel", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("msg_too_long", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("msg_blocks_too_long", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("missing_scope", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("restricted_action", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("message_limit_exceeded", Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData("ratelimited", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData("rate_limited", Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData("not_authed", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData("invalid_auth", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData("token_revoked", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData("token_expired", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData("account_inactive", Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData("internal_error", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData("fatal_error", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData("service_unavailable", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData("request_timeout", Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task An_error_inside_http_200_has_its_verdict(string error, Verdict verdict, ErrorCode code)
    {
        _slack.Answer($$"""{"ok":false,"error":"{{error}}"}""");
        var fault = await Post();

        fault.Verdict.ShouldBe(verdict);
        fault.Code.ShouldBe(code);
        fault.ProviderCode.ShouldBe(error);
        fault.HttpStatus.ShouldBe(200);
        fault.Message.ShouldContain(error);
        fault.IsUnauthorized.ShouldBe(code == ErrorCode.ReconnectRequired);
        fault.TripsBreaker.ShouldBe(code == ErrorCode.ProviderUnavailable);
    }

    [Fact]
    public async Task The_message_names_scopes_and_every_word_of_slacks()
    {
        _slack.Answer("""
            {"ok":false,"error":"missing_scope","needed":"chat:write","provided":"users:read",
             "response_metadata":{"messages":["[ERROR] one","[ERROR] two"]},"channel":{"odd":1}}
            """);
        (await Post()).Message.ShouldBe("Slack answered missing_scope (needed: chat:write; provided: users:read): [ERROR] one; [ERROR] two.");
    }

    [Fact]
    public async Task Http_429_says_when_to_come_back()
    {
        _slack.Answer("""{"ok":false,"error":"ratelimited"}""", 429, "Retry-After", "30");
        var fault = await Post();
        fault.ShouldSatisfyAllConditions(
            f => f.Verdict.ShouldBe(Verdict.NotSent),
            f => f.Code.ShouldBe(ErrorCode.RateLimited),
            f => f.ProviderCode.ShouldBe("ratelimited"),
            f => f.RetryAfter.ShouldBe(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Ratelimited_inside_http_200_says_when_too()
    {
        _slack.Answer("""{"ok":false,"error":"rate_limited"}""", 200, "Retry-After", "7");
        (await Post()).RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData(500, Verdict.InDoubt)]
    [InlineData(502, Verdict.InDoubt)]
    [InlineData(503, Verdict.InDoubt)]
    [InlineData(404, Verdict.Rejected)]
    [InlineData(302, Verdict.Rejected)]
    public async Task Other_statuses_have_the_common_verdict(int status, Verdict verdict)
    {
        _slack.Answer("<html>", status);
        (await Post()).Verdict.ShouldBe(verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":true,"channel":"C123"}""")]
    [InlineData("""{"ok":true,"channel":"C123","ts":17}""")]
    public async Task An_answer_that_does_not_say_what_was_posted_is_in_doubt(string body)
    {
        _slack.Answer(body);
        (await Post()).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Theory]
    [InlineData(WireFault.ConnectRefused, Verdict.NotSent, 0)]
    [InlineData(WireFault.AnswerLost, Verdict.InDoubt, 1)]
    [InlineData(WireFault.Truncated, Verdict.InDoubt, 1)]
    public async Task A_broken_wire_has_the_common_verdict(WireFault wire, Verdict verdict, int posted)
    {
        _slack.Simulator.Faults.Script(SimulatorFault.On(wire), "chat.postMessage");
        (await Post()).Verdict.ShouldBe(verdict);
        _slack.Ask("/conversations.history", "channel=C123").GetProperty("messages").GetArrayLength().ShouldBe(posted);
    }

    [Theory]
    [InlineData(null, "not_authed")]
    [InlineData("Basic abc", "invalid_auth")]
    public void Without_a_bearer_token_the_simulator_says_no_in_http_200(string? authorization, string error) =>
        _slack.Ask("/api/chat.postMessage", "channel=C123&text=x", authorization).GetRawText().ShouldBe($$"""{"ok":false,"error":"{{error}}"}""");

    [Theory]
    [InlineData("channel=nowhere&text=x", "channel_not_found")]
    [InlineData("channel=U012A3CDE&text=x", "channel_not_found")]
    [InlineData("text=x", "channel_not_found")]
    [InlineData("channel=%23old-launch&text=x", "is_archived")]
    [InlineData("channel=C123", "no_text")]
    [InlineData("channel=C123&text=", "no_text")]
    [InlineData("channel=C123&blocks=%7B", "invalid_blocks_format")]
    [InlineData("channel=C123&blocks=%5B7%5D", "invalid_blocks")]
    [InlineData("channel=C123&blocks=%5B%7B%22type%22%3A%22nope%22%7D%5D", "invalid_blocks")]
    public void The_simulator_validates_as_slack_does(string form, string error)
    {
        var answer = _slack.Ask("/api/chat.postMessage", form);
        answer.GetProperty("ok").GetBoolean().ShouldBeFalse();
        answer.GetProperty("error").GetString().ShouldBe(error);
        answer.TryGetProperty("response_metadata", out _).ShouldBe(error == "invalid_blocks");
    }

    [Fact]
    public void Over_40000_characters_slack_cuts_a_posted_message_and_refuses_a_scheduled_one()
    {
        var text = new string('x', 40_001);
        var posted = _slack.Ask("/api/chat.postMessage", "channel=C123&text=" + text);
        posted.GetProperty("message").GetProperty("text").GetString().ShouldNotBeNull().Length.ShouldBe(40_000);
        _slack.Ask("/api/chat.scheduleMessage", "channel=C123&post_at=1796119200&text=" + text).GetProperty("error").GetString().ShouldBe("msg_too_long");
    }

    [Fact]
    public void Too_many_or_too_long_blocks_are_refused()
    {
        static string Blocks(int count, int length) => Uri.EscapeDataString(
            "[" + string.Join(',', Enumerable.Repeat("{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"" + new string('x', length) + "\"}}", count)) + "]");
        _slack.Ask("/api/chat.postMessage", "channel=C123&blocks=" + Blocks(51, 1)).GetProperty("error").GetString().ShouldBe("invalid_blocks");
        _slack.Ask("/api/chat.postMessage", "channel=C123&blocks=" + Blocks(1, 3001)).GetProperty("error").GetString().ShouldBe("invalid_blocks");
        _slack.Ask("/api/chat.postMessage", "channel=C123&blocks=" + Blocks(5, 2700)).GetProperty("error").GetString().ShouldBe("msg_blocks_too_long");
        _slack.Ask("/api/chat.postMessage", "channel=C123&blocks=" + Blocks(4, 3000)).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Json_is_taken_where_the_method_lists_it_and_ignored_where_it_does_not()
    {
        _slack.Ask("/api/chat.postMessage", """{"channel":"C123","text":"x"}""", type: "application/json; charset=utf-8").GetProperty("ok").GetBoolean().ShouldBeTrue();
        _slack.Ask("/api/chat.postMessage", "{", type: "application/json").GetProperty("error").GetString().ShouldBe("invalid_json");
        _slack.Ask("/api/users.info", """{"user":"U123"}""", type: "application/json").GetProperty("error").GetString().ShouldBe("user_not_found");
        _slack.Ask("/api/users.info?user=U123", method: "GET").GetProperty("ok").GetBoolean().ShouldBeTrue();
        _slack.Ask("/api/chat.postMessage", "x", type: "text/xml").GetProperty("error").GetString().ShouldBe("invalid_post_type");
        _slack.Ask("/api/chat.nothing").GetProperty("error").GetString().ShouldBe("unknown_method");
    }

    private Task<Fault> Post() => SlackBench.FaultOf(() => _slack.NewCall().PostMessageAsync(new PostMessage("C123", "hi"), SlackBench.Ct));
}
