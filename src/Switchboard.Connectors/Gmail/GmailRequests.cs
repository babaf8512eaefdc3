using System.Buffers;
using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Mime;

namespace Switchboard.Connectors.Gmail;

/// <summary>Makes the bodies of send and createDraft: a mail as base64url within JSON.</summary>
internal static class GmailRequests
{
    /// <summary>Most recipients of a message through the API.</summary>
    public const int MaxRecipients = 500;

    /// <summary>Most bytes of a message; source: mediaUpload.maxSize of the discovery document.</summary>
    public const int MaxMessage = 36_700_160;

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    /// <summary>The body of a send: <c>{"raw":…,"threadId":…}</c>.</summary>
    public static HttpContent Send(Attempt attempt, SendMessage input) => Content(Write(Mail(attempt, input)), input.ThreadId, isDraft: false);

    /// <summary>The body of a draft: the same within <c>message</c>.</summary>
    public static HttpContent Draft(Attempt attempt, CreateDraft input)
    {
        var same = new SendMessage(
            input.To, input.Subject, input.Body, input.Cc, input.Bcc, input.From, input.Html, input.Attachments, input.ThreadId, input.InReplyTo);
        return Content(Write(Mail(attempt, same)), input.ThreadId, isDraft: true);
    }

    private static MimeMessage Mail(Attempt attempt, SendMessage input)
    {
        var recipients = input.To.Count + (input.Cc?.Count ?? 0) + (input.Bcc?.Count ?? 0);
        return recipients > MaxRecipients
            ? throw Invalid($"to, cc and bcc name {recipients} recipients; Gmail takes {MaxRecipients} a message.")
            : new MimeMessage
            {
                Id = attempt.ExecutionId,
                Date = attempt.Time.GetUtcNow(),
                From = input.From is null ? null : Mailbox("from", input.From),
                To = Mailboxes("to", input.To),
                Cc = Mailboxes("cc", input.Cc),
                Bcc = Mailboxes("bcc", input.Bcc),
                Subject = input.Subject,
                Text = input.Body,
                Html = input.Html,
                InReplyTo = input.InReplyTo,
                Attachments = Attachments(input.Attachments),
            };
    }

    private static ReadOnlySpan<byte> Write(MimeMessage mail)
    {
        // Before any memory is taken for it: base64 alone tells whether it can fit.
        var attached = 0L;
        foreach (var attachment in mail.Attachments)
        {
            attached += attachment.Base64.Length;
        }

        CheckSize(attached);
        var buffer = new ArrayBufferWriter<byte>(MimeWriter.EstimateLength(mail));
        MimeWriter.Write(mail, buffer);
        CheckSize(buffer.WrittenCount);
        return buffer.WrittenSpan;
    }

    private static void CheckSize(long bytes)
    {
        if (bytes > MaxMessage)
        {
            throw Invalid($"The message takes {bytes} bytes with its attachments; Gmail takes {MaxMessage}.");
        }
    }

    private static ByteArrayContent Content(ReadOnlySpan<byte> mail, string? threadId, bool isDraft)
    {
        var start = isDraft ? "{\"message\":{\"raw\":\""u8 : "{\"raw\":\""u8;
        var end = isDraft ? "}}"u8 : "}"u8;
        var thread = threadId is null ? default : JsonEncodedText.Encode(threadId).EncodedUtf8Bytes;
        var between = threadId is null ? ""u8 : ",\"threadId\":\""u8;
        var raw = Base64Url.GetEncodedLength(mail.Length);
        var body = new byte[start.Length + raw + 1 + between.Length + thread.Length + (threadId is null ? 0 : 1) + end.Length];

        var rest = body.AsSpan();
        Put(start, ref rest);
        rest = rest[Base64Url.EncodeToUtf8(mail, rest)..];
        Put("\""u8, ref rest);
        if (threadId is not null)
        {
            Put(between, ref rest);
            Put(thread, ref rest);
            Put("\""u8, ref rest);
        }

        Put(end, ref rest);
        return new ByteArrayContent(body) { Headers = { ContentType = JsonType } };
    }

    private static void Put(ReadOnlySpan<byte> bytes, ref Span<byte> rest)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    private static Mailbox[] Mailboxes(string field, IReadOnlyList<string>? addresses)
    {
        if (addresses is null || addresses.Count == 0)
        {
            return [];
        }

        var mailboxes = new Mailbox[addresses.Count];
        for (var i = 0; i < mailboxes.Length; i++)
        {
            mailboxes[i] = Mailbox(field, addresses[i]);
        }

        return mailboxes;
    }

    private static Mailbox Mailbox(string field, string text) =>
        Mime.Mailbox.TryParse(text, out var mailbox) ? mailbox : throw Invalid($"{field} holds what is no mail address.");

    private static MimeAttachment[] Attachments(IReadOnlyList<MailAttachment>? attachments)
    {
        if (attachments is null)
        {
            return [];
        }

        var files = new MimeAttachment[attachments.Count];
        for (var i = 0; i < files.Length; i++)
        {
            var (name, type, content) = attachments[i];
            files[i] = Base64.IsValid(content) ? new MimeAttachment(name, type, content) : throw Invalid($"attachments[{i}].content is no base64.");
        }

        return files;
    }

    private static ProviderException Invalid(string message) => new(new Fault
    {
        Verdict = Verdict.NotSent,
        Code = ErrorCode.InvalidInput,
        Message = message,
    });
}
