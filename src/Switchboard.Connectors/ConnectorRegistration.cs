using Switchboard.Connectors.Email;
using Switchboard.Connectors.Discord;
using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Gsc;
using Switchboard.Connectors.Slack;
using Switchboard.Connectors.TikTok;
using Switchboard.Connectors.Twilio;
using Switchboard.Connectors.X;
using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.Instagram;
using Switchboard.Connectors.Slack;
using Switchboard.Connectors.TikTok;
using Switchboard.Connectors.Twilio;
using Switchboard.Connectors.WhatsApp;
using Switchboard.Connectors.YouTube;
using Switchboard.Pipeline;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The connectors of this package. A new one adds one line here.</summary>
public static class ConnectorRegistration
{
    /// <summary>Every connector, by category and name.</summary>
    public static IReadOnlyList<ConnectorBinding> All { get; } =
    [
        EmailConnector.Binding,
        GmailConnector.Binding,
        DiscordConnector.Binding,
        Ga4Connector.Binding,
        GmailConnector.Binding,
        GoogleAdsConnector.Binding,
        GscConnector.Binding,
        SlackConnector.Binding,
        TwilioConnector.Binding,
        WhatsAppConnector.Binding,
        FacebookConnector.Binding,
        InstagramConnector.Binding,
        TikTokConnector.Binding,
        XConnector.Binding,
        YouTubeConnector.Binding,
    ];

    /// <summary>Adds every connector; their contracts become injectable.</summary>
    public static GatewayBuilder AddConnectors(this GatewayBuilder builder) =>
        All.Aggregate(builder, static (to, connector) => to.AddConnector(connector));
}
