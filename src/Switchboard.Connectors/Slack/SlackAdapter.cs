using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Calls;
using Switchboard.Resilience;
using Switchboard.Validation;

namespace Switchboard.Connectors.Slack;

/// <summary>Speaks Slack's Web API: forms in, <c>ok</c> or <c>error</c> out.</summary>
internal sealed class SlackAdapter(Attempt attempt) : ISlack
{
    /// <summary>What attributes cannot say of a message.</summary>
    public static void CheckPost(PostMessage input, DateTimeOffset now, ValidationErrors errors) => SlackChecks.Blocks(input.Blocks, errors);

    /// <summary>What attributes cannot say of a time.</summary>
    public static void CheckSchedule(ScheduleMessage input, DateTimeOffset now, ValidationErrors errors) => SlackChecks.PostAt(input.PostAt, now, errors);

    /// <summary>What attributes cannot say of a file.</summary>
    public static void CheckUpload(UploadFile input, DateTimeOffset now, ValidationErrors errors) => SlackChecks.File(input.Content, errors);

    public async Task<PostedMessage> PostMessageAsync(PostMessage input, CancellationToken ct = default)
    {
        using var request = Request("chat.postMessage", new()
        {
            ["channel"] = input.Channel,
            ["text"] = input.Text,
            ["blocks"] = input.Blocks is null ? null : JsonSerializer.Serialize(input.Blocks, SlackWireJson.Default.IReadOnlyListJsonElement),
            ["thread_ts"] = input.ThreadTs,
        });
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var answer = Read(response, SlackWireJson.Default.PostMessageAnswer);
        return new PostedMessage(Need(response, answer.Ts, "ts"), Need(response, answer.Channel, "channel"));
    }

    public async Task<ScheduledMessage> ScheduleMessageAsync(ScheduleMessage input, CancellationToken ct = default)
    {
        // Whole seconds on the wire: never earlier than asked.
        var postAt = (input.PostAt.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

        // Never with metadata: Slack then answers ok and posts nothing (alert on https://docs.slack.dev/reference/methods/chat.scheduleMessage).
        using var request = Request("chat.scheduleMessage", new()
        {
            ["channel"] = input.Channel,
            ["text"] = input.Text,
            ["post_at"] = postAt.ToString(CultureInfo.InvariantCulture),
        });
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var answer = Read(response, SlackWireJson.Default.ScheduleMessageAnswer);
        return new ScheduledMessage(
            Need(response, answer.ScheduledMessageId, "scheduled_message_id"),
            Need(response, answer.Channel, "channel"),
            DateTimeOffset.FromUnixTimeSeconds(answer.PostAt ?? postAt));
    }

    public async Task<DeletedScheduledMessage> DeleteScheduledMessageAsync(DeleteScheduledMessage input, CancellationToken ct = default)
    {
        using var request = Request("chat.deleteScheduledMessage", new()
        {
            ["channel"] = input.Channel,
            ["scheduled_message_id"] = input.ScheduledMessageId,
        });
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        try
        {
            Read(response, SlackWireJson.Default.SlackAnswer);
        }
        catch (ProviderException e) when (attempt.MayHaveHappened && e.Fault.ProviderCode == "invalid_scheduled_message_id")
        {
            // An earlier try of this call deleted it, and its answer was lost.
        }

        return new DeletedScheduledMessage(input.ScheduledMessageId);
    }

    public async Task<ChannelPage> ListChannelsAsync(ListChannels input, CancellationToken ct = default)
    {
        using var request = Request("conversations.list", new()
        {
            ["cursor"] = input.Cursor,
            ["limit"] = input.Limit?.ToString(CultureInfo.InvariantCulture),
            ["types"] = input.Types,
            ["exclude_archived"] = "true",
        });
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var answer = Read(response, SlackWireJson.Default.ConversationsAnswer);
        var next = answer.ResponseMetadata?.NextCursor;
        return new ChannelPage(
            [.. Need(response, answer.Channels, "channels").Select(c => new Channel(c.Id, c.Name ?? "", c.IsMember ?? c.IsIm ?? false, c.User))],
            string.IsNullOrEmpty(next) ? null : next);
    }

    public async Task<User> GetUserAsync(GetUser input, CancellationToken ct = default)
    {
        using var request = Request("users.info", new() { ["user"] = input.UserId });
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var user = Need(response, Read(response, SlackWireJson.Default.UserAnswer).User, "user");
        var name = Need(response, user.Name, "user.name");
        return new User(
            Need(response, user.Id, "user.id"), name, user.RealName ?? user.Profile?.RealName ?? name, user.IsBot ?? false, user.Profile?.Email, user.Tz);
    }

    public async Task<UploadedFile> UploadFileAsync(UploadFile input, CancellationToken ct = default)
    {
        var fileId = await UploadAsync(input.Filename, Convert.FromBase64String(input.Content), ct).ConfigureAwait(false);
        IReadOnlyList<WireFileReference> files = [new(fileId, input.Title)];
        using var request = Request("files.completeUploadExternal", new()
        {
            ["files"] = JsonSerializer.Serialize(files, SlackWireJson.Default.IReadOnlyListWireFileReference),
            ["channel_id"] = input.Channel,
            ["initial_comment"] = input.InitialComment,
            ["thread_ts"] = input.ThreadTs,
        });
        var response = await attempt.SendAsync(request, ct).ConfigureAwait(false);
        var file = Need(response, Read(response, SlackWireJson.Default.UploadedFilesAnswer).Files?.FirstOrDefault(), "files");
        return new UploadedFile(file.Id ?? fileId, file.Title);
    }

    /// <summary>Brings the bytes to Slack, where nobody sees them until the upload is completed.</summary>
    private async Task<string> UploadAsync(string filename, byte[] bytes, CancellationToken ct)
    {
        try
        {
            using var ask = Request("files.getUploadURLExternal", new()
            {
                ["filename"] = filename,
                ["length"] = bytes.Length.ToString(CultureInfo.InvariantCulture),
            });
            var response = await attempt.PrepareAsync(ask, ct).ConfigureAwait(false);
            var answer = Read(response, SlackWireJson.Default.UploadAddressAnswer);
            var address = UploadAddress(response, Need(response, answer.UploadUrl, "upload_url"));

            // No Authorization: the address is the permission, and it is a host of the provider's choice.
            using var put = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(bytes) };
            put.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var done = await attempt.PrepareAsync(put, ct).ConfigureAwait(false);
            return done.IsSuccess
                ? Need(response, answer.FileId, "file_id")
                : throw done.ToException(attempt.Time.GetUtcNow(), message: "the file's bytes were not taken.");
        }
        catch (ProviderException e) when (e.Fault.Verdict == Verdict.InDoubt)
        {
            throw new ProviderException(e.Fault with { Verdict = Verdict.NotSent }, e);
        }
    }

