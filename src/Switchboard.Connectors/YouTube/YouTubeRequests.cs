using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Connections;

namespace Switchboard.Connectors.YouTube;

/// <summary>What uploads put on the wire and read from its headers.</summary>
internal static class YouTubeRequests
{
    private const string UploadPath = "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status";

    public static string StartPath(PublishPost input) =>
        input.NotifySubscribers is { } notify ? UploadPath + (notify ? "&notifySubscribers=true" : "&notifySubscribers=false") : UploadPath;

    public static ByteArrayContent Metadata(PublishPost input)
    {
        var body = new WireInsert(
            new WireInsertSnippet(input.Title, input.Description, input.Tags, input.CategoryId),
            new WireInsertStatus(Name(input.PrivacyStatus ?? Privacy.Public), input.PublishAt is { } at ? Time(at) : null, input.MadeForKids));
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, YouTubeWireJson.Default.WireInsert));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "UTF-8");
        return content;
    }

    /// <summary>A time as Google writes it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time that Google wrote; null: none.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>A count, which comes as text of 64 bits; null: it is hidden.</summary>
    public static long? Count(string? text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (long)Math.Min(count, long.MaxValue) : null;

    /// <summary>How many bytes a 308 says are stored: none without the header; false: it cannot be read.</summary>
    public static bool TryStored(string? range, out long stored)
    {
        const string Lead = "bytes=0-";
        stored = 0;
        if (range is null)
        {
            return true;
        }

        var isRange = range.StartsWith(Lead, StringComparison.Ordinal)
            && long.TryParse(range.AsSpan(Lead.Length), NumberStyles.None, CultureInfo.InvariantCulture, out stored);
        stored = isRange ? stored + 1 : 0;
        return isRange;
    }

    /// <summary>Where to bring the bytes: a host of Google's over TLS, or the operator's own base address, since the token goes along.</summary>
    public static Uri SessionAddress(ProviderResponse response, Connection connection)
    {
        var isGood = Uri.TryCreate(response.Header("Location"), UriKind.Absolute, out var address)
            && (connection.IsBaseAddressOverridden
                ? SameOrigin(address, connection.BaseAddress)
                : address.Scheme == Uri.UriSchemeHttps && address.Host.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase));
        return isGood ? address! : throw new ProviderException(new Fault
        {
            Verdict = Verdict.Rejected,
            Code = ErrorCode.ProviderRejected,
            Message = "YouTube named no upload address at a host of its own; nothing was sent there.",
            HttpStatus = (int)response.Status,
        });
    }

    private static string Name(Privacy privacy) => privacy switch
    {
        Privacy.Private => "private",
        Privacy.Unlisted => "unlisted",
        _ => "public",
    };

    private static bool SameOrigin(Uri one, Uri other) => one.Scheme == other.Scheme && one.Host == other.Host && one.Port == other.Port;
}
