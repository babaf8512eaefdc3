using System.Text.Json;
using Switchboard.Connectors.Slack;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Slack;

/// <summary>Every action's exchanges, by the description derived from Slack's own types and by Slack's own samples.</summary>
public sealed class SlackDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Spec = "slack.derived.openapi.json";

    // The description has every member of an answer optional, so what must be there is said here:
    // the members of the documented example answers, that is, https://docs.slack.dev/reference/methods.
    private static readonly Dictionary<string, string[]> Present = new()
    {
        ["chat.postMessage"] = ["ok", "channel", "ts", "message.text", "message.bot_id", "message.type", "message.ts"],
        ["chat.scheduleMessage"] = ["ok", "channel", "scheduled_message_id", "post_at", "message.text", "message.bot_id", "message.type"],
        ["chat.deleteScheduledMessage"] = ["ok"],
        ["chat.scheduledMessages.list"] =
        [
            "ok", "scheduled_messages.id", "scheduled_messages.channel_id", "scheduled_messages.post_at", "scheduled_messages.date_created",
            "scheduled_messages.text", "response_metadata.next_cursor",
        ],
        ["conversations.list"] =
        [
            "ok", "channels.id", "channels.name", "channels.is_channel", "channels.is_group", "channels.is_im", "channels.is_mpim", "channels.is_private",
            "channels.is_archived", "channels.is_general", "channels.is_member", "channels.name_normalized", "channels.created", "channels.creator",
            "channels.topic.value", "channels.purpose.value", "channels.num_members", "response_metadata.next_cursor",
        ],
        ["users.info"] =
        [
            "ok", "user.id", "user.team_id", "user.name", "user.deleted", "user.real_name", "user.tz", "user.is_admin", "user.is_bot", "user.updated",
            "user.profile.real_name", "user.profile.display_name", "user.profile.email", "user.profile.team",
        ],
        ["auth.test"] = ["ok", "url", "team", "user", "team_id", "user_id", "bot_id"],
        ["files.getUploadURLExternal"] = ["ok", "upload_url", "file_id"],
        ["files.completeUploadExternal"] = ["ok", "files.id", "files.title"],
    };

    private readonly SlackBench _slack = new();

    [Fact]
    public async Task Post_message()
    {
        IReadOnlyList<JsonElement> blocks =
        [
            JsonElement.Parse("""{"type":"section","text":{"type":"mrkdwn","text":"*Hello*"}}"""),
            JsonElement.Parse("""{"type":"divider"}"""),
        ];
        var parent = await _slack.NewCall().PostMessageAsync(new PostMessage("#general", "Hello", blocks), SlackBench.Ct);
        await Judge("chat.postMessage", "postMessage");
        await _slack.NewCall().PostMessageAsync(new PostMessage(parent.Channel, "A reply", ThreadTs: parent.Ts), SlackBench.Ct);
        await Judge("chat.postMessage", "postMessage");
    }

    [Fact]
    public async Task Schedule_and_delete()
    {
        var scheduled = await _slack.NewCall().ScheduleMessageAsync(new ScheduleMessage("C123", "later", TestClock.DefaultStart.AddDays(1)), SlackBench.Ct);
        await Judge("chat.scheduleMessage", "scheduleMessage");
        Compare("chat.scheduledMessages.list", _slack.Ask("/api/chat.scheduledMessages.list"));
        await _slack.NewCall().DeleteScheduledMessageAsync(new DeleteScheduledMessage(scheduled.Channel, scheduled.ScheduledMessageId), SlackBench.Ct);
        await Judge("chat.deleteScheduledMessage", "deleteScheduledMessage");
    }

    [Fact]
    public async Task List_channels()
    {
        var page = await _slack.NewCall().ListChannelsAsync(new ListChannels(Limit: 3, Types: "public_channel,private_channel,im"), SlackBench.Ct);
        await Judge("conversations.list", "listChannels");
        while (page.NextCursor is not null)
        {
            page = await _slack.NewCall().ListChannelsAsync(new ListChannels(page.NextCursor, 3, "public_channel,private_channel,im"), SlackBench.Ct);
            await JudgeTypes("conversations.list", "listChannels");
        }
    }

    [Fact]
    public async Task Get_user()
    {
        await _slack.NewCall().GetUserAsync(new GetUser("U012A3CDE"), SlackBench.Ct);
        await Judge("users.info", "getUser");
        await _slack.NewCall().GetUserAsync(new GetUser(_slack.Ask("/api/auth.test").GetProperty("user_id").GetString()!), SlackBench.Ct);
        await JudgeTypes("users.info", "getUser");
    }

    [Fact]
    public async Task Upload_file()
    {
        var parent = await _slack.NewCall().PostMessageAsync(new PostMessage("C123", "send it"), SlackBench.Ct);
        await _slack.NewCall().UploadFileAsync(new UploadFile("C123", "a.txt", "aGVsbG8=", "A", "See", parent.Ts), SlackBench.Ct);
        await Judge("files.getUploadURLExternal", "uploadFile", _slack.Exchanges[1]);
        await Judge("files.completeUploadExternal", "uploadFile", _slack.Exchanges[3]);
    }

    [Fact]
    public async Task Errors_have_the_described_shape_too()
    {
        await SlackBench.FaultOf(() => _slack.NewCall().PostMessageAsync(new PostMessage("nowhere", "x", [JsonElement.Parse("""{"type":"divider"}""")]), SlackBench.Ct));
        await JudgeTypes("chat.postMessage", "postMessage");
        Subset(Samples.GetProperty("chat.postMessage"), JsonElement.Parse(_slack.Last.ResponseBody), "chat.postMessage");
    }

    [Fact]
    public void Auth_test() => Compare("auth.test", _slack.Ask("/api/auth.test"));

    private static JsonElement Samples => JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Specs", "slack.samples.json"))).GetProperty("responses");

    private async Task Judge(string method, string action, WireExchange? exchange = null)
    {
        exchange ??= _slack.Last;
        await JudgeTypes(method, action, exchange);
        Compare(method, JsonElement.Parse(exchange.ResponseBody));
    }

    private Task JudgeTypes(string method, string action, WireExchange? exchange = null) =>
        judge.JudgeAsync(Spec, "/" + method, "POST", exchange ?? _slack.Last, output, action);

    /// <summary>Fails when an answer lacks a member of Slack's example, or has one that Slack's sample never had.</summary>
    private static void Compare(string method, JsonElement answer)
    {
        foreach (var path in Present[method])
        {
            Find(answer, path.Split('.')).ShouldBeTrue($"{method} answers no {path}");
        }

        Subset(Samples.GetProperty(method), answer, method);
    }

    private static bool Find(JsonElement json, ReadOnlySpan<string> path)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return json.GetArrayLength() > 0 && Find(json[0], path);
        }

        return path.IsEmpty || (json.TryGetProperty(path[0], out var member) && Find(member, path[1..]));
    }

    private static void Subset(JsonElement sample, JsonElement answer, string where)
    {
        switch (answer.ValueKind)
        {
            case JsonValueKind.Object when sample.ValueKind == JsonValueKind.Object:
                foreach (var member in answer.EnumerateObject())
                {
                    // Slack's samples of some methods were taken from answers without this part, which every method may have.
                    if (member.Name != "response_metadata" || sample.TryGetProperty(member.Name, out _))
                    {
                        sample.TryGetProperty(member.Name, out var known).ShouldBeTrue($"{where}/{member.Name} is in none of Slack's answers");
                        Subset(known, member.Value, where + "/" + member.Name);
                    }
                }

                break;
            case JsonValueKind.Array when sample is { ValueKind: JsonValueKind.Array } && sample.GetArrayLength() > 0:
                foreach (var item in answer.EnumerateArray())
                {
                    Subset(sample[0], item, where + "[]");
                }

                break;
            default:
                answer.ValueKind.ToString().Replace("False", "True", StringComparison.Ordinal)
                    .ShouldBe(sample.ValueKind.ToString().Replace("False", "True", StringComparison.Ordinal), where);
                break;
        }
    }
}
