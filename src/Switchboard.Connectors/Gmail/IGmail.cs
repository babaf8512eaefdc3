using Switchboard.Contracts;

namespace Switchboard.Connectors.Gmail;

/// <summary>Mail of one Gmail account: send, draft, search, read and label messages.</summary>
[Connector(
    "gmail",
    Category = "Email",
    BaseAddress = "https://gmail.googleapis.com",
    ApiVersion = "v1",
    Adapter = typeof(GmailAdapter),
    Simulator = typeof(GmailSimulator),
    Json = typeof(GmailJson),
    Triggers = ["message.received"])]
[Credential("AccessToken", "OAuth 2.0 access token of the account; lives about an hour.", Set = "token", Simulated = "ya29.simulated")]
[Credential("ClientId", "OAuth client id, from the Google Cloud console.", Set = "refresh", Simulated = "simulated.apps.googleusercontent.com")]
[Credential("ClientSecret", "OAuth client secret, from the Google Cloud console.", Set = "refresh", Simulated = "GOCSPX-simulated")]
[Credential("RefreshToken", "OAuth refresh token of the account, from the consent with access_type=offline.", Set = "refresh", Simulated = "1//simulated")]
[RateLimit("user", 6000, 60, Source = "https://developers.google.com/workspace/gmail/api/reference/quota")]
[SendCap("consumer", 500)]
[SendCap("workspace", 2000)]
public interface IGmail
{
    /// <summary>
    /// Sends a mail at once from the connected account; it cannot be taken back. Use createDraft if a person should look
    /// at it first. At most 500 recipients over to, cc and bcc, and 36,700,160 bytes with attachments.
    /// </summary>
    [Action(
        Effect.Write,
        Repeat.Reconcilable,
        Check = nameof(GmailAdapter.CheckSend),
        ReadBack = nameof(GmailAdapter.FindSentAsync),
        ReadBackScopes = [GmailScopes.ReadOnly, GmailScopes.Modify, GmailScopes.Full],
        Scopes = [GmailScopes.Send, GmailScopes.Compose, GmailScopes.Modify, GmailScopes.Full])]
    [Cost("user", 100)]
    Task<SentMessage> SendAsync(SendMessage input, CancellationToken ct = default);

    /// <summary>Tells whose account is connected and how much mail it holds.</summary>
    /// <remarks>The scope gmail.send alone does not allow it.</remarks>
    [Action(Effect.Read, Repeat.Read, Scopes = [GmailScopes.Compose, GmailScopes.Metadata, GmailScopes.Modify, GmailScopes.ReadOnly, GmailScopes.Full])]
    [Cost("user", 1)]
    Task<MailboxProfile> GetProfileAsync(GetProfile input, CancellationToken ct = default);

    /// <summary>
    /// Lists or searches messages, newest first, drafts included, spam and trash not. Gives ids only: read each with
    /// getMessage. For the next page call again with the same fields and nextPageToken as pageToken.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [GmailScopes.Metadata, GmailScopes.Modify, GmailScopes.ReadOnly, GmailScopes.Full])]
    [Cost("user", 5)]
    Task<MessageList> ListMessagesAsync(ListMessages input, CancellationToken ct = default);

    /// <summary>Reads one message: who, when, subject and text. Attachments are named, not loaded.</summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [GmailScopes.Modify, GmailScopes.ReadOnly, GmailScopes.Full])]
    [Cost("user", 20)]
    Task<MailMessage> GetMessageAsync(GetMessage input, CancellationToken ct = default);

    /// <summary>Writes a draft into the account for a person to look at and send; nobody receives it.</summary>
    [Action(
        Effect.Write,
        Repeat.Reconcilable,
        Check = nameof(GmailAdapter.CheckDraft),
        ReadBack = nameof(GmailAdapter.FindDraftAsync),
        ReadBackScopes = [GmailScopes.Compose, GmailScopes.ReadOnly, GmailScopes.Modify, GmailScopes.Full],
        Scopes = [GmailScopes.Compose, GmailScopes.Modify, GmailScopes.Full])]
    [Cost("user", 10)]
    Task<CreatedDraft> CreateDraftAsync(CreateDraft input, CancellationToken ct = default);

    /// <summary>
    /// Adds and removes labels of one message. Archive: remove INBOX. Mark as read: remove UNREAD. Star: add STARRED.
    /// Move to trash: add TRASH. SENT and DRAFT cannot be changed.
    /// </summary>
    [Action(Effect.Write, Repeat.Natural, Scopes = [GmailScopes.Modify, GmailScopes.Full])]
    [Cost("user", 5)]
    Task<ModifiedMessage> ModifyMessageAsync(ModifyMessage input, CancellationToken ct = default);

    /// <summary>Lists every label of the account with its id, which listMessages and modifyMessage take.</summary>
    [Action(Effect.Read, Repeat.Read, Scopes = [GmailScopes.Labels, GmailScopes.Metadata, GmailScopes.Modify, GmailScopes.ReadOnly, GmailScopes.Full])]
    [Cost("user", 1)]
    Task<LabelList> ListLabelsAsync(ListLabels input, CancellationToken ct = default);
}

