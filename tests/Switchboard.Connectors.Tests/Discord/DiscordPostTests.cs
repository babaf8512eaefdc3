using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connectors.Discord;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Tests.Discord;

public sealed class DiscordPostTests
{
    private static readonly Guid Execution = Guid.Parse("0192f000-0000-7000-8000-00000000abcd");
    private readonly DiscordBench _bench = new();

    [Fact]
    public async Task Posts_json_with_key_and_without_mentions_as_a_bot()
    {
        var posted = await _bench.PostAsync("Hello @everyone", executionId: Execution);

        posted.Id.ShouldMatch("^[1-9][0-9]{16,19}$");
        posted.ChannelId.ShouldBe(DiscordBench.Channel);
        _bench.Last.Method.ShouldBe("POST");
        _bench.Last.Address.AbsoluteUri.ShouldBe("https://discord.com/api/v10/channels/123456789012345678/messages");
        _bench.Last.Authorization.ShouldBe("Bot " + DiscordBench.Token);
        _bench.Last.RequestType.ShouldBe("application/json");
        JsonElement.Parse(_bench.Last.RequestBody).ToString().ShouldBe(
            """{"content":"Hello @everyone","nonce":"AZLwAAAAcACAAAAAAACrzQ","enforce_nonce":true,"allowed_mentions":{"parse":[]}}""");
    }

    [Fact]
    public async Task The_user_agent_has_the_form_that_Discord_demands()
    {
        await _bench.PostAsync();
        await _bench.Discord.GetCurrentUserAsync(new GetCurrentUser(), DiscordBench.Ct);

        _bench.Simulator.Received.ShouldAllBe(request => request.Header("User-Agent")!.StartsWith("DiscordBot (https://") && request.Header("User-Agent")!.EndsWith(", 0.1.0)"));
    }

    [Fact]
    public async Task Surprise_success_is_200_not_201()
    {
        await _bench.PostAsync();
        ((int)_bench.Last.Status).ShouldBe(200);
    }

