using Switchboard.Connectors.Gmail;
using Switchboard.Connectors.Shopify;
using Switchboard.Connectors.Slack;
using Switchboard.Connectors.Stripe;
using Switchboard.Connectors.Twilio;
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
        ShopifyConnector.Binding,
        StripeConnector.Binding,
    ];

    /// <summary>Adds every connector; their contracts become injectable.</summary>
    public static GatewayBuilder AddConnectors(this GatewayBuilder builder) =>
        All.Aggregate(builder, static (to, connector) => to.AddConnector(connector));
}
