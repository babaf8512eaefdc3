using System.Net;
using System.Text;
using Switchboard.Calls;
using Switchboard.Connectors.Twilio;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Twilio;

/// <summary>What sends put on the wire, and what answers mean.</summary>
public sealed class TwilioSendTests
{
    private const string MessagesAddress = "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly TwilioBench _bench = new();

    [Fact]
    public async Task SendSms_posts_a_form_in_Pascal_case()
    {
        var sent = await _bench.SendAsync(body: "Hello & goodbye + é");

        sent.Status.ShouldBe("queued");
        sent.Sid.ShouldMatch("^SM[0-9a-f]{32}$");
        _bench.Last.Method.ShouldBe("POST");
        _bench.Last.Address.AbsoluteUri.ShouldBe(MessagesAddress);
        _bench.Last.RequestType.ShouldBe("application/x-www-form-urlencoded");
        _bench.Last.RequestText.ShouldBe("To=%2B14155550123&From=%2B15005550006&Body=Hello+%26+goodbye+%2B+%C3%A9");
        _bench.Last.Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task MediaUrl_repeats_and_makes_it_an_MMS()
    {
        var input = new SendSms("+14155550123", TwilioBench.Sender, "look", ["https://a.test/1.png", "https://a.test/2.png"], "https://a.test/status?x=1");

        var sent = await _bench.Twilio.SendSmsAsync(input, Ct);

        sent.Sid.ShouldStartWith("MM");
        _bench.Last.RequestText.ShouldEndWith(
            "&MediaUrl=https%3A%2F%2Fa.test%2F1.png&MediaUrl=https%3A%2F%2Fa.test%2F2.png&StatusCallback=https%3A%2F%2Fa.test%2Fstatus%3Fx%3D1");
        (await _bench.GetAsync(sent.Sid)).NumMedia.ShouldBe(2);
    }

    [Fact]
    public async Task From_is_null_with_a_messaging_service_and_the_first_status_is_accepted()
    {
        var sent = await _bench.SendAsync(from: TwilioBench.Service);

        sent.Status.ShouldBe("accepted");
        _bench.Last.RequestText.ShouldBe($"To=%2B14155550123&MessagingServiceSid={TwilioBench.Service}&Body=hi");
        _bench.Last.ResponseText.ShouldContain("\"from\":null");
        _bench.Last.ResponseText.ShouldContain("\"num_segments\":\"0\"");
        (await _bench.GetAsync(sent.Sid)).From.ShouldBeNull();
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _bench.GetAsync(sent.Sid)).From.ShouldBe(TwilioBench.Sender);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("Shop 24")]
    public async Task Short_codes_and_names_go_as_From(string from)
    {
        await _bench.SendAsync(from: from);
        _bench.Last.RequestText.ShouldContain("&From=" + from.Replace(' ', '+'));
    }

    [Theory]
    [InlineData("+14155550123", true)]
    [InlineData("12345", true)]
    [InlineData("Shop 24", true)]
    [InlineData("MG00000000000000000000000000000001", true)]
    [InlineData("MG1", true)]
    [InlineData("+0155550123", false)]
    [InlineData("12", false)]
    [InlineData("123456789", false)]
    [InlineData("twelve chars", false)]
    [InlineData("a-b", false)]
    [InlineData("   ", false)]
    [InlineData("MG0000000000000000000000000000000g", false)]
    public void A_sender_is_a_number_a_short_code_a_name_or_a_service(string from, bool allowed) =>
        System.Text.RegularExpressions.Regex.IsMatch(from, Senders.Pattern).ShouldBe(allowed);