/// <summary>A mail to send.</summary>
/// <param name="To">Recipients, 1 to 500: <c>ada@example.com</c> or <c>Ada Lovelace &lt;ada@example.com&gt;</c>.</param>
/// <param name="Subject">Subject line; one line, any language.</param>
/// <param name="Body">Plain text. Given also beside html, for readers that show no HTML.</param>
/// <param name="Cc">Recipients of a copy whom everybody sees.</param>
/// <param name="Bcc">Recipients of a copy whom the others do not see.</param>
/// <param name="From">Sender: the account or one of its send-as aliases. Default: the account. Gmail replaces any other address.</param>
/// <param name="Html">The same text as HTML.</param>
/// <param name="Attachments">Files to attach.</param>
/// <param name="ThreadId">Thread to answer in. The subject must be the thread's, with or without <c>Re:</c>, else Gmail starts a new thread.</param>
/// <param name="InReplyTo">The messageId of the message that is answered, from getMessage; give it with threadId so that recipients see the thread too.</param>
public sealed record SendMessage(
    [Items(1, 500), Format(TextFormat.Email), Recipient] IReadOnlyList<string> To,
    [Format(TextFormat.SingleLine), Content] string Subject,
    [Content] string Body,
    [Items(0, 500), Format(TextFormat.Email), Recipient] IReadOnlyList<string>? Cc = null,
    [Items(0, 500), Format(TextFormat.Email), Recipient] IReadOnlyList<string>? Bcc = null,
    [Format(TextFormat.Email), Recipient] string? From = null,
    [Content] string? Html = null,
    IReadOnlyList<MailAttachment>? Attachments = null,
    [Pattern("^[A-Za-z0-9_-]{1,64}$")] string? ThreadId = null,
    [Unmarked, Pattern("^<[!-;=?-~]{3,500}>$")] string? InReplyTo = null);

/// <summary>A file in a mail.</summary>
/// <param name="Filename">Name with extension, as the reader sees it.</param>
/// <param name="ContentType">Media type, as <c>application/pdf</c>.</param>
/// <param name="Content">The file as base64 with padding.</param>
public sealed record MailAttachment(
    [Length(1, 255), Format(TextFormat.SingleLine), Content] string Filename,
    [Pattern("^[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}(;[ -~]{1,200})?$")] string ContentType,
    [Format(TextFormat.Base64), Content] string Content);

/// <summary>A mail that was accepted by Gmail.</summary>
/// <param name="Id">Message id: 16 hexadecimal digits.</param>
/// <param name="ThreadId">Thread that it is in; the first message's id.</param>
public sealed record SentMessage(string Id, string ThreadId);

/// <summary>Asks for the account's profile.</summary>
public sealed record GetProfile();

/// <summary>The connected account.</summary>
/// <param name="Email">Its address.</param>
/// <param name="MessagesTotal">Messages in the mailbox.</param>
/// <param name="ThreadsTotal">Threads in the mailbox.</param>
/// <param name="HistoryId">Grows with every change of the mailbox; a decimal number as text.</param>
public sealed record MailboxProfile(
    [Recipient] string Email,
    [Volatile] int MessagesTotal,
    [Volatile] int ThreadsTotal = 0,
    [Volatile] string? HistoryId = null);

/// <summary>What to list.</summary>
/// <param name="MaxResults">Messages a page, 1 to 500; default 100.</param>
/// <param name="Query">Gmail search, as <c>from:ada@example.com subject:invoice is:unread after:1764576000</c>. A date like 2026/12/01 means midnight in UTC-8; give seconds since 1970 to be exact.</param>
/// <param name="PageToken">nextPageToken of the page before.</param>
/// <param name="LabelIds">Only messages that have all of these labels, as INBOX.</param>
public sealed record ListMessages(
    [Range(1, 500)] int? MaxResults = null,
    [Content] string? Query = null,
    [Volatile] string? PageToken = null,
    [Items(0, 100)] IReadOnlyList<string>? LabelIds = null);

/// <summary>One page of messages.</summary>
/// <param name="Messages">Newest first.</param>
/// <param name="NextPageToken">Gives the next page; absent on the last.</param>
/// <param name="ResultSizeEstimate">About how many messages match in all.</param>
public sealed record MessageList(
    IReadOnlyList<MessageReference> Messages,
    [Volatile] string? NextPageToken = null,
    [Volatile] int ResultSizeEstimate = 0);

/// <summary>A message in a list.</summary>
/// <param name="Id">Message id, for getMessage.</param>
/// <param name="ThreadId">Thread that it is in.</param>
public sealed record MessageReference([Volatile] string Id, [Volatile] string ThreadId);

/// <summary>Which message to read.</summary>
/// <param name="Id">Message id, from listMessages or send.</param>
public sealed record GetMessage([Pattern("^[A-Za-z0-9_-]{1,64}$")] string Id);