    /// <summary>Where to bring the bytes: only over TLS, or at the operator's own base address.</summary>
    private Uri UploadAddress(ProviderResponse response, string text)
    {
        var connection = attempt.Connection;
        var isGood = Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps
                || (connection.IsBaseAddressOverridden && SameOrigin(address, connection.BaseAddress)));
        return isGood ? address! : throw SlackFaults.BadUploadAddress(response);
    }

    private static bool SameOrigin(Uri one, Uri other) => one.Scheme == other.Scheme && one.Host == other.Host && one.Port == other.Port;

    private HttpRequestMessage Request(string method, Dictionary<string, string?> fields)
    {
        foreach (var (name, value) in fields)
        {
            if (value is null)
            {
                fields.Remove(name);
            }
        }

        var request = new HttpRequestMessage(HttpMethod.Post, attempt.Address("/api/" + method)) { Content = new FormUrlEncodedContent(fields!) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", attempt.Credential["BotToken"]);
        return request;
    }

    private T Read<T>(ProviderResponse response, JsonTypeInfo<T> type)
        where T : SlackAnswer
    {
        if (response.Header("x-slack-req-id") is { } id)
        {
            attempt.Note("providerRequestId", id);
        }

        var now = attempt.Time.GetUtcNow();
        if (!response.IsSuccess)
        {
            var said = response.TryRead(SlackWireJson.Default.SlackAnswer);
            throw response.ToException(now, said?.Error, said?.Error is null ? null : SlackFaults.Describe(said));
        }

        // The envelope first: what else an error's answer holds is of no use, and must not make it unreadable.
        var envelope = response.Read(SlackWireJson.Default.SlackAnswer);
        return envelope.Ok switch
        {
            true => response.Read(type),
            false => throw SlackFaults.ToException(response, envelope, now),
            null => throw SlackFaults.Missing(response, "ok"),
        };
    }

    private static T Need<T>(ProviderResponse response, [NotNull] T? value, string member)
        where T : class => value ?? throw SlackFaults.Missing(response, member);
}
