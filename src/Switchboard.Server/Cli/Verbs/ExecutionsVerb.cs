using System.CommandLine;
using Switchboard.Ledger;
using Switchboard.Server.Cli.Json;
using Switchboard.Server.Cli.Rendering;

namespace Switchboard.Server.Cli.Verbs;

/// <summary><c>executions</c>: the ledger's rows.</summary>
internal static class ExecutionsVerb
{
    private const int DefaultRows = 50;
    private const int DefaultTail = 10;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandLine commands)
    {
        var command = new Command("executions", "Read the ledger: what was called, how it ended.") { List(commands), Show(commands), Tail(commands) };
        foreach (var action in ExecutionActions.Create(commands))
        {
            command.Add(action);
        }

        return command;
    }

    private static Command List(CommandLine commands)
    {
        var filters = new ExecutionFilters($"Rows a page, 1 to 1,000. Default {DefaultRows}.");
        var command = new Command("list", "List calls, newest first.");
        filters.AddTo(command, hasCursor: true);
        commands.Handle(command, session => ListAsync(session, filters));
        return command;
    }

    private static Command Show(CommandLine commands)
    {
        var id = new Argument<string>("ID") { Description = "Id of the call." };
        var command = new Command("show", "Show one call: its whole row, its run, what its status means.") { id };
        commands.Handle(command, session => ShowAsync(session, ExecutionFilters.Id(session.Parsed.GetValue(id)!, "ID")));
        return command;
    }

    private static Command Tail(CommandLine commands)
    {
        var filters = new ExecutionFilters($"Newest rows to begin with, 1 to 1,000. Default {DefaultTail}.");
        var command = new Command("tail", "Follow the ledger: one JSON object a line for each new or changed row, until Ctrl-C.");
        filters.AddTo(command, hasCursor: false);
        commands.Handle(command, session => TailAsync(session, filters));
        return command;
    }

    private static async Task<int> ListAsync(Session session, ExecutionFilters filters)
    {
        await using var host = session.OpenGateway();
        var query = filters.Read(session, host.Gateway.Connectors, DefaultRows);
        var page = new LedgerPage<ToolExecution>([], null);
        if (session.LedgerExists())
        {
            page = await (await host.OpenedAsync(session.Stopping).ConfigureAwait(false)).Ledger.ListAsync(query, session.Stopping).ConfigureAwait(false);
        }

        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, new ExecutionList([.. page.Items.Select(LedgerItems.Of)], page.NextCursor), CliJson.Default.ExecutionList);
            return ExitCodes.Ok;
        }

        ExecutionTable.Write(session.Terminal.Rich, page);
        return ExitCodes.Ok;
    }

    private static async Task<int> ShowAsync(Session session, Guid id)
    {
        await using var host = session.OpenGateway();
        var missing = new NotFoundException($"There is no execution {id} in {session.Database.Url}.");
        if (!session.LedgerExists())
        {
            throw missing;
        }

        var ledger = (await host.OpenedAsync(session.Stopping).ConfigureAwait(false)).Ledger;
        var row = await ledger.GetAsync(id, session.Stopping).ConfigureAwait(false) ?? throw missing;
        var run = row.AgentRunId is { } runId ? await ledger.GetRunAsync(runId, session.Stopping).ConfigureAwait(false) : null;
        var item = LedgerItems.Of(row) with
        {
            Meaning = StatusMeaning.Of(row),
            Run = run is null ? null : LedgerItems.Of(run),
            Lease = row.LeaseOwner is null ? null : new LeaseItem(row.LeaseOwner, row.Fence, row.LeaseUntil),
        };
        if (session.IsJson)
        {
            JsonOutput.Write(session.Terminal, item, CliJson.Default.ExecutionItem);
            return ExitCodes.Ok;
        }

        ExecutionPanel.Write(session.Terminal.Rich, item);
        return ExitCodes.Ok;
    }

    private static async Task<int> TailAsync(Session session, ExecutionFilters filters)
    {
        await using var host = session.OpenGateway();
        var query = filters.Read(session, host.Gateway.Connectors, DefaultTail);
        var gateway = await host.OpenedAsync(session.Stopping).ConfigureAwait(false);
        var tail = new ExecutionTail(gateway.Ledger, query);
        try
        {
            while (true)
            {
                foreach (var row in await tail.NextAsync(session.Stopping).ConfigureAwait(false))
                {
                    JsonOutput.WriteLine(session.Terminal, LedgerItems.Of(row), CliJson.Default.ExecutionItem);
                }

                await Task.Delay(ExecutionTail.Pause, TimeProvider.System, session.Stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (session.Stopping.IsCancellationRequested)
        {
            return session.StoppedExitCode;
        }
    }
}
