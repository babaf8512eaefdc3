using Switchboard.Catalog;

namespace Switchboard.Connections;

/// <summary>Who we are to one provider: an account of an organisation.</summary>
public sealed class Connection
{
    /// <summary>The connector it is of.</summary>
    public required ConnectorDescriptor Connector { get; init; }

    /// <summary>Organisation that owns it.</summary>
    public required string Organisation { get; init; }

    /// <summary>Name within the organisation and connector.</summary>
    public string Name { get; init; } = "default";

    /// <summary>Who answers.</summary>
    public required ConnectorMode Mode { get; init; }

    /// <summary>Origin to call; a path in it is kept as prefix.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Whether <see cref="BaseAddress"/> was set by the operator: then every host of the provider is there.</summary>
    public bool IsBaseAddressOverridden { get; init; }

    /// <summary>Secret settings.</summary>
    public required Credential Credential { get; init; }

    /// <summary>Scopes that were granted; null: not known.</summary>
    public IReadOnlySet<string>? GrantedScopes { get; init; }

    /// <summary>Account plan, which picks the send cap; null: the connector's default.</summary>
    public string? Plan { get; init; }

    /// <summary>Access tokens obtained for this connection.</summary>
    public AccessTokens Tokens { get; } = new();
}
