using System.Text.Json.Serialization;
using Switchboard.Connectors.Meta;

namespace Switchboard.Connectors.Facebook;

/// <summary>JSON of the contract's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublishPost))]
[JsonSerializable(typeof(PublishedPost))]
[JsonSerializable(typeof(GetPageInsights))]
[JsonSerializable(typeof(PageInsights))]
[JsonSerializable(typeof(CreateCampaign))]
[JsonSerializable(typeof(CreatedCampaign))]
[JsonSerializable(typeof(AdjustBudget))]
[JsonSerializable(typeof(AdjustedBudget))]
[JsonSerializable(typeof(GetCampaignMetrics))]
[JsonSerializable(typeof(CampaignMetrics))]
public sealed partial class FacebookJson : JsonSerializerContext;

/// <summary>JSON as Meta writes it, and of the simulator's state.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireAdAccount))]
[JsonSerializable(typeof(WireCampaign))]
[JsonSerializable(typeof(GraphList<WireCampaign>))]
[JsonSerializable(typeof(GraphList<WireAdsInsights>))]
[JsonSerializable(typeof(WireTimeRange))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(FacebookSnapshot))]
internal sealed partial class FacebookWireJson : JsonSerializerContext;