    [Fact]
    public async Task SendTemplate_sends_variables_as_JSON_text_in_order_of_their_names()
    {
        var variables = new Dictionary<string, string> { ["2"] = "packed", ["1"] = "A-7" };

        var sent = await _bench.Twilio.SendTemplateAsync(
            new SendTemplate("+14155550123", TwilioBench.Service, "HX00000000000000000000000000000001", variables), Ct);

        _bench.Last.RequestText.ShouldEndWith(
            "&ContentSid=HX00000000000000000000000000000001&ContentVariables=" + WebUtility.UrlEncode("""{"1":"A-7","2":"packed"}"""));
        (await _bench.GetAsync(sent.Sid)).Body.ShouldBe("Your order A-7 is packed.");
    }

    [Fact]
    public async Task A_template_takes_its_defaults_and_any_other_the_values_alone()
    {
        var seeded = await _bench.Twilio.SendTemplateAsync(
            new SendTemplate("+14155550123", TwilioBench.Sender, "HX00000000000000000000000000000003"), Ct);
        var other = await _bench.Twilio.SendTemplateAsync(
            new SendTemplate("+14155550123", TwilioBench.Sender, "HXffffffffffffffffffffffffffffffff", new Dictionary<string, string> { ["1"] = "a", ["2"] = "{{1}}" }), Ct);

        (await _bench.GetAsync(seeded.Sid)).Body.ShouldBe("Welcome, friend! Reply STOP to opt out.");
        (await _bench.GetAsync(other.Sid)).Body.ShouldBe("a {{1}}");
    }

    [Fact]
    public async Task The_token_set_authenticates_as_the_account()
    {
        await _bench.SendAsync();
        _bench.Last.Authorization.ShouldBe("Basic " + Basic(TwilioBench.Account + ":token"));
    }

    [Fact]
    public async Task The_apiKey_set_authenticates_as_the_key_with_the_account_in_the_path()
    {
        var bench = new TwilioBench(new Dictionary<string, string>
        {
            ["AccountSid"] = TwilioBench.Account,
            ["ApiKeySid"] = "SK00000000000000000000000000000001",
            ["ApiKeySecret"] = "secret",
        });

        await bench.SendAsync();

        bench.Last.Authorization.ShouldBe("Basic " + Basic("SK00000000000000000000000000000001:secret"));
        bench.Last.Address.AbsoluteUri.ShouldBe(MessagesAddress);
    }

    [Theory]
    [InlineData("+15005550001", TwilioBench.Sender, "21211")]
    [InlineData("0155501234", TwilioBench.Sender, "21211")]
    [InlineData("+15005550002", TwilioBench.Sender, "21612")]
    [InlineData("+15005550003", TwilioBench.Sender, "21408")]
    [InlineData("+15005550004", TwilioBench.Sender, "21610")]
    [InlineData("+15005550009", TwilioBench.Sender, "21614")]
    [InlineData("", TwilioBench.Sender, "21604")]
    [InlineData("+14155550123", "+15005550001", "21212")]
    [InlineData("+14155550123", "a name that is too long", "21212")]
    [InlineData("+14155550123", "+15005550007", "21606")]
    [InlineData("+14155550123", "+15005550008", "21611")]
    [InlineData("+14155550123", "+14155550123", "21266")]
    [InlineData("+14155550123", "", "21603")]
    public async Task Numbers_of_the_test_credentials_are_refused_with_their_code(string to, string from, string code)
    {
        var fault = await TwilioBench.FaultOf(() => _bench.SendAsync(to, "hi", from));

        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Code.ShouldBe(ErrorCode.ProviderRejected);
        fault.ProviderCode.ShouldBe(code);
        fault.HttpStatus.ShouldBe(400);
        (await _bench.ListAsync()).Messages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("To=%2B14155550123&From=12345", 21602)]
    [InlineData("To=%2B14155550123&From=12345&Body=x&MediaUrl=nowhere", 21620)]
    [InlineData("To=%2B14155550123&From=12345&Body=x&StatusCallback=nowhere", 21609)]
    [InlineData("To=%2B14155550123&From=12345&ContentSid=HX1", 21655)]
    [InlineData("To=%2B14155550123&From=12345&ContentSid=HX00000000000000000000000000000001&ContentVariables=no", 21656)]
    [InlineData("To=%2B14155550123&MessagingServiceSid=MG1&Body=x", 21701)]
    public async Task What_validation_keeps_from_the_wire_the_simulator_refuses_too(string form, int code)
    {
        var response = await _bench.RawAsync(HttpMethod.Post, MessagesAddress, form);
        response.Status.ShouldBe(HttpStatusCode.BadRequest);
        response.Text.ShouldStartWith($"{{\"code\":{code},\"message\":");
        response.Text.ShouldEndWith($"\"more_info\":\"https://www.twilio.com/docs/errors/{code}\",\"status\":400}}");
    }