    [Fact]
    public async Task Nobody_is_notified_unless_the_call_says_so()
    {
        const string Text = "@everyone <@42> <@&43>";
        async Task<(bool Everyone, int People, int Roles)> Notified(IReadOnlyList<MentionKind>? mentions)
        {
            await _bench.PostAsync(Text, mentions: mentions);
            var message = JsonElement.Parse(_bench.Last.ResponseBody);
            return (message.GetProperty("mention_everyone").GetBoolean(), message.GetProperty("mentions").GetArrayLength(), message.GetProperty("mention_roles").GetArrayLength());
        }

        (await Notified(null)).ShouldBe((false, 0, 0));
        (await Notified([])).ShouldBe((false, 0, 0));
        (await Notified([MentionKind.Users])).ShouldBe((false, 1, 0));
        (await Notified([MentionKind.Roles, MentionKind.Everyone])).ShouldBe((true, 0, 1));

        // What Discord does where nothing is said.
        var careless = _bench.Send("POST", $"/channels/{DiscordBench.Channel}/messages", JsonSerializer.Serialize(new Dictionary<string, string> { ["content"] = Text }));
        JsonElement.Parse(careless.Body.Span).GetProperty("mention_everyone").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_repeat_of_the_same_execution_is_the_same_message()
    {
        _bench.Simulator.Faults.Script(SimulatorFault.On(WireFault.AnswerLost), "create_message");
        (await DiscordBench.FaultOf(() => _bench.PostAsync(executionId: Execution))).Verdict.ShouldBe(Verdict.InDoubt);
        _bench.Clock.Advance(TimeSpan.FromSeconds(144));

        var again = await _bench.PostAsync(executionId: Execution);
        var other = await _bench.PostAsync();

        other.Id.ShouldNotBe(again.Id);
        _bench.Texts().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Surprise_the_key_is_forgotten_after_a_few_minutes()
    {
        var first = await _bench.PostAsync(executionId: Execution);
        _bench.Clock.Advance(TimeSpan.FromSeconds(180));
        var second = await _bench.PostAsync(executionId: Execution);

        second.Id.ShouldNotBe(first.Id);
        var window = DiscordConnector.Binding.Descriptor.Actions.Single(action => action.Name == "postMessage").KeyWindow;
        window.TotalMilliseconds.ShouldBeLessThanOrEqualTo(DiscordServer.NonceMilliseconds);
    }

    [Fact]
    public void Surprise_a_nonce_alone_is_no_key()
    {
        const string Body = """{"content":"hi","nonce":"n"}""";
        _bench.Send("POST", $"/channels/{DiscordBench.Channel}/messages", Body);
        _bench.Send("POST", $"/channels/{DiscordBench.Channel}/messages", Body);
        _bench.Texts().Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_posted_is_listed_newest_first_and_fetched()
    {
        List<string> ids = [];
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await _bench.PostAsync($"message {i}")).Id);
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        List<string?> all = [];
        for (var query = "?limit=2"; ;)
        {
            var page = _bench.Get($"/channels/{DiscordBench.Channel}/messages{query}").EnumerateArray().ToList();
            all.AddRange(page.Select(message => message.GetProperty("content").GetString()));
            if (page.Count < 2)
            {
                break;
            }

            query = "?limit=2&before=" + page[^1].GetProperty("id").GetString();
        }

        all.ShouldBe(["message 4", "message 3", "message 2", "message 1", "message 0"]);
        _bench.Texts(query: $"?after={ids[2]}").ShouldBe(["message 4", "message 3"]);
        _bench.Texts(query: $"?around={ids[2]}&limit=3").ShouldBe(["message 3", "message 2", "message 1"]);
        _bench.Get($"/channels/{DiscordBench.Channel}/messages/{ids[0]}").GetProperty("content").GetString().ShouldBe("message 0");
        _bench.Get($"/channels/{DiscordBench.Channel}").GetProperty("last_message_id").GetString().ShouldBe(ids[4]);
        _bench.Texts("323456789012345678").ShouldBeEmpty();
    }

    [Fact]
    public async Task Channels_are_listed_with_kinds_in_words()
    {
        var list = await _bench.Discord.ListChannelsAsync(new ListChannels(DiscordBench.Guild), DiscordBench.Ct);

        _bench.Last.Address.AbsoluteUri.ShouldBe($"https://discord.com/api/v10/guilds/{DiscordBench.Guild}/channels");
        _bench.Last.RequestBody.ShouldBeEmpty();
        list.Channels.Select(channel => channel.Type).Distinct().ShouldBe(["category", "text", "announcement", "forum", "voice"]);
        var general = list.Channels.Single(channel => channel.Name == "general");
        general.ParentId.ShouldBe(list.Channels.Single(channel => channel.Name == "Office").Id);
        general.Topic.ShouldBe("Company-wide talk");
        (await _bench.PostAsync("hi", general.Id)).ChannelId.ShouldBe(general.Id);
    }

    [Fact]
    public async Task Surprise_the_list_may_be_null_and_kinds_may_be_new()
    {
        _bench.Answer("null");
        (await _bench.Discord.ListChannelsAsync(new ListChannels(DiscordBench.Guild), DiscordBench.Ct)).Channels.ShouldBeEmpty();

        _bench.Answer("""[{"id":"9","type":17,"name":"new","position":0,"flags":0,"guild_id":"1"}]""");
        (await _bench.Discord.ListChannelsAsync(new ListChannels(DiscordBench.Guild), DiscordBench.Ct)).Channels.Single().Type.ShouldBe("17");
    }

    [Fact]
    public async Task The_current_user_is_the_bot()
    {
        var user = await _bench.Discord.GetCurrentUserAsync(new GetCurrentUser(), DiscordBench.Ct);

        _bench.Last.Address.AbsolutePath.ShouldBe("/api/v10/users/@me");
        user.ShouldSatisfyAllConditions(u => u.Username.ShouldBe("agent"), u => u.IsBot.ShouldBeTrue(), u => u.GlobalName.ShouldBeNull());
        await _bench.PostAsync();
        JsonElement.Parse(_bench.Last.ResponseBody).GetProperty("author").GetProperty("id").GetString().ShouldBe(user.Id);
    }
}
