using System.Text.Json;

namespace Switchboard.Connectors.Slack;

/// <summary>What the simulated Slack says to blocks.</summary>
internal static class SlackBlocks
{
    private const int MostBlocks = 50;
    private const int MostText = 13_200;

    private static readonly HashSet<string> Types =
    [
        "actions", "alert", "card", "carousel", "container", "context", "context_actions", "data_table", "divider", "file", "header", "image",
        "input", "markdown", "plan", "rich_text", "section", "table", "task_card", "video",
    ];

    /// <summary>Slack's error for a <c>blocks</c> argument, with a message that points at the place; null: good.</summary>
    public static (string Code, string? Message)? Check(string? text, out IReadOnlyList<JsonElement>? blocks)
    {
        blocks = null;
        if (text is null)
        {
            return null;
        }

        try
        {
            blocks = JsonSerializer.Deserialize(text, SlackWireJson.Default.IReadOnlyListJsonElement);
        }
        catch (JsonException)
        {
            return ("invalid_blocks_format", null);
        }

        if (blocks is null or { Count: > MostBlocks })
        {
            return blocks is null ? ("invalid_blocks_format", null) : Invalid($"no more than {MostBlocks} items allowed", "");
        }

        for (var i = 0; i < blocks.Count; i++)
        {
            if (CheckOne(blocks[i], i) is { } wrong)
            {
                return wrong;
            }
        }

        return blocks.Sum(TextLength) > MostText ? ("msg_blocks_too_long", null) : null;
    }

    private static (string, string?)? CheckOne(JsonElement block, int index)
    {
        if (block.ValueKind != JsonValueKind.Object || Text(block, "type") is not { } type)
        {
            return Invalid("missing required field: type", $"/{index}");
        }

        if (!Types.Contains(type))
        {
            return Invalid("unsupported type", $"/{index}/type");
        }

        if (type != "section" || !block.TryGetProperty("text", out var text))
        {
            return type == "section" && !block.TryGetProperty("fields", out _) ? Invalid("missing required field: text", $"/{index}") : null;
        }

        return text.ValueKind != JsonValueKind.Object || Text(text, "text") is not { Length: > 0 } value
            ? Invalid("missing required field: text", $"/{index}/text")
            : value.Length > SlackChecks.MaxSectionText
                ? Invalid($"must be less than {SlackChecks.MaxSectionText + 1} characters", $"/{index}/text/text")
                : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int TextLength(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Sum(p => p.NameEquals("text") && p.Value.ValueKind == JsonValueKind.String
            ? p.Value.GetString()!.Length
            : TextLength(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().Sum(TextLength),
        _ => 0,
    };

    private static (string, string?) Invalid(string message, string pointer) => ("invalid_blocks", $"[ERROR] {message} [json-pointer:/blocks{pointer}]");
}
