using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Connectors.Google;
using Switchboard.Connectors.Mime;
using Switchboard.Validation;

namespace Switchboard.Connectors.Gmail;

/// <summary>Speaks the Gmail API v1.</summary>
internal sealed class GmailAdapter(Attempt attempt) : IGmail
{
    private const string Root = "/gmail/v1/users/me/";

    /// <summary>What attributes cannot say of a mail.</summary>
    public static void CheckSend(SendMessage input, DateTimeOffset now, ValidationErrors errors) => GmailChecks.Mail(input, errors);

    /// <summary>What attributes cannot say of a draft.</summary>
    public static void CheckDraft(CreateDraft input, DateTimeOffset now, ValidationErrors errors) => GmailChecks.Mail(GmailRequests.AsSend(input), errors);

    public async Task<SentMessage> SendAsync(SendMessage input, CancellationToken ct = default)
    {
        using var request = Post("messages/send", GmailRequests.Send(attempt, input));
        var sent = await CallAsync(request, GmailWireJson.Default.WireReference, ct).ConfigureAwait(false);
        return new SentMessage(sent.Id, sent.ThreadId);
    }

    /// <summary>The sent message of this call, by its Message-ID; null proves nothing, since Google may replace that header.</summary>
    public async Task<SentMessage?> FindSentAsync(SendMessage input, CancellationToken ct = default)
    {
        using var request = Get("messages?labelIds=SENT&maxResults=1&q=" + MarkerQuery());
        var found = await CallAsync(request, GmailWireJson.Default.WireMessageList, ct).ConfigureAwait(false);
        return found.Messages is [var sent, ..] ? new SentMessage(sent.Id, sent.ThreadId) : null;
    }

    public async Task<MailboxProfile> GetProfileAsync(GetProfile input, CancellationToken ct = default)
    {
        using var request = Get("profile");
        var profile = await CallAsync(request, GmailWireJson.Default.WireProfile, ct).ConfigureAwait(false);
        return new MailboxProfile(profile.EmailAddress ?? "", profile.MessagesTotal, profile.ThreadsTotal, profile.HistoryId);
    }

    public async Task<MessageList> ListMessagesAsync(ListMessages input, CancellationToken ct = default)
    {
        using var request = Get("messages" + ListQuery(input));
        var page = await CallAsync(request, GmailWireJson.Default.WireMessageList, ct).ConfigureAwait(false);
        MessageReference[] messages = [.. (page.Messages ?? []).Select(message => new MessageReference(message.Id, message.ThreadId))];
        return new MessageList(messages, page.NextPageToken, page.ResultSizeEstimate);
    }

    public async Task<MailMessage> GetMessageAsync(GetMessage input, CancellationToken ct = default)
    {
        using var request = Get($"messages/{Uri.EscapeDataString(input.Id)}?format=full");
        var message = await CallAsync(request, GmailWireJson.Default.WireMessage, ct).ConfigureAwait(false);
        return GmailPayload.ToMessage(message);
    }

    public async Task<CreatedDraft> CreateDraftAsync(CreateDraft input, CancellationToken ct = default)
    {
        using var request = Post("drafts", GmailRequests.Draft(attempt, input));
        var draft = await CallAsync(request, GmailWireJson.Default.WireDraft, ct).ConfigureAwait(false);
        return new CreatedDraft(draft.Id, draft.Message.Id, draft.Message.ThreadId);
    }

    /// <summary>The draft of this call, by its Message-ID; null if it was sent or deleted since.</summary>
    public async Task<CreatedDraft?> FindDraftAsync(CreateDraft input, CancellationToken ct = default)
    {
        using var request = Get("drafts?maxResults=1&q=" + MarkerQuery());
        var found = await CallAsync(request, GmailWireJson.Default.WireDraftList, ct).ConfigureAwait(false);
        return found.Drafts is [var draft, ..] ? new CreatedDraft(draft.Id, draft.Message.Id, draft.Message.ThreadId) : null;
    }

    public async Task<ModifiedMessage> ModifyMessageAsync(ModifyMessage input, CancellationToken ct = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new WireModify(input.AddLabelIds, input.RemoveLabelIds), GmailWireJson.Default.WireModify);
        using var request = Post($"messages/{Uri.EscapeDataString(input.Id)}/modify", new ByteArrayContent(body));
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var message = await CallAsync(request, GmailWireJson.Default.WireMessage, ct).ConfigureAwait(false);
        return new ModifiedMessage(message.Id ?? input.Id, message.LabelIds ?? []);
    }

    public async Task<LabelList> ListLabelsAsync(ListLabels input, CancellationToken ct = default)
    {
        using var request = Get("labels");
        var list = await CallAsync(request, GmailWireJson.Default.WireLabelList, ct).ConfigureAwait(false);
        return new LabelList([.. (list.Labels ?? []).Select(label => new MailLabel(label.Id ?? "", label.Name ?? "", label.Type ?? "user"))]);
    }

    private async Task<T> CallAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken ct)
    {
        var token = await GoogleAccess.TokenAsync(attempt, ct).ConfigureAwait(false);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        if (response.IsSuccess)
        {
            return response.Read(type);
        }

        var exception = GoogleFaults.Of(response, attempt.Time.GetUtcNow());
        if (exception.Fault.IsUnauthorized)
        {
            GoogleAccess.Refused(attempt, token);
        }

        throw exception;
    }

    private HttpRequestMessage Get(string path) => new(HttpMethod.Get, attempt.Address(Root + path));

    private HttpRequestMessage Post(string path, HttpContent content) => new(HttpMethod.Post, attempt.Address(Root + path)) { Content = content };

    private string MarkerQuery() => Uri.EscapeDataString("rfc822msgid:" + MimeMessage.MessageIdOf(attempt.ExecutionId).Trim('<', '>'));

    private static string ListQuery(ListMessages input)
    {
        var query = new StringBuilder();
        Add("maxResults", input.MaxResults?.ToString(CultureInfo.InvariantCulture));
        Add("q", input.Query);
        Add("pageToken", input.PageToken);
        foreach (var label in input.LabelIds ?? [])
        {
            Add("labelIds", label);
        }

        return query.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }
}
