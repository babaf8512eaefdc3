using System.Text.Json;
using Switchboard.Contracts;

namespace Switchboard.Connectors.Slack;

file static class Pages
{
    internal const string Limits = "https://docs.slack.dev/apis/web-api/rate-limits";
}

/// <summary>Posts and schedules messages in a Slack workspace, shares files, and reads its channels and people.</summary>
/// <remarks>
/// Limits are those of https://docs.slack.dev/apis/web-api/rate-limits, by method, for one app in one workspace. Posting has no
/// tier: one message a second to a channel, short bursts allowed. Two windows say that: 60 in 60 s holds the published
/// average, 5 in 1 s is our reading of a short burst. Slack's further limit for the whole workspace has no published number, so
/// it is left to Slack's 429, which says that nothing was posted.
/// </remarks>
[Connector(
    "slack",
    Category = "Chat",
    BaseAddress = "https://slack.com",
    Adapter = typeof(SlackAdapter),
    Simulator = typeof(SlackSimulator),
    Json = typeof(SlackJson),
    Triggers = ["message.received", "app.mentioned"])]
[Credential("BotToken", "Bot user OAuth token (xoxb-…) of the Slack app: api.slack.com/apps, the app, OAuth & Permissions.", Simulated = "xoxb-000000000000-simulated")]
[RateLimit("chat.postMessage", 60, 60, Source = Pages.Limits)]
[RateLimit("chat.postMessage", 5, 1, Source = Pages.Limits)]
[RateLimit("chat.scheduleMessage", 50, 60, Source = Pages.Limits)]
[RateLimit("chat.deleteScheduledMessage", 50, 60, Source = Pages.Limits)]
[RateLimit("conversations.list", 20, 60, Source = Pages.Limits)]
[RateLimit("users.info", 100, 60, Source = Pages.Limits)]
[RateLimit("files.getUploadURLExternal", 100, 60, Source = Pages.Limits)]
[RateLimit("files.completeUploadExternal", 100, 60, Source = Pages.Limits)]
public interface ISlack
{
    /// <summary>
    /// Posts a message to a channel now, or as a reply in a thread. For a later time use scheduleMessage. Slack has no idempotency
    /// key: after an unknown outcome do not repeat it, look into the channel.
    /// </summary>
    [Action(Effect.Write, Repeat.Blind, Check = nameof(SlackAdapter.CheckPost), Scopes = ["chat:write"])]
    [Cost("chat.postMessage", Per = "channel")]
    Task<PostedMessage> PostMessageAsync(PostMessage input, CancellationToken ct = default);

    /// <summary>
    /// Has Slack post a message to a channel later, at most 120 days ahead. Keep scheduledMessageId and channel: taking it back
    /// needs both. Slack takes at most 30 messages for one channel within any 5 minutes.
    /// </summary>
    [Action(Effect.Write, Repeat.Blind, Check = nameof(SlackAdapter.CheckSchedule), Scopes = ["chat:write"])]
    [Cost("chat.scheduleMessage")]
    Task<ScheduledMessage> ScheduleMessageAsync(ScheduleMessage input, CancellationToken ct = default);

    /// <summary>
    /// Takes back a scheduled message before it is posted; it cannot be restored. Slack refuses with
    /// invalid_scheduled_message_id when it was posted or deleted already, or is due within 60 seconds.
    /// </summary>
    [Action(Effect.Destructive, Repeat.Natural, Scopes = ["chat:write"])]
    [Cost("chat.deleteScheduledMessage")]
    Task<DeletedScheduledMessage> DeleteScheduledMessageAsync(DeleteScheduledMessage input, CancellationToken ct = default);

    /// <summary>
    /// Lists the channels that the app can see, page by page, archived ones left out. Use it to find a channel's id. A page may
    /// hold fewer than limit, even none: only an absent nextCursor means the end.
    /// </summary>
    [Action(Effect.Read, Repeat.Read, Scopes = ["channels:read", "groups:read", "im:read", "mpim:read"])]
    [Cost("conversations.list")]
    Task<ChannelPage> ListChannelsAsync(ListChannels input, CancellationToken ct = default);

