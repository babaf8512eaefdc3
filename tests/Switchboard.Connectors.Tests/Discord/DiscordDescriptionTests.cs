using Switchboard.Connectors.Discord;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Discord;

/// <summary>Every action's exchanges, by Discord's own description.</summary>
public sealed class DiscordDescriptionTests(DescriptionJudge judge, ITestOutputHelper output)
{
    private const string Spec = "discord.openapi.json";
    private const string Messages = "/channels/{channel_id}/messages";
    private const string Channels = "/guilds/{guild_id}/channels";
    private readonly DiscordBench _bench = new();

    [Fact]
    public async Task Post_message()
    {
        await _bench.PostAsync("Hello <@42> <@&43> @everyone");
        await Judge(Messages, "postMessage");
        await _bench.PostAsync("Hello <@42> <@&43> @everyone", mentions: [MentionKind.Users, MentionKind.Roles, MentionKind.Everyone]);
        await Judge(Messages, "postMessage");
    }

    [Fact]
    public async Task List_channels()
    {
        await _bench.PostAsync();
        await _bench.Discord.ListChannelsAsync(new ListChannels(DiscordBench.Guild), DiscordBench.Ct);
        await Judge(Channels, "listChannels");
    }

    [Fact]
    public async Task Get_current_user()
    {
        await _bench.Discord.GetCurrentUserAsync(new GetCurrentUser(), DiscordBench.Ct);
        await Judge("/users/@me", "getCurrentUser");
    }

    [Fact]
    public async Task Errors_without_fields()
    {
        await DiscordBench.FaultOf(() => _bench.PostAsync(channel: "18446744073709551615"));
        await Judge(Messages, "postMessage (404)");
        await DiscordBench.FaultOf(() => _bench.Discord.ListChannelsAsync(new ListChannels("18446744073709551615"), DiscordBench.Ct));
        await Judge(Channels, "listChannels (404)");
        _bench.Answer("""{"message":"The resource is being rate limited.","retry_after":0.65,"global":false,"code":40062}""", 429);
        await DiscordBench.FaultOf(() => _bench.PostAsync());
        await Judge(Messages, "postMessage (429)");
    }

    [Fact]
    public async Task Surprise_the_description_wants_a_code_in_a_429_that_the_documentation_leaves_out()
    {
        _bench.Answer("""{"message":"You are being rate limited.","retry_after":0.65,"global":false}""", 429);
        await DiscordBench.FaultOf(() => _bench.PostAsync());
        (await Should.ThrowAsync<DescriptionException>(() => Judge(Messages, "postMessage (429)"))).Message.ShouldContain("'code'");
    }

    [Fact]
    public async Task Surprise_the_description_wants_numbers_where_the_documentation_shows_words()
    {
        // Nested error codes: integers in the description, BASE_TYPE_MAX_LENGTH and the like in the documentation. The simulator
        // follows the documentation, so this one answer cannot be judged, and that it cannot is what is held here.
        await DiscordBench.FaultOf(() => _bench.PostAsync(new string('x', 2001)));
        (await Should.ThrowAsync<DescriptionException>(() => Judge(Messages, "postMessage (50035)"))).Message.ShouldContain("/errors");
    }

    [Fact]
    public async Task Further_routes_of_the_simulator_answer_as_described_too()
    {
        await _bench.PostAsync();
        foreach (var (path, template) in ((string, string)[])[($"/channels/{DiscordBench.Channel}", "/channels/{channel_id}"), ("/users/@me/guilds", "/users/@me/guilds")])
        {
            var reply = _bench.Send("GET", path);
            await judge.JudgeAsync(
                Spec, template, "get", new WireExchange("GET", new Uri("https://discord.com/api/v10" + path), "Bot any", null, [], (System.Net.HttpStatusCode)reply.Status, reply.ContentType, reply.Body.ToArray()), output);
        }
    }

    private Task Judge(string path, string action) => judge.JudgeAsync(Spec, path, _bench.Last.Method, _bench.Last, output, action);
}
