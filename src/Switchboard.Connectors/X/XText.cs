using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Switchboard.Connectors.X;

/// <summary>Text as X counts it: https://docs.x.com/fundamentals/counting-characters, version 3 of its configuration.</summary>
internal static partial class XText
{
    /// <summary>Most that a post may weigh.</summary>
    public const int MaxWeight = 280;

    /// <summary>What an address weighs, however long it is.</summary>
    public const int UrlWeight = 23;

    // The longest emoji there is: two people with their skin, a kiss between them.
    private const int LongestEmoji = 10;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create('\uFFFE', '\uFEFF', '\uFFFF');

    /// <summary>What a text weighs: an address 23, an emoji 2, a character of the light ranges 1, any other 2.</summary>
    public static int Weigh(string text)
    {
        var composed = XComposition.Compose(text);
        var weight = 0;
        var end = 0;
        foreach (var url in XUrls.Find(composed))
        {
            weight += WeighPlain(composed.AsSpan()[end..url.Start.Value]) + UrlWeight;
            end = url.End.Value;
        }

        return weight + WeighPlain(composed.AsSpan()[end..]);
    }

    /// <summary>Whether it holds a character that X takes in no post.</summary>
    public static bool HasForbidden(string text) => text.AsSpan().ContainsAny(Forbidden);

    /// <summary>Whether a post says what was to be said: with its short addresses resolved and its escapes undone.</summary>
    /// <param name="text">What was to be said.</param>
    /// <param name="post">What X shows.</param>
    public static bool IsSame(string text, WirePost post)
    {
        var shown = post.Text ?? "";
        foreach (var url in (post.Entities?.Urls ?? []).Where(url => url.Url is { Length: > 0 }).OrderByDescending(url => url.Start))
        {
            // The address that X adds for media is not in what was to be said.
            var at = shown.LastIndexOf(url.Url!, StringComparison.Ordinal);
            var isMedia = url.MediaKey is not null || (url.ExpandedUrl is { } expanded && MediaAddress().IsMatch(expanded));
            shown = at < 0 ? shown : shown[..at] + (isMedia ? "" : Marked(url.ExpandedUrl ?? "")) + shown[(at + url.Url!.Length)..];
        }

        shown = shown.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
        return string.Equals(XComposition.Compose(shown).Trim(), Expected(text), StringComparison.Ordinal);
    }

    private static string Expected(string text)
    {
        var composed = XComposition.Compose(text);
        var result = new StringBuilder();
        var end = 0;
        foreach (var url in XUrls.Find(composed))
        {
            result.Append(composed, end, url.Start.Value - end).Append(Marked(composed[url]));
            end = url.End.Value;
        }

        return result.Append(composed, end, composed.Length - end).ToString().Trim();
    }

    // X writes http:// before an address without it, and a slash behind a bare host.
    private static string Marked(string url) => "\uFFFC" + Scheme().Replace(url, "").TrimEnd('/');

    private static int WeighPlain(ReadOnlySpan<char> text)
    {
        var weight = 0;
        while (!text.IsEmpty)
        {
            var length = StringInfo.GetNextTextElementLength(text);
            weight += IsEmoji(text[..length]) ? 2 : WeighRunes(text[..length]);
            text = text[length..];
        }

        return weight;
    }

    private static int WeighRunes(ReadOnlySpan<char> text)
    {
        var weight = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            weight += rune.Value is <= 0x10FF or (>= 0x2000 and <= 0x200D) or (>= 0x2010 and <= 0x201F) or (>= 0x2032 and <= 0x2037) ? 1 : 2;
        }

        return weight;
    }

    /// <summary>Whether one element, as a reader sees it, is an emoji of several code points; one of a single one weighs 2 by its range.</summary>
    private static bool IsEmoji(ReadOnlySpan<char> element)
    {
        if (element.Length < 2)
        {
            return false;
        }

        var (count, isFirst) = (0, true);
        foreach (var rune in element.EnumerateRunes())
        {
            var isPart = isFirst ? IsPicture(rune.Value) || rune.Value is '#' or '*' or (>= '0' and <= '9') : IsPicture(rune.Value) || IsJoiner(rune.Value);
            if (!isPart)
            {
                return false;
            }

            (count, isFirst) = (count + 1, false);
        }

        // A digit needs its keycap: with a variation selector alone it stays a digit.
        return count is > 1 and <= LongestEmoji && (!char.IsAscii(element[0]) || element[^1] == '\u20E3');
    }

    private static bool IsPicture(int value) => value is >= 0x1F000 and <= 0x1FAFF
        or (>= 0x2190 and <= 0x2BFF) or 0xA9 or 0xAE or 0x203C or 0x2049 or 0x2122 or 0x2139 or 0x3030 or 0x303D or 0x3297 or 0x3299;

    private static bool IsJoiner(int value) => value is 0x200D or 0xFE0F or 0x20E3 or (>= 0xE0020 and <= 0xE007F);

    [GeneratedRegex("^https?://", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex("/status/[0-9]+/(photo|video)/[0-9]+$")]
    private static partial Regex MediaAddress();
}
