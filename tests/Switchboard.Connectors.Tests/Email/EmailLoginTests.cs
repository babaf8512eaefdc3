using System.Text;
using Switchboard.Calls;
using Switchboard.Connectors.Email;

namespace Switchboard.Connectors.Tests.Email;

public sealed class EmailLoginTests
{
    [Fact]
    public async Task LOGIN_answers_two_questions()
    {
        var email = new EmailBench().Offering("AUTH LOGIN");

        (await email.VerifyAsync()).Authentication.ShouldBe("LOGIN");

        var login = email.Transcript.Single(line => line.StartsWith("AUTH", StringComparison.Ordinal));
        login.Split(' ').Skip(2).Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word))).ShouldBe(["agent", "pencil"]);
    }

    [Fact]
    public async Task A_token_goes_by_XOAUTH2_and_before_a_password()
    {
        var email = new EmailBench().With("AccessToken", "ya29.x");

        (await email.VerifyAsync()).Authentication.ShouldBe("XOAUTH2");

        email.Transcript.ShouldContain("AUTH XOAUTH2 " + Convert.ToBase64String("user=agent\u0001auth=Bearer ya29.x\u0001\u0001"u8));
    }

    [Fact]
    public async Task A_token_without_a_login_is_of_the_sender()
    {
        var email = new EmailBench().With("AccessToken", "ya29.x").With("Username", null).With("Password", null);

        await email.VerifyAsync();

        email.Transcript.ShouldContain("AUTH XOAUTH2 " + Convert.ToBase64String("user=agent@example.com\u0001auth=Bearer ya29.x\u0001\u0001"u8));
    }

    [Fact]
    public async Task Without_a_login_none_is_tried()
    {
        var email = new EmailBench().With("Username", null).With("Password", null);

        (await email.VerifyAsync()).Authentication.ShouldBeNull();

        email.Transcript.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal));
        var fault = await email.FaultAsync();
        (fault.Code, fault.ProviderCode, fault.Verdict).ShouldBe((ErrorCode.ReconnectRequired, "530 5.7.0", Verdict.NotSent));
    }

    [Theory]
    [InlineData(535, "5.7.8 no")]
    [InlineData(534, "5.7.9 Application-specific password required")]
    [InlineData(538, "5.7.11 Encryption required")]
    public async Task A_login_that_is_refused_needs_to_be_connected_again(int code, string text)
    {
        var email = new EmailBench();
        email.Answer("AUTH", code, text);

        var fault = await email.FaultAsync();

        (fault.Verdict, fault.Code, fault.IsUnauthorized).ShouldBe((Verdict.NotSent, ErrorCode.ReconnectRequired, true));
        email.Transcript.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_login_that_cannot_be_checked_now_may_be_later()
    {
        var email = new EmailBench();
        email.Answer("AUTH", 454, "4.7.0 Temporary authentication failure");

        var fault = await email.FaultAsync();

        (fault.Verdict, fault.Code, fault.RetryAfter).ShouldBe((Verdict.NotSent, ErrorCode.ProviderUnavailable, TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task A_server_without_a_login_that_we_know_is_said_so()
    {
        var email = new EmailBench().Offering("AUTH CRAM-MD5 GSSAPI");

        (await email.FaultAsync()).Message.ShouldContain("no login by PLAIN or LOGIN");
        email.Transcript.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_never_goes_without_TLS()
    {
        var email = new EmailBench().With("Security", "none");

        var fault = await email.FaultAsync();

        (fault.Verdict, fault.Code).ShouldBe((Verdict.NotSent, ErrorCode.ReconnectRequired));
        email.Transcript.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_sent()
    {
        var email = new EmailBench();
        email.Answer("EHLO", 250, "smtp.example.com\nAUTH PLAIN LOGIN");

        var fault = await email.FaultAsync();

        fault.Verdict.ShouldBe(Verdict.Rejected);
        fault.Message.ShouldContain("no STARTTLS");
        email.Transcript.ShouldBe(["CONNECT", "EHLO [127.0.0.1]", "QUIT"]);
    }

    [Theory]
    [InlineData("Password", null, "Password")]
    [InlineData("Port", "smtp", "Port")]
    [InlineData("Port", "0", "Port")]
    [InlineData("Security", "ssl", "starttls, tls or none")]
    [InlineData("Host", "smtp://smtp.example.com", "Host")]
    [InlineData("From", "nobody", "From")]
    public async Task A_setting_that_cannot_be_used_is_named(string setting, string? value, string named)
    {
        var fault = await new EmailBench().With(setting, value).FaultAsync();

        (fault.Verdict, fault.Code).ShouldBe((Verdict.NotSent, ErrorCode.ReconnectRequired));
        fault.Message.ShouldContain(named);
    }

    [Theory]
    [InlineData(null, null, null, "smtp.example.com:587", SmtpSecurity.StartTls)]
    [InlineData(null, "465", null, "smtp.example.com:465", SmtpSecurity.Tls)]
    [InlineData(null, null, "tls", "smtp.example.com:465", SmtpSecurity.Tls)]
    [InlineData(null, "2525", "tls", "smtp.example.com:2525", SmtpSecurity.Tls)]
    [InlineData(null, "465", "starttls", "smtp.example.com:465", SmtpSecurity.StartTls)]
    [InlineData("smtps://mail.example.com", "25", null, "mail.example.com:465", SmtpSecurity.Tls)]
    [InlineData("smtp://mail.example.com:2525", "25", null, "mail.example.com:2525", SmtpSecurity.StartTls)]
    [InlineData("smtp://mail.example.com", "25", null, "mail.example.com:587", SmtpSecurity.StartTls)]
    [InlineData("smtp://127.0.0.1:2525", null, null, "127.0.0.1:2525", SmtpSecurity.IfOffered)]
    [InlineData("smtp://127.0.0.1:2525", null, "starttls", "127.0.0.1:2525", SmtpSecurity.StartTls)]
    [InlineData("smtp://[::1]:2525", null, null, "::1:2525", SmtpSecurity.IfOffered)]
    [InlineData("smtp://localhost", null, "none", "localhost:587", SmtpSecurity.None)]
    internal void Host_port_and_security_come_from_the_settings_or_from_an_address_that_overrides(
        string? address, string? port, string? security, string target, SmtpSecurity expected)
    {
        var attempt = new EmailBench().With("Port", port).With("Security", security).NewAttempt(overriding: address is null ? null : new Uri(address));

        var settings = EmailSettings.Of(attempt.Connection);

        $"{settings.Target.Host}:{settings.Target.Port}".ShouldBe(target);
        settings.Security.ShouldBe(expected);
        settings.Target.IsEncrypted.ShouldBe(expected == SmtpSecurity.Tls);
    }
}
