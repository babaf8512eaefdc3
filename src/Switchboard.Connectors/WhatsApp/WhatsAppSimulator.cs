using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchboard.Connectors.Meta;
using Switchboard.Simulation;

namespace Switchboard.Connectors.WhatsApp;

/// <summary>Plays a business's WhatsApp number: messages and their statuses, templates, and the 24 hours after a person wrote.</summary>
/// <remarks>Below <c>/simulated/</c> stands what has no path at Meta: a person writes, and what the status webhook would have brought.</remarks>
internal sealed class WhatsAppSimulator : GraphSimulator
{
    private const int MaxBody = 4096;
    private const string AccountId = "419561257915477";
    private const string DisplayNumber = "15550783881";
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly Dictionary<string, StoredMessage> _messages = [];
    private readonly Dictionary<string, DateTimeOffset> _lastWrote = [];
    private DateTimeOffset _startedAt;

    public WhatsAppSimulator(SimulatorContext context)
        : base(context)
    {
        _startedAt = Now;
        MapGraph("inbound", "POST", "/simulated/{Phone-Number-ID}/inbound", Write);
        MapGraph("statuses", "GET", "/simulated/{Phone-Number-ID}/statuses", ListStatuses);
        MapGraph("sendMessage", "POST", "/{Version}/{Phone-Number-ID}/messages", Send);
        MapGraph("message_templates", "GET", "/{Version}/{WABA-ID}/message_templates", ListTemplates);
        MapGraph("getPhoneNumberById", "GET", "/{Version}/{Phone-Number-ID}", GetPhoneNumber);
    }

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(
        writer, new WhatsAppSnapshot(_startedAt, Calls, [.. InOrder()], _lastWrote), WhatsAppWireJson.Default.WhatsAppSnapshot);

    protected override void LoadState(JsonElement state)
    {
        var saved = state.Deserialize(WhatsAppWireJson.Default.WhatsAppSnapshot)!;
        (_startedAt, Calls) = (saved.StartedAt, saved.Calls);
        _messages.Clear();
        _lastWrote.Clear();
        foreach (var message in saved.Messages)
        {
            _messages[message.Id] = message;
        }

        foreach (var (person, at) in saved.LastWrote)
        {
            _lastWrote[person] = at;
        }
    }

    private SimulatorReply Send(SimulatorRequest request)
    {
        if (!IsId(request.Route("Phone-Number-ID")))
        {
            return NoSuchObject(request, request.Route("Phone-Number-ID"));
        }

        if (Read(request) is not { } message)
        {
            return Error(request, 100, "Invalid parameter", details: "The body is not the JSON of a message.");
        }

        if (Refuse(request, message, out var text, out var category) is { } refusal)
        {
            return refusal;
        }

        var to = Digits(message.To!);
        var sent = new StoredMessage(NewMessageId(to, message), to, text, category, Now, IsInWindow(to));
        _messages[sent.Id] = sent;
        var taken = new WireTaken("whatsapp", [new(message.To, to)], [new(sent.Id, message.Template is null ? null : "accepted")]);
        return SimulatorReply.Json(taken, WhatsAppWireJson.Default.WireTaken);
    }

    /// <summary>WhatsApp's no; null: the message is taken. A closed window is no reason: WhatsApp takes the message and says so later.</summary>
    private SimulatorReply? Refuse(SimulatorRequest request, WireMessage message, out string text, out string category)
    {
        (text, category) = (message.Text?.Body ?? "", "service");
        if (message.MessagingProduct != "whatsapp")
        {
            return Error(request, 100, "The parameter messaging_product is required.");
        }

        if (string.IsNullOrEmpty(message.To) || (message.Type is null or "text" && text.Length == 0))
        {
            return Error(request, 131008, "Required parameter is missing", details: string.IsNullOrEmpty(message.To) ? "to" : "text.body");
        }

        if (Digits(message.To) is not { Length: >= 7 and <= 15 } to)
        {
            return Error(request, 100, "Invalid parameter", details: "to is not a phone number");
        }

        if (to.EndsWith("5559130", StringComparison.Ordinal))
        {
            return Error(request, 131030, "Recipient phone number not in allowed list", details: "Add the number to the list of the test account.");
        }

        return message.Type switch
        {
            null or "text" when text.Length > MaxBody => Error(request, 100, $"Param text['body'] must be at most {MaxBody} characters long."),
            null or "text" => null,
            "template" => RefuseTemplate(request, message.Template, out text, out category),
            _ => Error(request, 100, "Invalid parameter", details: "type is not one that this simulator plays"),
        };
    }

