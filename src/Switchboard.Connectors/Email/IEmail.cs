using Switchboard.Contracts;

namespace Switchboard.Connectors.Email;

/// <summary>Mail over SMTP, through any mail server: send messages, check the server.</summary>
[Connector(
    "email",
    Aliases = ["smtp"],
    Category = "Email",
    BaseAddress = "smtp://smtp.example.com",
    ApiVersion = "RFC 5321",
    Adapter = typeof(EmailAdapter),
    Simulator = typeof(EmailSimulator),
    Json = typeof(EmailJson))]
[Credential("Host", "The mail server for submission, as smtp.example.com. A BaseAddress as smtp://host:587 or smtps://host:465 takes its place.", Set = "password", Simulated = "smtp.simulated.example")]
[Credential("From", "Sender of mail that names none: an address, with or without a name before it.", Set = "password", Simulated = "agent@simulated.example")]
[Credential("Username", "Login, often the address. Without it no login is tried.", Set = "password", Optional = true, Simulated = "agent@simulated.example")]
[Credential("Password", "Password, or app password, of the login. Goes over TLS only, loopback aside.", Set = "password", Optional = true, Simulated = "correct-horse-battery")]
[Credential("Port", "TCP port. Default 587; 465 where Security is tls.", Set = "password", Optional = true, Simulated = "587")]
[Credential("Security", "starttls (default), tls (from the first byte; default on port 465) or none. On loopback the default takes STARTTLS if it is offered.", Set = "password", Optional = true, Simulated = "")]
[Credential("AuthorityFile", "PEM file of a private certificate authority, or of the server's own certificate, trusted instead of the system's.", Set = "password", Optional = true, Simulated = "")]
[Credential("Host", "The mail server for submission, as smtp.example.com. A BaseAddress as smtp://host:587 or smtps://host:465 takes its place.", Set = "token", Simulated = "smtp.simulated.example")]
[Credential("From", "Sender of mail that names none: an address, with or without a name before it.", Set = "token", Simulated = "agent@simulated.example")]
[Credential("AccessToken", "OAuth 2.0 access token (XOAUTH2), used instead of a password.", Set = "token", Simulated = "ya29.simulated")]
[Credential("Username", "Login, often the address. Default: the address of From.", Set = "token", Optional = true, Simulated = "agent@simulated.example")]
[Credential("Port", "TCP port. Default 587; 465 where Security is tls.", Set = "token", Optional = true, Simulated = "587")]
[Credential("Security", "starttls (default), tls (from the first byte; default on port 465) or none. On loopback the default takes STARTTLS if it is offered.", Set = "token", Optional = true, Simulated = "")]
[Credential("AuthorityFile", "PEM file of a private certificate authority, or of the server's own certificate, trusted instead of the system's.", Set = "token", Optional = true, Simulated = "")]
public interface IEmail
{
    /// <summary>
    /// Sends a mail at once; it cannot be taken back. The server may refuse some recipients and take the others: the mail
    /// then went to those in accepted, and refusals says why it did not go to the rest. A bounce after that comes to the sender by mail.
    /// </summary>
    [Action(Effect.Write, Repeat.Blind, Check = nameof(EmailAdapter.CheckSend))]
    Task<SentMail> SendAsync(SendMail input, CancellationToken ct = default);

    /// <summary>Connects to the mail server and logs in, sends nothing: use it to see whether mail could be sent.</summary>
    [Action(Effect.Read, Repeat.Read)]
    Task<VerifiedServer> VerifyAsync(VerifyServer input, CancellationToken ct = default);
}

/// <summary>A mail to send.</summary>
/// <param name="To">Recipients, each as <c>ada@example.com</c> or <c>Ada &lt;ada@example.com&gt;</c>; 1 to 500 together with cc and bcc.</param>
/// <param name="Subject">Subject line; one line, any language.</param>
/// <param name="Body">Plain text, for readers without HTML and for previews.</param>
/// <param name="Cc">Recipients of a copy whom everybody sees.</param>
/// <param name="Bcc">Recipients of a copy whom the others do not see.</param>
/// <param name="From">Sender, if the server lets this account send as it. Default: the From of the settings.</param>
/// <param name="Html">The same text as HTML; a reader shows this if it can.</param>
/// <param name="Attachments">Files to attach. The server's size limit counts them by a third larger.</param>
/// <param name="InReplyTo">Message-ID of the mail that is answered, in angle brackets.</param>
public sealed record SendMail(
    [Items(1, 500), Format(TextFormat.Email), Recipient] IReadOnlyList<string> To,
    [Format(TextFormat.SingleLine), Content] string Subject,
    [Content] string Body,
    [Items(0, 500), Format(TextFormat.Email), Recipient] IReadOnlyList<string>? Cc = null,
    [Items(0, 500), Format(TextFormat.Email), Recipient] IReadOnlyList<string>? Bcc = null,
    [Format(TextFormat.Email), Recipient] string? From = null,
    [Content] string? Html = null,
    IReadOnlyList<MailFile>? Attachments = null,
    [Unmarked, Pattern("^<[!-;=?-~]{3,500}>$")] string? InReplyTo = null);

/// <summary>A file in a mail.</summary>
/// <param name="Filename">Name with extension, as the reader sees it.</param>
/// <param name="ContentType">Media type, as <c>application/pdf</c>.</param>
/// <param name="Content">The file as base64 with padding.</param>
public sealed record MailFile(
    [Length(1, 255), Format(TextFormat.SingleLine), Content] string Filename,
    [Pattern("^[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}(;[ -~]{1,200})?$")] string ContentType,
    [Format(TextFormat.Base64), Content] string Content);

/// <summary>A mail that the server took for at least one recipient.</summary>
/// <param name="MessageId">Its Message-ID, in angle brackets; answers name it.</param>
/// <param name="Accepted">Addresses that the server took it for.</param>
/// <param name="Rejected">Addresses that it refused; the mail did not go there.</param>
/// <param name="Refusals">Why, one for each rejected address; absent if there are none.</param>
public sealed record SentMail(
    [Volatile] string MessageId,
    [Recipient] IReadOnlyList<string> Accepted,
    [Recipient] IReadOnlyList<string> Rejected,
    IReadOnlyList<RefusedRecipient>? Refusals = null);

/// <summary>Why the server refused an address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Code">Reply code and enhanced status, as <c>550 5.1.1</c>.</param>
/// <param name="Reason">The server's words.</param>
/// <param name="Retryable">Whether a mail to this address alone may succeed later, as after greylisting.</param>
public sealed record RefusedRecipient([Recipient] string Address, string Code, [Content] string Reason, bool Retryable);

/// <summary>Asks whether the server takes our login.</summary>
public sealed record VerifyServer();

/// <summary>A server that could be reached and, where a login is set, took it.</summary>
/// <param name="Server">Its own name, from the greeting.</param>
/// <param name="Encrypted">Whether TLS protects the connection.</param>
/// <param name="Authentication">Mechanism of the login, as <c>PLAIN</c>; absent: no login is set.</param>
/// <param name="MaxSize">Bytes that it takes a message; absent: not told.</param>
/// <param name="Extensions">Extensions that it offers, as <c>SMTPUTF8</c>.</param>
public sealed record VerifiedServer(
    string Server, bool Encrypted, string? Authentication = null, long? MaxSize = null, IReadOnlyList<string>? Extensions = null);
