using Switchboard.Calls;
using Switchboard.Connectors.Email;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Email;

public sealed class EmailConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IEmail>(EmailConnector.Binding, judge, output)
{
    private static readonly Judgement None = Judgement.None("SMTP has no description that a program can read; SmtpServerTests send to a real server");

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("send", """{"to":["ada@example.com"],"subject":"Hello","body":"Good morning.","bcc":["eve@example.com"]}""") { Route = "MESSAGE" },
        new("verify") { Route = "AUTH", OfTheWire = ["encrypted"] },
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } =
        new[] { "CONNECT", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "MESSAGE", "QUIT" }.ToDictionary(route => route, _ => None);

    protected override string AuthenticationHeader => "AUTH";

    /// <summary>What comes before the login is done.</summary>
    protected override IReadOnlySet<string> OpenRoutes { get; } = new HashSet<string> { "CONNECT", "EHLO", "STARTTLS", "AUTH" };

    // SMTP's numbers are its own: 4yz is not done and may be later, 5yz is no, 2yz and 3yz have one number each that means yes.
    protected override Expectation? Deviation(string action, string fault) => (action, fault) switch
    {
        (_, "400" or "401" or "403" or "404" or "422" or "429") => new Expectation(ExecutionStatus.Failed, ErrorCode.ProviderUnavailable, 1),
        (_, "500" or "502" or "503" or "504") => new Expectation(ExecutionStatus.Failed, ErrorCode.ProviderRejected, 1),
        ("send", "302" or "connect refused") => new Expectation(ExecutionStatus.InDoubt, ErrorCode.InDoubt, 1),
        ("verify", "302") => Expectation.Completed(2),
        _ => null,
    };
}
