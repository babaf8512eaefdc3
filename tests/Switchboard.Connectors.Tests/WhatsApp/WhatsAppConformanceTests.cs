using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;
using Switchboard.Connectors.WhatsApp;

namespace Switchboard.Connectors.Tests.WhatsApp;

public sealed class WhatsAppConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IWhatsApp>(WhatsAppConnector.Binding, judge, output)
{
    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("sendMessage", """{"to":"+14155550124","body":"Hello"}"""),
        new("sendTemplate", """{"to":"+14155550123","template":"order_update","language":"en_US","variables":{"1":"A-7","2":"packed"}}"""),
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["sendMessage"] = new(
            "whatsapp-cloud.patched.openapi.json",
            "/{Version}/{Phone-Number-ID}/messages",
            "the official file contradicts itself and rejects all 50 of its own examples; the patched one lists its corrections; it is of v23.0, the call of v26.0"),
    };
}
