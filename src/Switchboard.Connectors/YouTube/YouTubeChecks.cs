using System.Globalization;
using System.Text;
using Switchboard.Validation;

namespace Switchboard.Connectors.YouTube;

/// <summary>YouTube's limits that attributes cannot say, checked before anything is sent.</summary>
internal static class YouTubeChecks
{
    /// <summary>Most bytes of a description.</summary>
    public const int MaxDescription = 5000;

    /// <summary>Most characters of all tags together.</summary>
    public const int MaxTags = 500;

    /// <summary>Most bytes of a video; source: mediaUpload.maxSize of the discovery document.</summary>
    public const long MaxVideo = 274_877_906_944;

    public static void Video(PublishPost input, DateTimeOffset now, ValidationErrors errors)
    {
        if (input.Content is not null && input.File is not null)
        {
            errors.Add("$", "give content or file, not both");
        }

        if (string.IsNullOrWhiteSpace(input.Title))
        {
            errors.Add("$.title", "must have a character that shows");
        }

        if (Encoding.UTF8.GetByteCount(input.Description) is > MaxDescription and var bytes)
        {
            errors.Add("$.description", string.Create(CultureInfo.InvariantCulture, $"takes {bytes} bytes of UTF-8; YouTube takes {MaxDescription}"));
        }

        if (input.File?.Split('/', '\\').Contains("..") == true)
        {
            errors.Add("$.file", "must lie below the upload directory, without '..'");
        }

        if (TagLength(input.Tags ?? []) is > MaxTags and var length)
        {
            errors.Add("$.tags", string.Create(CultureInfo.InvariantCulture, $"take {length} characters together; YouTube takes {MaxTags}"));
        }

        Schedule(input, now, errors);
    }

    /// <summary>As YouTube counts: commas between, and quotes around a tag with a space.</summary>
    public static int TagLength(IReadOnlyList<string> tags) =>
        tags.Sum(tag => tag.Length + (tag.Contains(' ') ? 2 : 0)) + Math.Max(0, tags.Count - 1);

    private static void Schedule(PublishPost input, DateTimeOffset now, ValidationErrors errors)
    {
        if (input.PublishAt is not { } at)
        {
            return;
        }

        if (input.PrivacyStatus != Privacy.Private)
        {
            errors.Add("$.publishAt", "goes only with privacyStatus 'private'");
        }

        if (at <= now)
        {
            errors.Add("$.publishAt", "must be a time to come");
        }
    }
}
