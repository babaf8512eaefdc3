using Switchboard.Connectors.Discord;
using Switchboard.Connectors.Slack;
using DiscordChannels = Switchboard.Connectors.Discord.ListChannels;
using DiscordMessage = Switchboard.Connectors.Discord.PostMessage;
using SlackChannels = Switchboard.Connectors.Slack.ListChannels;
using SlackMessage = Switchboard.Connectors.Slack.PostMessage;

namespace Switchboard.Server.Launch;

/// <summary>Tells the team on Slack and the community on Discord.</summary>
internal sealed class TeamChat(ISlack slack, IDiscord discord, Crew crew)
{
    private string? _slackChannel;
    private string? _discordChannel;

    /// <summary>Looks for the channels.</summary>
    public async Task FindAsync(Campaign campaign, CancellationToken ct)
    {
        _slackChannel = campaign.Slack.Channel;
        await crew.OneAsync(async () =>
        {
            var page = await slack.ListChannelsAsync(new SlackChannels(), ct).ConfigureAwait(false);
            var named = page.Channels.FirstOrDefault(one => one.Name == _slackChannel.TrimStart('#') || one.Id == _slackChannel);
            _slackChannel = named?.Id ?? _slackChannel;
        }).ConfigureAwait(false);
        if (campaign.Discord is { Guild: { } guild } post)
        {
            await crew.OneAsync(async () => _discordChannel = (await discord.ListChannelsAsync(new DiscordChannels(guild), ct).ConfigureAwait(false))
                .Channels.FirstOrDefault(one => one.Name == post.Channel || one.Id == post.Channel)?.Id).ConfigureAwait(false);
        }
    }

    /// <summary>Posts the summary.</summary>
    public Task TellAsync(Campaign campaign, Func<string, string> value, CancellationToken ct) => crew.StepsAsync("Tell the team", 2, async () =>
    {
        await crew.OneAsync(() => slack.PostMessageAsync(new SlackMessage(_slackChannel!, Campaign.Fill(campaign.Slack.Text, value)), ct)).ConfigureAwait(false);
        if (campaign.Discord is { } post && _discordChannel is { } channel)
        {
            await crew.OneAsync(() => discord.PostMessageAsync(new DiscordMessage(channel, Campaign.Fill(post.Text, value)), ct)).ConfigureAwait(false);
        }
    });
}
