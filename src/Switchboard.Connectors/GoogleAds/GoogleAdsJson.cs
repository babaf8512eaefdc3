using System.Text.Json.Serialization;

namespace Switchboard.Connectors.GoogleAds;

/// <summary>The contract's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateCampaign))]
[JsonSerializable(typeof(CreatedCampaign))]
[JsonSerializable(typeof(AdjustBudget))]
[JsonSerializable(typeof(AdjustedBudget))]
[JsonSerializable(typeof(GetCampaignMetrics))]
[JsonSerializable(typeof(CampaignMetrics))]
public sealed partial class GoogleAdsJson : JsonSerializerContext;

/// <summary>Google's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireSearch))]
[JsonSerializable(typeof(WireSearchAnswer))]
[JsonSerializable(typeof(WireMutate<WireCampaign>))]
[JsonSerializable(typeof(WireMutate<WireBudget>))]
[JsonSerializable(typeof(WireMutateAnswer))]
[JsonSerializable(typeof(WireAdsErrorBody))]
[JsonSerializable(typeof(WireFailure))]
[JsonSerializable(typeof(WireCustomerList))]
[JsonSerializable(typeof(AdsAccountState))]
internal sealed partial class GoogleAdsWireJson : JsonSerializerContext;
