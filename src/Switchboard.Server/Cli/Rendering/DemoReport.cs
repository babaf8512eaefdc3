using System.Globalization;
using Spectre.Console;
using Switchboard.Calls;
using Switchboard.Ledger;
using Switchboard.Server.Cli.Json;
using Switchboard.Server.Launch;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>What a demo did: counts, slowest calls, one row, the digest, what to try next.</summary>
internal sealed class DemoReport(Terminal terminal, LedgerReader ledger, DatabaseAddress database, LaunchFigures figures)
{
    private const int Slowest = 5;

    /// <summary>Says what begins.</summary>
    public void Announce(Campaign campaign, ContactList contacts, long seed, int concurrency)
    {
        terminal.Rich.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[bold]{campaign.Name}[/]  {contacts.Contacts.Count:N0} contacts, {concurrency} calls at a time, seed {seed}, simulated from {campaign.Start:yyyy-MM-dd HH:mm zzz}");
        terminal.Rich.MarkupLineInterpolated($"[grey]Ledger[/]  {database.Url}");
    }

    /// <summary>Writes the JSON document.</summary>
    public async Task WriteJsonAsync(LaunchResult result, long seed, ContactList contacts) => JsonOutput.Write(
        terminal,
        new DemoDocument(
            result.RunId,
            seed,
            await CountsAsync(result).ConfigureAwait(false),
            [.. contacts.Skipped.Select(row => new SkippedItem(row.Line, row.Reason))],
            Math.Round(result.Virtual.TotalSeconds, 3),
            result.Digest,
            Math.Round(result.Elapsed.TotalSeconds, 3),
            result.IsCancelled ? "cancelled" : "completed",
            database.Url,
            [.. figures.Channels.Select(figure => new ResultItem(figure.Channel, figure.Reach, figure.Spend, figure.Currency))]),
        CliJson.Default.DemoDocument);

    /// <summary>Writes the report for people.</summary>
    public async Task WriteAsync(LaunchResult result, ContactList contacts)
    {
        var console = terminal.Rich;
        var counts = await CountsAsync(result).ConfigureAwait(false);
        console.WriteLine();
        if (result.IsCancelled)
        {
            console.MarkupLine("[yellow]Stopped.[/] What had been dispatched is completed or in doubt; what waited is cancelled; the rest was not begun.");
        }

        console.Write(CountTable.Of(counts));
        WriteSkipped(console, contacts);
        if (!result.IsCancelled)
        {
            var rows = await RowsAsync(result.RunId).ConfigureAwait(false);
            WriteSlowest(console, rows);
            await WriteRowAsync(console, rows, result.RunId).ConfigureAwait(false);
            ResultsPage.Write(console, figures);
        }

        var calls = counts.Sum(count => count.Count);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[bold]{calls:N0} calls[/] in {Span(result.Virtual)} of the simulated clock and [bold]{result.Elapsed.TotalSeconds:0.0} seconds[/] of yours.");
        if (!result.IsCancelled)
        {
            console.MarkupLineInterpolated($"Digest [bold]{result.Digest}[/]");
            console.MarkupLine("[grey]The same for this seed and these files, on any machine, at any concurrency.[/]");
        }

        WriteNext(result);
    }

    private static string Span(TimeSpan span) => span.TotalDays >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0.0} days")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.0} minutes");

    private async Task<IReadOnlyList<CountItem>> CountsAsync(LaunchResult result) =>
        LedgerItems.Of(await ledger.CountAsync(result.RunId).ConfigureAwait(false));

    private async Task<List<ToolExecution>> RowsAsync(Guid run)
    {
        var rows = new List<ToolExecution>();
        string? cursor = null;
        do
        {
            var page = await ledger.ListAsync(new ExecutionQuery { Run = run, Limit = 1000, Cursor = cursor }).ConfigureAwait(false);
            rows.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return rows;
    }

    private static void WriteSkipped(IAnsiConsole console, ContactList contacts)
    {
        if (contacts.Skipped.Count == 0)
        {
            return;
        }

        console.MarkupLineInterpolated($"[yellow]{contacts.Skipped.Count} rows of the contacts were skipped:[/]");
        foreach (var row in contacts.Skipped)
        {
            console.MarkupLineInterpolated($"  line {row.Line}: {row.Reason}");
        }

        console.WriteLine();
    }

    private static void WriteSlowest(IAnsiConsole console, List<ToolExecution> rows)
    {
        var table = new Table().RoundedBorder().Title("Slowest calls, on the simulated clock").AddColumns("Action", "Took", "Status", "Id");
        foreach (var row in rows.OrderByDescending(row => row.DurationMs ?? 0).ThenBy(row => row.Id).Take(Slowest))
        {
            table.AddRow($"{row.Connector}.{row.Action}", ExecutionTable.Duration(row.DurationMs ?? 0), ExecutionTable.Status(row.Status.ToText()), row.Id.ToString());
        }

        console.Write(table);
    }

    private async Task WriteRowAsync(IAnsiConsole console, List<ToolExecution> rows, Guid runId)
    {
        if (rows.LastOrDefault(row => row is { Connector: "twilio", Action: "sendSms" }) is { } row)
        {
            console.MarkupLine("One row, as it is stored:");
            var run = await ledger.GetRunAsync(runId).ConfigureAwait(false);
            ExecutionPanel.Write(console, LedgerItems.Of(row) with { Meaning = StatusMeaning.Of(row), Run = run is null ? null : LedgerItems.Of(run) });
        }
    }

    // Not wrapped, so that each can be copied.
    private void WriteNext(LaunchResult result)
    {
        var (program, db) = (ProgramName.Get(), $"--db {database.Url}");
        terminal.Out.WriteLine("Try next:");
        terminal.Out.WriteLine($"  {program} runs show {result.RunId} {db}");
        terminal.Out.WriteLine($"  {program} executions list --connector gmail --limit 5 {db}");
        terminal.Out.WriteLine($"  {program} executions list --run {result.RunId} --json {db}");
        terminal.Out.WriteLine($"  {program} actions show gmail.send");
    }
}
