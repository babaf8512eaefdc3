using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.Twilio;

namespace Switchboard.Connectors.Tests.Twilio;

/// <summary>Every exchange as Twilio's own descriptions say.</summary>
public sealed class TwilioDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string MessagesSpec = "twilio-messages.openapi.json";

    // Not the official file: that one rejects all 19 of Twilio's own examples, which hold nulls.
    private const string LookupsSpec = "twilio-lookups.patched.openapi.json";

    private const string MessagesPath = "/2010-04-01/Accounts/{AccountSid}/Messages.json";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly TwilioBench _bench = new();

    [Fact]
    public async Task SendSms()
    {
        await _bench.Twilio.SendSmsAsync(
            new SendSms("+14155550123", TwilioBench.Sender, "hi", ["https://a.test/1.png", "https://a.test/2.png"], "https://a.test/status"), Ct);
        await JudgeAsync(MessagesSpec, MessagesPath, "POST", "sendSms");
        await _bench.SendAsync(from: TwilioBench.Service);
        await JudgeAsync(MessagesSpec, MessagesPath, "POST", "sendSms");
    }

    [Fact]
    public async Task SendTemplate()
    {
        await _bench.Twilio.SendTemplateAsync(
            new SendTemplate("+14155550123", TwilioBench.Service, "HX00000000000000000000000000000001", new Dictionary<string, string> { ["1"] = "7" }), Ct);
        await JudgeAsync(MessagesSpec, MessagesPath, "POST", "sendTemplate");
    }

    [Theory]
    [InlineData("+14155550123")]
    [InlineData("+14155550134")]
    public async Task GetMessage(string to)
    {
        var sent = await _bench.SendAsync(to);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await _bench.GetAsync(sent.Sid);
        await JudgeAsync(MessagesSpec, "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json", "GET", "getMessage");
    }

    [Fact]
    public async Task ListMessages()
    {
        await _bench.SendAsync();
        await _bench.SendAsync(from: TwilioBench.Service);
        var page = await _bench.ListAsync(new ListMessages(To: "+14155550123", PageSize: 1));
        await JudgeAsync(MessagesSpec, MessagesPath, "GET", "listMessages");
        await _bench.ListAsync(new ListMessages(To: "+14155550123", PageSize: 1, PageToken: page.NextPageToken));
        await JudgeAsync(MessagesSpec, MessagesPath, "GET", "listMessages");
    }

    [Theory]
    [InlineData("+14159929960", null)]
    [InlineData("+141599299600", null)]
    [InlineData("07400 123456", "GB")]
    public async Task LookupPhoneNumber(string number, string? country)
    {
        await _bench.LookUpAsync(number, country);
        await JudgeAsync(LookupsSpec, "/v2/PhoneNumbers/{PhoneNumber}", "GET", "lookupPhoneNumber");
    }

    [Theory]
    [InlineData("/v1/Content", "?PageSize=2&Page=1")]
    [InlineData("/v1/Content/{Sid}", "")]
    public async Task Content_of_the_simulator(string path, string query)
    {
        var address = "https://content.twilio.com" + path.Replace("{Sid}", "HX00000000000000000000000000000001") + query;
        await _bench.RawAsync(HttpMethod.Get, address);
        await JudgeAsync("twilio-content.openapi.json", path, "GET", null);
    }

    [Fact]
    public async Task A_misnamed_field_would_be_seen()
    {
        await _bench.SendAsync();
        var wrong = _bench.Last with { RequestBody = System.Text.Encoding.UTF8.GetBytes(_bench.Last.RequestText.Replace("Body=", "Text=")) };
        var refusal = await Should.ThrowAsync<DescriptionException>(() => judge.JudgeAsync(MessagesSpec, MessagesPath, "POST", wrong, output));
        refusal.Message.ShouldContain("Text");
    }

    private Task JudgeAsync(string spec, string path, string method, string? action) =>
        judge.JudgeAsync(spec, path, method, _bench.Last, output, action);
}
