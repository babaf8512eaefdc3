using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.Slack;
using Switchboard.Connectors.TikTok;
using Switchboard.Connectors.Twilio;
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
        SlackConnector.Binding,
        TwilioConnector.Binding,
        TikTokConnector.Binding,
        YouTubeConnector.Binding,
    ];

    /// <summary>Adds every connector; their contracts become injectable.</summary>
    public static GatewayBuilder AddConnectors(this GatewayBuilder builder) =>
        All.Aggregate(builder, static (to, connector) => to.AddConnector(connector));
}
