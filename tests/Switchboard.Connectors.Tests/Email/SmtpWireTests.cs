using System.Net;
using System.Net.Sockets;
using Switchboard.Calls;
using Switchboard.Connectors.Email;

namespace Switchboard.Connectors.Tests.Email;

/// <summary>Live mail over raw sockets: what each broken conversation means.</summary>
public sealed class SmtpWireTests
{
    private static readonly SendMail Large = EmailBench.Hello with { Attachments = [new MailFile("a.bin", "a/b", Convert.ToBase64String(new byte[24_000_000]))] };

    [Fact]
    public async Task A_good_conversation_completes()
    {
        await using var server = new RawSmtp();
        await using var email = new LiveEmail(server.Port);

        (await email.SendAsync(EmailBench.Hello)).Accepted.ShouldBe(["ada@example.com"]);
        (server.Connections, server.Mails).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("close")]
    [InlineData("reset")]
    [InlineData("2")]
    [InlineData("250")]
    [InlineData("rubbish\r\n")]
    [InlineData("250-ok\r\n550 no\r\n")]
    [InlineData("endless:250-ok\r\n")]
    [InlineData("endless:250 ok")]
    [InlineData("\r\n")]
    [InlineData("999 what\r\n")]
    public async Task After_the_final_dot_what_is_no_answer_leaves_it_in_doubt_and_is_not_sent_again(string answer)
    {
        await using var server = new RawSmtp(("DOT", answer));
        await using var email = new LiveEmail(server.Port, TimeSpan.FromSeconds(2));

        var outcome = await email.FailAsync();

        (outcome.Status, outcome.Attempts).ShouldBe((ExecutionStatus.InDoubt, 1), outcome.Error?.OperatorMessage);
        server.Mails.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_hangs_after_the_final_dot_leaves_it_in_doubt()
    {
        await using var server = new RawSmtp(("DOT", "hang"));
        await using var email = new LiveEmail(server.Port, TimeSpan.FromMilliseconds(500));

        var outcome = await email.FailAsync();

        (outcome.Status, outcome.Attempts, server.Mails).ShouldBe((ExecutionStatus.InDoubt, 1, 1));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("close")]
    public async Task A_connection_that_breaks_before_the_final_dot_is_not_sent(string how)
    {
        await using var server = new RawSmtp(("CONTENT", how));
        await using var email = new LiveEmail(server.Port);

        var outcome = await email.FailAsync(Large);

        (outcome.Status, outcome.Error!.Code).ShouldBe((ExecutionStatus.Failed, ErrorCode.ProviderUnavailable));
        server.Mails.ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_stops_reading_before_the_final_dot_is_not_sent()
    {
        await using var server = new RawSmtp(("CONTENT", "hang"));
        await using var email = new LiveEmail(server.Port, TimeSpan.FromSeconds(1));

        var outcome = await email.FailAsync(Large);

        (outcome.Status, outcome.Error!.Code).ShouldBe((ExecutionStatus.Failed, ErrorCode.TimedOut));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001garbage\r\n")]
    [InlineData("endless:220-welcome\r\n")]
    [InlineData("endless:aaaaaaaaaaaaaaaa")]
    [InlineData("close")]
    [InlineData("reset")]
    public async Task A_greeting_that_is_none_is_not_sent_and_tried_again(string greeting)
    {
        await using var server = new RawSmtp(("CONNECT", greeting));
        await using var email = new LiveEmail(server.Port);

        var outcome = await email.FailAsync();

        (outcome.Status, outcome.Error!.Code, outcome.Attempts).ShouldBe((ExecutionStatus.Failed, ErrorCode.ProviderUnavailable, 4));
        server.Mails.ShouldBe(0);
    }

    [Theory]
    [InlineData("EHLO", "endless:250-more\r\n")]
    [InlineData("MAIL", "rubbish\r\n")]
    [InlineData("RCPT", "250-ok\r\n550 no\r\n")]
    [InlineData("DATA", "close")]
    public async Task Rubbish_before_the_mail_is_not_sent(string verb, string answer)
    {
        await using var server = new RawSmtp((verb, answer));
        await using var email = new LiveEmail(server.Port);

        (await email.FailAsync()).Error!.Code.ShouldBe(ErrorCode.ProviderUnavailable);
        server.Mails.ShouldBe(0);
    }

    [Fact]
    public async Task A_421_is_not_tried_again_at_once()
    {
        await using var server = new RawSmtp(("CONNECT", "421 4.3.2 too busy\r\n"));
        await using var email = new LiveEmail(server.Port);

        var outcome = await email.FailAsync();

        (outcome.Error!.Code, outcome.Attempts, outcome.Error.RetryAfter).ShouldBe((ErrorCode.ProviderUnavailable, 1, TimeSpan.FromMinutes(1)));
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_said_between_STARTTLS_and_TLS_is_not_believed()
    {
        await using var server = new RawSmtp(("EHLO", "250-raw\r\n250 STARTTLS\r\n"), ("STARTTLS", "220 go\r\n250 injected\r\n"));
        await using var email = new LiveEmail(server.Port);

        var outcome = await email.FailAsync();

        outcome.Error!.Code.ShouldBe(ErrorCode.ProviderUnavailable);
        outcome.Error.OperatorMessage!.ShouldContain("between STARTTLS and TLS");
    }

    [Fact]
    public async Task A_server_that_breaks_off_TLS_is_not_sent()
    {
        await using var server = new RawSmtp(("EHLO", "250-raw\r\n250 STARTTLS\r\n"), ("STARTTLS", "220 go\r\n"));
        await using var email = new LiveEmail(server.Port);

        var outcome = await email.FailAsync();

        (outcome.Status, outcome.Error!.Code).ShouldBe((ExecutionStatus.Failed, ErrorCode.ProviderUnavailable));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("nowhere.invalid")]
    public async Task Where_nobody_listens_nothing_is_sent(string host)
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var email = new LiveEmail(port, $"Host={host}");

        var outcome = await email.FailAsync();

        (outcome.Status, outcome.Error!.Code, outcome.Attempts).ShouldBe((ExecutionStatus.Failed, ErrorCode.ProviderUnavailable, 4));
        outcome.Error.OperatorMessage!.ShouldContain("No connection");
    }
}
