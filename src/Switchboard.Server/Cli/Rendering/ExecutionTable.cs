using System.Globalization;
using Spectre.Console;
using Switchboard.Calls;
using Switchboard.Ledger;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>Rows of the ledger, for people.</summary>
internal static class ExecutionTable
{
    /// <summary>Writes a page of calls.</summary>
    public static void Write(IAnsiConsole console, LedgerPage<ToolExecution> page)
    {
        if (page.Items.Count == 0)
        {
            console.MarkupLine("[grey]No calls.[/]");
            return;
        }

        var table = new Table().RoundedBorder().AddColumns("Accepted (UTC)", "Action", "Status", "Tries", "Took", "Mode", "Agent", "Id");
        foreach (var column in table.Columns)
        {
            column.NoWrap();
        }

        foreach (var row in page.Items)
        {
            table.AddRow(
                Time(row.QueuedAt),
                Markup.Escape($"{row.Connector}.{row.Action}"),
                Status(row.Status.ToText()),
                row.Attempts.ToString(CultureInfo.InvariantCulture),
                row.DurationMs is { } took ? Duration(took) : "",
                Markup.Escape(row.Mode.ToString().ToLowerInvariant()),
                Markup.Escape(row.Agent ?? ""),
                row.Id.ToString());
        }

        console.Write(table);
        if (page.NextCursor is not null)
        {
            console.MarkupLineInterpolated($"[grey]More: --cursor {page.NextCursor}[/]");
        }
    }

    /// <summary>A status in its colour.</summary>
    public static string Status(string status) => $"[{StatusMeaning.Colour(status)}]{status}[/]";

    /// <summary>An instant in UTC.</summary>
    public static string Time(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>A duration.</summary>
    public static string Duration(long milliseconds) => milliseconds < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0} s");
}
