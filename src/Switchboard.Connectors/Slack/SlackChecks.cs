using System.Text.Json;
using Switchboard.Calls;

namespace Switchboard.Connectors.Slack;

/// <summary>Slack's limits that no attribute can say, checked before anything is sent.</summary>
internal static class SlackChecks
{
    /// <summary>Characters of a section's text: https://docs.slack.dev/reference/block-kit/blocks/section-block</summary>
    public const int MaxSectionText = 3000;

    /// <summary>How far ahead a message can be scheduled: https://docs.slack.dev/reference/methods/chat.scheduleMessage</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromDays(120);

    /// <summary>Refuses blocks that Slack would call invalid.</summary>
    public static void Blocks(IReadOnlyList<JsonElement>? blocks)
    {
        for (var i = 0; i < blocks?.Count; i++)
        {
            var block = blocks[i];
            if (block.ValueKind != JsonValueKind.Object || !block.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            {
                throw InvalidInput($"/blocks/{i} must be an object with a type.");
            }

            if (type.ValueEquals("section") && SectionTextLength(block) is > MaxSectionText and var length)
            {
                throw InvalidInput($"/blocks/{i}/text/text has {length} characters; a section's text holds at most {MaxSectionText}.");
            }
        }
    }

    /// <summary>Unix seconds of a time that Slack takes, a fraction rounded up.</summary>
    public static long PostAt(DateTimeOffset postAt, DateTimeOffset now)
    {
        if (postAt <= now)
        {
            throw InvalidInput("/postAt must be after now.");
        }

        if (postAt - now > MaxAhead)
        {
            throw InvalidInput($"/postAt is {(postAt - now).TotalDays:0.##} days ahead; Slack takes at most {MaxAhead.TotalDays:0}.");
        }

        var seconds = postAt.ToUnixTimeSeconds();
        return postAt.UtcTicks % TimeSpan.TicksPerSecond == 0 ? seconds : seconds + 1;
    }

    /// <summary>Bytes of base64 text.</summary>
    public static byte[] Bytes(string base64)
    {
        var bytes = new byte[base64.Length / 4 * 3];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length > 0
            ? bytes[..length]
            : throw InvalidInput("/content must be base64 of at least one byte.");
    }

    private static int SectionTextLength(JsonElement section) =>
        section.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.Object
        && text.TryGetProperty("text", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Length
            : 0;

    private static ProviderException InvalidInput(string message) => new(new Fault
    {
        Verdict = Verdict.NotSent,
        Code = ErrorCode.InvalidInput,
        Message = message,
    });
}
