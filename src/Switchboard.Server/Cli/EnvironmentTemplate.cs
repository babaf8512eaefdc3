using System.Text;
using Switchboard.Catalog;
using Switchboard.Pipeline;
using Switchboard.Server.Cli.Json;

namespace Switchboard.Server.Cli;

/// <summary>Every setting with a comment, as a file for the environment.</summary>
internal static class EnvironmentTemplate
{
    private const string Head = """
        # Settings of Switchboard. Remove the # in front of what you set; every value is optional.

        # --- Simulated or live -------------------------------------------------------------
        # Unset: simulated, no network. Say live by ONE of these two; both at once refuse to start.
        # USE_MOCK_CONNECTORS=true
        # CONNECTORS_LIVE_MODE=false
        # The environment. Test: nothing may be live.
        # DOTNET_ENVIRONMENT=Development
        # Answer simulated where live credentials are missing. Only where the environment is set and is not Production.
        # Switchboard__FallbackToSimulated=false

        # --- Ledger ------------------------------------------------------------------------
        # The SQLite file. The process needs to write it and its folder; a lone operator who reads needs that too.
        # DATABASE_URL=sqlite:./switchboard.db
        # Key ring: a file, or cmd:… whose output is one. Default: beside the ledger, made at first use. Back it up apart.
        # SWITCHBOARD_KEYRING=./switchboard.keys

        # --- Logs --------------------------------------------------------------------------
        # Debug lines on standard error.
        # SWITCHBOARD_LOG=debug

        """;

    /// <summary>The template of a gateway's connectors.</summary>
    public static string Of(Gateway gateway)
    {
        var text = new StringBuilder(Head);
        foreach (var binding in gateway.Connectors.All)
        {
            Append(text, binding.Descriptor);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ConnectorDescriptor connector)
    {
        text.Append($"\n# --- {connector.Name}: {FirstLine(connector.Description)}\n");
        text.Append("# simulated or live, in a live process only. Default: as the process.\n");
        text.Append($"# {CatalogItems.Variable(connector, "Mode")}=simulated\n");
        text.Append("# A test server or proxy in place of the provider.\n");
        text.Append($"# {CatalogItems.Variable(connector, "BaseAddress")}={connector.BaseAddress.OriginalString.TrimEnd('/')}\n");
        if (connector.SendCaps.Count > 0)
        {
            text.Append($"# Account plan, which picks the sends a day: {string.Join(", ", connector.SendCaps.Select(cap => $"{cap.Plan} {cap.PerDay}"))}.\n");
            text.Append($"# {CatalogItems.Variable(connector, "Plan")}={connector.SendCaps[0].Plan}\n");
        }

        if (connector.Scopes.Count > 0)
        {
            text.Append("# Scopes that were granted, with spaces between. Default: not known, all assumed.\n");
            text.Append($"# {CatalogItems.Variable(connector, "Scopes")}=\n");
        }

        var sets = connector.Credentials.GroupBy(credential => credential.Set).ToList();
        foreach (var set in sets)
        {
            text.Append(sets.Count == 1 ? "# Credentials, for live calls:\n" : $"# Credentials, for live calls; one complete set is enough. Set '{set.Key}':\n");
            foreach (var credential in set)
            {
                text.Append($"# {FirstLine(credential.Description)}{(credential.Optional ? " Optional." : "")}\n");
                text.Append($"# {CatalogItems.Variable(connector, "Credentials:" + credential.Name)}=\n");
            }
        }
    }

    private static string FirstLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
