using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.Twilio;

namespace Switchboard.Connectors.Tests.Twilio;

public sealed class TwilioConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<ITwilio>(TwilioConnector.Binding, judge, output)
{
    private const string Sms = """{"to":"+14155550123","from":"+15005550006","body":"Hello"}""";
    private const string Messages = "/2010-04-01/Accounts/{AccountSid}/Messages.json";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("sendSms", Sms),
        new("sendTemplate", """{"to":"+14155550123","from":"+15005550006","contentSid":"HX00000000000000000000000000000001","variables":{"1":"7"}}"""),
        new("getMessage") { Prepare = async call => $$"""{"sid":{{Sample.Member(await call("sendSms", Sms), "sid")}}}""" },
        new("listMessages")
        {
            Prepare = async call =>
            {
                await call("sendSms", Sms);
                await call("sendSms", Sms);
                return """{"to":"+14155550123","pageSize":1}""";
            },
            Pages = ("pageToken", "nextPageToken"),
        },
        new("lookupPhoneNumber", """{"phoneNumber":"+14159929960"}"""),
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["CreateMessage"] = new("twilio-messages.openapi.json", Messages),
        ["ListMessage"] = new("twilio-messages.openapi.json", Messages),
        ["FetchMessage"] = new("twilio-messages.openapi.json", "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json"),
        ["FetchPhoneNumber"] = new(
            "twilio-lookups.patched.openapi.json",
            "/v2/PhoneNumbers/{PhoneNumber}",
            "the official file rejects all of Twilio's own examples, which hold nulls; the patched one allows them"),
    };
}
