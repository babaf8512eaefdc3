using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Switchboard.Connectors.Google;
using Switchboard.Connectors.Mime;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Gmail;

/// <summary>Plays one Gmail account and Google's token endpoint.</summary>
internal sealed class GmailSimulator : Simulator
{
    private const string Root = "/gmail/v1/users/{userId}/";
    private const int LongestPage = 500;
    private const int MostLabels = 100;
    private readonly string _address;
    private SimulatedMailbox _mailbox = new();

    public GmailSimulator(SimulatorContext context)
        : base(context)
    {
        _address = Address(context);
        Map("oauth2.token", "POST", "/token", ExchangeToken);
        MapUser("gmail.users.getProfile", "GET", "profile", GetProfile);
        MapUser("gmail.users.messages.send", "POST", "messages/send", Send);
        MapUser("gmail.users.messages.list", "GET", "messages", ListMessages);
        MapUser("gmail.users.messages.get", "GET", "messages/{id}", GetMessage);
        MapUser("gmail.users.messages.modify", "POST", "messages/{id}/modify", ModifyMessage);
        MapUser("gmail.users.messages.attachments.get", "GET", "messages/{id}/attachments/{attachment}", GetAttachment);
        MapUser("gmail.users.drafts.create", "POST", "drafts", CreateDraft);
        MapUser("gmail.users.drafts.list", "GET", "drafts", ListDrafts);
        MapUser("gmail.users.labels.list", "GET", "labels", ListLabels);
        MapUser("gmail.users.labels.create", "POST", "labels", CreateLabel);
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) =>
        request.Path == "/token" || request.Header("Authorization") is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? null
            : GmailReplies.Unauthenticated();

    protected override SimulatorReply NotFound(SimulatorRequest request) => GmailReplies.NotFound();

    protected override void SaveState(Utf8JsonWriter writer) =>
        JsonSerializer.Serialize(writer, _mailbox.ToState(), GmailWireJson.Default.MailboxState);

    protected override void LoadState(JsonElement state) =>
        _mailbox = SimulatedMailbox.Of(state.Deserialize(GmailWireJson.Default.MailboxState)!);

    /// <summary>A mail without what differs from try to try; anything else as it stands.</summary>
    protected override string CanonicalKey(SimulatorRequest request)
    {
        var isMail = request.Method == "POST"
            && (request.Path.EndsWith("/messages/send", StringComparison.Ordinal) || request.Path.EndsWith("/drafts", StringComparison.Ordinal));
        var message = isMail ? ReadMessage(request, request.Path.EndsWith("/drafts", StringComparison.Ordinal)) : null;
        return message?.Raw is { } raw && TryDecode(raw, out var mail)
            ? request.Path + " " + SimulatedMail.CanonicalKey(MimeReader.Read(mail), message.ThreadId)
            : base.CanonicalKey(request);
    }

    private static string Address(SimulatorContext context)
    {
        var user = context.Connection == "default" ? "me" : Label(context.Connection);
        return context.Organisation == "default" ? $"{user}@simulated.example" : $"{user}@{Label(context.Organisation)}.simulated.example";

        static string Label(string name) => string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-') is { Length: > 0 } label
            ? label[..Math.Min(label.Length, 60)]
            : "x";
    }

    private void MapUser(string name, string method, string path, Func<SimulatorRequest, SimulatorReply> handler) => Map(
        name,
        method,
        Root + path,
        request => request.Route("userId") is var user && (user == "me" || user.Equals(_address, StringComparison.OrdinalIgnoreCase))
            ? handler(request)
            : GmailReplies.Error(403, "PERMISSION_DENIED", $"Delegation denied for {_address}", "forbidden"));

    private SimulatorReply ExchangeToken(SimulatorRequest request)
    {
        var form = request.Form();
        var missing = Array.Find(["grant_type", "client_id", "client_secret", "refresh_token"], name => string.IsNullOrEmpty(form[name]));
        if (missing is not null || form["grant_type"] != "refresh_token")
        {
            var error = missing is null
                ? new GoogleTokenError("unsupported_grant_type", $"Invalid grant_type: {form["grant_type"]}")
                : new GoogleTokenError("invalid_request", $"Missing required parameter: {missing}");
            return SimulatorReply.Json(error, GoogleJson.Default.GoogleTokenError, 400);
        }

        var token = new GoogleToken("ya29." + NewHexId("token", form["refresh_token"]!, 40), 3599, GmailScopes.Full, "Bearer");
        return SimulatorReply.Json(token, GoogleJson.Default.GoogleToken);
    }

