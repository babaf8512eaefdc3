using System.Text.Json;
using Spectre.Console;
using Switchboard.Server.Cli.Json;

namespace Switchboard.Server.Cli.Verbs;

/// <summary>One action, for people.</summary>
internal static class ActionPanel
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, ActionDocument action)
    {
        console.MarkupLineInterpolated($"[bold]{action.Name}[/]  [grey]{action.Effect}, {action.Repeat}[/]");
        console.WriteLine(action.Description);
        if (action.Aliases.Count > 0)
        {
            console.MarkupLineInterpolated($"[grey]Also called[/] {string.Join(", ", action.Aliases)}");
        }

        console.Write(Fields("Takes", action.Input, action.Marks.Input));
        console.Write(Fields("Gives", action.Output, action.Marks.Output));
        foreach (var limit in action.Metadata.RateLimits)
        {
            console.MarkupLineInterpolated($"[grey]Limit[/]  {limit.Amount} of '{limit.Bucket}' in {limit.WindowSeconds} s; a call takes {limit.Units}{(limit.Per is null ? "" : $" per {limit.Per}")}");
        }

        foreach (var cap in action.Metadata.SendCaps)
        {
            console.MarkupLineInterpolated($"[grey]Cap[/]    {cap.PerDay} a day on {cap.Plan}");
        }

        if (action.Metadata.QuietHours is { } quiet)
        {
            console.MarkupLineInterpolated($"[grey]Quiet[/]  {quiet.From} to {quiet.Until}, recipient's time");
        }

        if (action.Metadata.Scopes.Count > 0)
        {
            console.MarkupLineInterpolated($"[grey]Scopes[/] any of {string.Join(", ", action.Metadata.Scopes)}");
        }

        console.MarkupLineInterpolated($"[grey]Try[/]    switchboard call {action.Name} --input '{{…}}'   [grey](schemas: --json)[/]");
    }

    private static Table Fields(string title, JsonElement schema, IReadOnlyDictionary<string, string> marks)
    {
        var table = new Table().RoundedBorder().AddColumns(title, "Type", "Recorded", "What");
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        if (!schema.TryGetProperty("properties", out var properties) || !properties.EnumerateObject().Any())
        {
            return table.AddRow("[grey]nothing[/]", "", "", "");
        }

        foreach (var property in properties.EnumerateObject())
        {
            table.AddRow(
                Markup.Escape(property.Name) + (required.Contains(property.Name) ? "" : "[grey]?[/]"),
                Markup.Escape(Type(property.Value)),
                Markup.Escape(marks.GetValueOrDefault(property.Name, "as it is")),
                Markup.Escape(property.Value.TryGetProperty("description", out var what) ? what.GetString() ?? "" : ""));
        }

        return table;
    }

    private static string Type(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return "";
        }

        var name = type.ValueKind == JsonValueKind.Array ? string.Join(" or ", type.EnumerateArray().Select(one => one.GetString())) : type.GetString() ?? "";
        return name.StartsWith("array", StringComparison.Ordinal) && schema.TryGetProperty("items", out var items) ? $"list of {Type(items)}" : name;
    }
}
