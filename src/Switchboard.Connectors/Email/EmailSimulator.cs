using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Email;

/// <summary>Plays one mail server for submission: takes mail with a login, refuses some addresses, keeps what it delivered.</summary>
/// <remarks>Each command is a request whose method is the verb; its headers say what the connection knows by then.</remarks>
internal sealed class EmailSimulator : StreamSimulator
{
    /// <summary>Bytes a message, as it says in SIZE.</summary>
    public const int MaxSize = 10_240_000;

    private const int MaxRecipients = 100;
    private const string Name = "smtp.simulated.example";
    private PostOffice _office = new();

    public EmailSimulator(SimulatorContext context)
        : base(context)
    {
        Map(SmtpVerbs.Connect, _ => Reply(220, $"{Name} ESMTP ready"));
        Map("EHLO", Hello);
        Map("HELO", _ => Reply(250, Name));
        Map("STARTTLS", StartTls);
        Map("AUTH", Login);
        Map("MAIL", Mail);
        Map("RCPT", Recipient);
        Map("DATA", Data);
        Map(SmtpVerbs.Message, Message);
        Map("RSET", _ => Reply(250, "2.0.0 Ok"));
        Map("NOOP", _ => Reply(250, "2.0.0 Ok"));
        Map("VRFY", _ => Reply(252, "2.0.0 Send some mail, I'll try my best"));
        Map("QUIT", _ => Reply(221, "2.0.0 Bye"));
    }

    /// <summary>What was delivered.</summary>
    public PostOffice Office => _office;

