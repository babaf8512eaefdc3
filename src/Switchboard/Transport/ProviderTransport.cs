using System.Buffers;
using Switchboard.Calls;

namespace Switchboard.Transport;

/// <summary>Sends an adapter's requests over a handler: the provider's wire, or its simulator.</summary>
internal sealed class ProviderTransport(HttpMessageHandler handler) : IDisposable
{
    /// <summary>Most bytes of an answer, after decompression.</summary>
    public const int MaxBody = 10 * 1024 * 1024;

    private readonly HttpMessageInvoker _invoker = new(handler);

    public async Task<ProviderResponse> SendAsync(Attempt attempt, HttpRequestMessage request, CancellationToken ct)
    {
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            // .NET repeats a request without a content object by itself when a pooled connection closes.
            request.Content = new DispatchContent(request.Content, attempt);
        }

        try
        {
            using var response = await _invoker.SendAsync(request, ct).ConfigureAwait(false);
            var body = await ReadBodyAsync(response, ct).ConfigureAwait(false);
            return new ProviderResponse(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new ProviderException(WireFaults.Of(e, attempt), e);
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
            return await ReadToEndAsync(stream, response.Content.Headers.ContentLength, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException && !response.IsSuccessStatusCode)
        {
            // The status alone already says no.
            return default;
        }
        catch (InvalidDataException e)
        {
            throw new IOException("The answer's compression is damaged.", e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadToEndAsync(Stream stream, long? length, CancellationToken ct)
    {
        if (length > MaxBody)
        {
            throw new IOException($"The answer is larger than {MaxBody} bytes.");
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)(length ?? 4096) + 1);
        try
        {
            var read = 0;
            while (true)
            {
                var count = await stream.ReadAsync(buffer.AsMemory(read), ct).ConfigureAwait(false);
                if (count == 0)
                {
                    return buffer.AsSpan(0, read).ToArray();
                }

                read += count;
                if (read > MaxBody)
                {
                    throw new IOException($"The answer is larger than {MaxBody} bytes.");
                }

                if (read == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, read).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
