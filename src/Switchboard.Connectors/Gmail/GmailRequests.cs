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
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    /// <summary>The body of a send: <c>{"raw":…,"threadId":…}</c>.</summary>
    public static HttpContent Send(Attempt attempt, SendMessage input) => Content(Write(Mail(attempt, input)), input.ThreadId, isDraft: false);

    /// <summary>The body of a draft: the same within <c>message</c>.</summary>
    public static HttpContent Draft(Attempt attempt, CreateDraft input) => Content(Write(Mail(attempt, AsSend(input))), input.ThreadId, isDraft: true);

    /// <summary>The same mail, as it would be sent.</summary>
    public static SendMessage AsSend(CreateDraft input) => new(
        input.To, input.Subject, input.Body, input.Cc, input.Bcc, input.From, input.Html, input.Attachments, input.ThreadId, input.InReplyTo);

    private static MimeMessage Mail(Attempt attempt, SendMessage input) => new()
    {
        Id = attempt.ExecutionId,
        Date = attempt.Time.GetUtcNow(),
        From = input.From is null ? null : Mailbox.Parse(input.From),
        To = Mailboxes(input.To),
        Cc = Mailboxes(input.Cc),
        Bcc = Mailboxes(input.Bcc),
        Subject = input.Subject,
        Text = input.Body,
        Html = input.Html,
        InReplyTo = input.InReplyTo,
        Attachments = Attachments(input.Attachments),
    };

    private static ReadOnlySpan<byte> Write(MimeMessage mail)
    {
        var buffer = new ArrayBufferWriter<byte>(MimeWriter.EstimateLength(mail));
        MimeWriter.Write(mail, buffer);
        return buffer.WrittenSpan;
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

    private static Mailbox[] Mailboxes(IReadOnlyList<string>? addresses)
    {
        if (addresses is null || addresses.Count == 0)
        {
            return [];
        }

        var mailboxes = new Mailbox[addresses.Count];
        for (var i = 0; i < mailboxes.Length; i++)
        {
            mailboxes[i] = Mailbox.Parse(addresses[i]);
        }

        return mailboxes;
    }

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
            files[i] = new MimeAttachment(name, type, content);
        }

        return files;
    }
}