    /// <summary>Reads one person's or bot's profile by its Slack id, as for a name or a time zone.</summary>
    [Action(Effect.Read, Repeat.Read, Scopes = ["users:read"])]
    [Cost("users.info")]
    Task<User> GetUserAsync(GetUser input, CancellationToken ct = default);

    /// <summary>Uploads a file and shares it in a channel or thread, with an optional message above it.</summary>
    [Action(Effect.Write, Repeat.Blind, Check = nameof(SlackAdapter.CheckUpload), Scopes = ["files:write"])]
    [Cost("files.getUploadURLExternal")]
    [Cost("files.completeUploadExternal")]
    Task<UploadedFile> UploadFileAsync(UploadFile input, CancellationToken ct = default);
}

/// <summary>A message to post now.</summary>
/// <param name="Channel">Channel id as C0123ABCD (G… and D… too), or name as #general. A user id is refused: take the direct message's D… id from listChannels with types im.</param>
/// <param name="Text">Message in Slack's mrkdwn (*bold*, _italic_, &lt;https://…|label&gt;), where &amp;, &lt; and &gt; are written &amp;amp;, &amp;lt; and &amp;gt;. At most 40,000 characters: Slack cuts the rest off, so more is refused. 4,000 is the advised length. With blocks it is what notifications show.</param>
/// <param name="Blocks">Block Kit blocks, at most 50, shown instead of text. A section's text holds at most 3,000 characters.</param>
/// <param name="ThreadTs">To reply in a thread: ts of its first message, as 1405895017.000506.</param>
public sealed record PostMessage(
    [Format(TextFormat.SingleLine)][Length(1, 255)][Pattern(@"^[^UW\s]\S*$")] string Channel,
    [Content][Length(1, 40_000)] string Text,
    [Content][Items(1, 50)] IReadOnlyList<JsonElement>? Blocks = null,
    [Volatile][Pattern(@"^[0-9]{1,12}\.[0-9]{6}$")] string? ThreadTs = null);

/// <summary>A message that was posted.</summary>
/// <param name="Ts">Id of the message within its channel, as 1405895017.000506: seconds, dot, six digits. Text, never a number.</param>
/// <param name="Channel">Id of the channel, also when the call named it by name.</param>
public sealed record PostedMessage([Volatile] string Ts, string Channel);

/// <summary>A message to post later.</summary>
/// <param name="Channel">Channel id as C0123ABCD, or name as #general; no user id.</param>
/// <param name="Text">As of postMessage, at most 40,000 characters.</param>
/// <param name="PostAt">When to post, ISO 8601 with offset, as 2026-12-24T09:00:00Z: after now, at most 120 days ahead. A fraction of a second is rounded up.</param>
public sealed record ScheduleMessage(
    [Format(TextFormat.SingleLine)][Length(1, 255)][Pattern(@"^[^UW\s]\S*$")] string Channel,
    [Content][Length(1, 40_000)] string Text,
    [Volatile] DateTimeOffset PostAt);

/// <summary>A message that waits to be posted.</summary>
/// <param name="ScheduledMessageId">Its id until it is posted, as Q1298393284; the posted message gets another.</param>
/// <param name="Channel">Id of the channel.</param>
/// <param name="PostAt">When Slack will post it.</param>
public sealed record ScheduledMessage([Volatile] string ScheduledMessageId, string Channel, [Volatile] DateTimeOffset PostAt);

/// <summary>A scheduled message to take back.</summary>
/// <param name="Channel">Channel that scheduleMessage answered.</param>
/// <param name="ScheduledMessageId">Id that scheduleMessage answered, as Q1298393284.</param>
public sealed record DeleteScheduledMessage(
    [Format(TextFormat.SingleLine)][Length(1, 255)][Pattern(@"^[^UW\s]\S*$")] string Channel,
    [Volatile][Format(TextFormat.SingleLine)][Length(1, 64)] string ScheduledMessageId);

