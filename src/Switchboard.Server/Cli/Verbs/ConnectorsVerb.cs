using System.CommandLine;
using Spectre.Console;
using Switchboard.Server.Cli.Json;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>connectors</c>: what can be called, and how this process would call it.</summary>
internal static class ConnectorsVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandLine commands)
    {
        var command = new Command("connectors", "List connectors: mode, address, credentials, limits, actions.");
        commands.Handle(command, ListAsync);
        var env = new Command("env", "Print an environment template: every setting, with comments.");
        commands.Handle(env, PrintTemplateAsync);
        command.Add(env);
        return command;
    }

    private static async Task<int> ListAsync(Session session)
    {
        await using var host = session.OpenGateway();
        var gateway = host.Gateway;
        IReadOnlyList<ConnectorItem> items = [.. gateway.Connectors.All.Select(binding => CatalogItems.Of(binding, gateway, session.Settings.Get))];
        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, items, CliJson.Default.IReadOnlyListConnectorItem);
            return ExitCodes.Ok;
        }

        var table = new Table().RoundedBorder().AddColumns("Connector", "Category", "Mode", "Actions");
        foreach (var item in items)
        {
            table.AddRow(
                Markup.Escape(item.Aliases.Count == 0 ? item.Name : $"{item.Name} ({string.Join(", ", item.Aliases)})"),
                Markup.Escape(item.Category),
                item.Mode == "live" ? $"[red]live[/]\n{Credentials(item)}" : "[green]simulated[/]",
                Markup.Escape(string.Join(", ", item.Actions)));
        }

        session.Terminal.Rich.Write(table);
        session.Terminal.Rich.MarkupLine("[grey]switchboard actions show NAME tells what an action takes; switchboard connectors env what to set for live.[/]");
        return ExitCodes.Ok;
    }

    private static string Credentials(ConnectorItem item)
    {
        var complete = item.Credentials.GroupBy(credential => credential.Set).Any(set => set.All(credential => credential.Present || credential.Optional));
        return complete ? "credentials [green]set[/]" : "credentials [red]missing[/]";
    }

    private static async Task<int> PrintTemplateAsync(Session session)
    {
        await using var host = session.OpenGateway();
        var template = EnvironmentTemplate.Of(host.Gateway);
        await session.Terminal.Out.WriteAsync(template).ConfigureAwait(false);
        return ExitCodes.Ok;
    }
}
