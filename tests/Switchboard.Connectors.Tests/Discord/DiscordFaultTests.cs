using Switchboard.Calls;
using Switchboard.Connectors.Discord;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Discord;

public sealed class DiscordFaultTests
{
    private readonly DiscordBench _bench = new();

    [Theory]
    [InlineData(400, 50006, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(400, 50035, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(401, 40001, Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(403, 50001, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(403, 50013, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(403, 50007, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(404, 10003, Verdict.Rejected, ErrorCode.ProviderRejected)]
    [InlineData(429, 20028, Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(429, 20029, Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(403, 40062, Verdict.NotSent, ErrorCode.RateLimited)]
    [InlineData(500, 0, Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(503, 0, Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    public async Task An_error_has_its_verdict_and_keeps_its_code(int status, int number, Verdict verdict, ErrorCode code)
    {
        _bench.Answer($$"""{"message":"Discord's words","code":{{number}} }""", status);
        var fault = await DiscordBench.FaultOf(() => _bench.PostAsync());

        fault.Verdict.ShouldBe(verdict);
        fault.Code.ShouldBe(code);
        fault.ProviderCode.ShouldBe(number == 0 ? null : number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        fault.HttpStatus.ShouldBe(status);
        fault.Message.ShouldContain("Discord's words.");
        fault.IsUnauthorized.ShouldBe(status == 401);
        fault.TripsBreaker.ShouldBe(status >= 500);
    }

    [Fact]
    public async Task Surprise_errors_are_nested_as_the_request_was_and_codes_are_words()
    {
        _bench.Answer(
            """
            {"code":50035,"message":"Invalid Form Body","errors":{"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]},
             "embeds":{"0":{"title":{"_errors":[{"code":7,"message":"No."}]}}},"_errors":[{"code":"X","message":"All of it."}]}}
            """,
            400);

        (await DiscordBench.FaultOf(() => _bench.PostAsync())).Message.ShouldBe(
            "The provider answered HTTP 400: Invalid Form Body; content: Must be 2000 or fewer in length (BASE_TYPE_MAX_LENGTH); embeds.0.title: No (7); request: All of it (X).");
    }

    [Theory]
    [InlineData("""{"message":"You are being rate limited.","retry_after":0.65,"global":false}""", "user", 0.65, "user")]
    [InlineData("""{"message":"You are being rate limited.","retry_after":64.57,"global":true}""", "global", 64.57, "global")]
    [InlineData("""{"message":"The resource is being rate limited.","retry_after":1.5,"global":false,"code":40062}""", "shared", 1.5, "40062")]
    [InlineData("""{"message":"x","retry_after":1e300,"global":false}""", "user", 3600, "user")]
    [InlineData("""{"message":"x","retry_after":-4,"global":false}""", "user", 0, "user")]
    [InlineData("<html>Access denied</html>", null, 65, null)]
    public async Task Surprise_retry_after_has_fractions_in_the_body_and_a_scope_in_a_header(string body, string? scope, double wait, string? code)
    {
        KeyValuePair<string, string>[] headers = [new("Retry-After", "65"), .. scope is null ? [] : new[] { KeyValuePair.Create("X-RateLimit-Scope", scope) }];
        _bench.Answer(body, 429, headers);
        var fault = await DiscordBench.FaultOf(() => _bench.PostAsync());

        fault.ShouldSatisfyAllConditions(
            f => f.Verdict.ShouldBe(Verdict.NotSent),
            f => f.Code.ShouldBe(ErrorCode.RateLimited),
            f => f.RetryAfter.ShouldBe(TimeSpan.FromSeconds(wait)),
            f => f.ProviderCode.ShouldBe(code));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task Surprise_ten_thousand_of_these_ban_an_address_so_none_is_tried_again(int status)
    {
        await using var host = SwitchboardTest.Create();
        for (var i = 0; i < 4; i++)
        {
            host.Simulator("discord").Faults.Script(SimulatorFault.Answer(status, [new("Retry-After", "30")]));
        }

        await Should.ThrowAsync<ConnectorException>(() => host.Get<IDiscord>().PostMessageAsync(new PostMessage(DiscordBench.Channel, "hi"), DiscordBench.Ct));
        await Should.ThrowAsync<ConnectorException>(() => host.Get<IDiscord>().PostMessageAsync(new PostMessage(DiscordBench.Channel, "hi"), DiscordBench.Ct));

        host.Received("discord").Count.ShouldBe(status == 429 ? 1 : 2, "after a 429 nothing goes before it is over");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"channel_id":"1"}""")]
    public async Task An_answer_that_does_not_say_what_was_posted_is_in_doubt(string body)
    {
        _bench.Answer(body);
        (await DiscordBench.FaultOf(() => _bench.PostAsync())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Theory]
    [InlineData(WireFault.ConnectRefused, Verdict.NotSent, 0)]
    [InlineData(WireFault.AnswerLost, Verdict.InDoubt, 1)]
    [InlineData(WireFault.Truncated, Verdict.InDoubt, 1)]
    public async Task A_broken_wire_has_the_common_verdict(WireFault wire, Verdict verdict, int posted)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.On(wire), "create_message");
        (await DiscordBench.FaultOf(() => _bench.PostAsync())).Verdict.ShouldBe(verdict);
        _bench.Texts().Count.ShouldBe(posted);
    }

    [Fact]
    public async Task A_lost_answer_is_sent_again_with_the_same_key_and_is_one_message()
    {
        await using var host = SwitchboardTest.Create();
        using var caller = host.Clock.Join();
        host.Simulator("discord").Faults.Script(SimulatorFault.On(WireFault.AnswerLost));
        host.Simulator("discord").Faults.Script(SimulatorFault.Answer(502));

        await host.Get<IDiscord>().PostMessageAsync(new PostMessage(DiscordBench.Channel, "hi"), DiscordBench.Ct);

        var nonces = host.Received("discord").Select(request => request.Json()!.Value.GetProperty("nonce").GetString()).ToList();
        nonces.Count.ShouldBe(3);
        nonces.Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic abc")]
    [InlineData("token")]
    public void Without_a_bots_token_the_simulator_answers_401(string? authorization)
    {
        var reply = _bench.Send("GET", "/users/@me", authorization: authorization);
        reply.Status.ShouldBe(401);
        System.Text.Encoding.UTF8.GetString(reply.Body.Span).ShouldBe("""{"message":"401: Unauthorized","code":0}""");
    }

    [Theory]
    [InlineData("123456789012345678", """{"content":" \n "}""", 400, 50006)]
    [InlineData("123456789012345678", "{}", 400, 50006)]
    [InlineData("123456789012345678", "[", 400, 50109)]
    [InlineData("123456789012345678", """{"content":"x","nonce":"12345678901234567890123456"}""", 400, 50035)]
    [InlineData("123456789012345678", """{"content":"x","allowed_mentions":{"parse":["people"]}}""", 400, 50035)]
    [InlineData("abc", """{"content":"x"}""", 400, 50035)]
    [InlineData("18446744073709551615", """{"content":"x"}""", 404, 10003)]
    [InlineData("99999999999999999999", """{"content":"x"}""", 400, 50035)]
    public void The_simulator_refuses_what_Discord_refuses(string channel, string body, int status, int code)
    {
        var reply = _bench.Send("POST", $"/channels/{channel}/messages", body);
        reply.Status.ShouldBe(status);
        System.Text.Json.JsonElement.Parse(reply.Body.Span).GetProperty("code").GetInt32().ShouldBe(code);
    }

    [Fact]
    public void Surprise_a_body_without_its_content_type_is_an_invalid_form()
    {
        _bench.Send("POST", $"/channels/{DiscordBench.Channel}/messages", """{"content":"x"}""", type: null).Status.ShouldBe(400);
        _bench.Send("POST", $"/channels/{DiscordBench.Channel}/messages", "content=x+y&enforce_nonce=true&nonce=n", type: "application/x-www-form-urlencoded").Status.ShouldBe(200);
        _bench.Texts().ShouldBe(["x y"]);
    }

    [Theory]
    [InlineData("Office", "50008")]
    [InlineData("ideas", "50008")]
    [InlineData("rules", "50013")]
    [InlineData("leadership", "50001")]
    public async Task Channels_of_the_seed_refuse_as_their_kind_and_permissions_say(string name, string code)
    {
        var guild = _bench.Get("/users/@me/guilds")[0].GetProperty("id").GetString()!;
        var channels = await _bench.Discord.ListChannelsAsync(new ListChannels(guild), DiscordBench.Ct);
        var fault = await DiscordBench.FaultOf(() => _bench.PostAsync("hi", channels.Channels.Single(channel => channel.Name == name).Id));

        fault.ProviderCode.ShouldBe(code);
        fault.Verdict.ShouldBe(Verdict.Rejected);
    }

    [Fact]
    public async Task A_server_of_the_future_is_unknown()
    {
        var fault = await DiscordBench.FaultOf(() => _bench.Discord.ListChannelsAsync(new ListChannels("18446744073709551615"), DiscordBench.Ct));
        fault.ProviderCode.ShouldBe("10004");
        _bench.Send("GET", "/nothing").Status.ShouldBe(404);
    }
}
