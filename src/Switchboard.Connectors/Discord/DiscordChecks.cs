using System.Globalization;
using Switchboard.Validation;

namespace Switchboard.Connectors.Discord;

/// <summary>Discord's limits that no attribute can say, checked before anything is sent.</summary>
internal static class DiscordChecks
{
    /// <summary>Most characters of a message: https://docs.discord.com/developers/resources/message (the published description says 4,000).</summary>
    public const int MaxContent = 2000;

    /// <summary>Characters as Discord counts them: code points, so that most emoji are one and a family of four is seven.</summary>
    public static int CountCharacters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>A text that Discord would refuse.</summary>
    public static void Content(string content, ValidationErrors errors)
    {
        var count = CountCharacters(content);
        if (count > MaxContent)
        {
            errors.Add("$.content", string.Create(CultureInfo.InvariantCulture, $"has {count} characters; Discord takes at most {MaxContent}"));
        }
        else if (string.IsNullOrWhiteSpace(content))
        {
            errors.Add("$.content", "must hold more than white space; Discord takes it off at both ends");
        }
    }

    /// <summary>Kinds that are named twice, which Discord refuses.</summary>
    public static void Mentions(IReadOnlyList<MentionKind>? mentions, ValidationErrors errors)
    {
        for (var i = 1; i < mentions?.Count; i++)
        {
            if (mentions.Take(i).Contains(mentions[i]))
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"$.mentions[{i}]"), "must not name a kind twice");
            }
        }
    }
}
