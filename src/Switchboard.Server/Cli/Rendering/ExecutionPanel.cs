using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Switchboard.Server.Cli.Json;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>One row of the ledger, whole, for people.</summary>
internal static class ExecutionPanel
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, ExecutionItem row)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        Add(grid, "Status", ExecutionTable.Status(row.Status));
        Add(grid, "Means", Markup.Escape(row.Meaning ?? ""));
        Add(grid, "Mode", Markup.Escape($"{row.Mode}, {row.Effect}, connection {row.Connection}, {(row.Attempts == 1 ? "1 try" : string.Create(CultureInfo.InvariantCulture, $"{row.Attempts} tries"))}"));
        Add(grid, "Who", Markup.Escape(string.Join(", ", Who(row))));
        Add(grid, "Run", Markup.Escape(Run(row)));
        Add(grid, "Times", Markup.Escape(Times(row)));
        if (row.Lease is { } lease)
        {
            Add(grid, "Lease", Markup.Escape($"{lease.Owner}, fence {lease.Fence}, until {lease.Until:O}"));
        }

        if (row.IdempotencyKey is { } key)
        {
            Add(grid, "Key", Markup.Escape(key));
        }

        Add(grid, "Input", Json(row.Input));
        Add(grid, "Input hash", Markup.Escape(row.InputHash ?? "none"));
        Add(grid, "Output", Json(row.Output));
        Add(grid, "Error", Json(row.Error));
        Add(grid, "Metadata", Json(row.Metadata));
        console.Write(new Panel(grid)
        {
            Header = new PanelHeader(Markup.Escape($" {row.Connector}.{row.Action}  {row.Id} ")),
            Border = BoxBorder.Rounded,
        });
    }

    private static void Add(Grid grid, string name, string markup) => grid.AddRow($"[grey]{name}[/]", markup);

    private static string Json(JsonElement? element) => element is { } value ? Markup.Escape(JsonOutput.Pretty(value)) : "[grey]none[/]";

    private static IEnumerable<string> Who(ExecutionItem row)
    {
        yield return $"organisation {row.OrgId}";
        if (row.Agent is { } agent)
        {
            yield return $"agent {agent}";
        }

        if (row.UserId is { } user)
        {
            yield return $"user {user}";
        }
    }

    private static string Run(ExecutionItem row) => row switch
    {
        { Run: { } run } => $"{run.Id} {run.Agent}, {run.Intent}: {run.Status}",
        { AgentRunId: { } id } => $"{id} (not in this ledger)",
        _ => "outside any run",
    };

    private static string Times(ExecutionItem row)
    {
        var lines = new List<string> { $"accepted   {ExecutionTable.Time(row.QueuedAt)} UTC" };
        Line("not before", row.NotBefore);
        Line("started", row.StartedAt);
        Line("dispatched", row.DispatchedAt);
        Line("ended", row.CompletedAt);
        if (row.DurationMs is { } took)
        {
            lines.Add($"took       {ExecutionTable.Duration(took)}");
        }

        return string.Join('\n', lines);

        void Line(string name, DateTimeOffset? instant)
        {
            if (instant is { } at)
            {
                lines.Add($"{name,-10} {ExecutionTable.Time(at)} UTC");
            }
        }
    }
}
