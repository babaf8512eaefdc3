using System.Text.Json;

namespace Switchboard.Connectors.Stripe;

/// <summary>A customer; one that was deleted has nothing but its id.</summary>
internal sealed record WireCustomer
{
    public required string Id { get; init; }

    public bool? Deleted { get; init; }

    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Description { get; init; }

    public long? Balance { get; init; }

    public string? Currency { get; init; }

    public bool? Delinquent { get; init; }

    public WireInvoiceSettings? InvoiceSettings { get; init; }

    public long? Created { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }
}

internal sealed record WireInvoiceSettings(string? DefaultPaymentMethod);

/// <summary>A subscription; since 2025-03-31 the running period stands on its items.</summary>
internal sealed record WireSubscription
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public string? Customer { get; init; }

    public WireItems? Items { get; init; }

    public long? TrialEnd { get; init; }

    public string? LatestInvoice { get; init; }
}

internal sealed record WireItems(IReadOnlyList<WireItem>? Data);

internal sealed record WireItem(long? CurrentPeriodStart, long? CurrentPeriodEnd, WirePrice? Price);

internal sealed record WirePrice(string? Id);

/// <summary>A payment intent; what is not asked to be expanded is an id.</summary>
internal sealed record WirePaymentIntent
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public long? AmountReceived { get; init; }

    public string? Customer { get; init; }

    public string? PaymentMethod { get; init; }

    public string? LatestCharge { get; init; }

    public WireFailure? LastPaymentError { get; init; }

    public WireNextAction? NextAction { get; init; }

    public string? Description { get; init; }

    public string? ClientSecret { get; init; }

    public long? Created { get; init; }

    public Dictionary<string, string>? Metadata { get; init; }
}

internal sealed record WireFailure(string? Code, string? DeclineCode, string? Message);

internal sealed record WireNextAction(string? Type);

internal sealed record WireRefund
{
    public required string Id { get; init; }

    public string? Status { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public string? PaymentIntent { get; init; }

    public string? Charge { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A page; more follows after the id of its last item.</summary>
internal sealed record WireList<T>
{
    public required IReadOnlyList<T> Data { get; init; }

    public bool HasMore { get; init; }
}

internal sealed record WireEvent
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public long Created { get; init; }

    public string? ApiVersion { get; init; }

    public required WireEventData Data { get; init; }

    public WireCause? Request { get; init; }
}

internal sealed record WireEventData
{
    public JsonElement Object { get; init; }
}

/// <summary>The request that caused an event, with the idempotency key it came with.</summary>
internal sealed record WireCause(string? Id, string? IdempotencyKey);

internal sealed record WireErrorBody(WireError? Error);

internal sealed record WireError
{
    public string? Type { get; init; }

    public string? Code { get; init; }

    public string? DeclineCode { get; init; }

    public string? Message { get; init; }

    public string? Param { get; init; }
}
