namespace Switchboard.Connectors.WhatsApp;

/// <summary>A message to send.</summary>
internal sealed record WireMessage
{
    public string? MessagingProduct { get; init; }

    public string? RecipientType { get; init; }

    public string? To { get; init; }

    public string? Type { get; init; }

    public WireText? Text { get; init; }

    public WireTemplate? Template { get; init; }
}

/// <summary>Free text.</summary>
internal sealed record WireText(string? Body, bool? PreviewUrl = null);

/// <summary>A template with its values.</summary>
internal sealed record WireTemplate(string? Name, WireLanguage? Language, IReadOnlyList<WireComponent>? Components = null);

/// <summary>Language of a template.</summary>
internal sealed record WireLanguage(string? Code);

/// <summary>Values of one part of a template.</summary>
internal sealed record WireComponent(string? Type, IReadOnlyList<WireParameter>? Parameters = null);

/// <summary>One value; the name only where the template's placeholders have names.</summary>
internal sealed record WireParameter(string? Type, string? Text, string? ParameterName = null);

/// <summary>Answer to a message.</summary>
internal sealed record WireTaken(string? MessagingProduct, IReadOnlyList<WireContact>? Contacts, IReadOnlyList<WireTakenMessage>? Messages);

/// <summary>Whom it goes to, as asked and as WhatsApp knows them.</summary>
internal sealed record WireContact(string? Input, string? WaId);

/// <summary>Id of a taken message.</summary>
internal sealed record WireTakenMessage(string? Id, string? MessageStatus = null);

/// <summary>What Meta posts to the business's webhook.</summary>
internal sealed record WireWebhook(string Object, IReadOnlyList<WireEntry> Entry);

/// <summary>Changes of one business account.</summary>
internal sealed record WireEntry(string Id, IReadOnlyList<WireChange> Changes);

/// <summary>One change.</summary>
internal sealed record WireChange(WireStatusValue Value, string Field);

/// <summary>Statuses of messages.</summary>
internal sealed record WireStatusValue(string MessagingProduct, WireMetadata Metadata, IReadOnlyList<WireStatus> Statuses);

/// <summary>The business's number.</summary>
internal sealed record WireMetadata(string DisplayPhoneNumber, string PhoneNumberId);

/// <summary>What became of a message. The timestamp is Unix seconds as text.</summary>
internal sealed record WireStatus(
    string Id, string Status, string Timestamp, string RecipientId, WirePricing? Pricing = null, IReadOnlyList<WireStatusError>? Errors = null);

/// <summary>What it costs.</summary>
internal sealed record WirePricing(bool Billable, string PricingModel, string Category);

/// <summary>Why it was not delivered.</summary>
internal sealed record WireStatusError(int Code, string Title, string Message, WireErrorDetails ErrorData, string Href);

/// <summary>The error in words.</summary>
internal sealed record WireErrorDetails(string Details);