    [Fact]
    public async Task A_body_over_1600_characters_is_21617()
    {
        await _bench.SendAsync(body: new string('x', 1600));
        (await TwilioBench.FaultOf(() => _bench.SendAsync(body: new string('x', 1601)))).ProviderCode.ShouldBe("21617");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Error_20429_was_never_processed_whatever_the_status(int status)
    {
        const string Body = """{"code":20429,"message":"Too Many Requests","more_info":"https://www.twilio.com/docs/errors/20429","status":429}""";
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(status, body: Body), "CreateMessage");

        var fault = await TwilioBench.FaultOf(() => _bench.SendAsync());

        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Code.ShouldBe(ErrorCode.RateLimited);
        fault.ProviderCode.ShouldBe("20429");
        fault.RetryAfter.ShouldBeNull();
        fault.TripsBreaker.ShouldBeFalse();
    }

    [Fact]
    public async Task A_429_without_a_body_is_not_sent()
    {
        _bench.Simulator.Faults.Script(SimulatorFault.TooManyRequests(2));
        var fault = await TwilioBench.FaultOf(() => _bench.SendAsync());
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.RetryAfter.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Error_20003_asks_to_reconnect()
    {
        const string Body = """{"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401}""";
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(401, body: Body));
        var fault = await TwilioBench.FaultOf(() => _bench.SendAsync());
        fault.Verdict.ShouldBe(Verdict.NotSent);
        fault.Code.ShouldBe(ErrorCode.ReconnectRequired);
        fault.ProviderCode.ShouldBe("20003");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_5xx_leaves_a_send_in_doubt(int status)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(status, body: "<html>"));
        (await TwilioBench.FaultOf(() => _bench.SendAsync())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task A_created_that_cannot_be_read_is_in_doubt(string body)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.Answer(201, body: body));
        (await TwilioBench.FaultOf(() => _bench.SendAsync())).Verdict.ShouldBe(Verdict.InDoubt);
    }

    [Theory]
    [InlineData(WireFault.ConnectRefused, Verdict.NotSent, 0)]
    [InlineData(WireFault.AnswerLost, Verdict.InDoubt, 1)]
    [InlineData(WireFault.Truncated, Verdict.InDoubt, 1)]
    public async Task A_broken_wire_says_what_may_have_happened(WireFault wire, Verdict verdict, int messages)
    {
        _bench.Simulator.Faults.Script(SimulatorFault.On(wire));
        (await TwilioBench.FaultOf(() => _bench.SendAsync())).Verdict.ShouldBe(verdict);
        (await _bench.ListAsync()).Messages.Count.ShouldBe(messages);
    }

    [Fact]
    public async Task Twilio_has_no_idempotency_so_a_repeat_sends_again()
    {
        var first = await _bench.SendAsync();
        var second = await _bench.SendAsync();
        second.Sid.ShouldNotBe(first.Sid);
        (await _bench.ListAsync()).Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_providers_request_id_is_noted()
    {
        var attempt = _bench.NewAttempt();
        await new TwilioAdapter(attempt).SendSmsAsync(new SendSms("+14155550123", TwilioBench.Sender, "hi"), Ct);
        attempt.Notes!["providerRequestId"].ShouldMatch("^RQ[0-9a-f]{32}$");
    }

    private static string Basic(string pair) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
}
