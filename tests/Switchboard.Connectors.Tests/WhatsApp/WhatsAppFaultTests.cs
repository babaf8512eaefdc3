using Switchboard.Calls;
using Switchboard.Connectors.Tests.Meta;
using Switchboard.Connectors.WhatsApp;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.WhatsApp;

/// <summary>What WhatsApp's errors say about the message.</summary>
public sealed class WhatsAppFaultTests
{
    private readonly WhatsAppBench _bench = new();

    [Theory]
    [InlineData(130429, 429)]
    [InlineData(130429, 400)]
    [InlineData(131056, 400)]
    [InlineData(80007, 400)]
    [InlineData(4, 400)]
    public async Task A_limit_is_told_by_its_code_whatever_the_status_and_was_not_sent(int code, int status)
    {
        _bench.Graph.Fail(code, status);
        var fault = await GraphBench.FaultOf(() => _bench.SendAsync());
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Code.ShouldBe(ErrorCode.RateLimited);
        fault.ProviderCode.ShouldBe($"{code}");
        fault.TripsBreaker.ShouldBeFalse();
    }

    [Theory]
    [InlineData(190, 401)]
    [InlineData(190, 400)]
    [InlineData(0, 401)]
    [InlineData(102, 400)]
    public async Task A_bad_token_asks_to_reconnect_whatever_the_status(int code, int status)
    {
        _bench.Graph.Fail(code, status);
        var fault = await GraphBench.FaultOf(() => _bench.SendAsync());
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Code.ShouldBe(ErrorCode.ReconnectRequired);
        fault.IsUnauthorized.ShouldBeTrue();
    }

    [Theory]
    [InlineData(131000, 500)]
    [InlineData(131000, 400)]
    [InlineData(1, 400)]
    [InlineData(2, 400)]
    [InlineData(99999, 503)]
    public async Task What_failed_at_Meta_is_in_doubt_even_with_HTTP_400(int code, int status)
    {
        _bench.Graph.Fail(code, status);
        var fault = await GraphBench.FaultOf(() => _bench.SendAsync());
        fault.Verdict.ShouldBe(Verdict.InDoubt);
        fault.TripsBreaker.ShouldBeTrue();
    }

    [Theory]
    [InlineData(10, 403)]
    [InlineData(200, 403)]
    [InlineData(299, 500)]
    [InlineData(100, 400)]
    [InlineData(368, 400)]
    [InlineData(131008, 400)]
    [InlineData(131026, 400)]
    [InlineData(131030, 400)]
    [InlineData(131047, 400)]
    [InlineData(131048, 400)]
    [InlineData(131049, 400)]
    [InlineData(132000, 400)]
    [InlineData(132001, 404)]
    [InlineData(132015, 400)]
    [InlineData(133010, 400)]
    [InlineData(7777, 400)]
    public async Task Everything_else_is_a_no(int code, int status)
    {
        _bench.Graph.Fail(code, status);
        var fault = await GraphBench.FaultOf(() => _bench.SendAsync());
        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Code.ShouldBe(ErrorCode.ProviderRejected);
    }

