using Switchboard.Connectors.Discord;
using Switchboard.Connectors.Email;
using Switchboard.Connectors.Facebook;
using Switchboard.Connectors.Ga4;
using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.GoogleAds;
using Switchboard.Connectors.Gsc;
using Switchboard.Connectors.Instagram;
using Switchboard.Connectors.Shopify;
using Switchboard.Connectors.Slack;
using Switchboard.Connectors.Stripe;
using Switchboard.Connectors.TikTok;
using Switchboard.Connectors.Twilio;
using Switchboard.Connectors.WhatsApp;
using Switchboard.Connectors.X;
using Switchboard.Connectors.YouTube;
using Switchboard.Pipeline;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The connectors of this package. A new one adds one line here.</summary>
public static class ConnectorRegistration
{
    /// <summary>Every connector, by category and name.</summary>
    public static IReadOnlyList<ConnectorBinding> All { get; } =
    [
        GmailConnector.Binding,
        EmailConnector.Binding,
        SlackConnector.Binding,
        DiscordConnector.Binding,
        TwilioConnector.Binding,
        WhatsAppConnector.Binding,
        XConnector.Binding,
        FacebookConnector.Binding,
        InstagramConnector.Binding,
        TikTokConnector.Binding,
        YouTubeConnector.Binding,
        GoogleAdsConnector.Binding,
        ShopifyConnector.Binding,
        StripeConnector.Binding,
        Ga4Connector.Binding,
        GscConnector.Binding,
    ];

    /// <summary>Adds every connector; their contracts become injectable.</summary>
    public static GatewayBuilder AddConnectors(this GatewayBuilder builder) =>
        All.Aggregate(builder, static (to, connector) => to.AddConnector(connector));
}
