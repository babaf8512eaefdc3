using System.Buffers;
using System.Globalization;
using Switchboard.Calls;
using Switchboard.Connectors.Mime;
using Switchboard.Validation;

namespace Switchboard.Connectors.Email;

/// <summary>Speaks SMTP as a client that submits mail (RFC 5321, RFC 6409).</summary>
internal sealed class EmailAdapter(Attempt attempt) : IEmail
{
    private const int MaxRecipients = 500;

    /// <summary>What attributes cannot say of a mail.</summary>
    public static void CheckSend(SendMail input, DateTimeOffset now, ValidationErrors errors)
    {
        var recipients = input.To.Count + (input.Cc?.Count ?? 0) + (input.Bcc?.Count ?? 0);
        if (recipients > MaxRecipients)
        {
            errors.Add("$", string.Create(CultureInfo.InvariantCulture, $"to, cc and bcc name {recipients} recipients; a mail takes {MaxRecipients}"));
        }

        CheckAddresses("$.to", input.To, errors);
        CheckAddresses("$.cc", input.Cc, errors);
        CheckAddresses("$.bcc", input.Bcc, errors);
        if (input.From is { } from && !Mailbox.TryParse(from, out _))
        {
            errors.Add("$.from", "must be one mail address");
        }
    }

    public async Task<SentMail> SendAsync(SendMail input, CancellationToken ct = default)
    {
        var settings = EmailSettings.Of(attempt.Connection);
        var mail = Mail(input, input.From is { } from ? Mailbox.Parse(from) : settings.From);
        var message = new ArrayBufferWriter<byte>(MimeWriter.EstimateLength(mail));
        MimeWriter.Write(mail, message);
        var envelope = new SmtpEnvelope(mail.From!.Value.Address, Recipients(mail, Mailboxes(input.Bcc)));

        await using var session = await SmtpSession.OpenAsync(attempt, settings, ct).ConfigureAwait(false);
        var receipt = await session.SendAsync(envelope, message.WrittenMemory, ct).ConfigureAwait(false);
        if (receipt.QueueId is { } id)
        {
            attempt.Note("providerRequestId", id);
        }

        return new SentMail(
            MimeMessage.MessageIdOf(attempt.ExecutionId),
            receipt.Accepted,
            [.. receipt.Refused.Select(refused => refused.Address)],
            receipt.Refused.Count == 0 ? null : receipt.Refused);
    }

    public async Task<VerifiedServer> VerifyAsync(VerifyServer input, CancellationToken ct = default)
    {
        await using var session = await SmtpSession.OpenAsync(attempt, EmailSettings.Of(attempt.Connection), ct).ConfigureAwait(false);
        var offered = session.Offered;
        return new VerifiedServer(session.Server, session.IsEncrypted, session.Authentication, offered.MaxSize, offered.Extensions);
    }

    private static void CheckAddresses(string path, IReadOnlyList<string>? addresses, ValidationErrors errors)
    {
        for (var i = 0; i < addresses?.Count; i++)
        {
            if (!Mailbox.TryParse(addresses[i], out _))
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), "must be one mail address");
            }
        }
    }

    // Bcc stays out: those recipients are in the envelope alone.
    private MimeMessage Mail(SendMail input, Mailbox from) => new()
    {
        Id = attempt.ExecutionId,
        Date = attempt.Time.GetUtcNow(),
        From = from,
        To = Mailboxes(input.To),
        Cc = Mailboxes(input.Cc),
        Subject = input.Subject,
        Text = input.Body,
        Html = input.Html,
        InReplyTo = input.InReplyTo,
        Attachments = [.. (input.Attachments ?? []).Select(file => new MimeAttachment(file.Filename, file.ContentType, file.Content))],
    };

    private static List<string> Recipients(MimeMessage mail, Mailbox[] bcc) =>
        [.. mail.To.Concat(mail.Cc).Concat(bcc).Select(mailbox => mailbox.Address).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static Mailbox[] Mailboxes(IReadOnlyList<string>? addresses) => [.. (addresses ?? []).Select(Mailbox.Parse)];
}