    private SimulatorReply GetProfile(SimulatorRequest request) => SimulatorReply.Json(
        new WireProfile(_address, _mailbox.MessageCount, _mailbox.ThreadCount, _mailbox.HistoryId), GmailWireJson.Default.WireProfile);

    private SimulatorReply Send(SimulatorRequest request)
    {
        if (Refuse(ReadMessage(request, isDraft: false), isDraft: false, out var raw, out var mail, out var threadId) is { } refusal)
        {
            return refusal;
        }

        var sent = Take(raw, mail, threadId, "message", Recipients(mail).Exists(mailbox => IsSelf(mailbox.Address)) ? ["SENT", "INBOX", "UNREAD"] : ["SENT"]);
        _mailbox.Add(sent);
        return SimulatorReply.Json(GmailReplies.Reference(sent), GmailWireJson.Default.WireReference);
    }

    private SimulatorReply CreateDraft(SimulatorRequest request)
    {
        if (Refuse(ReadMessage(request, isDraft: true), isDraft: true, out var raw, out var mail, out var threadId) is { } refusal)
        {
            return refusal;
        }

        var draft = Take(raw, mail, threadId, "draft", ["DRAFT"]);
        var id = "r" + ulong.Parse(NewHexId("draftId", draft.Id, 15), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        _mailbox.AddDraft(id, draft);
        return SimulatorReply.Json(new WireDraft { Id = id, Message = GmailReplies.Reference(draft) }, GmailWireJson.Default.WireDraft);
    }

    /// <summary>What Gmail would refuse about a mail; null: it takes it.</summary>
    private SimulatorReply? Refuse(WireMessage? message, bool isDraft, out byte[] raw, out MimePart mail, out string? threadId)
    {
        (raw, mail, threadId) = ([], null!, message?.ThreadId);
        if (message?.Raw is not { Length: > 0 } encoded)
        {
            return GmailReplies.Invalid(isDraft ? "Missing draft message" : "'raw' RFC822 payload message string or uploading message via /upload/* URL required");
        }

        if (!TryDecode(encoded, out raw))
        {
            return GmailReplies.Invalid("Invalid value at 'raw' (TYPE_BYTES), Base64 decoding failed");
        }

        mail = MimeReader.Read(raw);
        var recipients = Recipients(mail);
        if (!isDraft && recipients.FindIndex(mailbox => !Mailbox.TryParse(mailbox.Address, out _)) is >= 0 and var invalid)
        {
            var to = mail.Mailboxes("To").Count;
            return GmailReplies.Invalid($"Invalid {(invalid < to ? "To" : invalid < to + mail.Mailboxes("Cc").Count ? "Cc" : "Bcc")} header");
        }

        return recipients.Count == 0 && !isDraft ? GmailReplies.Invalid("Recipient address required")
            : recipients.Count > GmailChecks.MaxRecipients ? GmailReplies.Invalid("Too many recipients")
            : raw.Length > GmailChecks.MaxMessage ? GmailReplies.Error(413, "INVALID_ARGUMENT", "Request Entity Too Large", "uploadTooLarge")
            : threadId is { Length: > 0 } && !_mailbox.HasThread(threadId) ? GmailReplies.NotFound()
            : null;
    }

    private static List<Mailbox> Recipients(MimePart mail)
    {
        var recipients = mail.Mailboxes("To");
        recipients.AddRange(mail.Mailboxes("Cc"));
        recipients.AddRange(mail.Mailboxes("Bcc"));
        return recipients;
    }

    private SimulatedMail Take(byte[] raw, MimePart mail, string? threadId, string kind, string[] labels)
    {
        var id = NewHexId(kind, SimulatedMail.CanonicalKey(mail, threadId), 16);
        var thread = threadId is { Length: > 0 } && _mailbox.FitsThread(threadId, mail.Header("Subject") ?? "") ? threadId : id;
        var complete = AddMissingHeaders(raw, mail, id);
        return new SimulatedMail(new MessageState(id, thread, labels, Now.ToUnixTimeMilliseconds(), 0, complete));
    }

    private byte[] AddMissingHeaders(byte[] raw, MimePart mail, string id)
    {
        var added = new StringBuilder();
        if (mail.Header("From") is null)
        {
            added.Append("From: ").Append(_address).Append("\r\n");
        }

        if (mail.Header("Date") is null)
        {
            added.Append("Date: ").Append(Now.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)).Append(" +0000\r\n");
        }

        if (mail.Header("Message-ID") is null)
        {
            added.Append("Message-ID: <CA").Append(id).Append("@mail.gmail.com>\r\n");
        }

        return added.Length == 0 ? raw : [.. Encoding.ASCII.GetBytes(added.ToString()), .. raw];
    }

