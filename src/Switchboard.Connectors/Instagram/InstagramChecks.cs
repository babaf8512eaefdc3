using System.Globalization;
using Switchboard.Validation;

namespace Switchboard.Connectors.Instagram;

/// <summary>Instagram's limits that no attribute can say: developers.facebook.com/docs/instagram-platform/content-publishing.</summary>
internal static class InstagramChecks
{
    public const int MostHashtags = 30;
    public const int MostMentions = 20;

    private static readonly string[] NotJpeg =
        [".png", ".gif", ".webp", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff", ".svg", ".mp4", ".mov", ".pdf"];

    /// <summary>Too many hashtags or mentions, and a picture whose name says that it is no JPEG.</summary>
    public static void Post(PublishPost input, ValidationErrors errors)
    {
        if (Count(input.Caption, '#') is > MostHashtags and var hashtags)
        {
            errors.Add("$.caption", $"has {hashtags} hashtags; Instagram takes at most {MostHashtags}");
        }

        if (Count(input.Caption, '@') is > MostMentions and var mentions)
        {
            errors.Add("$.caption", $"has {mentions} mentions; Instagram takes at most {MostMentions}");
        }

        if (!IsMaybeJpeg(input.ImageUrl))
        {
            errors.Add("$.imageUrl", "must be a JPEG; Instagram takes no other pictures here");
        }
    }

    /// <summary>A time range that cannot be, or that belongs to the account alone.</summary>
    public static void Insights(GetInsights input, ValidationErrors errors)
    {
        if (input.MediaId is not null && (input.Since ?? input.Until) is not null)
        {
            errors.Add("$.mediaId", "has figures of its whole life alone; leave since and until out");
        }

        var (since, until) = (Day(input.Since, "$.since", errors), Day(input.Until, "$.until", errors));
        if (input.Since is null && input.Until is not null)
        {
            errors.Add("$.until", "needs since");
        }
        else if (until <= since)
        {
            errors.Add("$.until", "must be after since");
        }
    }

    /// <summary>Whether the address may be that of a JPEG: its name does not say otherwise.</summary>
    public static bool IsMaybeJpeg(string address) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var uri) || !NotJpeg.Any(end => uri.AbsolutePath.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>Words with a sign before them: not within a word, as in an address, and not the sign alone.</summary>
    public static int Count(string text, char sign)
    {
        var count = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] == sign && IsWord(text[i + 1]) && (i == 0 || !IsWord(text[i - 1])))
            {
                count++;
            }
        }

        return count;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static DateOnly? Day(string? text, string path, ValidationErrors errors)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (text is not null)
        {
            errors.Add(path, "must be a day of the calendar");
        }

        return null;
    }
}
