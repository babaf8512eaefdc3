using System.CommandLine;
using Spectre.Console;
using Switchboard.Calls;
using Switchboard.Pipeline;
using Switchboard.Server.Cli.Json;
using Switchboard.Validation;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>actions</c>: what connectors can do, and what one action takes and gives.</summary>
internal static class ActionsVerb
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandLine commands)
    {
        var connector = new Argument<string?>("connector") { Description = "Only this connector's; name or alias.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("actions", "List actions, or show one.") { connector };
        commands.Handle(command, session => ListAsync(session, session.Parsed.GetValue(connector)));
        var name = new Argument<string>("NAME") { Description = "Full name, as slack.postMessage." };
        var show = new Command("show", "Show one action: what it takes and gives, its effect, limits and marks.") { name };
        commands.Handle(show, session => ShowAsync(session, session.Parsed.GetValue(name)!));
        command.Add(show);
        return command;
    }

    /// <summary>A connector by name or alias.</summary>
    /// <exception cref="UsageException">There is none; the nearest are named.</exception>
    public static ConnectorBinding Find(ConnectorRegistry connectors, string name) => connectors.Find(name) ?? throw new UsageException(
        $"There is no connector '{(name.Length <= 60 ? name : name[..60] + "…")}'.{NearestNames.Suggest(name, connectors.All.SelectMany(one => one.Aliases.Prepend(one.Name)))} `switchboard connectors` lists all.", ErrorCode.UnknownAction);

    private static async Task<int> ListAsync(Session session, string? connector)
    {
        await using var host = session.OpenGateway();
        var connectors = host.Gateway.Connectors;
        IReadOnlyList<ConnectorBinding> chosen = connector is null ? connectors.All : [Find(connectors, connector)];
        IReadOnlyList<ActionItem> items = [.. chosen.SelectMany(one => one.Descriptor.Actions).Select(CatalogItems.Of)];
        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, items, CliJson.Default.IReadOnlyListActionItem);
            return ExitCodes.Ok;
        }

        var table = new Table().RoundedBorder().AddColumns("Action", "Effect", "Repeat", "What it does");
        foreach (var item in items)
        {
            table.AddRow(Markup.Escape(item.Name), Markup.Escape(item.Effect), Markup.Escape(item.Repeat), Markup.Escape(FirstSentence(item.Description)));
        }

        session.Terminal.Rich.Write(table);
        return ExitCodes.Ok;
    }

    private static async Task<int> ShowAsync(Session session, string name)
    {
        await using var host = session.OpenGateway();
        if (host.Gateway.Connectors.FindAction(name, out var error) is not { } found)
        {
            throw new UsageException(error!.Message, error.Code);
        }

        var document = CatalogItems.Of(found.Connector.Descriptor, found.Action.Descriptor);
        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, document, CliJson.Default.ActionDocument);
            return ExitCodes.Ok;
        }

        ActionPanel.Write(session.Terminal.Rich, document);
        return ExitCodes.Ok;
    }

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }
}
