using Spectre.Console;
using Switchboard.Calls;
using Switchboard.Connections;
using Switchboard.Server.Cli.Json;

namespace Switchboard.Server.Cli.Rendering;

/// <summary>How a call ended, for people.</summary>
internal static class OutcomePanel
{
    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, Outcome outcome)
    {
        var console = terminal.Rich;
        var name = outcome.Action.Length == 0 ? outcome.Connector : $"{outcome.Connector}.{outcome.Action}";
        var status = ExecutionTable.Status(outcome.Status.ToText());
        var tries = outcome.Attempts == 1 ? "1 try" : $"{outcome.Attempts} tries";
        console.MarkupLine($"{status}  [bold]{Markup.Escape(name)}[/]  [grey]{outcome.Mode.ToText()}, {tries}{(outcome.IsReplayed ? ", stored result of the same key" : "")}[/]");
        if (outcome.Output is { } output)
        {
            console.WriteLine(JsonOutput.Pretty(output));
        }

        if (outcome.Error is { } error)
        {
            console.MarkupLineInterpolated($"[red]{error.CodeText}[/]  {error.Message}");
            foreach (var path in error.Paths)
            {
                console.MarkupLineInterpolated($"  [bold]{path.Path}[/]  {path.Message}");
            }

            if (error.RetryAfter is { } wait)
            {
                console.MarkupLineInterpolated($"[grey]Try again in {Math.Ceiling(wait.TotalSeconds)} s.[/]");
            }
        }

        if (outcome is { NotBefore: { } due, Status: ExecutionStatus.Queued or ExecutionStatus.Deferred })
        {
            console.MarkupLineInterpolated($"[grey]Accepted; due {due:yyyy-MM-dd'T'HH:mm:ssK}. `switchboard work` sends it; do not repeat it.[/]");
        }

        if (outcome.ExecutionId is { } id)
        {
            console.MarkupLineInterpolated($"[grey]switchboard executions show {id}[/]");
        }
    }
}
