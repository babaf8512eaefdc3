using System.Text;
using System.Text.Json;
using Switchboard.Catalog;
using Switchboard.Contracts;
using Switchboard.Pipeline;

namespace Switchboard.Connectors.Tests.Conformance;

/// <summary>The catalog as Markdown, for people.</summary>
internal static class CatalogMarkdown
{
    public static string Of(IReadOnlyList<ConnectorBinding> connectors)
    {
        var text = new StringBuilder("# Connectors\n\nGenerated from the definitions; a test fails when it drifts. `switchboard actions show NAME` tells the same of one action.\n\n");
        text.Append("| category | connector | actions |\n|---|---|---|\n");
        foreach (var connector in connectors.Select(one => one.Descriptor))
        {
            text.Append($"| {connector.Category} | [`{connector.Name}`](#{connector.Name}) | {string.Join(", ", connector.Actions.Select(action => action.Name))} |\n");
        }

        foreach (var connector in connectors)
        {
            Write(text, connector.Descriptor);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ConnectorDescriptor connector)
    {
        text.Append($"\n## {connector.Name}\n\n{connector.Description}\n\n");
        Fact(text, "Also called", connector.Aliases.Select(Code));
        Fact(text, "API version", connector.ApiVersion.Length == 0 ? [] : [connector.ApiVersion]);
        Fact(text, "Address", [connector.BaseAddress.OriginalString]);
        Fact(text, "Sends a day", connector.SendCaps.Select(cap => $"{cap.PerDay} ({cap.Plan})"));
        Fact(text, "Quiet hours of the recipient", connector.QuietHours is { } hours ? [$"{hours.From:HH:mm} to {hours.Until:HH:mm}"] : []);
        Fact(text, "Triggers", connector.Triggers.Select(Code));
        Table(text, "| credential | set | what it is |", connector.Credentials.Select(one =>
            $"| `{one.Name}`{(one.Optional ? " (optional)" : "")} | {one.Set} | {Cell(one.Description)} |"));
        Table(text, "| limit | units | within | source |", connector.RateLimits.Select(limit =>
            $"| {Cell(limit.Bucket)} | {limit.Amount} | {Span(limit.Window)} | {Cell(limit.Source)} |"));
        Table(text, "| action | takes | effect | repeat | what it does |", connector.Actions.Select(Row));
        Table(text, "| not here | why |", connector.NotOffered.Select(missing => $"| {missing.Action} | {Cell(missing.Reason)} |"));
    }

    private static string Row(ActionDescriptor action)
    {
        var schema = JsonElement.Parse(action.InputSchema);
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        var fields = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => property.Name + (required.Contains(property.Name) ? "" : "?"))
            : [];
        var name = string.Join(", ", action.Aliases.Prepend(action.Name).Select(Code));
        return $"| {name} | {string.Join(", ", fields)} | {action.Effect.ToString().ToLowerInvariant()} | {RepeatText(action)} | {Cell(FirstSentence(action.Description))} |";
    }

    private static string RepeatText(ActionDescriptor action) => action.Repeat == Repeat.Keyed
        ? $"keyed, {Span(action.KeyWindow)}"
        : action.Repeat.ToString().ToLowerInvariant();

    private static void Fact(StringBuilder text, string name, IEnumerable<string> values)
    {
        if (values.Any())
        {
            text.Append($"- {name}: {string.Join(", ", values)}\n");
        }
    }

    private static void Table(StringBuilder text, string head, IEnumerable<string> rows)
    {
        if (rows.Any())
        {
            text.Append($"\n{head}\n|{string.Concat(Enumerable.Repeat("---|", head.Count(c => c == '|') - 1))}\n").AppendJoin('\n', rows).Append('\n');
        }
    }

    private static string FirstSentence(string description)
    {
        var end = description.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? description : description[..(end + 1)];
    }

    private static string Span(TimeSpan span) => span.TotalSeconds switch
    {
        86_400 => "a day",
        3_600 => "an hour",
        60 => "a minute",
        1 => "a second",
        var seconds when seconds % 3_600 == 0 => $"{seconds / 3_600} h",
        var seconds when seconds % 60 == 0 => $"{seconds / 60} min",
        var seconds => $"{seconds} s",
    };

    private static string Code(string text) => $"`{text}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
