using Switchboard.Connectors.Discord;
using Switchboard.Connectors.Tests.Conformance;
using Switchboard.Connectors.Tests.Descriptions;

namespace Switchboard.Connectors.Tests.Discord;

public sealed class DiscordConformanceTests(DescriptionJudge judge, ITestOutputHelper output)
    : ConnectorConformance<IDiscord>(DiscordConnector.Binding, judge, output)
{
    private const string Spec = "discord.openapi.json";

    protected override IReadOnlyList<Sample> Samples { get; } =
    [
        new("postMessage", """{"channelId":"123456789012345678","content":"Hello"}"""),
        new("listChannels", """{"guildId":"123456789012345678"}"""),
        new("getCurrentUser"),
    ];

    protected override IReadOnlyDictionary<string, Judgement> Judgements { get; } = new Dictionary<string, Judgement>
    {
        ["create_message"] = new(Spec, "/channels/{channel_id}/messages"),
        ["list_guild_channels"] = new(Spec, "/guilds/{guild_id}/channels"),
        ["get_my_user"] = new(Spec, "/users/@me"),
    };
}
