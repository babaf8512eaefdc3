using System.Globalization;
using System.Text.Json;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Meta;

/// <summary>What every simulated Graph API has: token, error envelope, trace id and usage header.</summary>
internal abstract class GraphSimulator(SimulatorContext context) : Simulator(context)
{
    /// <summary>Calls an hour that the usage header counts as full. It stops at 99: the limit itself is not played.</summary>
    private const int CallsAnHour = 200_000;

    private GraphCallCount _calls = new(0, 0);

    protected GraphCallCount Calls
    {
        get => _calls;
        set => _calls = value;
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request)
    {
        var token = request.Header("Authorization") is { } header
            ? (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || header.StartsWith("OAuth ", StringComparison.OrdinalIgnoreCase) ? header[(header.IndexOf(' ') + 1)..] : "")
            : request.QueryFields()["access_token"] ?? request.Form()["access_token"];
        return string.IsNullOrWhiteSpace(token) ? Error(request, 190, "Invalid OAuth access token - Cannot parse access token", status: 401) : null;
    }

    protected override SimulatorReply NotFound(SimulatorRequest request) =>
        Error(request, 2500, $"Unknown path components: {request.Path}");

    /// <summary>The secret's proof differs from connection to connection of the same account, and says nothing of the call.</summary>
    protected override string CanonicalKey(SimulatorRequest request)
    {
        var query = string.Join('&', request.QueryFields().All.Where(field => field.Key is not ("appsecret_proof" or "access_token")).Select(field => $"{field.Key}={field.Value}"));
        return $"{request.Method} {request.Path}?{query} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(request.Body.Span))}";
    }

    /// <summary>Maps a route whose answers carry Meta's headers.</summary>
    protected void MapGraph(string name, string method, string template, Func<SimulatorRequest, SimulatorReply> handler) =>
        Map(name, method, template, request => Dress(handler(request), request));

    /// <summary>Meta's error envelope.</summary>
    protected SimulatorReply Error(SimulatorRequest request, int code, string message, int? subcode = null, int status = 400, string? details = null, string? userMessage = null) =>
        SimulatorReply.Json(
            new GraphErrorBody(new GraphError
            {
                Message = $"(#{code.ToString(CultureInfo.InvariantCulture)}) {message}",
                Type = "OAuthException",
                Code = code,
                ErrorSubcode = subcode,
                ErrorUserMsg = userMessage,
                ErrorData = details is null ? null : Details(details),
                FbtraceId = Trace(request),
            }),
            GraphJson.Default.GraphErrorBody,
            status);

    /// <summary>No such object, or not for this token: Meta does not say which.</summary>
    protected SimulatorReply NoSuchObject(SimulatorRequest request, string id) => Error(
        request, 100, $"Unsupported {request.Method.ToLowerInvariant()} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation", 33);

    protected static SimulatorReply Created(string id) => SimulatorReply.Json(new GraphId(id), GraphJson.Default.GraphId);

    /// <summary>A decimal id as Meta's, which exceed 2^53.</summary>
    protected string NewDecimalId(string kind, string key, string prefix) =>
        prefix + (Convert.ToUInt64(NewHexId(kind, key, 15), 16) % 10_000_000_000_000).ToString("D13", CultureInfo.InvariantCulture);

    private string Trace(SimulatorRequest request) => "A" + NewBase36Id("trace", CanonicalKey(request), 22);

    private SimulatorReply Dress(SimulatorReply reply, SimulatorRequest request)
    {
        var hour = Now.ToUnixTimeSeconds() / 3600;
        _calls = new GraphCallCount(hour, _calls.Hour == hour ? _calls.Calls + 1 : 1);
        var percent = Math.Min(99, _calls.Calls * 100L / CallsAnHour).ToString(CultureInfo.InvariantCulture);
        return reply
            .With("facebook-api-version", request.Path.Split('/')[1])
            .With("x-fb-trace-id", Trace(request))
            .With("X-App-Usage", $$"""{"call_count":{{percent}},"total_time":{{percent}},"total_cputime":{{percent}}}""");
    }

    private static JsonElement Details(string details)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("messaging_product", "whatsapp");
            writer.WriteString("details", details);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(stream.ToArray());
    }
}
