using Switchboard.Calls;
using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Tests.Facebook;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Meta;

/// <summary>What the Graph API's codes and usage headers mean, on a connector of it.</summary>
public sealed class GraphFaultTests
{
    private const string BusinessUsage = "X-Business-Use-Case-Usage";
    private readonly FacebookBench _bench = new();

    [Theory]
    [InlineData(4, null)]
    [InlineData(17, 2446079)]
    [InlineData(32, null)]
    [InlineData(613, 1487742)]
    [InlineData(80000, null)]
    [InlineData(80004, null)]
    [InlineData(80014, null)]
    public async Task Throttling_is_told_by_the_code_with_HTTP_400_and_was_not_sent(int code, int? subcode)
    {
        _bench.Graph.Fail(code, subcode: subcode);
        var fault = await GraphBench.FaultOf(() => _bench.PostAsync());
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Code.ShouldBe(ErrorCode.RateLimited);
        fault.ProviderCode.ShouldBe(subcode is null ? $"{code}" : $"{code}/{subcode}");
        fault.HttpStatus.ShouldBe(400);
    }

    [Theory]
    [InlineData(190, 400)]
    [InlineData(190, 401)]
    [InlineData(190, 500)]
    [InlineData(102, 400)]
    public async Task The_tokens_codes_ask_to_reconnect(int code, int status)
    {
        _bench.Graph.Fail(code, status, 463);
        var fault = await GraphBench.FaultOf(() => _bench.PostAsync());
        (fault.Verdict, fault.Code, fault.IsUnauthorized).ShouldBe((Verdict.NotSent, ErrorCode.ReconnectRequired, true));
    }

    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 503)]
    [InlineData(2, 400)]
    public async Task Codes_1_and_2_leave_a_post_in_doubt(int code, int status)
    {
        _bench.Graph.Fail(code, status);
        (await GraphBench.FaultOf(() => _bench.PostAsync())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Fact]
    public async Task What_Meta_calls_transient_is_in_doubt_and_a_permission_is_a_no_whatever_the_status()
    {
        _bench.Graph.Answer(GraphBench.Error(2500, extra: ",\"is_transient\":true"), 400);
        (await GraphBench.FaultOf(() => _bench.PostAsync())).Verdict.ShouldBe(Verdict.InDoubt);
        _bench.Graph.Fail(200, 500);
        (await GraphBench.FaultOf(() => _bench.PostAsync())).Verdict.ShouldBe(Verdict.Rejected);
        _bench.Graph.Fail(10, 401);
        (await GraphBench.FaultOf(() => _bench.PostAsync())).Verdict.ShouldBe(Verdict.Rejected);
        _bench.Graph.Fail(368, 400);
        (await GraphBench.FaultOf(() => _bench.PostAsync())).Verdict.ShouldBe(Verdict.Rejected);
    }

    [Fact]
    public async Task The_time_to_regain_access_is_minutes()
    {
        _bench.Graph.Fail(80004, headers: (BusinessUsage, """{"7":[{"type":"ads_management","call_count":100,"total_cputime":3,"total_time":4,"estimated_time_to_regain_access":19}]}"""));
        var fault = await GraphBench.FaultOf(() => _bench.CreateAsync());
        fault.RetryAfter.ShouldBe(TimeSpan.FromMinutes(19));
    }

    [Fact]
    public async Task A_use_case_at_100_percent_holds_its_bucket_back()
    {
        var attempt = _bench.Graph.NewAttempt();
        _bench.Graph.Answer(
            """{"currency":"USD","min_daily_budget":100,"id":"act_1"}""", 200, "AdAccount.get",
            (BusinessUsage, """{"7":[{"type":"ads_management","call_count":3,"total_cputime":100,"total_time":4,"estimated_time_to_regain_access":19},{"type":"ads_insights","call_count":99,"estimated_time_to_regain_access":0}]}"""));
        await new FacebookAdapter(attempt).CreateCampaignAsync(new CreateCampaign("x", 20, "USD"), GraphBench.Ct);
        attempt.Pauses.ShouldHaveSingleItem().ShouldBe((TestClock.DefaultStart.AddMinutes(19), FacebookAdapter.AdsManagement, null));
    }

    [Theory]
    [InlineData("X-App-Usage", """{"call_count":100,"total_time":25,"total_cputime":25}""", 300, "")]
    [InlineData("X-App-Usage", """{"call_count":28,"total_time":125,"total_cputime":25}""", 300, "")]
    [InlineData("X-Ad-Account-Usage", """{"acc_id_util_pct":100,"reset_time_duration":100,"ads_api_access_tier":"standard_access"}""", 100, "ads_score,ads_insights")]
    [InlineData("X-Business-Use-Case-Usage", """{"1":[{"type":"pages","call_count":101,"estimated_time_to_regain_access":2}]}""", 120, "")]
    [InlineData("X-Business-Use-Case-Usage", """{"1":[{"type":"pages","call_count":101,"estimated_time_to_regain_access":600}]}""", 3600, "")]
    public async Task Each_usage_header_is_heard(string header, string value, int seconds, string buckets)
    {
        var attempt = _bench.Graph.NewAttempt();
        _bench.Graph.Answer("""{"id":"1_2"}""", headers: (header, value));
        await new FacebookAdapter(attempt).PublishPostAsync(new PublishPost("x"), GraphBench.Ct);
        attempt.Pauses!.Select(pause => pause.Until).ShouldAllBe(until => until == TestClock.DefaultStart.AddSeconds(seconds));
        string.Join(',', attempt.Pauses!.Select(pause => pause.Bucket ?? "")).ShouldBe(buckets);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"1":7,"2":[3,{}],"3":[{"type":5,"call_count":"100"}]}""")]
    [InlineData("""{"call_count":1e400}""")]
    [InlineData("""{"call_count":99}""")]
    public async Task A_usage_header_that_says_nothing_is_let_be(string value)
    {
        var attempt = _bench.Graph.NewAttempt();
        _bench.Graph.Answer("""{"id":"1_2"}""", headers: [("X-App-Usage", value), (BusinessUsage, value), ("X-Ad-Account-Usage", value)]);
        (await new FacebookAdapter(attempt).PublishPostAsync(new PublishPost("x"), GraphBench.Ct)).Id.ShouldBe("1_2");
        attempt.Pauses.ShouldBeNull();
    }

    [Fact]
    public async Task The_trace_id_is_noted_of_a_success_and_of_an_error()
    {
        var attempt = _bench.Graph.NewAttempt();
        await new FacebookAdapter(attempt).PublishPostAsync(new PublishPost("x"), GraphBench.Ct);
        attempt.Notes!["providerRequestId"].ShouldMatch("^A[0-9A-Z]{22}$");
        attempt = _bench.Graph.NewAttempt();
        _bench.Graph.Fail(100);
        await GraphBench.FaultOf(() => new FacebookAdapter(attempt).PublishPostAsync(new PublishPost("x"), GraphBench.Ct));
        attempt.Notes!["providerRequestId"].ShouldBe("Atrace");
    }

    [Fact]
    public async Task An_errors_every_word_is_told()
    {
        _bench.Graph.Answer(GraphBench.Error(100, 1885272, ",\"error_user_msg\":\"Too low.\",\"error_data\":\"{\\\"blame_field_specs\\\":[]}\""), 400);
        var fault = await GraphBench.FaultOf(() => _bench.CreateAsync());
        fault.Message.ShouldContain("no (Too low.)");
    }

    [Theory]
    [InlineData("""{"error":{"message":"no"}}""")]
    [InlineData("""{"error":"no"}""")]
    [InlineData("<html>")]
    public async Task An_error_without_a_code_is_judged_by_its_status(string body)
    {
        _bench.Graph.Answer(body, 500);
        (await GraphBench.FaultOf(() => _bench.PostAsync())).Verdict.ShouldBe(Verdict.InDoubt);
        _bench.Graph.Answer(body, 400);
        (await GraphBench.FaultOf(() => _bench.PostAsync())).Verdict.ShouldBe(Verdict.Rejected);
    }

    [Fact]
    public async Task Whatever_goes_wrong_before_the_effect_nothing_was_sent()
    {
        foreach (var answer in (string[])["<html>", "{}", "[]"])
        {
            _bench.Graph.Answer(answer, route: "AdAccount.get");
            (await GraphBench.FaultOf(() => _bench.CreateAsync())).Verdict.ShouldNotBe(Verdict.InDoubt);
        }

        _bench.Graph.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "AdAccount.get");
        (await GraphBench.FaultOf(() => _bench.CreateAsync())).Verdict.ShouldBe(Verdict.NotSent);
        _bench.Graph.Fail(1, 500, route: "AdAccount.get");
        (await GraphBench.FaultOf(() => _bench.CreateAsync())).Verdict.ShouldBe(Verdict.NotSent);
        _bench.Graph.Exchanges.ShouldAllBe(exchange => exchange.Method == "GET");
    }

    [Fact]
    public void Every_answer_of_a_simulator_has_Metas_headers()
    {
        var reply = _bench.Graph.Send($"/v25.0/{FacebookBench.Account}");
        reply.Headers.Select(header => header.Key).ShouldBe(["X-Ad-Account-Usage", "facebook-api-version", "x-fb-trace-id", "X-App-Usage"]);
        _bench.Graph.Send("/v25.0/1", authorization: "Bearer ").Status.ShouldBe(401);
        _bench.Graph.Send("/v25.0/1", authorization: "Basic x").Status.ShouldBe(401);
        _bench.Graph.Send($"/v25.0/{FacebookBench.Account}?access_token=any", authorization: null).Status.ShouldBe(200);
    }
}
