using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Slack;

/// <summary>Plays a Slack workspace: methods below <c>/api/</c> and, for those who serve it under a prefix, below the root.</summary>
internal sealed class SlackSimulator : Simulator
{
    private const int MostText = 40_000;
    private readonly SlackWorkspace _workspace;
    private readonly SlackFiles _files;

    public SlackSimulator(SimulatorContext context)
        : base(context)
    {
        _workspace = new SlackWorkspace(NewHexId, NewBase36Id);
        _workspace.Populate();
        _files = new SlackFiles(_workspace, () => Now.ToUnixTimeSeconds());
        MapMethod("chat.postMessage", PostMessage, takesJson: true);
        MapMethod("chat.scheduleMessage", ScheduleMessage, takesJson: true);
        MapMethod("chat.deleteScheduledMessage", DeleteScheduledMessage, takesJson: true);
        MapMethod("chat.scheduledMessages.list", ListScheduledMessages, takesJson: true);
        MapMethod("conversations.list", ListChannels);
        MapMethod("conversations.history", (a, r) => ListMessages(a, r, isThread: false));
        MapMethod("conversations.replies", (a, r) => ListMessages(a, r, isThread: true));
        MapMethod("users.info", (a, _) => _workspace.FindUser(a["user"]) is { } user
            ? Reply(new UserAnswer { Ok = true, User = user }, SlackWireJson.Default.UserAnswer)
            : Error("user_not_found"));
        MapMethod("auth.test", AuthTest, takesJson: true);
        MapMethod("files.getUploadURLExternal", _files.AskUpload, takesJson: true);
        MapMethod("files.completeUploadExternal", _files.Complete, takesJson: true);
        Map("files.upload", "POST", "/upload/v1/{token}", _files.Take);
        Map("files.download", "GET", "/files-pri/{id}", _files.Download);
    }

    public static SimulatorReply Reply<T>(T answer, JsonTypeInfo<T> type)
        where T : SlackAnswer => SimulatorReply.Json(answer, type);