/// <summary>A message as it was read.</summary>
/// <param name="Id">Message id.</param>
/// <param name="ThreadId">Thread that it is in.</param>
/// <param name="Subject">Subject line; empty if it has none.</param>
/// <param name="From">Sender, as <c>Ada Lovelace &lt;ada@example.com&gt;</c>.</param>
/// <param name="To">Recipients.</param>
/// <param name="Body">The plain text; where there is none, the HTML. Lines end with a line feed.</param>
/// <param name="Cc">Recipients of a copy.</param>
/// <param name="Date">When Gmail took it.</param>
/// <param name="LabelIds">Labels, as INBOX, UNREAD, SENT.</param>
/// <param name="Snippet">Its first words.</param>
/// <param name="MessageId">Its Message-ID, for inReplyTo of an answer.</param>
/// <param name="Attachments">Its files, without their content.</param>
public sealed record MailMessage(
    string Id,
    string ThreadId,
    [Content] string Subject,
    [Recipient] string From,
    [Recipient] IReadOnlyList<string> To,
    [Content] string Body,
    [Recipient] IReadOnlyList<string>? Cc = null,
    [Volatile] DateTimeOffset? Date = null,
    [Volatile] IReadOnlyList<string>? LabelIds = null,
    [Content] string? Snippet = null,
    [Volatile] string? MessageId = null,
    IReadOnlyList<AttachmentSummary>? Attachments = null);

/// <summary>A file of a message.</summary>
/// <param name="Filename">Its name.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Size">Bytes.</param>
public sealed record AttachmentSummary([Content] string Filename, string ContentType, int Size);

/// <summary>A draft to write.</summary>
/// <param name="To">Recipients, up to 500; may be empty in a draft.</param>
/// <param name="Subject">Subject line; one line, any language.</param>
/// <param name="Body">Plain text.</param>
/// <param name="Cc">Recipients of a copy whom everybody sees.</param>
/// <param name="Bcc">Recipients of a copy whom the others do not see.</param>
/// <param name="From">Sender: the account or one of its send-as aliases. Default: the account.</param>
/// <param name="Html">The same text as HTML.</param>
/// <param name="Attachments">Files to attach.</param>
/// <param name="ThreadId">Thread to answer in; the subject must be the thread's, with or without <c>Re:</c>.</param>
/// <param name="InReplyTo">The messageId of the message that is answered, from getMessage.</param>
public sealed record CreateDraft(
    [Items(0, 500), Format(TextFormat.Email), Recipient] IReadOnlyList<string> To,
    [Format(TextFormat.SingleLine), Content] string Subject,
    [Content] string Body,
    [Items(0, 500), Format(TextFormat.Email), Recipient] IReadOnlyList<string>? Cc = null,
    [Items(0, 500), Format(TextFormat.Email), Recipient] IReadOnlyList<string>? Bcc = null,
    [Format(TextFormat.Email), Recipient] string? From = null,
    [Content] string? Html = null,
    IReadOnlyList<MailAttachment>? Attachments = null,
    [Pattern("^[A-Za-z0-9_-]{1,64}$")] string? ThreadId = null,
    [Unmarked, Pattern("^<[!-;=?-~]{3,500}>$")] string? InReplyTo = null);

/// <summary>A draft that was written.</summary>
/// <param name="Id">Draft id.</param>
/// <param name="MessageId">Id of the message in it, for getMessage.</param>
/// <param name="ThreadId">Thread that it is in.</param>
public sealed record CreatedDraft(string Id, string MessageId, string ThreadId);

/// <summary>Which labels to change; at least one of the two lists.</summary>
/// <param name="Id">Message id.</param>
/// <param name="AddLabelIds">Label ids to add, up to 100.</param>
/// <param name="RemoveLabelIds">Label ids to remove, up to 100.</param>
[AnyOf("addLabelIds", "removeLabelIds")]
public sealed record ModifyMessage(
    [Pattern("^[A-Za-z0-9_-]{1,64}$")] string Id,
    [Items(0, 100)] IReadOnlyList<string>? AddLabelIds = null,
    [Items(0, 100)] IReadOnlyList<string>? RemoveLabelIds = null);

/// <summary>A message with its labels after the change.</summary>
/// <param name="Id">Message id.</param>
/// <param name="LabelIds">All its labels.</param>
public sealed record ModifiedMessage(string Id, [Volatile] IReadOnlyList<string> LabelIds);

/// <summary>Asks for every label.</summary>
public sealed record ListLabels();

/// <summary>Every label of the account.</summary>
/// <param name="Labels">Gmail's own first.</param>
public sealed record LabelList(IReadOnlyList<MailLabel> Labels);

/// <summary>A label.</summary>
/// <param name="Id">Its id: INBOX, or Label_ and digits.</param>
/// <param name="Name">What people see.</param>
/// <param name="Type"><c>system</c> for Gmail's own, <c>user</c> for the account's.</param>
public sealed record MailLabel(string Id, [Content] string Name, string Type);
