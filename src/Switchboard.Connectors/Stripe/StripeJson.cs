using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Switchboard.Connectors.Stripe;

/// <summary>JSON of the contract's records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateCustomer))]
[JsonSerializable(typeof(GetCustomer))]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(CreateSubscription))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(CreatePaymentIntent))]
[JsonSerializable(typeof(PaymentIntent))]
[JsonSerializable(typeof(ListPaymentIntents))]
[JsonSerializable(typeof(PaymentIntentPage))]
[JsonSerializable(typeof(CreateRefund))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(ListEvents))]
[JsonSerializable(typeof(EventPage))]
public sealed partial class StripeJson : JsonSerializerContext;

/// <summary>JSON as Stripe writes it, and of the simulator's state.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WireCustomer))]
[JsonSerializable(typeof(WireSubscription))]
[JsonSerializable(typeof(WirePaymentIntent))]
[JsonSerializable(typeof(WireRefund))]
[JsonSerializable(typeof(WireList<WirePaymentIntent>))]
[JsonSerializable(typeof(WireList<WireEvent>))]
[JsonSerializable(typeof(WireErrorBody))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(StripeSnapshot))]
internal sealed partial class StripeWireJson : JsonSerializerContext;
