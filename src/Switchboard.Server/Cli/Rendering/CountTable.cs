using System.Globalization;
using Spectre.Console;
using Switchboard.Server.Cli.Json;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>Calls counted by connector, action and status, for people.</summary>
internal static class CountTable
{
    /// <summary>One row an action, one column a status that occurs.</summary>
    public static Table Of(IReadOnlyList<CountItem> counts)
    {
        var statuses = counts.Select(count => count.Status).Distinct().ToList();
        var table = new Table().RoundedBorder().AddColumns("Connector", "Action");
        foreach (var status in statuses)
        {
            table.AddColumn(new TableColumn(ExecutionTable.Status(status)).RightAligned());
        }

        foreach (var action in counts.GroupBy(count => (count.Connector, count.Action)))
        {
            var cells = statuses.Select(status => Number(action.Where(count => count.Status == status).Sum(count => count.Count)));
            table.AddRow([Markup.Escape(action.Key.Connector), Markup.Escape(action.Key.Action), .. cells]);
        }

        if (counts.Count > 0)
        {
            var totals = statuses.Select(status => Number(counts.Where(count => count.Status == status).Sum(count => count.Count)));
            table.AddEmptyRow();
            table.AddRow(["[bold]all[/]", "", .. totals]);
        }

        return table;
    }

    private static string Number(long count) => count == 0 ? "" : count.ToString("N0", CultureInfo.InvariantCulture);
}