    private SimulatorReply? RefuseTemplate(SimulatorRequest request, WireTemplate? asked, out string text, out string category)
    {
        (text, category) = ("", "");
        if (asked?.Name is null || asked.Language?.Code is null)
        {
            return Error(request, 131008, "Required parameter is missing", details: "template.name and template.language.code");
        }

        if (WhatsAppTemplates.Find(asked.Name, asked.Language.Code) is not { } template)
        {
            return Error(request, 132001, "Template name does not exist in the translation", status: 404, details: $"template name ({asked.Name}) does not exist in {asked.Language.Code}");
        }

        if (template.Status == "PAUSED")
        {
            return Error(request, 132015, "Template is paused", details: "The template is paused for its low quality.");
        }

        var values = asked.Components?.FirstOrDefault(component => component.Type == "body")?.Parameters ?? [];
        if (!template.Takes(values))
        {
            return Error(request, 132000, "Number of parameters does not match the expected number of params", details: $"body: number of localizable_params ({values.Count}) does not match the expected number of params ({template.Placeholders.Count})");
        }

        (text, category) = (template.Fill(values), template.Category.ToLowerInvariant());
        return null;
    }

    private SimulatorReply Write(SimulatorRequest request)
    {
        if (request.Json() is not { ValueKind: JsonValueKind.Object } json || !json.TryGetProperty("from", out var from) || from.ValueKind != JsonValueKind.String)
        {
            return Error(request, 100, "Invalid parameter", details: "from");
        }

        _lastWrote[Digits(from.GetString()!)] = Now;
        return SimulatorReply.Json(new GraphSuccess(true), GraphJson.Default.GraphSuccess);
    }

    private SimulatorReply ListStatuses(SimulatorRequest request)
    {
        var statuses = InOrder()
            .SelectMany(message => message.Statuses(Now, Fraction("read", message.Id)))
            .OrderBy(status => status.At).ThenBy(status => status.Status.Id, StringComparer.Ordinal)
            .Select(status => status.Status);
        var value = new WireStatusValue("whatsapp", new WireMetadata(DisplayNumber, request.Route("Phone-Number-ID")), [.. statuses]);
        var webhook = new WireWebhook("whatsapp_business_account", [new(AccountId, [new(value, "messages")])]);
        return SimulatorReply.Json(webhook, WhatsAppWireJson.Default.WireWebhook);
    }

    private SimulatorReply ListTemplates(SimulatorRequest request)
    {
        var name = request.QueryFields()["name"];
        List<SeededTemplate> found = [.. WhatsAppTemplates.All.Where(template => name is null || template.Name == name)];
        return GraphNodes.Page(request, found, template => template.Id, template => template.ToNode()) ?? Error(request, 100, "Invalid parameter", details: "limit or after");
    }

    private SimulatorReply GetPhoneNumber(SimulatorRequest request)
    {
        var id = request.Route("Phone-Number-ID");
        if (!IsId(id))
        {
            return NoSuchObject(request, id);
        }

        var node = new JsonObject
        {
            ["id"] = id,
            ["verified_name"] = "Example Works",
            ["display_phone_number"] = "+" + DisplayNumber,
            ["quality_rating"] = "GREEN",
        };
        var picked = GraphNodes.Select(node, request.QueryFields()["fields"], "verified_name,display_phone_number,quality_rating", out var unknown);
        return unknown is null ? GraphNodes.Reply(picked) : Error(request, 100, $"Tried accessing nonexisting field ({unknown}) on node type (WhatsAppBusinessPhoneNumber)");
    }

    /// <summary>Whether the person wrote within 24 hours. Numbers with an even last digit wrote an hour before the account began.</summary>
    private bool IsInWindow(string person) =>
        _lastWrote.TryGetValue(person, out var at) ? Now - at <= Window
        : (person[^1] - '0') % 2 == 0 && Now - _startedAt.AddHours(-1) <= Window;

    private IEnumerable<StoredMessage> InOrder() => _messages.Values.OrderBy(message => message.SentAt).ThenBy(message => message.Id, StringComparer.Ordinal);

    /// <summary>An id as Meta's: it holds the recipient's digits in base64.</summary>
    private string NewMessageId(string to, WireMessage message)
    {
        var key = to + "\n" + JsonSerializer.Serialize(message, WhatsAppWireJson.Default.WireMessage);
        byte[] bytes =
        [
            0x1C, 0x18, (byte)to.Length, .. Encoding.ASCII.GetBytes(to),
            0x15, 0x02, 0x00, 0x11, 0x18, 0x12, .. Encoding.ASCII.GetBytes(NewHexId("message", key, 18).ToUpperInvariant()), 0x00,
        ];
        return "wamid." + Convert.ToBase64String(bytes);
    }

    private static WireMessage? Read(SimulatorRequest request)
    {
        try
        {
            return JsonSerializer.Deserialize(request.Body.Span, WhatsAppWireJson.Default.WireMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsId(string text) => text.Length is >= 5 and <= 20 && text.All(char.IsAsciiDigit);

    private static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));
}
