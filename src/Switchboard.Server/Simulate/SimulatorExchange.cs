using Microsoft.AspNetCore.Http.Features;
using Switchboard.Pipeline;
using Switchboard.Simulation;

namespace Switchboard.Server.Simulate;

/// <summary>Translates between HTTP and a simulator, wire faults included.</summary>
internal sealed class SimulatorExchange(ConnectorRegistry connectors, bool isAtRoot, SimulatorHost simulators)
{
    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var (path, query) = Target(context);
        var prefix = "";
        var connector = isAtRoot ? connectors.All[0] : ByPrefix(ref path, out prefix);
        if (connector is null)
        {
            await NoSuchConnectorAsync(context).ConfigureAwait(false);
            return;
        }

        var request = new SimulatorRequest
        {
            Method = context.Request.Method,
            Path = path,
            Query = query,
            Root = $"{context.Request.Scheme}://{context.Request.Host}{prefix}",
            Headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = await ReadAsync(context.Request).ConfigureAwait(false),
        };
        var reply = simulators.Get(connector.Name, connector.Simulator).Handle(request);
        if (reply.Latency > TimeSpan.Zero)
        {
            await Task.Delay(reply.Latency, TimeProvider.System, context.RequestAborted).ConfigureAwait(false);
        }

        await WriteAsync(context, reply).ConfigureAwait(false);
    }

    // The path as it was sent: a simulator decodes it segment by segment.
    private static (string Path, string Query) Target(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (!target.StartsWith('/'))
        {
            return (context.Request.Path.ToUriComponent(), context.Request.QueryString.ToUriComponent());
        }

        var mark = target.IndexOf('?');
        return mark < 0 ? (target, "") : (target[..mark], target[mark..]);
    }

    private ConnectorBinding? ByPrefix(ref string path, out string prefix)
    {
        var end = path.IndexOf('/', 1);
        prefix = end < 0 ? path : path[..end];
        path = end < 0 ? "/" : path[end..];
        return connectors.Find(Uri.UnescapeDataString(prefix.TrimStart('/')));
    }

    private Task NoSuchConnectorAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"No such connector. Simulated here: {string.Join(", ", connectors.All.Select(connector => "/" + connector.Name))}.\n");
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        return body.ToArray();
    }

    private static async Task WriteAsync(HttpContext context, SimulatorReply reply)
    {
        if (reply.WireFault is WireFault.ConnectRefused or WireFault.AnswerLost)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = reply.Status;
        foreach (var header in reply.Headers)
        {
            response.Headers.Append(header.Key, header.Value);
        }

        if (reply.ContentType is not null)
        {
            response.ContentType = reply.ContentType;
        }

        if (reply.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified || HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        response.ContentLength = reply.Body.Length;
        // Fewer bytes than promised: the server sends them, then closes. An abort could discard them.
        var isCut = reply.WireFault == WireFault.Truncated;
        await response.Body.WriteAsync(isCut ? reply.Body[..(reply.Body.Length / 2)] : reply.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
