using System.Globalization;
using Spectre.Console;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Ledger;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>Rows of the ledger, for people.</summary>
internal static class ExecutionTable
{
    private const int Middle = 115;
    private const int Wide = 150;

    /// <summary>Writes a page of calls.</summary>
    public static void Write(IAnsiConsole console, LedgerPage<ToolExecution> page)
    {
        if (page.Items.Count == 0)
        {
            console.MarkupLine("[grey]No calls.[/]");
            return;
        }

        FittingTable.Write(
            console,
            page.Items,
            new("Accepted (UTC)", Wide, row => Time(row.QueuedAt)),
            new("Action", 0, row => Markup.Escape($"{row.Connector}.{row.Action}")),
            new("Status", 0, row => Status(row.Status.ToText())),
            new("Tries", Wide, row => row.Attempts.ToString(CultureInfo.InvariantCulture)),
            new("Took", Middle, row => row.DurationMs is { } took ? Duration(took) : ""),
            new("Mode", Wide, row => row.Mode.ToText()),
            new("Agent", Middle, row => Markup.Escape(Plain(row.Agent ?? ""))),
            new("Id", 0, row => row.Id.ToString()));
        if (page.NextCursor is not null)
        {
            console.MarkupLineInterpolated($"[grey]More: --cursor {page.NextCursor}[/]");
        }
    }

    /// <summary>A status in its colour.</summary>
    public static string Status(string status) => $"[{StatusMeaning.Colour(status)}]{status}[/]";

    /// <summary>An instant in UTC.</summary>
    public static string Time(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>Text without control characters, which a terminal would obey.</summary>
    public static string Plain(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '\ufffd' : character));

    /// <summary>A duration.</summary>
    public static string Duration(long milliseconds) => milliseconds < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0} s");
}
