using System.Net;

namespace Switchboard.Transport;

/// <summary>The handler of live connections: no redirects, no cookies, HTTP/1.1, compressed answers.</summary>
internal static class LiveHandler
{
    public static HttpMessageHandler Create() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    };
}
