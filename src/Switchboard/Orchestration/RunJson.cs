using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Orchestration;

[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Dictionary<string, double>))]
internal sealed partial class RunJson : JsonSerializerContext;
