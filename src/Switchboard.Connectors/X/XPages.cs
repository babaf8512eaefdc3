using System.Globalization;
using System.Text;
using Switchboard.Simulation;

namespace Switchboard.Connectors.X;

/// <summary>Pages of a timeline: a token names the post behind which a page starts.</summary>
internal static class XPages
{
    /// <summary>One page of posts that are newest first; or X's no.</summary>
    public static SimulatorReply? Read(FormFields query, IEnumerable<StoredPost> posts, out List<StoredPost> page, out string? next)
    {
        (page, next) = ([], null);
        var size = 10;
        if (query["max_results"] is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 5 or > 100))
        {
            return XReplies.Invalid($"The `max_results` query parameter value [{text}] is not between 5 and 100");
        }

        if (!TryTime(query["start_time"], long.MinValue, out var since) || !TryTime(query["end_time"], long.MaxValue, out var until))
        {
            return XReplies.Invalid("The `start_time` or `end_time` query parameter is not a valid RFC3339 date-time");
        }

        if (!TryId(query["since_id"], 0, out var after) || !TryId(query["until_id"], ulong.MaxValue, out var before) || !TryToken(query["pagination_token"], out var behind))
        {
            return XReplies.Invalid("The `pagination_token`, `since_id` or `until_id` query parameter is not valid");
        }

        List<StoredPost> all =
        [
            .. posts.Where(post => post.At >= since && post.At < until && XTimeline.Number(post.Id) is var id && id > after && id < before && id < behind).Take(size + 1),
        ];
        page = [.. all.Take(size)];
        next = all.Count > size ? Convert.ToHexStringLower(Encoding.ASCII.GetBytes(page[^1].Id)) : null;
        return null;
    }

    private static bool TryTime(string? text, long otherwise, out long milliseconds)
    {
        milliseconds = otherwise;
        if (text is null)
        {
            return true;
        }

        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        milliseconds = time.ToUnixTimeMilliseconds();
        return isTime && time >= new DateTimeOffset(2010, 11, 6, 0, 0, 0, TimeSpan.Zero);
    }

    private static bool TryId(string? text, ulong otherwise, out ulong id)
    {
        id = otherwise;
        return text is null || ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }

    private static bool TryToken(string? token, out ulong id)
    {
        var bytes = new byte[20];
        id = ulong.MaxValue;
        return token is null
            || (token.Length is > 0 and <= 40 && Convert.FromHexString(token, bytes, out _, out var count) == System.Buffers.OperationStatus.Done
                && ulong.TryParse(bytes.AsSpan(0, count), NumberStyles.None, CultureInfo.InvariantCulture, out id));
    }
}
