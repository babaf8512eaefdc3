using System.Text.Json;
using System.Text.Json.Nodes;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Shopify;

/// <summary>Plays a Shopify store behind its GraphQL Admin API: any query over the fields that it has, and the bucket of points.</summary>
internal sealed class ShopifySimulator : Simulator
{
    private const double MostPoints = 2000;
    private const double PointsPerSecond = 100;
    private const double MostPerQuery = 1000;
    private readonly ShopifyStore _store;
    private readonly GraphSchema _schema;
    private double _points = MostPoints;
    private DateTimeOffset _pointsAt;

    public ShopifySimulator(SimulatorContext context)
        : base(context)
    {
        _store = new ShopifyStore(NewHexId);
        new ShopifySeed(_store).Populate();
        _schema = ShopifyGraph.Of(_store, new ShopifyMutations(_store));
        Map("graphql", "POST", "/admin/api/{version}/graphql.json", Take);
    }

    protected override SimulatorReply? Unauthenticated(SimulatorRequest request) => string.IsNullOrEmpty(request.Header("X-Shopify-Access-Token"))
        ? SimulatorReply.Json(
            new JsonObject { ["errors"] = "[API] Invalid API key or access token (unrecognized login or wrong password)" }, ShopifyWireJson.Default.JsonObject, 401)
        : null;

    protected override SimulatorReply NotFound(SimulatorRequest request) =>
        SimulatorReply.Json(new JsonObject { ["errors"] = "Not Found" }, ShopifyWireJson.Default.JsonObject, 404);

    // The key of @idempotent differs from call to call; what is asked does not.
    protected override string CanonicalKey(SimulatorRequest request)
    {
        if (request.Json() is not { ValueKind: JsonValueKind.Object } body || !body.TryGetProperty("variables", out var variables) || variables.ValueKind != JsonValueKind.Object)
        {
            return base.CanonicalKey(request);
        }

        var kept = JsonObject.Create(variables)!;
        kept.Remove("key");
        return request.Path + "\n" + (body.TryGetProperty("query", out var query) ? query.ToString() : "") + "\n" + kept.ToJsonString();
    }

    protected override void SaveState(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, _store.Save(_points, _pointsAt), ShopifyWireJson.Default.ShopifySnapshot);

    protected override void LoadState(JsonElement state)
    {
        var saved = state.Deserialize(ShopifyWireJson.Default.ShopifySnapshot)!;
        _store.Load(saved);
        (_points, _pointsAt) = (saved.PointsAvailable, saved.PointsAt);
    }

    private SimulatorReply Take(SimulatorRequest request)
    {
        _store.Now = Now;
        Restore();
        return SimulatorReply.Json(Answer(request), ShopifyWireJson.Default.JsonObject)
            .With("X-Request-Id", NewHexId("request", CanonicalKey(request), 32))
            .With("X-Shopify-API-Version", request.Route("version") is "2025-10" or "2026-01" or "2026-04" or "2026-07" or "unstable" ? request.Route("version") : ShopifyAdapter.Version);
    }

    private JsonObject Answer(SimulatorRequest request)
    {
        if (request.Json() is not { ValueKind: JsonValueKind.Object } body || !body.TryGetProperty("query", out var query) || query.ValueKind != JsonValueKind.String)
        {
            return Error("BAD_REQUEST", "Required parameter missing or invalid: query");
        }

        try
        {
            var variables = body.TryGetProperty("variables", out var given) && given.ValueKind == JsonValueKind.Object ? JsonObject.Create(given) : null;
            var name = body.TryGetProperty("operationName", out var operation) ? operation.GetString() : null;
            return Run(new GraphExecution(_schema, GraphParser.Parse(query.GetString()!), variables, name));
        }
        catch (GraphException e)
        {
            return Error(e.Code, e.Message);
        }
    }

    private JsonObject Run(GraphExecution execution)
    {
        if (execution.Requested > MostPerQuery)
        {
            return Error("MAX_COST_EXCEEDED", $"Query cost is {execution.Requested}, which exceeds the single query max cost limit ({MostPerQuery}).");
        }

        if (execution.Requested > _points)
        {
            var throttled = Error("THROTTLED", "Throttled");
            throttled["extensions"] = Cost(execution.Requested, null);
            return throttled;
        }

        var data = execution.Run(_store);
        _points -= execution.Actual;
        return new JsonObject { ["data"] = data, ["extensions"] = Cost(execution.Requested, execution.Actual) };
    }

    private void Restore()
    {
        _points = Math.Min(MostPoints, _points + ((Now - _pointsAt).TotalSeconds * PointsPerSecond));
        _pointsAt = Now;
    }

    private JsonObject Cost(double requested, double? actual) => new()
    {
        ["cost"] = new JsonObject
        {
            ["requestedQueryCost"] = requested,
            ["actualQueryCost"] = actual,
            ["throttleStatus"] = new JsonObject
            {
                ["maximumAvailable"] = MostPoints,
                ["currentlyAvailable"] = Math.Floor(_points),
                ["restoreRate"] = PointsPerSecond,
            },
        },
    };

    private static JsonObject Error(string code, string message) => new()
    {
        ["errors"] = new JsonArray(new JsonObject { ["message"] = message, ["extensions"] = new JsonObject { ["code"] = code } }),
    };
}
