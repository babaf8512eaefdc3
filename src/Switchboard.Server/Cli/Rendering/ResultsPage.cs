using System.Globalization;
using Spectre.Console;
using Switchboard.Server.Launch;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>What a launch brought: reach and spend by channel, as bars.</summary>
internal static class ResultsPage
{
    private const int Width = 72;
    private static readonly Color[] Colors = [Color.Green, Color.Aqua, Color.Yellow, Color.Fuchsia, Color.Blue, Color.Red];

    /// <summary>Writes the page; nothing where nothing was counted.</summary>
    public static void Write(IAnsiConsole console, LaunchFigures figures)
    {
        WriteBars(console, "Reached, by channel", [.. figures.Channels.Where(figure => figure.Reach > 0).Select(figure => (figure.Channel, (double)figure.Reach))], "N0");
        WriteBars(
            console,
            $"Spent, in {figures.Channels.Select(figure => figure.Currency).FirstOrDefault(currency => currency is not null)}",
            [.. figures.Channels.Where(figure => figure.Spend > 0).Select(figure => (figure.Channel, (double)figure.Spend))],
            "N2");
        foreach (var (what, count) in figures.Notes)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{count,9:N0}[/] {what}");
        }

        console.WriteLine();
    }

    private static void WriteBars(IAnsiConsole console, string title, IReadOnlyList<(string Channel, double Value)> bars, string format)
    {
        if (bars.Count == 0)
        {
            return;
        }

        var chart = new BarChart { Width = Width, Culture = CultureInfo.InvariantCulture, Label = $"[bold]{Markup.Escape(title)}[/]", LabelAlignment = Justify.Left };
        chart.ValueFormatter = (value, culture) => value.ToString(format, culture);
        for (var i = 0; i < bars.Count; i++)
        {
            chart.AddItem(bars[i].Channel, bars[i].Value, Colors[i % Colors.Length]);
        }

        console.Write(chart);
        console.WriteLine();
    }
}