    public static SimulatorReply Error(string code, string? message = null) => Reply(
        new SlackAnswer { Ok = false, Error = code, ResponseMetadata = message is null ? null : new(Messages: [message]) }, SlackWireJson.Default.SlackAnswer);

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) => request.Header("Authorization") switch
    {
        _ when request.Path.StartsWith(SlackFiles.UploadPath, StringComparison.Ordinal) => null,
        null or "" => Error("not_authed"),
        { Length: > 7 } given when given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => null,
        _ => Error("invalid_auth"),
    };

    protected override SimulatorReply NotFound(SimulatorRequest request) => Error("unknown_method");

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, _workspace.Save(), SlackWireJson.Default.SlackSnapshot);

    protected override void LoadState(JsonElement state) => _workspace.Load(state.Deserialize(SlackWireJson.Default.SlackSnapshot)!);

    private void MapMethod(string name, Func<SlackArguments, SimulatorRequest, SimulatorReply> act, bool takesJson = false)
    {
        foreach (var path in (ReadOnlySpan<string>)["/api/" + name, "/" + name])
        {
            Map(name, "POST", path, Handle);
            Map(name, "GET", path, Handle);
        }

        SimulatorReply Handle(SimulatorRequest request)
        {
            _workspace.Settle(Now.ToUnixTimeSeconds());
            var reply = SlackArguments.Read(request, takesJson, out var arguments) is { } error ? Error(error) : act(arguments, request);
            return reply.With("x-slack-req-id", NewHexId("request", CanonicalKey(request), 32));
        }
    }

    private SimulatorReply PostMessage(SlackArguments arguments, SimulatorRequest request)
    {
        if (Refuse(arguments, out var draft) is { } refusal)
        {
            return refusal;
        }

        // Slack does not refuse a longer text here, it cuts it off.
        var message = _workspace.Post(draft with { Text = draft.Text.Length > MostText ? draft.Text[..MostText] : draft.Text }, Now.ToUnixTimeSeconds());
        return Reply(
            new PostMessageAnswer { Ok = true, Channel = draft.Channel, Ts = message.Ts, Message = ToWire(message.Draft) with { Ts = message.Ts } },
            SlackWireJson.Default.PostMessageAnswer);
    }

    private SimulatorReply ScheduleMessage(SlackArguments arguments, SimulatorRequest request)
    {
        if (Refuse(arguments, out var draft) is { } refusal)
        {
            return refusal;
        }

        if (draft.Text.Length > MostText)
        {
            return Error("msg_too_long");
        }

        if (!long.TryParse(arguments["post_at"], NumberStyles.None, CultureInfo.InvariantCulture, out var postAt))
        {
            return Error("invalid_time");
        }

        var now = Now.ToUnixTimeSeconds();
        if (postAt <= now || postAt - now > (long)SlackChecks.MaxAhead.TotalSeconds)
        {
            return Error(postAt <= now ? "time_in_past" : "time_too_far");
        }

        return _workspace.Schedule(draft, postAt, now, isLost: arguments["metadata"] is not null) is { } scheduled
            ? Reply(
                new ScheduleMessageAnswer
                {
                    Ok = true,
                    Channel = draft.Channel,
                    ScheduledMessageId = scheduled.Id,
                    PostAt = postAt,
                    Message = ToWire(draft) with { Type = "delayed_message" },
                },
                SlackWireJson.Default.ScheduleMessageAnswer)
            : Error("restricted_too_many");
    }

    private SimulatorReply DeleteScheduledMessage(SlackArguments arguments, SimulatorRequest request) =>
        _workspace.FindChannel(arguments["channel"]) is not { } channel ? Error("channel_not_found")
        : _workspace.Unschedule(channel.Id, arguments["scheduled_message_id"], Now.ToUnixTimeSeconds()) ? Reply(new() { Ok = true }, SlackWireJson.Default.SlackAnswer)
        : Error("invalid_scheduled_message_id");

    private SimulatorReply ListScheduledMessages(SlackArguments arguments, SimulatorRequest request)
    {
        var channel = _workspace.FindChannel(arguments["channel"]);
        if (arguments["channel"] is not null && channel is null)
        {
            return Error("invalid_channel");
        }

        List<StoredScheduledMessage> waiting = [.. _workspace.Scheduled
            .Where(s => channel is null || s.Draft.Channel == channel.Id)
            .OrderByDescending(s => s.PostAt).ThenBy(s => s.Id, StringComparer.Ordinal)];
        return !arguments.TryLimit(out var limit) ? Error("invalid_limit")
            : !arguments.TryPage(waiting, s => s.Id, limit, out var page, out var next) ? Error("invalid_cursor")
            : Reply(
                new ScheduledMessagesAnswer
                {
                    Ok = true,
                    ScheduledMessages = [.. page.Select(s => new WireScheduledMessage(s.Id, s.Draft.Channel, s.PostAt, s.DateCreated, s.Draft.Text))],
                    ResponseMetadata = new(next),
                },
                SlackWireJson.Default.ScheduledMessagesAnswer);
    }

    private SimulatorReply ListChannels(SlackArguments arguments, SimulatorRequest request)
    {
        var types = (arguments["types"] ?? "public_channel").Split(',', StringSplitOptions.TrimEntries);
        if (types.Except(["public_channel", "private_channel", "mpim", "im"]).Any())
        {
            return Error("invalid_types");
        }

        List<WireChannel> channels = [.. _workspace.Channels.Where(c => types.Contains(TypeOf(c)))];
        return !arguments.TryLimit(out var limit) ? Error("invalid_limit")
            : !arguments.TryPage(channels, c => c.Id, limit, out var page, out var next) ? Error("invalid_cursor")
            : Reply(
                new ConversationsAnswer
                {
                    // Archived ones go after the page is cut: so a page may be short, or empty, before the end.
                    Ok = true,
                    Channels = [.. page.Where(c => c.IsArchived != true || arguments["exclude_archived"] is not ("true" or "1"))],
                    ResponseMetadata = new(next),
                },
                SlackWireJson.Default.ConversationsAnswer);
    }

    private SimulatorReply ListMessages(SlackArguments arguments, SimulatorRequest request, bool isThread)
    {
        if (_workspace.FindChannel(arguments["channel"]) is not { } channel)
        {
            return Error("channel_not_found");
        }

        if (isThread && (arguments["ts"] is not { } ts || _workspace.Find(channel.Id, ts) is null))
        {
            return Error("thread_not_found");
        }

        var replies = _workspace.Replies(channel.Id);
        var messages = isThread ? _workspace.Thread(channel.Id, arguments["ts"]!) : _workspace.History(channel.Id);
        return !arguments.TryLimit(out var limit) ? Error("invalid_limit")
            : !arguments.TryPage(messages, m => m.Ts, limit, out var page, out var next) ? Error("invalid_cursor")
            : Reply(
                new HistoryAnswer
                {
                    Ok = true,
                    Messages = [.. page.Select(m => ToWire(m, replies[m.Ts].ToList(), request.Root))],
                    HasMore = next.Length > 0,
                    ResponseMetadata = new(next),
                },
                SlackWireJson.Default.HistoryAnswer);
    }

    private SimulatorReply AuthTest(SlackArguments arguments, SimulatorRequest request)
    {
        var identity = _workspace.Identity;
        return Reply(
            new AuthTestAnswer
            {
                Ok = true,
                Url = "https://example-works.slack.com/",
                Team = identity.Team,
                User = identity.BotName,
                TeamId = identity.TeamId,
                UserId = identity.BotUserId,
                BotId = identity.BotId,
            },
            SlackWireJson.Default.AuthTestAnswer);
    }

    /// <summary>Slack's no to a message; null: the draft is good.</summary>
    private SimulatorReply? Refuse(SlackArguments arguments, out SlackDraft draft)
    {
        draft = new SlackDraft("", "");
        if (_workspace.FindChannel(arguments["channel"]) is not { } channel)
        {
            return Error("channel_not_found");
        }

        if (channel.IsArchived == true)
        {
            return Error("is_archived");
        }

        if (SlackBlocks.Check(arguments["blocks"], out var blocks) is { } wrong)
        {
            return Error(wrong.Code, wrong.Message);
        }

        if (arguments["text"] is null && blocks is not { Count: > 0 })
        {
            return Error("no_text");
        }

        draft = new SlackDraft(channel.Id, arguments["text"] ?? "", blocks, arguments["thread_ts"]);
        return null;
    }

    private WireMessage ToWire(SlackDraft draft) => new()
    {
        Type = "message",
        Text = draft.Text,
        User = _workspace.Identity.BotUserId,
        BotId = _workspace.Identity.BotId,
        AppId = _workspace.Identity.AppId,
        Team = _workspace.Identity.TeamId,
        Blocks = draft.Blocks,
        ThreadTs = draft.ThreadTs,
        ParentUserId = draft.ThreadTs is null ? null : _workspace.Identity.BotUserId,
    };

    private WireMessage ToWire(StoredMessage message, List<StoredMessage> replies, string root)
    {
        var wire = ToWire(message.Draft) with { Ts = message.Ts, Files = message.Draft.Files is { } ids ? _files.ToWire(ids, root) : null };
        return replies.Count == 0 ? wire : wire with { ThreadTs = message.Ts, ReplyCount = replies.Count, LatestReply = replies[^1].Ts };
    }

    private static string TypeOf(WireChannel channel) =>
        channel.IsIm == true ? "im" : channel.IsMpim == true ? "mpim" : channel.IsPrivate == true ? "private_channel" : "public_channel";
}
