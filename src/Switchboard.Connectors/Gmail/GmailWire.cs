namespace Switchboard.Connectors.Gmail;

/// <summary>Gmail's <c>Message</c>; 64-bit numbers are text on the wire.</summary>
internal sealed record WireMessage
{
    public string? Id { get; init; }

    public string? ThreadId { get; init; }

    public IReadOnlyList<string>? LabelIds { get; init; }

    public string? Snippet { get; init; }

    public string? HistoryId { get; init; }

    public string? InternalDate { get; init; }

    public WirePart? Payload { get; init; }

    public int? SizeEstimate { get; init; }

    public string? Raw { get; init; }
}

/// <summary>Gmail's <c>MessagePart</c>.</summary>
internal sealed record WirePart(
    string? PartId, string? MimeType, string? Filename, IReadOnlyList<WireHeader>? Headers, WireBody? Body, IReadOnlyList<WirePart>? Parts = null);

/// <summary>Gmail's <c>MessagePartHeader</c>.</summary>
internal sealed record WireHeader(string? Name, string? Value);

/// <summary>Gmail's <c>MessagePartBody</c>; the data is base64url.</summary>
internal sealed record WireBody(int Size, string? Data = null, string? AttachmentId = null);

/// <summary>Answer to a message that was taken: both ids must be there.</summary>
internal sealed record WireReference
{
    public required string Id { get; init; }

    public required string ThreadId { get; init; }

    public IReadOnlyList<string>? LabelIds { get; init; }
}

/// <summary>A page of messages; no list at all when nothing matches.</summary>
internal sealed record WireMessageList(IReadOnlyList<WireReference>? Messages, string? NextPageToken, int ResultSizeEstimate);

/// <summary>Answer to a draft that was taken.</summary>
internal sealed record WireDraft
{
    public required string Id { get; init; }

    public required WireReference Message { get; init; }
}

/// <summary>A page of drafts.</summary>
internal sealed record WireDraftList(IReadOnlyList<WireDraft>? Drafts, string? NextPageToken, int ResultSizeEstimate);

/// <summary>Body of a request for a draft.</summary>
internal sealed record WireDraftRequest(WireMessage? Message);

/// <summary>Body of a change of labels.</summary>
internal sealed record WireModify(IReadOnlyList<string>? AddLabelIds, IReadOnlyList<string>? RemoveLabelIds);

/// <summary>Gmail's <c>Profile</c>.</summary>
internal sealed record WireProfile(string? EmailAddress, int MessagesTotal, int ThreadsTotal, string? HistoryId);

/// <summary>Gmail's <c>Label</c>.</summary>
internal sealed record WireLabel(string? Id, string? Name, string? Type, string? MessageListVisibility = null, string? LabelListVisibility = null);

/// <summary>Every label.</summary>
internal sealed record WireLabelList(IReadOnlyList<WireLabel>? Labels);

/// <summary>A file of a message.</summary>
internal sealed record WireAttachment(string? AttachmentId, int Size, string? Data);
