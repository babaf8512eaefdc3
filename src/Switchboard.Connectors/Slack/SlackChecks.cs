using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Switchboard.Validation;

namespace Switchboard.Connectors.Slack;

/// <summary>Slack's limits that no attribute can say, checked before anything is sent.</summary>
internal static class SlackChecks
{
    /// <summary>Characters of a section's text: https://docs.slack.dev/reference/block-kit/blocks/section-block</summary>
    public const int MaxSectionText = 3000;

    /// <summary>How far ahead a message can be scheduled: https://docs.slack.dev/reference/methods/chat.scheduleMessage</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromDays(120);

    /// <summary>Blocks that Slack would call invalid.</summary>
    public static void Blocks(IReadOnlyList<JsonElement>? blocks, ValidationErrors errors)
    {
        for (var i = 0; i < blocks?.Count; i++)
        {
            var block = blocks[i];
            if (block.ValueKind != JsonValueKind.Object || !block.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            {
                errors.Add($"$.blocks[{i}]", "must be an object with a type");
            }
            else if (type.ValueEquals("section") && SectionTextLength(block) is > MaxSectionText and var length)
            {
                errors.Add($"$.blocks[{i}].text.text", $"has {length} characters; a section's text holds at most {MaxSectionText}");
            }
        }
    }

    /// <summary>A time that Slack would not take.</summary>
    public static void PostAt(DateTimeOffset postAt, DateTimeOffset now, ValidationErrors errors)
    {
        if (postAt <= now)
        {
            errors.Add("$.postAt", "must be after now");
        }
        else if (postAt - now > MaxAhead)
        {
            errors.Add("$.postAt", string.Create(CultureInfo.InvariantCulture, $"is {(postAt - now).TotalDays:0.##} days ahead; Slack takes at most {MaxAhead.TotalDays:0}"));
        }
    }

    /// <summary>A file without bytes.</summary>
    public static void File(string base64, ValidationErrors errors)
    {
        if (!Base64.IsValid(base64, out var length) || length == 0)
        {
            errors.Add("$.content", "must be base64 of at least one byte");
        }
    }

    private static int SectionTextLength(JsonElement section) =>
        section.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.Object
        && text.TryGetProperty("text", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Length
            : 0;
}
