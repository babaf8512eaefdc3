using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Switchboard.Simulation;

namespace Switchboard.Connectors.Discord;

/// <summary>Discord's answers that are no success.</summary>
internal static class DiscordReplies
{
    public static SimulatorReply Error(int status, int code, string message) =>
        SimulatorReply.Json(new WireError(message, code), DiscordWireJson.Default.WireError, status);

    /// <summary>What is wrong with one field, nested as the request is.</summary>
    public static SimulatorReply Invalid(string path, string code, string message)
    {
        JsonObject errors = new() { ["_errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }) };
        foreach (var step in path.Split('.').Reverse())
        {
            errors = new JsonObject { [step] = errors };
        }

        JsonObject body = new() { ["message"] = "Invalid Form Body", ["code"] = 50035, ["errors"] = errors };
        return SimulatorReply.Text(body.ToJsonString(), 400, "application/json");
    }

    public static SimulatorReply NotSnowflake(string field, string value) =>
        Invalid(field, "NUMBER_TYPE_COERCE", "Value \"" + value + "\" is not snowflake.");

    /// <summary>The same with the headers of its limit.</summary>
    public static SimulatorReply WithLimit(SimulatorReply reply, StoredBucket bucket, int limit, string name, long now) => reply
        .With("X-RateLimit-Limit", limit.ToString(CultureInfo.InvariantCulture))
        .With("X-RateLimit-Remaining", (limit - bucket.Used).ToString(CultureInfo.InvariantCulture))
        .With("X-RateLimit-Reset", (bucket.ResetAt / 1000.0).ToString("0.000", CultureInfo.InvariantCulture))
        .With("X-RateLimit-Reset-After", ((bucket.ResetAt - now) / 1000.0).ToString("0.000", CultureInfo.InvariantCulture))
        .With("X-RateLimit-Bucket", name);
}

/// <summary>A form as JSON.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SimulatedFormJson : JsonSerializerContext;
