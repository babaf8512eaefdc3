using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Twilio;

/// <summary>Plays Twilio: messages that are delivered as time passes, phone number look-ups and content templates.</summary>
/// <remarks>
/// Behaves as <c>https://www.twilio.com/docs/iam/test-credentials</c> says for the numbers +1500555000x. Further, messages
/// to numbers that end in 5550133 to 5550138 are not delivered, with error 30003 to 30008.
/// </remarks>
internal sealed class TwilioSimulator : Simulator
{
    private const int DefaultPageSize = 50;
    private const int MaxPage = 1_000_000;
    private readonly Dictionary<string, SimulatedMessage> _messages = [];

    public TwilioSimulator(SimulatorContext context)
        : base(context)
    {
        Map("CreateMessage", "POST", "/2010-04-01/Accounts/{AccountSid}/Messages.json", CreateMessage);
        Map("ListMessage", "GET", "/2010-04-01/Accounts/{AccountSid}/Messages.json", ListMessages);
        Map("FetchMessage", "GET", "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json", FetchMessage);
        Map("FetchPhoneNumber", "GET", "/v2/PhoneNumbers/{PhoneNumber}", FetchPhoneNumber);
        Map("ListContent", "GET", "/v1/Content", ListContent);
        Map("FetchContent", "GET", "/v1/Content/{Sid}", FetchContent);
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        User(request) is null ? Error(401, 20003, "Authenticate").With("WWW-Authenticate", "Basic realm=\"Twilio API\"") : null;

    protected override SimulatorReply NotFound(SimulatorRequest request) =>
        Error(404, 20404, $"The requested resource {request.Path} was not found");

    protected override void SaveState(Utf8JsonWriter writer) =>
        JsonSerializer.Serialize(writer, [.. NewestFirst(_messages.Values)], TwilioWireJson.Default.ListSimulatedMessage);

    protected override void LoadState(JsonElement state)
    {
        _messages.Clear();
        foreach (var message in state.Deserialize(TwilioWireJson.Default.ListSimulatedMessage)!)
        {
            _messages[message.Sid] = message;
        }
    }

    /// <summary>The user name of HTTP Basic; null: none. Any password will do.</summary>
    private static string? User(SimulatorRequest request)
    {
        var header = request.Header("Authorization");
        if (header is null || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out var count))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, count);
        return pair.IndexOf(':') is > 0 and var colon ? pair[..colon] : null;
    }

    private static IEnumerable<SimulatedMessage> NewestFirst(IEnumerable<SimulatedMessage> messages) =>
        messages.OrderByDescending(message => message.CreatedAt).ThenBy(message => message.Sid, StringComparer.Ordinal);

    private SimulatorReply CreateMessage(SimulatorRequest request)
    {
        var account = request.Route("AccountSid");
        if (!TwilioChecks.IsSid(account, "AC"))
        {
            return NotFound(request);
        }

        var form = request.Form();
        if (TwilioChecks.Refuse(form) is var (code, message))
        {
            return Error(400, code, message);
        }

        var media = form.Values("MediaUrl").ToArray();
        var key = string.Join('\u001f', [form["To"], form["From"], form["MessagingServiceSid"], form["Body"], form["ContentSid"], form["ContentVariables"], .. media]);
        var sent = new SimulatedMessage
        {
            Sid = (media.Length > 0 ? "MM" : "SM") + NewHexId("message", key, 32),
            AccountSid = account,
            To = form["To"]!,
            Sender = form["From"],
            ServiceSid = form["MessagingServiceSid"],
            Body = form["ContentSid"] is { } template ? TwilioTemplates.Render(template, TwilioChecks.Variables(form)!) : form["Body"] ?? "",
            Media = media.Length,
            CreatedAt = Now,
        };
        _messages[sent.Sid] = sent;
        return Answer(SimulatorReply.Json(sent.At(Now), TwilioWireJson.Default.MessageResource, 201), sent.Sid);
    }

    private SimulatorReply FetchMessage(SimulatorRequest request)
    {
        return _messages.TryGetValue(request.Route("Sid"), out var found) && found.AccountSid == request.Route("AccountSid")
            ? Answer(SimulatorReply.Json(found.At(Now), TwilioWireJson.Default.MessageResource), request.Path)
            : NotFound(request);
    }

    private SimulatorReply ListMessages(SimulatorRequest request)
    {
        var query = request.QueryFields();
        if (!TryReadPage(query, out var size, out var page))
        {
            return Error(400, 20001, "PageSize must be a number from 1 to 1000, Page a number from 0");
        }

        var account = request.Route("AccountSid");
        var matching = NewestFirst(_messages.Values.Where(message => message.AccountSid == account))
            .Select(message => message.At(Now))
            .Where(message => (query["To"] is not { } to || message.To == to) && (query["From"] is not { } from || message.From == from))
            .ToList();
        return TwilioPages.TryCut(matching, request, size, page, out var cut)
            ? Answer(SimulatorReply.Json(cut, TwilioWireJson.Default.MessageListResource), request.Path)
            : Error(400, 20006, "The PageToken is not one of this list");
    }

    private SimulatorReply FetchPhoneNumber(SimulatorRequest request)
    {
        var number = request.Route("PhoneNumber");
        var found = NumberingPlan.Look(number, request.QueryFields()["CountryCode"]) with
        {
            Url = $"{request.Root}/v2/PhoneNumbers/{Uri.EscapeDataString(number).Replace("%2B", "+", StringComparison.Ordinal)}",
        };
        return Answer(SimulatorReply.Json(found, TwilioWireJson.Default.LookupResource), request.Path);
    }

    private SimulatorReply ListContent(SimulatorRequest request) =>
        TryReadPage(request.QueryFields(), out var size, out var page)
            ? Answer(SimulatorReply.Json(TwilioTemplates.List(request.Root, User(request)!, size, page), TwilioWireJson.Default.ContentListResource), request.Path)
            : Error(400, 20001, "PageSize must be a number from 1 to 1000, Page a number from 0");

    private SimulatorReply FetchContent(SimulatorRequest request) =>
        TwilioTemplates.Find(request.Root, User(request)!, request.Route("Sid")) is { } found
            ? Answer(SimulatorReply.Json(found, TwilioWireJson.Default.ContentResource), request.Path)
            : NotFound(request);

    private static bool TryReadPage(FormFields query, out int size, out int page)
    {
        size = DefaultPageSize;
        page = 0;
        return (query["PageSize"] is not { } sizeText || (TwilioChecks.TryNumber(sizeText, out size) && size is >= 1 and <= 1000))
            && (query["Page"] is not { } pageText || (TwilioChecks.TryNumber(pageText, out page) && page <= MaxPage));
    }

    private SimulatorReply Answer(SimulatorReply reply, string key) => reply
        .With("Twilio-Request-Id", "RQ" + NewHexId("request", key, 32))
        .With("Twilio-Concurrent-Requests", "1");

    private static SimulatorReply Error(int status, int code, string message)
    {
        var page = "https://www.twilio.com/docs/errors/" + code.ToString(CultureInfo.InvariantCulture);
        return SimulatorReply.Json(new ErrorResource(code, message, page, status), TwilioWireJson.Default.ErrorResource, status);
    }
}
