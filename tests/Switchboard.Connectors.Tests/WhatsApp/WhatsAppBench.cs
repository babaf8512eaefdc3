using System.Text.Json;
using Switchboard.Connectors.Tests.Meta;
using Switchboard.Connectors.WhatsApp;

namespace Switchboard.Connectors.Tests.WhatsApp;

/// <summary>A business number on a clock that the test sets.</summary>
internal sealed class WhatsAppBench(long seed = 1, string set = "", params (string Name, string Value)[] more)
{
    public const string Number = "106540352242922";

    public GraphBench Graph { get; } = new(WhatsAppConnector.Binding, seed, set, more);

    public WireExchange Last => Graph.Last;

    public Task<SentMessage> SendAsync(string to = "+14155550123", string body = "hi") =>
        new WhatsAppAdapter(Graph.NewAttempt()).SendMessageAsync(new SendMessage(to, body), GraphBench.Ct);

    public Task<SentMessage> TemplateAsync(string template, string language, params (string Name, string Value)[] values) =>
        new WhatsAppAdapter(Graph.NewAttempt()).SendTemplateAsync(
            new SendTemplate("+14155550123", template, language, values.Length == 0 ? null : values.ToDictionary(value => value.Name, value => value.Value)),
            GraphBench.Ct);

    /// <summary>What the status webhook would have brought of one message.</summary>
    public IReadOnlyList<JsonElement> StatusesOf(SentMessage sent) =>
        [.. Graph.Ask($"/simulated/{Number}/statuses").GetProperty("entry")[0].GetProperty("changes")[0].GetProperty("value").GetProperty("statuses")
            .EnumerateArray().Where(status => status.GetProperty("id").GetString() == sent.Id)];

    /// <summary>A person writes to the number.</summary>
    public void Write(string from) => Graph.Ask($"/simulated/{Number}/inbound", $$"""{"from":"{{from}}","text":"hello"}""", "POST");
}