/// <summary>A scheduled message that is gone.</summary>
/// <param name="ScheduledMessageId">Its id, which nothing has any more.</param>
public sealed record DeletedScheduledMessage([Volatile] string ScheduledMessageId);

/// <summary>Which channels to list.</summary>
/// <param name="Cursor">nextCursor of the page before; absent: the first page.</param>
/// <param name="Limit">Most channels on the page, 1 to 999. Default 100.</param>
/// <param name="Types">Kinds, with commas between: public_channel, private_channel, mpim (group messages), im (direct messages). Default public_channel.</param>
public sealed record ListChannels(
    [Volatile][Format(TextFormat.SingleLine)][Length(1, 1000)] string? Cursor = null,
    [Range(1, 999)] int? Limit = null,
    [Pattern("^(public_channel|private_channel|mpim|im)(,(public_channel|private_channel|mpim|im))*$")] string? Types = null);

/// <summary>A page of channels.</summary>
/// <param name="Channels">The channels; may be empty before the end.</param>
/// <param name="NextCursor">Cursor of the next page; absent: this was the last.</param>
public sealed record ChannelPage(IReadOnlyList<Channel> Channels, [Volatile] string? NextCursor = null);

/// <summary>A channel, group or direct message.</summary>
/// <param name="Id">Its id, as C0123ABCD.</param>
/// <param name="Name">Name without #; empty for a direct message.</param>
/// <param name="IsMember">Whether the app is in it.</param>
/// <param name="UserId">For a direct message: the other person's id.</param>
public sealed record Channel(string Id, [Content] string Name, bool IsMember, [Recipient] string? UserId = null);

/// <summary>Whose profile to read.</summary>
/// <param name="UserId">Slack id, as U012A3CDE or W012A3CDE; no name, no address.</param>
public sealed record GetUser([Recipient][Pattern("^[UW][A-Z0-9]{2,31}$")] string UserId);

/// <summary>A person or bot of the workspace.</summary>
/// <param name="Id">Slack id.</param>
/// <param name="Name">User name, as spengler.</param>
/// <param name="RealName">Full name, as Egon Spengler.</param>
/// <param name="IsBot">Whether it is an app's user.</param>
/// <param name="Email">Mail address; absent without the scope users:read.email, and for bots.</param>
/// <param name="TimeZone">IANA time zone, as Europe/Vienna.</param>
public sealed record User(
    [Recipient] string Id,
    [Content] string Name,
    [Content] string RealName,
    bool IsBot,
    [Recipient] string? Email = null,
    string? TimeZone = null);

/// <summary>A file to share.</summary>
/// <param name="Channel">Id of the channel to share it in, as C0123ABCD; a name does not work here. The app must be in it.</param>
/// <param name="Filename">Name with its extension, as report.pdf.</param>
/// <param name="Content">The file's bytes as base64 with padding; from 1 byte to 1 GiB.</param>
/// <param name="Title">Title shown above the file. Default the file name.</param>
/// <param name="InitialComment">Message posted with the file.</param>
/// <param name="ThreadTs">To share it in a thread: ts of its first message.</param>
public sealed record UploadFile(
    [Pattern("^[CGD][A-Z0-9]{2,}$")] string Channel,
    [Content][Format(TextFormat.SingleLine)][Length(1, 255)] string Filename,
    [Content][Format(TextFormat.Base64)][Length(4, 1_431_655_768)] string Content,
    [Content][Format(TextFormat.SingleLine)][Length(1, 255)] string? Title = null,
    [Content][Length(1, 40_000)] string? InitialComment = null,
    [Volatile][Pattern(@"^[0-9]{1,12}\.[0-9]{6}$")] string? ThreadTs = null);

/// <summary>A file that was shared.</summary>
/// <param name="FileId">Its id, as F123ABC456.</param>
/// <param name="Title">Its title.</param>
public sealed record UploadedFile([Volatile] string FileId, [Content] string? Title = null);
