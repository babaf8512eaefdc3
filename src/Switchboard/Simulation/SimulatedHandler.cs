using System.Net;

namespace Switchboard.Simulation;

/// <summary>The handler of simulated connections: hands requests to a simulator in this process and opens no socket.</summary>
public sealed class SimulatedHandler(Simulator simulator, TimeProvider time) : HttpMessageHandler
{
    private string? _root;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var uri = request.RequestUri!;
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var reply = simulator.Handle(new SimulatorRequest
        {
            Method = request.Method.Method,
            Path = uri.AbsolutePath,
            Query = uri.Query,
            Root = Root(uri),
            Headers = Headers(request),
            Body = body,
        });
        await SimulatedClock.WaitAsync(time, reply.Latency, cancellationToken).ConfigureAwait(false);
        return reply.WireFault switch
        {
            WireFault.ConnectRefused => throw new HttpRequestException(HttpRequestError.ConnectionError, "Simulated: connection refused."),
            WireFault.AnswerLost => throw new HttpRequestException(HttpRequestError.ResponseEnded, "Simulated: connection closed."),
            _ => ToMessage(request, reply),
        };
    }

    private static HttpResponseMessage ToMessage(HttpRequestMessage request, SimulatorReply reply)
    {
        var message = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            RequestMessage = request,
            Content = reply.WireFault == WireFault.Truncated ? new StreamContent(new TruncatedStream(reply.Body)) : new ReadOnlyMemoryContent(reply.Body),
        };
        if (reply.ContentType is not null)
        {
            message.Content.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
        }

        foreach (var (name, value) in reply.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    // Mostly the same, and kept with every request.
    private string Root(Uri uri)
    {
        var root = uri.GetLeftPart(UriPartial.Authority);
        return root == _root ? _root : _root = root;
    }

    private static Dictionary<string, string> Headers(HttpRequestMessage request)
    {
        var count = request.Headers.NonValidated.Count + (request.Content?.Headers.NonValidated.Count ?? 0);
        var headers = new Dictionary<string, string>(count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        if (request.Content is not null)
        {
            foreach (var (name, values) in request.Content.Headers.NonValidated)
            {
                headers[name] = values.ToString();
            }
        }

        return headers;
    }
}