    [Theory]
    [InlineData("+14155559130", "131030")]
    [InlineData("+14155550131", "")]
    public async Task A_test_account_reaches_only_its_list(string to, string code)
    {
        if (code.Length == 0)
        {
            await _bench.SendAsync(to);
            return;
        }

        (await GraphBench.FaultOf(() => _bench.SendAsync(to))).ProviderCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_template_that_is_not_there_is_132001_a_wrong_count_132000_a_paused_one_132015()
    {
        var missing = await GraphBench.FaultOf(() => _bench.TemplateAsync("order_update", "fr", ("1", "a"), ("2", "b")));
        missing.ProviderCode.ShouldBe("132001");
        missing.HttpStatus.ShouldBe(404);
        var count = await GraphBench.FaultOf(() => _bench.TemplateAsync("order_update", "en_US", ("1", "a")));
        count.ProviderCode.ShouldBe("132000");
        count.Message.ShouldContain("(1) does not match the expected number of params (2)");
        (await GraphBench.FaultOf(() => _bench.TemplateAsync("spring_sale", "en_US", ("1", "a")))).ProviderCode.ShouldBe("132015");
        (await GraphBench.FaultOf(() => _bench.TemplateAsync("welcome", "en_US", ("nom", "a")))).ProviderCode.ShouldBe("132000");
    }

    [Theory]
    [InlineData("{}", 100, 400)]
    [InlineData("nothing", 100, 400)]
    [InlineData("""{"messaging_product":"whatsapp","type":"text","text":{"body":"x"}}""", 131008, 400)]
    [InlineData("""{"messaging_product":"whatsapp","to":"14155550123","type":"text","text":{}}""", 131008, 400)]
    [InlineData("""{"messaging_product":"whatsapp","to":"12","type":"text","text":{"body":"x"}}""", 100, 400)]
    [InlineData("""{"messaging_product":"whatsapp","to":"14155550123","type":"template","template":{}}""", 131008, 400)]
    [InlineData("""{"messaging_product":"whatsapp","to":"14155550123","type":"image"}""", 100, 400)]
    public void What_validation_keeps_from_the_wire_the_simulator_refuses_too(string body, int code, int status)
    {
        var error = _bench.Graph.Ask($"/v26.0/{WhatsAppBench.Number}/messages", body, "POST", status).GetProperty("error");
        error.GetProperty("code").GetInt32().ShouldBe(code);
        error.GetProperty("type").GetString().ShouldBe("OAuthException");
        error.GetProperty("fbtrace_id").GetString()!.Length.ShouldBe(23);
    }

    [Fact]
    public async Task A_body_over_4096_characters_is_refused()
    {
        await _bench.SendAsync(body: new string('x', 4096));
        (await GraphBench.FaultOf(() => _bench.SendAsync(body: new string('x', 4097)))).ProviderCode.ShouldBe("100");
    }

    [Fact]
    public void A_request_without_a_token_is_190_and_an_unknown_path_is_told()
    {
        var reply = _bench.Graph.Send($"/v26.0/{WhatsAppBench.Number}/messages", "{}", "POST", authorization: null);
        reply.Status.ShouldBe(401);
        System.Text.Encoding.UTF8.GetString(reply.Body.Span).ShouldContain("\"code\":190");
        _bench.Graph.Ask("/v26.0/1/2/3/4", status: 400).GetProperty("error").GetProperty("code").GetInt32().ShouldBe(2500);
        _bench.Graph.Ask("/v26.0/abc/messages", "{}", "POST", 400).GetProperty("error").GetProperty("error_subcode").GetInt32().ShouldBe(33);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"messages":[{}]}""")]
    [InlineData("")]
    public async Task A_200_without_an_id_is_in_doubt(string body)
    {
        _bench.Graph.Answer(body);
        (await GraphBench.FaultOf(() => _bench.SendAsync())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Theory]
    [InlineData(WireFault.ConnectRefused, Verdict.NotSent)]
    [InlineData(WireFault.AnswerLost, Verdict.InDoubt)]
    [InlineData(WireFault.Truncated, Verdict.InDoubt)]
    public async Task A_broken_wire_says_what_may_have_happened(WireFault wire, Verdict verdict)
    {
        _bench.Graph.Simulator.Faults.Script(SimulatorFault.On(wire));
        (await GraphBench.FaultOf(() => _bench.SendAsync())).Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task Unknown_values_in_answers_are_kept()
    {
        _bench.Graph.Answer("""{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"2"}],"messages":[{"id":"wamid.x","message_status":"brand_new"}],"more":1}""");
        (await _bench.SendAsync()).ShouldBe(new SentMessage("wamid.x", "2", "brand_new"));
    }
}
