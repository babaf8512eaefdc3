using System.Text.Json.Serialization;

namespace Switchboard.Connectors.TikTok;

/// <summary>The contract's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublishPost))]
[JsonSerializable(typeof(PublishedPost))]
[JsonSerializable(typeof(GetPostStatus))]
[JsonSerializable(typeof(PostStatus))]
[JsonSerializable(typeof(CreateCampaign))]
[JsonSerializable(typeof(CreatedCampaign))]
[JsonSerializable(typeof(AdjustBudget))]
[JsonSerializable(typeof(AdjustedBudget))]
[JsonSerializable(typeof(GetCampaignMetrics))]
[JsonSerializable(typeof(CampaignMetrics))]
public sealed partial class TikTokJson : JsonSerializerContext;

/// <summary>TikTok's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireVideoInit))]
[JsonSerializable(typeof(WireStatusRequest))]
[JsonSerializable(typeof(WireAnswerHead))]
[JsonSerializable(typeof(WireReplyHead))]
[JsonSerializable(typeof(WireAnswer<WireCreator>))]
[JsonSerializable(typeof(WireAnswer<WireInit>))]
[JsonSerializable(typeof(WireAnswer<WireStatus>))]
[JsonSerializable(typeof(WireCampaignCreate))]
[JsonSerializable(typeof(WireCampaignUpdate))]
[JsonSerializable(typeof(WireCampaignFilter))]
[JsonSerializable(typeof(IReadOnlyList<WireReportFilter>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(WireReply<WireCampaign>))]
[JsonSerializable(typeof(WireReply<WireList<WireCampaign>>))]
[JsonSerializable(typeof(WireReply<WireList<WireAdvertiser>>))]
[JsonSerializable(typeof(WireReply<WireList<WireReportRow>>))]
[JsonSerializable(typeof(TikTokState))]
internal sealed partial class TikTokWireJson : JsonSerializerContext;
