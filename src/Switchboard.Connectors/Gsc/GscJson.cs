using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Gsc;

/// <summary>The contract's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QuerySearchAnalytics))]
[JsonSerializable(typeof(SearchAnalytics))]
[JsonSerializable(typeof(ListSites))]
[JsonSerializable(typeof(SiteList))]
[JsonSerializable(typeof(ListSitemaps))]
[JsonSerializable(typeof(SitemapList))]
[JsonSerializable(typeof(InspectUrl))]
[JsonSerializable(typeof(UrlInspection))]
public sealed partial class GscJson : JsonSerializerContext;

/// <summary>Google's records as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireQuery))]
[JsonSerializable(typeof(WireAnalytics))]
[JsonSerializable(typeof(WireSiteList))]
[JsonSerializable(typeof(WireSite))]
[JsonSerializable(typeof(WireSitemapList))]
[JsonSerializable(typeof(WireInspect))]
[JsonSerializable(typeof(WireInspected))]
[JsonSerializable(typeof(GscState))]
internal sealed partial class GscWireJson : JsonSerializerContext;
