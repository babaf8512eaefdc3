using System.Text;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.WhatsApp;

/// <summary>Every exchange by Meta's own description, corrected.</summary>
/// <remarks>
/// Not the official file: its message schemas contradict themselves (an open base and a closed branch), so that none of its own 50
/// examples validates. The patched copy lists each correction. It is of v23.0 with the version a parameter; we speak v26.0.
/// <c>parameter_name</c> of named values is in no description: parameters are judged by their type alone.
/// </remarks>
public sealed class WhatsAppDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Spec = "whatsapp-cloud.patched.openapi.json";
    private const string Messages = "/{Version}/{Phone-Number-ID}/messages";
    private readonly WhatsAppBench _bench = new();

    [Fact]
    public async Task SendMessage()
    {
        await _bench.SendAsync();
        await JudgeAsync(Messages, "POST", "sendMessage", _bench.Last);
    }

    [Fact]
    public async Task SendTemplate()
    {
        await _bench.TemplateAsync("order_update", "en_US", ("1", "A-7"), ("2", "packed"));
        await JudgeAsync(Messages, "POST", "sendTemplate", _bench.Last);
        await _bench.TemplateAsync("hello_world", "en_US");
        await JudgeAsync(Messages, "POST", "sendTemplate", _bench.Last);
        await _bench.TemplateAsync("welcome", "en_US", ("name", "Ada"));
        await JudgeAsync(Messages, "POST", "sendTemplate", _bench.Last);
    }

    [Fact]
    public async Task Errors()
    {
        await Should.ThrowAsync<Calls.ProviderException>(() => _bench.TemplateAsync("nothing", "en_US"));
        await JudgeAsync(Messages, "POST", "sendTemplate", _bench.Last);
    }

    [Fact]
    public async Task Statuses_are_what_the_webhook_takes()
    {
        await _bench.SendAsync();
        await _bench.SendAsync("+14155550124");
        await _bench.TemplateAsync("welcome", "en_US", ("name", "Ada"));
        _bench.Graph.Clock.Advance(TimeSpan.FromHours(1));
        var webhook = _bench.Graph.Send($"/simulated/{WhatsAppBench.Number}/statuses").Body.ToArray();
        Encoding.UTF8.GetString(webhook).ShouldContain("\"status\":\"read\"");
        var posted = new WireExchange("POST", new Uri("https://graph.facebook.com/whatsapp/webhooks"), null, "application/json", webhook, System.Net.HttpStatusCode.OK, null, []);
        await JudgeAsync("/whatsapp/webhooks", "POST", "message.status", posted);
    }

    [Theory]
    [InlineData("/{Version}/{WABA-ID}/message_templates", "/v26.0/419561257915477/message_templates?name=order_update")]
    [InlineData("/{Version}/{Phone-Number-ID}", "/v26.0/106540352242922?fields=verified_name,display_phone_number,quality_rating")]
    public async Task Reads_of_the_simulator(string path, string asked)
    {
        var reply = _bench.Graph.Send(asked);
        var exchange = new WireExchange(
            "GET", new Uri("https://graph.facebook.com" + asked), "Bearer any", null, [], System.Net.HttpStatusCode.OK, reply.ContentType, reply.Body.ToArray());
        await JudgeAsync(path, "GET", null, exchange);
    }

    [Fact]
    public async Task A_misnamed_field_would_be_seen()
    {
        await _bench.SendAsync();
        var wrong = _bench.Last with { RequestBody = Encoding.UTF8.GetBytes(_bench.Last.RequestText.Replace("\"preview_url\"", "\"previewUrl\"")) };
        (await Should.ThrowAsync<DescriptionException>(() => JudgeAsync(Messages, "POST", null, wrong))).Message.ShouldContain("previewUrl");
    }

    private Task JudgeAsync(string path, string method, string? action, WireExchange exchange) => judge.JudgeAsync(Spec, path, method, exchange, output, action);
}