    private SimulatorReply ListMessages(SimulatorRequest request)
    {
        var query = request.QueryFields();
        var labels = query.Values("labelIds").ToList();
        if (labels.Find(label => _mailbox.Label(label) is null) is { } unknown)
        {
            return GmailReplies.Invalid($"Invalid label: {unknown}");
        }

        var search = GmailSearch.Parse(query["q"] ?? "", _mailbox, Now);
        var withAll = query["includeSpamTrash"] == "true" || search.IncludesSpamAndTrash || labels.Exists(label => label is "SPAM" or "TRASH");
        var found = _mailbox.Newest().FindAll(mail =>
            labels.TrueForAll(mail.LabelIds.Contains) && (withAll || !mail.LabelIds.Overlaps(["SPAM", "TRASH"])) && search.Matches(mail));
        return Page(query, found, out var page, out var next)
            ?? SimulatorReply.Json(
                new WireMessageList(
                    page.Count == 0 ? null : [.. page.Select(mail => new WireReference { Id = mail.Id, ThreadId = mail.ThreadId })], next, found.Count),
                GmailWireJson.Default.WireMessageList);
    }

    private SimulatorReply ListDrafts(SimulatorRequest request)
    {
        var query = request.QueryFields();
        var search = GmailSearch.Parse(query["q"] ?? "", _mailbox, Now);
        var drafts = _mailbox.Drafts.ToDictionary(draft => draft.Value, draft => draft.Key);
        var found = _mailbox.Newest().FindAll(mail => drafts.ContainsKey(mail.Id) && search.Matches(mail));
        return Page(query, found, out var page, out var next)
            ?? SimulatorReply.Json(
                new WireDraftList(
                    page.Count == 0
                        ? null
                        : [.. page.Select(mail => new WireDraft { Id = drafts[mail.Id], Message = new WireReference { Id = mail.Id, ThreadId = mail.ThreadId } })],
                    next,
                    found.Count),
                GmailWireJson.Default.WireDraftList);
    }

    /// <summary>One page; the token names the last message seen, so mail that comes meanwhile moves nothing.</summary>
    private static SimulatorReply? Page(FormFields query, List<SimulatedMail> found, out List<SimulatedMail> page, out string? next)
    {
        (page, next) = ([], null);
        var size = 100;
        if (query["maxResults"] is { } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size == 0))
        {
            return GmailReplies.Invalid("Invalid value at 'max_results' (TYPE_UINT32)");
        }

        var start = 0;
        if (query["pageToken"] is { Length: > 0 } token)
        {
            if (!TryDecode(token, out var bytes) || Encoding.UTF8.GetString(bytes).Split(':') is not [var time, var id] || !long.TryParse(time, out var last))
            {
                return GmailReplies.Invalid("Invalid pageToken");
            }

            start = found.FindIndex(mail => mail.InternalDate < last || (mail.InternalDate == last && string.CompareOrdinal(mail.Id, id) > 0));
            start = start < 0 ? found.Count : start;
        }

        page = found.GetRange(start, Math.Min(Math.Min(size, LongestPage), found.Count - start));
        if (start + page.Count < found.Count)
        {
            next = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{page[^1].InternalDate}:{page[^1].Id}"));
        }

