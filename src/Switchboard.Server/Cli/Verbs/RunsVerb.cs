using System.CommandLine;
using Spectre.Console;
using Switchboard.Ledger;
using Switchboard.Server.Cli.Json;
using Switchboard.Server.Cli.Rendering;
using Switchboard.Validation;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>runs</c>: runs of agents and their calls.</summary>
internal static class RunsVerb
{
    private const int DefaultRows = 50;
    private static readonly string[] Statuses = [.. Enum.GetValues<AgentRunStatus>().Select(status => status.ToText())];

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandLine commands) => new("runs", "Read agent runs and their calls.") { List(commands), Show(commands) };

    private static Command List(CommandLine commands)
    {
        var status = new Option<string?>("--status") { Description = $"Only this status: {string.Join(", ", Statuses)}.", HelpName = "STATUS" };
        var since = new Option<string?>("--since") { Description = "Only runs begun since: a time with offset, or as 15m, 2h, 7d.", HelpName = "TIME" };
        var limit = new Option<string?>("--limit") { Description = $"Rows a page, 1 to 1,000. Default {DefaultRows}.", HelpName = "N" };
        var cursor = new Option<string?>("--cursor") { Description = "Where the page before ended: its nextCursor.", HelpName = "CURSOR" };
        var command = new Command("list", "List runs, newest first.") { status, since, limit, cursor };
        commands.Handle(command, session => ListAsync(session, new RunQuery
        {
            Status = session.Parsed.GetValue(status) is { } name ? Status(name) : null,
            Since = session.Parsed.GetValue(since) is { } text ? ExecutionFilters.Since(text, TimeProvider.System) : null,
            Limit = ExecutionFilters.Limit(session.Parsed.GetValue(limit), DefaultRows),
            Cursor = session.Parsed.GetValue(cursor),
        }));
        return command;
    }

    private static Command Show(CommandLine commands)
    {
        var id = new Argument<string>("ID") { Description = "Id of the run." };
        var command = new Command("show", "Show one run, with its calls counted.") { id };
        commands.Handle(command, session => ShowAsync(session, ExecutionFilters.Id(session.Parsed.GetValue(id)!, "ID")));
        return command;
    }

    private static async Task<int> ListAsync(Session session, RunQuery query)
    {
        await using var host = session.OpenGateway();
        var page = new LedgerPage<AgentRunRow>([], null);
        if (session.LedgerExists())
        {
            page = await (await host.OpenedAsync(session.Stopping).ConfigureAwait(false)).Ledger.ListRunsAsync(query, session.Stopping).ConfigureAwait(false);
        }

        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, new RunList([.. page.Items.Select(LedgerItems.Of)], page.NextCursor), CliJson.Default.RunList);
            return ExitCodes.Ok;
        }

        if (page.Items.Count == 0)
        {
            session.Terminal.Rich.MarkupLine("[grey]No runs.[/]");
            return ExitCodes.Ok;
        }

        FittingTable.Write(
            session.Terminal.Rich,
            page.Items,
            new("Started (UTC)", 110, run => ExecutionTable.Time(run.StartedAt)),
            new("Agent", 0, run => Markup.Escape(run.Agent)),
            new("Intent", 0, run => Markup.Escape(run.Intent)),
            new("Status", 0, run => ExecutionTable.Status(run.Status.ToText())),
            new("User", 130, run => Markup.Escape(run.UserId ?? "")),
            new("Id", 0, run => run.Id.ToString()));
        return ExitCodes.Ok;
    }

    private static async Task<int> ShowAsync(Session session, Guid id)
    {
        await using var host = session.OpenGateway();
        var missing = new NotFoundException($"There is no run {id} in {session.Database.Url}.");
        if (!session.LedgerExists())
        {
            throw missing;
        }

        var ledger = (await host.OpenedAsync(session.Stopping).ConfigureAwait(false)).Ledger;
        var row = await ledger.GetRunAsync(id, session.Stopping).ConfigureAwait(false) ?? throw missing;
        var counts = LedgerItems.Of(await ledger.CountAsync(id, session.Stopping).ConfigureAwait(false));
        var item = LedgerItems.Of(row) with { Executions = counts };
        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, item, CliJson.Default.RunItem);
            return ExitCodes.Ok;
        }

        var console = session.Terminal.Rich;
        var status = ExecutionTable.Status(item.Status);
        console.MarkupLine($"[bold]{Markup.Escape(item.Agent)}[/]  {Markup.Escape(item.Intent)}  {status}  [grey]{item.Id}[/]");
        console.MarkupLineInterpolated($"[grey]from[/] {ExecutionTable.Time(item.StartedAt)} [grey]to[/] {(item.CompletedAt is { } end ? ExecutionTable.Time(end) : "now")} [grey]UTC[/]");
        if (item.Error is { } error)
        {
            console.MarkupLineInterpolated($"[red]{error}[/]");
        }

        console.Write(CountTable.Of(counts));
        return ExitCodes.Ok;
    }

    private static AgentRunStatus Status(string text) => AgentRunStatuses.Parse(text.ToLowerInvariant()) ?? throw new UsageException(
        $"There is no status '{(text.Length <= 60 ? text : text[..60] + "…")}'.{NearestNames.Suggest(text, Statuses)} Known: {string.Join(", ", Statuses)}.");
}
