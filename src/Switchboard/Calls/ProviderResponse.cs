using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Switchboard.Calls;

/// <summary>A provider's answer, read to its end (10 MB at most, decompressed).</summary>
public sealed class ProviderResponse(HttpStatusCode status, HttpResponseHeaders headers, string? contentType, ReadOnlyMemory<byte> body)
{
    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Headers, those of the content aside.</summary>
    public HttpResponseHeaders Headers { get; } = headers;

    /// <summary>Media type, lower case; null: none was given.</summary>
    public string? ContentType { get; } = contentType;

    /// <summary>The body, decompressed.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>A header's first value; null: absent.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>The body as a record.</summary>
    /// <exception cref="ProviderException">It is not that JSON: accepted, but unreadable, so in doubt.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Body.Span, type) ?? throw Unreadable(null);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>The body as a record; null: it is not that JSON. For bodies of errors.</summary>
    public T? TryRead<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return Body.IsEmpty ? null : JsonSerializer.Deserialize(Body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private ProviderException Unreadable(Exception? inner) => new(
        new Fault
        {
            Verdict = Verdict.InDoubt,
            Code = ErrorCode.ProviderUnavailable,
            Message = $"The provider answered HTTP {(int)Status} with a body that cannot be read ({ContentType ?? "no content type"}, {Body.Length} bytes).",
            HttpStatus = (int)Status,
        },
        inner);
}