    public override SimulatedDialogue Connect(bool canEncrypt) => new SmtpDialogue(this, canEncrypt);

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) => request.Method switch
    {
        "AUTH" or "MAIL" or "RCPT" or "DATA" when request.Header(SmtpVerbs.Tls) == "required" => Reply(530, "5.7.0 Must issue a STARTTLS command first"),
        "MAIL" or "RCPT" or "DATA" when request.Header(SmtpVerbs.Login) is null => Reply(530, "5.7.0 Authentication required"),
        _ => null,
    };

    protected override SimulatorReply NotFound(SimulatorRequest request) => Reply(502, "5.5.2 Error: command not recognized");

    protected override void SaveState(Utf8JsonWriter writer) =>
        JsonSerializer.Serialize(writer, _office.ToState(), EmailStateJson.Default.PostOfficeState);

    protected override void LoadState(JsonElement state) =>
        _office = new PostOffice(state.Deserialize(EmailStateJson.Default.PostOfficeState)!);

    protected override string CanonicalKey(SimulatorRequest request) => request.Method == SmtpVerbs.Message
        ? "MESSAGE " + PostOffice.CanonicalKey(request.Header(SmtpVerbs.Sender)!, request.Header(SmtpVerbs.Recipients)!, request.Body)
        : $"{request.Method} {request.Header(SmtpVerbs.Sender)} {request.Header(SmtpVerbs.Recipients)} {WithoutSize(request.Text)}";

    // A mail's size differs from try to try by its date alone, but may.
    private static string WithoutSize(string text) => text.IndexOf(" SIZE=", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? text[..at] : text;

    private static SimulatorReply Reply(int code, string text) => SimulatorReply.Text(text, code);

    private void Map(string verb, Func<SimulatorRequest, SimulatorReply> handler) => Map(verb, verb, "/", handler);

    private SimulatorReply Hello(SimulatorRequest request)
    {
        if (SmtpDialogue.Argument(request.Text).Length == 0)
        {
            return Reply(501, "5.5.4 Syntax: EHLO hostname");
        }

        var tls = request.Header(SmtpVerbs.Tls);
        List<string> lines = [Name, $"SIZE {MaxSize}", "8BITMIME", "SMTPUTF8", "PIPELINING", "ENHANCEDSTATUSCODES", $"LIMITS RCPTMAX={MaxRecipients * 5}"];
        lines.Add(tls == "required" ? "STARTTLS" : "AUTH PLAIN LOGIN XOAUTH2");
        return Reply(250, string.Join('\n', lines));
    }

    private SimulatorReply StartTls(SimulatorRequest request) =>
        request.Header(SmtpVerbs.Tls) == "required" ? Reply(220, "2.0.0 Ready to start TLS") : Reply(503, "5.5.1 Error: TLS is active, or not offered");

    private SimulatorReply Login(SimulatorRequest request) => request switch
    {
        _ when request.Header(SmtpVerbs.Client) is null => Reply(503, "5.5.1 Error: send EHLO first"),
        _ when request.Header(SmtpVerbs.Login) is { Length: > 0 } => Reply(503, "5.5.1 Error: already authenticated"),
        _ when request.Header(SmtpVerbs.NewLogin) is not { Length: > 0 } => Reply(535, "5.7.8 Error: authentication failed"),
        _ => Reply(235, "2.7.0 Authentication successful"),
    };

    private SimulatorReply Mail(SimulatorRequest request)
    {
        if (request.Header(SmtpVerbs.Sender) is not null)
        {
            return Reply(503, "5.5.1 Error: nested MAIL command");
        }

        var (address, parameters) = SmtpDialogue.Path(request.Text, "FROM:");
        if (address is null)
        {
            return Reply(501, "5.5.4 Syntax: MAIL FROM:<address>");
        }

        var size = Array.Find(parameters, parameter => parameter.StartsWith("SIZE=", StringComparison.OrdinalIgnoreCase));
        if (size is not null && long.TryParse(size[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > MaxSize)
        {
            return Reply(552, "5.3.4 Message size exceeds fixed limit");
        }

        return !Ascii.IsValid(address) && !parameters.Contains("SMTPUTF8", StringComparer.OrdinalIgnoreCase)
            ? Reply(553, "5.6.7 Must supply the SMTPUTF8 parameter for this address")
            : Reply(250, "2.1.0 Ok");
    }

    private SimulatorReply Recipient(SimulatorRequest request)
    {
        if (request.Header(SmtpVerbs.Sender) is not { } sender)
        {
            return Reply(503, "5.5.1 Error: need MAIL command");
        }

        var (address, _) = SmtpDialogue.Path(request.Text, "TO:");
        if (string.IsNullOrEmpty(address) || !address.Contains('@'))
        {
            return Reply(501, "5.1.3 Bad recipient address syntax");
        }

        var known = request.Header(SmtpVerbs.Recipients)?.Split(", ").Length ?? 0;
        return known >= MaxRecipients * 5 ? Reply(452, "4.5.3 Error: too many recipients") : Accept(sender, address);
    }

    // The domains are reserved by RFC 2606, so that no behaviour meets somebody's real address.
    private SimulatorReply Accept(string sender, string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
        return domain switch
        {
            _ when domain.Split('.') is var labels && (labels[^1] == "invalid" || labels[0] == "invalid") =>
                Reply(550, $"5.1.1 <{address}>: Recipient address rejected: User unknown"),
            "full.example" => Reply(552, $"5.2.2 <{address}>: Mailbox full"),
            "busy.example" => Reply(450, $"4.2.1 <{address}>: Mailbox busy, try again later"),
            "greylist.example" when _office.IsGreylisted(sender, address, Now) => Reply(451, $"4.7.1 <{address}>: Greylisted, please try again in 5 minutes"),
            _ => Reply(250, "2.1.5 Ok"),
        };
    }

    private SimulatorReply Data(SimulatorRequest request) => request switch
    {
        _ when request.Header(SmtpVerbs.Sender) is null => Reply(503, "5.5.1 Error: need MAIL command"),
        _ when request.Header(SmtpVerbs.Recipients) is null => Reply(554, "5.5.1 Error: no valid recipients"),
        _ => Reply(354, "End data with <CR><LF>.<CR><LF>"),
    };

    private SimulatorReply Message(SimulatorRequest request)
    {
        if (request.Body.Length > MaxSize)
        {
            return Reply(552, "5.3.4 Message size exceeds fixed limit");
        }

        var recipients = request.Header(SmtpVerbs.Recipients)!.Split(", ");
        if (recipients.Any(address => address.EndsWith("@spamtrap.example", StringComparison.OrdinalIgnoreCase)))
        {
            return Reply(554, "5.7.1 Message rejected as spam");
        }

        var id = NewHexId("queue", CanonicalKey(request), 12).ToUpperInvariant();
        _office.Deliver(new DeliveredMail(id, request.Header(SmtpVerbs.Sender)!, recipients, Now, request.Body.ToArray()));
        return Reply(250, $"2.0.0 Ok: queued as {id}");
    }
}
