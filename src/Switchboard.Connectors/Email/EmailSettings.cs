using System.Globalization;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Connectors.Mime;

namespace Switchboard.Connectors.Email;

/// <summary>When TLS protects a connection.</summary>
internal enum SmtpSecurity
{
    /// <summary>After STARTTLS; without it nothing is sent.</summary>
    StartTls,

    /// <summary>After STARTTLS where it is offered: for servers on this machine.</summary>
    IfOffered,

    /// <summary>From the first byte.</summary>
    Tls,

    /// <summary>Never.</summary>
    None,
}

/// <summary>A connection's settings, read.</summary>
/// <param name="Target">Where the server is.</param>
/// <param name="Security">When TLS begins.</param>
/// <param name="From">Sender of mail that names none.</param>
internal sealed record EmailSettings(ConnectionTarget Target, SmtpSecurity Security, Mailbox From)
{
    private const int SubmissionPort = 587;
    private const int TlsPort = 465;

    /// <summary>Login; null: none is set.</summary>
    public string? Username { get; private init; }

    /// <summary>Password of the login.</summary>
    public string? Password { get; private init; }

    /// <summary>OAuth access token, which goes before a password.</summary>
    public string? AccessToken { get; private init; }

    /// <summary>Reads the settings. An address that overrides says host, port and, as smtps, TLS.</summary>
    /// <exception cref="ProviderException">A setting cannot be read; nothing was sent.</exception>
    public static EmailSettings Of(Connection connection)
    {
        var given = connection.Credential;
        var overriding = connection.IsBaseAddressOverridden ? connection.BaseAddress : null;
        var host = overriding?.IdnHost ?? given["Host"].Trim().Trim('[', ']');
        var port = overriding is null ? ReadPort(Text(given, "Port")) : overriding.Port > 0 ? overriding.Port : null;
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw Unusable("Host", "must be a name or an address, without scheme, port or login");
        }

        var target = new ConnectionTarget(host, port ?? SubmissionPort) { AuthorityFile = Text(given, "AuthorityFile") };
        var security = overriding?.Scheme == "smtps" ? SmtpSecurity.Tls : ReadSecurity(Text(given, "Security"), target);
        if (security == SmtpSecurity.Tls)
        {
            target = target with { IsEncrypted = true, Port = port ?? TlsPort };
        }

        if (!Mailbox.TryParse(given["From"], out var from))
        {
            throw Unusable("From", "must be one mail address");
        }

        return new EmailSettings(target, security, from)
        {
            Username = Text(given, "Username"),
            Password = Text(given, "Password"),
            AccessToken = Text(given, "AccessToken"),
        };
    }

    /// <summary>The fault of settings with which nothing can be sent.</summary>
    public static ProviderException Unusable(string setting, string what) => new(new Fault
    {
        Verdict = Verdict.NotSent,
        Code = ErrorCode.ReconnectRequired,
        Message = $"The setting {setting} {what}.",
    });

    private static string? Text(Credential given, string name) => given.TryGet(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static int? ReadPort(string? text) => text is null ? null
        : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port
        : throw Unusable("Port", "must be a number from 1 to 65535");

    private static SmtpSecurity ReadSecurity(string? text, ConnectionTarget target) => text?.ToLowerInvariant() switch
    {
        null => target switch
        {
            { Port: TlsPort } => SmtpSecurity.Tls,
            { IsLoopback: true } => SmtpSecurity.IfOffered,
            _ => SmtpSecurity.StartTls,
        },
        "starttls" => SmtpSecurity.StartTls,
        "tls" => SmtpSecurity.Tls,
        "none" => SmtpSecurity.None,
        _ => throw Unusable("Security", "must be starttls, tls or none"),
    };
}