        return null;
    }

    private SimulatorReply GetMessage(SimulatorRequest request)
    {
        if (_mailbox.Find(request.Route("id")) is not { } mail)
        {
            return GmailReplies.NotFound();
        }

        var query = request.QueryFields();
        var format = (query["format"] ?? "full").ToLowerInvariant();
        return format is "full" or "minimal" or "raw" or "metadata"
            ? SimulatorReply.Json(GmailReplies.Message(mail, format, [.. query.Values("metadataHeaders")]), GmailWireJson.Default.WireMessage)
            : GmailReplies.Invalid("Invalid value at 'format'");
    }

    private SimulatorReply GetAttachment(SimulatorRequest request) =>
        _mailbox.Find(request.Route("id")) is { } mail && GmailReplies.Attachment(mail, request.Route("attachment")) is { } file
            ? SimulatorReply.Json(file, GmailWireJson.Default.WireAttachment)
            : GmailReplies.NotFound();

    private SimulatorReply ModifyMessage(SimulatorRequest request)
    {
        if (_mailbox.Find(request.Route("id")) is not { } mail)
        {
            return GmailReplies.NotFound();
        }

        var body = Read(request, GmailWireJson.Default.WireModify);
        var (add, remove) = (body?.AddLabelIds ?? [], body?.RemoveLabelIds ?? []);
        if (add.Count + remove.Count == 0)
        {
            return GmailReplies.Invalid("No label add or removes specified");
        }

        if (add.Count > MostLabels || remove.Count > MostLabels)
        {
            return GmailReplies.Invalid("Too many label ids");
        }

        if (add.Concat(remove).FirstOrDefault(label => _mailbox.Label(label) is null || label is "SENT" or "DRAFT") is { } invalid)
        {
            return GmailReplies.Invalid($"Invalid label: {invalid}");
        }

        if (add.Intersect(remove).Any())
        {
            return GmailReplies.Invalid("Cannot both add and remove the same label");
        }

        _mailbox.Modify(mail, add, remove);
        return SimulatorReply.Json(GmailReplies.Reference(mail), GmailWireJson.Default.WireReference);
    }

    private SimulatorReply ListLabels(SimulatorRequest request) =>
        SimulatorReply.Json(new WireLabelList([.. _mailbox.Labels]), GmailWireJson.Default.WireLabelList);

    private SimulatorReply CreateLabel(SimulatorRequest request)
    {
        if (Read(request, GmailWireJson.Default.WireLabel) is not { Name: { Length: > 0 } name })
        {
            return GmailReplies.Invalid("Invalid label name");
        }

        if (_mailbox.LabelByName(name) is not null)
        {
            return GmailReplies.Error(409, "ALREADY_EXISTS", "Label name exists or conflicts", "aborted");
        }

        var number = ulong.Parse(NewHexId("label", name, 15), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var label = new WireLabel($"Label_{number}", name, "user", "show", "labelShow");
        _mailbox.AddLabel(label);
        return SimulatorReply.Json(label, GmailWireJson.Default.WireLabel);
    }

    private bool IsSelf(string address)
    {
        var (plus, at) = (address.IndexOf('+'), address.IndexOf('@'));
        var bare = plus > 0 && plus < at ? string.Concat(address.AsSpan(0, plus), address.AsSpan(at)) : address;
        return bare.Equals(_address, StringComparison.OrdinalIgnoreCase);
    }

    private static WireMessage? ReadMessage(SimulatorRequest request, bool isDraft) =>
        isDraft ? Read(request, GmailWireJson.Default.WireDraftRequest)?.Message : Read(request, GmailWireJson.Default.WireMessage);

    private static T? Read<T>(SimulatorRequest request, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(request.Body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Gmail takes base64url and plain base64, padded or not.
    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        var url = text.AsSpan().ContainsAny('+', '/') ? text.Replace('+', '-').Replace('/', '_') : text;
        var isValid = Base64Url.DecodeFromChars(url, bytes, out _, out var written) == OperationStatus.Done;
        bytes = !isValid ? [] : written == bytes.Length ? bytes : bytes[..written];
        return isValid;
    }
}
