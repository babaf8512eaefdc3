using System.Text;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Connectors.Email;
using Switchboard.Connectors.Mime;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Email;

/// <summary>A simulated mail server, an adapter on it, and the same over plain lines.</summary>
internal sealed class EmailBench
{
    public static readonly SendMail Hello = new(["ada@example.com"], "Hello", "Good morning.");

    private readonly Dictionary<string, string> _settings = new()
    {
        ["Host"] = "smtp.example.com",
        ["From"] = "Agent <agent@example.com>",
        ["Username"] = "agent",
        ["Password"] = "pencil",
    };

    private int _executions;

    public EmailBench(long seed = 1) => Simulator = new EmailSimulator(new SimulatorContext { Time = Clock, Seed = seed });

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();

    public EmailSimulator Simulator { get; }

    /// <summary>Verbs and lines that the server got, the mail itself as MESSAGE.</summary>
    public List<string> Transcript => [.. Simulator.Received.Select(request => request.Method is "MESSAGE" or "CONNECT" ? request.Method : request.Text)];

    public MimePart LastMail => MimeReader.Read(Simulator.Office.Mails[^1].Raw);

    public EmailBench With(string setting, string? value)
    {
        if (value is null)
        {
            _settings.Remove(setting);
        }
        else
        {
            _settings[setting] = value;
        }

        return this;
    }

    /// <summary>The server offers these extensions, before and after TLS.</summary>
    public EmailBench Offering(params string[] extensions)
    {
        foreach (var more in new[] { "STARTTLS", "AUTH PLAIN LOGIN XOAUTH2" })
        {
            Answer("EHLO", 250, string.Join('\n', [.. extensions.Where(one => !one.StartsWith("AUTH", StringComparison.Ordinal)).Prepend("smtp.example.com"), more.StartsWith('S') ? more : extensions.FirstOrDefault(one => one.StartsWith("AUTH", StringComparison.Ordinal)) ?? more]));
        }

        return this;
    }

    public void Answer(string route, int code, string text) => Simulator.Faults.Script(SimulatorFault.Answer(code, body: text), route);

    public Attempt NewAttempt(Guid? executionId = null, Uri? overriding = null) => new((_, _, _) => throw new InvalidOperationException("SMTP is not HTTP."))
    {
        ExecutionId = executionId ?? new Guid(++_executions, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]),
        Time = Clock,
        Wire = new SimulatedWire(Simulator, Clock),
        Connection = new Connection
        {
            Connector = EmailConnector.Binding.Descriptor,
            Organisation = "default",
            Mode = ConnectorMode.Simulated,
            BaseAddress = overriding ?? EmailConnector.Binding.Descriptor.BaseAddress,
            IsBaseAddressOverridden = overriding is not null,
            Credential = new Credential(_settings),
        },
    };

    public Task<SentMail> SendAsync(SendMail mail, Attempt? attempt = null) => new EmailAdapter(attempt ?? NewAttempt()).SendAsync(mail, Ct);

    public Task<VerifiedServer> VerifyAsync(Attempt? attempt = null) => new EmailAdapter(attempt ?? NewAttempt()).VerifyAsync(new VerifyServer(), Ct);

    public async Task<Fault> FaultAsync(SendMail? mail = null, Attempt? attempt = null) =>
        (await Should.ThrowAsync<ProviderException>(() => SendAsync(mail ?? Hello, attempt))).Fault;

    /// <summary>What a client gets who sends these bytes without TLS, cut as given.</summary>
    public string Converse(params string[] pieces)
    {
        var dialogue = Simulator.Connect(canEncrypt: false);
        var said = new StringBuilder(Encoding.UTF8.GetString(dialogue.Greet().Bytes.Span));
        foreach (var piece in pieces)
        {
            foreach (var turn in dialogue.Receive(Encoding.UTF8.GetBytes(piece)))
            {
                said.Append(Encoding.UTF8.GetString(turn.Bytes.Span));
            }
        }

        return said.ToString();
    }
}
