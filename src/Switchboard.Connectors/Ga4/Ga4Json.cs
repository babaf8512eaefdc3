using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Ga4;

/// <summary>The contract's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(RunRealtimeReport))]
[JsonSerializable(typeof(RealtimeReport))]
[JsonSerializable(typeof(GetMetadata))]
[JsonSerializable(typeof(PropertyMetadata))]
public sealed partial class Ga4Json : JsonSerializerContext;

/// <summary>Google's records as JSON. A request's unknown member is an error there, and here.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireReportRequest))]
[JsonSerializable(typeof(WireReport))]
[JsonSerializable(typeof(WireMetadata))]
[JsonSerializable(typeof(Ga4State))]
internal sealed partial class Ga4WireJson : JsonSerializerContext;
