using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.X;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.X;

public sealed class XFaultTests
{
    private const string Problems = "https://api.x.com/2/problems/";
    private readonly XBench _bench = new();

    [Theory]
    [InlineData(400, """{"title":"Invalid Request","detail":"One.","type":"https://api.x.com/2/problems/invalid-request","errors":[{"message":"Two."}]}""", "invalid-request", "One.; Two.")]
    [InlineData(403, """{"title":"Forbidden","detail":"No.","type":"about:blank","status":403}""", "Forbidden", "No.")]
    [InlineData(403, """{"title":"Client Forbidden","detail":"Plan.","type":"https://api.twitter.com/2/problems/client-forbidden"}""", "client-forbidden", "Plan.")]
    [InlineData(400, """{"code":32,"message":"Plain."}""", "32", "Plain.")]
    [InlineData(403, """{"errors":[{"code":187,"message":"Status is a duplicate."}]}""", "187", "Status is a duplicate.")]
    [InlineData(404, "", null, "The provider answered HTTP 404.")]
    [InlineData(402, "<html>", null, "The provider answered HTTP 402.")]
    public async Task Surprise_errors_have_several_shapes_and_all_are_read(int status, string body, string? code, string words)
    {
        _bench.Answer(body, status);
        var fault = await XBench.FaultOf(() => _bench.PublishAsync());

        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Code.ShouldBe(ErrorCode.ProviderRejected);
        fault.ProviderCode.ShouldBe(code);
        fault.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData(401, Verdict.NotSent, ErrorCode.ReconnectRequired)]
    [InlineData(500, Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(503, Verdict.InDoubt, ErrorCode.ProviderUnavailable)]
    [InlineData(302, Verdict.Rejected, ErrorCode.ProviderRejected)]
    public async Task Other_statuses_have_the_common_verdict(int status, Verdict verdict, ErrorCode code)
    {
        _bench.Answer("""{"title":"Words","type":"about:blank"}""", status);
        var fault = await XBench.FaultOf(() => _bench.PublishAsync());
        (fault.Verdict, fault.Code, fault.IsUnauthorized, fault.TripsBreaker).ShouldBe((verdict, code, status == 401, status >= 500));
    }

    [Theory]
    [InlineData(429, """{"errors":[{"code":88,"message":"Rate limit exceeded"}]}""", "88", 300)]
    [InlineData(429, """{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}""", "Too Many Requests", 300)]
    [InlineData(429, "", null, 300)]
    [InlineData(403, """{"title":"x","type":"https://api.x.com/2/problems/rate-limit-exceeded"}""", "rate-limit-exceeded", 300)]
    [InlineData(429, """{"title":"UsageCapExceeded","detail":"Monthly.","type":"https://api.x.com/2/problems/usage-capped","period":"Monthly"}""", "usage-capped", 3600)]
    public async Task Surprise_a_limit_says_when_in_a_header_of_its_own(int status, string body, string? code, double wait)
    {
        _bench.Answer(body, status, new("x-rate-limit-remaining", "0"), new("x-rate-limit-reset", (TestClock.DefaultStart.ToUnixTimeSeconds() + 300).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var fault = await XBench.FaultOf(() => _bench.PublishAsync());

        (fault.Verdict, fault.Code, fault.ProviderCode, fault.RetryAfter).ShouldBe((Verdict.NotSent, ErrorCode.RateLimited, code, TimeSpan.FromSeconds(wait)));
    }

    [Theory]
    [InlineData("rubbish", null)]
    [InlineData("0", 0.0)]
    [InlineData("99999999999", 3600.0)]
    [InlineData("999999999999999999", null)]
    public async Task A_reset_that_makes_no_sense_is_not_believed(string reset, double? wait)
    {
        _bench.Answer("{}", 429, new KeyValuePair<string, string>("x-rate-limit-reset", reset));
        (await XBench.FaultOf(() => _bench.PublishAsync())).RetryAfter.ShouldBe(wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    [Theory]
    [InlineData("0", 300, true)]
    [InlineData("1", 300, false)]
    [InlineData("0", -1, false)]
    public async Task Headers_that_say_nothing_is_left_hold_calls_of_that_kind(string remaining, int seconds, bool isHeld)
    {
        var reset = TestClock.DefaultStart.AddSeconds(seconds);
        _bench.Answer("""{"data":{"id":"1","text":"x"}}""", 201, new("x-rate-limit-remaining", remaining), new("x-rate-limit-reset", reset.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var attempt = _bench.NewAttempt();
        await new XAdapter(attempt).PublishPostAsync(new PublishPost("Hello"), XBench.Ct);

        (attempt.Pauses ?? []).ShouldBe(isHeld ? [(reset, "posts", (string?)null)] : []);
    }

    [Fact]
    public async Task Surprise_200_with_errors_alone_is_a_no()
    {
        var fault = await XBench.FaultOf(() => _bench.MetricsAsync("1"));

        ((int)_bench.Last.Status).ShouldBe(200);
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.ProviderCode.ShouldBe("resource-not-found");
        fault.Message.ShouldBe("X answered: Could not find tweet with id: [1].");
    }

    [Fact]
    public async Task Surprise_200_with_data_and_errors_is_a_success_that_is_noted()
    {
        _bench.Answer($$$"""{"data":{"id":"1","text":"x"},"errors":[{"title":"Field","detail":"No.","type":"{{{Problems}}}not-authorized-for-field","field":"y"}]}""", 201);
        var attempt = _bench.NewAttempt();
        (await new XAdapter(attempt).PublishPostAsync(new PublishPost("Hello"), XBench.Ct)).Id.ShouldBe("1");
        attempt.Notes!["partialErrors"].ShouldBe("not-authorized-for-field");
    }

    [Theory]
    [InlineData("not-authorized-for-field", Verdict.Rejected)]
    [InlineData("internal-error", Verdict.InDoubt)]
    [InlineData("usage-capped", Verdict.NotSent)]
    public async Task A_part_that_was_asked_for_and_not_given_says_why(string problem, Verdict verdict)
    {
        _bench.Answer($$$"""{"data":{"id":"1","text":"x"},"errors":[{"title":"Field","detail":"No.","type":"{{{Problems}}}{{{problem}}}"}]}""");
        var fault = await XBench.FaultOf(() => _bench.MetricsAsync("1"));
        (fault.Verdict, fault.ProviderCode).ShouldBe((verdict, problem));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"data":{"text":"x"}}""")]
    public async Task An_answer_that_does_not_say_what_was_published_is_in_doubt(string body)
    {
        _bench.Answer(body, 201);
        (await XBench.FaultOf(() => _bench.PublishAsync())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Theory]
    [InlineData(WireFault.ConnectRefused, Verdict.NotSent, 3)]
    [InlineData(WireFault.AnswerLost, Verdict.InDoubt, 4)]
    [InlineData(WireFault.Truncated, Verdict.InDoubt, 4)]
    public async Task A_broken_wire_has_the_common_verdict(WireFault wire, Verdict verdict, int posts)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.On(wire), "createPosts");
        (await XBench.FaultOf(() => _bench.PublishAsync())).Verdict.ShouldBe(verdict);
        _bench.Get(_bench.Timeline).GetProperty("data").GetArrayLength().ShouldBe(posts);
    }

    [Theory]
    [InlineData("POST", "/2/tweets", """{"txt":"x"}""", 400)]
    [InlineData("POST", "/2/tweets", "[]", 400)]
    [InlineData("POST", "/2/tweets", """{"text":" "}""", 400)]
    [InlineData("POST", "/2/tweets", """{"text":"x","media":{"media_ids":[]}}""", 400)]
    [InlineData("POST", "/2/tweets", """{"text":"x","media":{"media_ids":["9999999999999999999"]}}""", 400)]
    [InlineData("GET", "/2/tweets/abc", "", 400)]
    [InlineData("GET", "/2/tweets/1?post.fields=note_tweet", "", 400)]
    [InlineData("GET", "/2/tweets/1?tweet.fields=note_tweet", "", 200)]
    [InlineData("GET", "/2/tweets/1?tweet.fields=note_post", "", 400)]
    [InlineData("GET", "/2/tweets/1?fields=text", "", 400)]
    [InlineData("GET", "/2/nothing", "", 404)]
    public void The_simulator_refuses_what_X_refuses(string method, string path, string body, int status) => _bench.Send(method, path, body).Status.ShouldBe(status);

    [Fact]
    public void A_text_too_long_is_refused_by_the_simulator_too()
    {
        _bench.Send("POST", "/2/tweets", $$"""{"text":"{{new string('語', 140)}}"}""").Status.ShouldBe(201);
        _bench.Send("POST", "/2/tweets", $$"""{"text":"{{new string('語', 141)}}"}""").Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("max_results=4")]
    [InlineData("max_results=x")]
    [InlineData("start_time=yesterday")]
    [InlineData("start_time=2010-11-05T23:59:59Z")]
    [InlineData("pagination_token=zz")]
    [InlineData("since_id=x")]
    public void The_timeline_refuses_what_makes_no_sense(string query) => _bench.Send("GET", _bench.Timeline + "?" + query).Status.ShouldBe(400);

    [Theory]
    [InlineData(null)]
    [InlineData("Basic abc")]
    public void Without_authentication_the_simulator_answers_401(string? authorization)
    {
        var reply = _bench.Send("GET", "/2/users/me", authorization: authorization);
        (reply.Status, reply.ContentType).ShouldBe((401, "application/problem+json"));
        JsonElement.Parse(reply.Body.Span).GetProperty("type").GetString().ShouldBe("about:blank");
    }

    [Fact]
    public void Every_answer_says_how_its_limit_stands()
    {
        for (var left = 74; left >= 72; left--)
        {
            var reply = _bench.Send("GET", "/2/users/me");
            XBench.Header(reply, "x-rate-limit-limit").ShouldBe("75");
            XBench.Header(reply, "x-rate-limit-remaining").ShouldBe(left.ToString(System.Globalization.CultureInfo.InvariantCulture));
            XBench.Header(reply, "x-rate-limit-reset").ShouldBe("1796116500");
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        _bench.Clock.Advance(TimeSpan.FromSeconds(900));
        XBench.Header(_bench.Send("GET", "/2/users/me"), "x-rate-limit-remaining").ShouldBe("74");
    }
}
