using Spectre.Console;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>A table that leaves columns out where the screen is too narrow for them, so that none is broken.</summary>
internal static class FittingTable
{
    /// <summary>Writes one row an item.</summary>
    public static void Write<T>(IAnsiConsole console, IEnumerable<T> items, params FittingColumn<T>[] columns)
    {
        var fitting = columns.Where(column => console.Profile.Width >= column.FromWidth).ToList();
        var table = new Table().RoundedBorder();
        foreach (var column in fitting)
        {
            table.AddColumn(new TableColumn(column.Header).NoWrap());
        }

        foreach (var item in items)
        {
            table.AddRow([.. fitting.Select(column => column.Markup(item))]);
        }

        console.Write(table);
    }
}

/// <summary>A column of a fitting table.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="FromWidth">Narrowest screen that shows it.</param>
/// <param name="Markup">A row's cell.</param>
internal sealed record FittingColumn<T>(string Header, int FromWidth, Func<T, string> Markup);
