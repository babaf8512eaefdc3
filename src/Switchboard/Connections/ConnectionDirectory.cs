using System.Collections.Concurrent;
using Switchboard.Catalog;

namespace Switchboard.Connections;

/// <summary>Finds who we are to a provider, from the settings.</summary>
public sealed class ConnectionDirectory
{
    private readonly ConcurrentDictionary<(string Connector, string Organisation, string Name), Connection> _connections = [];
    private readonly Func<string, string?> _setting;
    private readonly Toggle _toggle;
    private readonly bool _fallsBack;

    /// <summary>Reads connections by a function that gives a setting's value.</summary>
    /// <exception cref="StartException">The fallback to simulated is asked for where it is not allowed.</exception>
    public ConnectionDirectory(Toggle toggle, Func<string, string?> setting)
    {
        (_toggle, _setting) = (toggle, setting);
        _fallsBack = Toggle.ReadFlag(setting, "Switchboard:FallbackToSimulated") == true;
        if (_fallsBack && (toggle.Environment is null || toggle.IsProduction))
        {
            throw new StartException(
                "Switchboard:FallbackToSimulated=true is accepted only where ASPNETCORE_ENVIRONMENT or DOTNET_ENVIRONMENT is set and is not Production.");
        }
    }

    /// <summary>The connection of an organisation; made on first use.</summary>
    /// <exception cref="StartException">Its settings cannot be read.</exception>
    public Connection Get(ConnectorDescriptor connector, string organisation, string name = "default") =>
        _connections.TryGetValue((connector.Name, organisation, name), out var known)
            ? known
            : _connections.GetOrAdd((connector.Name, organisation, name), static (key, state) => state.Self.Make(state.Connector, key.Organisation, key.Name, null), (Self: this, Connector: connector));

    /// <summary>A connection with a credential of the caller's own.</summary>
    public Connection With(ConnectorDescriptor connector, string organisation, Credential credential) => Make(connector, organisation, "default", credential);

    /// <summary>Settings whose presence would complete the connection's credential; empty: it is complete.</summary>
    public static IReadOnlyList<CredentialDescriptor> Missing(ConnectorDescriptor connector, Credential credential)
    {
        IReadOnlyList<CredentialDescriptor>? missing = null;
        var isBegun = false;
        foreach (var set in connector.Credentials.GroupBy(setting => setting.Set))
        {
            var lacking = set.Where(setting => !setting.Optional && !credential.Has(setting.Name)).ToList();
            if (lacking.Count == 0)
            {
                return [];
            }

            // A set that somebody began to fill in is the one that was meant.
            if (missing is null || (!isBegun && lacking.Count < set.Count()))
            {
                (missing, isBegun) = (lacking, lacking.Count < set.Count());
            }
        }

        return missing ?? [];
    }

    /// <summary>A setting's full name: <c>Switchboard:Connectors:google_ads:Credentials:DeveloperToken</c>.</summary>
    public static string SettingName(string connector, string setting) => $"Switchboard:Connectors:{connector.Replace('-', '_')}:{setting}";

    /// <summary>The mode of every connector, checked at start.</summary>
    /// <exception cref="StartException">A mode cannot be read or contradicts the toggle.</exception>
    public ConnectorMode ModeOf(string connector) => _toggle.ModeOf(connector, Setting(connector, "Mode"));

    private Connection Make(ConnectorDescriptor connector, string organisation, string name, Credential? given)
    {
        var mode = ModeOf(connector.Name);
        var address = mode == ConnectorMode.Live ? BaseAddress(connector) : null;
        var credential = given ?? Read(connector, address);
        if (mode == ConnectorMode.Live && _fallsBack && Missing(connector, credential).Count > 0)
        {
            mode = ConnectorMode.Simulated;
        }

        var isSimulated = mode == ConnectorMode.Simulated;
        address = isSimulated ? null : address;
        return new Connection
        {
            Connector = connector,
            Organisation = organisation,
            Name = name,
            Mode = mode,
            BaseAddress = address ?? connector.BaseAddress,
            IsBaseAddressOverridden = address is not null,
            Credential = isSimulated ? Simulated(connector) : credential,
            GrantedScopes = isSimulated ? null : Setting(connector.Name, "Scopes")?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
            Plan = Setting(connector.Name, "Plan"),
        };
    }

    private static Credential Simulated(ConnectorDescriptor connector)
    {
        var first = connector.Credentials.Count == 0 ? "" : connector.Credentials[0].Set;
        return new Credential(connector.Credentials.Where(setting => setting.Set == first).ToDictionary(setting => setting.Name, setting => setting.Simulated));
    }

    // A provider that runs anywhere has its host among its credentials; an overriding address says it as well.
    private Credential Read(ConnectorDescriptor connector, Uri? address)
    {
        var values = new Dictionary<string, string>();
        foreach (var setting in connector.Credentials)
        {
            var value = Setting(connector.Name, "Credentials:" + setting.Name);
            value = string.IsNullOrWhiteSpace(value) && setting.Name == "Host" ? address?.Host : value;
            if (!string.IsNullOrWhiteSpace(value))
            {
                values[setting.Name] = value;
            }
        }

        return new Credential(values);
    }

    private Uri? BaseAddress(ConnectorDescriptor connector)
    {
        var text = Setting(connector.Name, "BaseAddress");
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // A provider of another protocol has its own scheme, and the same with an s for TLS.
        var scheme = connector.BaseAddress.Scheme is "http" or "https" ? "http" : connector.BaseAddress.Scheme;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == scheme || address.Scheme == scheme + "s") && address.Host.Length > 0
            ? address
            : throw new StartException($"{SettingName(connector.Name, "BaseAddress")} must be an absolute {scheme} or {scheme}s address.");
    }

    private string? Setting(string connector, string name) =>
        _setting(SettingName(connector, name)) ?? (connector.Contains('-') ? _setting($"Switchboard:Connectors:{connector}:{name}") : null);
}
