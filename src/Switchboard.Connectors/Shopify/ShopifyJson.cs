using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Shopify;

/// <summary>JSON of the contract's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ListProducts))]
[JsonSerializable(typeof(ProductPage))]
[JsonSerializable(typeof(SyncProduct))]
[JsonSerializable(typeof(SyncedProduct))]
[JsonSerializable(typeof(ListOrders))]
[JsonSerializable(typeof(OrderPage))]
[JsonSerializable(typeof(SetInventory))]
[JsonSerializable(typeof(InventorySet))]
[JsonSerializable(typeof(ListLocations))]
[JsonSerializable(typeof(LocationPage))]
public sealed partial class ShopifyJson : JsonSerializerContext;

/// <summary>JSON as Shopify writes it, and of the simulator's state. Amounts of money come as text.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireRequest))]
[JsonSerializable(typeof(WireEnvelope))]
[JsonSerializable(typeof(WireAnswer<ProductsData>))]
[JsonSerializable(typeof(WireAnswer<VariantsData>))]
[JsonSerializable(typeof(WireAnswer<ProductSetData>))]
[JsonSerializable(typeof(WireAnswer<OrdersData>))]
[JsonSerializable(typeof(WireAnswer<InventoryData>))]
[JsonSerializable(typeof(WireAnswer<LocationsData>))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ShopifySnapshot))]
internal sealed partial class ShopifyWireJson : JsonSerializerContext;
